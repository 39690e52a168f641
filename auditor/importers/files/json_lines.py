"""JSON lines as typed records: every line becomes an object or an issue, none vanishes."""

import json
from collections.abc import Iterator
from typing import NoReturn, TypeGuard, TypeVar

import msgspec

from auditor.importers.files.export_file import LONGEST_LINE, ExportFile
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

T = TypeVar("T")

NOT_DECODED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

TOO_LONG = f"the line is longer than {LONGEST_LINE >> 20} MiB and was passed over"


def numbered(file: ExportFile) -> Iterator[tuple[int, bytes] | ImportIssue]:
    """The lines that are not blank, with issues for overlong ones and, at the end, for a damaged file."""
    for number, line in file.lines():
        if line is None:
            yield ImportIssue(number, TOO_LONG)
        elif line and not line.isspace():
            yield number, line
    yield from damage(file)


def damage(file: ExportFile) -> Iterator[ImportIssue]:
    """An issue, if the compressed file could not be read to its end."""
    if file.damage:
        reason = f"the compressed file is damaged ({file.damage}): the rest is missing, and lines near it may be wrong"
        yield ImportIssue(file.lines_read, reason)


def records(file: ExportFile, shape: type[T]) -> Iterator[tuple[int, T] | ImportIssue]:
    """Each line decoded as `shape` (a msgspec struct or dict[str, object])."""
    decode = msgspec.json.Decoder(shape).decode
    for item in numbered(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        try:
            yield number, decode(line)
        except NOT_DECODED:
            yield second_try(file, number, line, shape)


def second_try(file: ExportFile, number: int, line: bytes, shape: type[T]) -> tuple[int, T] | ImportIssue:
    """Half an emoji (a lone surrogate) or a stray byte in a text must not cost the record's counts.

    JavaScript writes both when it cuts texts; msgspec refuses them, the slower standard decoder does not.
    """
    try:
        return number, decode_leniently(file.decode(line), shape)
    except msgspec.ValidationError as error:
        return ImportIssue(number, plain_reason(error), excerpt=excerpt(line))
    except RecursionError:
        return ImportIssue(number, "invalid JSON: nested too deeply", excerpt=excerpt(line))
    except json.JSONDecodeError as error:
        return ImportIssue(number, why_invalid(error), excerpt=excerpt(line))
    except ValueError as error:
        return ImportIssue(number, f"invalid JSON: {error}", excerpt=excerpt(line))


def decode_leniently(text: str, shape: type[T]) -> T:
    """`text` as `shape`; lone surrogates become U+FFFD, NaN and Infinity stay forbidden.

    Raises msgspec.ValidationError, json.JSONDecodeError, RecursionError, or ValueError for NaN and endless numbers.
    """
    value: object = json.loads(text, parse_constant=_forbidden)
    clean = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return msgspec.json.decode(clean, type=shape)


def _forbidden(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


def why_invalid(error: json.JSONDecodeError) -> str:
    """The reason in words; a line that only lacks its end is called cut off."""
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return "the line is cut off"
    return f"invalid JSON: {error.msg} at character {error.pos + 1}"


def plain_reason(error: msgspec.ValidationError) -> str:
    """msgspec's words for a wrong type, its "$.path" made readable."""
    return str(error).replace(" - at `$.", " in `").replace(" - at `$`", "")


def is_dict(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)


def as_dict(value: object) -> dict[str, object]:
    """The JSON object, or an empty one for anything else."""
    return value if is_dict(value) else {}


def as_list(value: object) -> list[object]:
    """The JSON array, or an empty one for anything else."""
    return value if is_list(value) else []


def as_text(value: object) -> str | None:
    """The string if it is one and not empty."""
    return value if isinstance(value, str) and value else None
