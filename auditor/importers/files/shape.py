"""What a JSON file's head looks like: the top-level keys of its first objects, even if the head ends inside one."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from auditor.importers.contract import Peek
from auditor.importers.files.json_lines import as_dict

LOOK_AT = 20
"""Objects. Transcripts begin with up to a dozen lines of housekeeping before the first message."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+')


def first_objects(peek: Peek) -> Iterator[dict[str, object]]:
    """Up to 20 objects the file begins with, one per line or spread over many, alone or in an array."""
    return iter(_first_objects(peek.text))


@lru_cache(maxsize=4)
def _first_objects(text: str) -> tuple[dict[str, object], ...]:
    """Some twenty importers look at each head."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[dict[str, object]]:
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or lines[0].lstrip()[:1] not in "{[":
        return
    whole = [_decoded(line) for line in lines[:LOOK_AT]]
    if whole[0]:
        yield from (found for found in whole if found)
        if len(lines) == 1 or all(whole):
            return
        yield from (top_level(line) for line, found in zip(lines, whole, strict=False) if not found)
    else:
        yield top_level("\n".join(lines))


def _decoded(line: str) -> dict[str, object]:
    try:
        return as_dict(msgspec.json.decode(line.strip().rstrip(",")))
    except (msgspec.DecodeError, RecursionError):
        return {}


@lru_cache(maxsize=64)
def top_level(text: str) -> dict[str, object]:
    """Keys of the first object in `text`; values are its strings, or "" for all else. Needs no end of the object.

    Reads tokens, so that a key inside a prompt's text cannot be mistaken for one of the record's.
    """
    found: dict[str, object] = {}
    depth, key, after_colon = 0, "", False
    for match in _TOKEN.finditer(text.lstrip().removeprefix("[")):
        token = match[0]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            if token == ":":
                after_colon = True
                found.setdefault(key, "")
            elif token == ",":
                after_colon = False
            elif token[0] == '"' and after_colon:
                found[key] = token[1:-1]
            elif token[0] == '"':
                key = token[1:-1]
    return found
