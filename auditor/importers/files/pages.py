"""Vendors' pages, {"data": […], "has_more": …, "next_page": …}, however they were saved, as the buckets they hold.

A script that calls a usage API saves one page, an array of pages, a page per line, or the merged list of all buckets.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.importers.contract import Peek
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_chunks import Found, objects
from auditor.importers.files.json_lines import as_dict, as_text, is_dict, is_list
from auditor.importers.values.quantities import excerpt, shown
from auditor.records import ImportIssue, Severity

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')

INCOMPLETE = "the last page says that more pages follow: this export is not complete"
HOLDS_PAGES = ("data", "pages")
DEEPEST = 3
"""Pages within pages. Nobody saves more; a file made to be nested deeper is not followed."""


def key_paths(peek: Peek, *one_of: str) -> frozenset[str]:
    """Keys of a JSON file's head with the keys they lie under ("data/results/amount"); arrays add nothing.

    Empty, and quickly so, unless one of the words `one_of` stands in the head: a case has thousands of other files.
    Reads tokens: a key quoted in a text cannot be mistaken for one of the file's, and the head may end anywhere.
    """
    text = peek.text
    if peek.first_line.lstrip()[:1] not in ("{", "[") or not any(word in text for word in one_of):
        return frozenset()
    return _key_paths(text)


@lru_cache(maxsize=4)
def _key_paths(text: str) -> frozenset[str]:
    """Some twenty importers ask for those of each head."""
    found: set[str] = set()
    stack: list[str] = []
    string = key = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] == '"':
            string = token[1:-1]
        elif token == ":":
            key = string
            found.add("/".join([*filter(None, stack), key]))
        elif token in "{[":
            stack.append(key)
            key = ""
        else:
            key = ""
            if token in "}]" and stack:
                stack.pop()
    return frozenset(found)


def bucket_keys(peek: Peek, word: str) -> frozenset[str]:
    """`key_paths` as seen from a bucket, whether it lies in a page, in an array of pages, or by itself."""
    pages = tuple(f"{name}/" for name in HOLDS_PAGES)
    found = key_paths(peek, word)
    for _ in range(DEEPEST):
        found = frozenset(path.partition("/")[2] if path.startswith(pages) else path for path in found)
    return found


def buckets(file: ExportFile) -> Iterator[Found | ImportIssue]:
    """(line its page begins in, bucket) of each bucket; a warning at the end where the last page is not the last."""
    more = False
    line = 0
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, found = item
        more = _says_more(found)
        yield from _within(line, found, DEEPEST)
    if more:
        yield ImportIssue(line, INCOMPLETE, Severity.WARNING)


def _held(found: dict[str, object]) -> list[object] | None:
    """The members of a page; None for anything else."""
    for name in HOLDS_PAGES:
        held = found.get(name)
        if is_list(held):
            return held
    return None


def _says_more(found: dict[str, object]) -> bool:
    """Whether a page, or the last of the pages in it, says that another follows."""
    if "has_more" in found:
        return found["has_more"] is True
    held = _held(found) or [None]
    return as_dict(held[-1]).get("has_more") is True


def _within(line: int, found: dict[str, object], depth: int) -> Iterator[Found | ImportIssue]:
    held = _held(found) if depth else None
    if held is not None:
        for member in held:
            if is_dict(member):
                yield from _within(line, member, depth - 1)
            else:
                yield ImportIssue(line, "not a JSON object", excerpt=excerpt(str(member)))
    elif "error" in found:
        reason = as_text(as_dict(found["error"]).get("message")) or "no reason given"
        yield ImportIssue(line, f"an error instead of a page: {shown(reason)}")
    else:
        yield line, found


def dimensions(result: dict[str, object], measures: frozenset[str] = frozenset()) -> list[tuple[str, object]]:
    """What a bucket's result is told for, known to us or not: its texts and flags, in order of their names."""
    return [(name, result[name]) for name in sorted(result) if _tells(result[name]) and name not in measures]


def _tells(value: object) -> bool:
    return isinstance(value, str | bool) and value != ""
