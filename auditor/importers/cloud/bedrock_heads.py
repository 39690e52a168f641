"""What a log looks like that CloudWatch wrapped: the keys of its first records, for recognising it."""

import re
from collections.abc import Collection, Iterator

import msgspec

from auditor.importers.cloud.bedrock_columns import has_columns, top_level_of
from auditor.importers.files.export_file import Peek
from auditor.importers.files.json_lines import NOT_DECODED
from auditor.importers.files.shape import first_objects, top_level

MESSAGE_COLUMNS = ("@message", "message")

TIMED = re.compile(rb"\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:?\d\d)?\s+(?:[^\s{]+\s+)?(?=\{)")
"""What an export to S3 writes before each message; `aws logs tail` writes the stream's name, too."""

PAGES = ("logEvents", "events", "Records", "records", "results", "loglines")
"""Keys whose lists hold records, or messages."""

_PAGE = re.compile(rf'"(?:{"|".join(PAGES)})"\s*:\s*\[')
_MESSAGE = re.compile(r'"@?message"\s*(?:,\s*"value"\s*)?:\s*(?=["{])')
_ESCAPED = re.compile(r'\\(["\\/])')


def heads(peek: Peek) -> Iterator[dict[str, object]]:
    """Top-level keys of the first objects, and of the first one that is wrapped in them."""
    text = peek.text
    if has_messages(peek.first_line):
        cells = text.partition("\n")[2]
        yield top_level(cells[cells.find("{") :].replace('""', '"'))
    elif has_columns(peek.first_line):
        yield top_level_of(peek.first_line)
    elif timed := TIMED.match(text.encode()):
        yield top_level(text[timed.end() :])
    else:
        firsts = list(first_objects(peek))
        yield from firsts
        if firsts:
            yield from _wrapped(text, firsts[0].keys())


def _wrapped(text: str, keys: Collection[str]) -> Iterator[dict[str, object]]:
    """What the first object wraps. Only where it is a wrapper itself: deeper down, somebody may quote a log."""
    paged = any(key in keys for key in PAGES)
    if paged and (page := _PAGE.search(text)):
        yield top_level(text[page.end() :])
    if (paged or any(key in keys for key in MESSAGE_COLUMNS)) and (message := _MESSAGE.search(text)):
        inner = text[message.end() :]
        inner = _ESCAPED.sub(r"\1", inner[1:]) if inner[0] == '"' else inner
        yield top_level(inner) if inner.lstrip()[:1] == "{" else {}


def has_messages(line: str) -> bool:
    """Whether the line is the header of a table with a column of messages."""
    headers = [cell.strip().strip('"') for cell in line.split(",")]
    return len(headers) < 50 and any(column in headers for column in MESSAGE_COLUMNS)


def one_a_line(peek: Peek) -> bool:
    """Whether the file holds one object a line, so far as its first line shows: it is one, or longer than the look."""
    first = peek.first_line.strip()
    if first[:1] != "{" or "\n" not in peek.text.strip():
        return first[:1] != "["
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except NOT_DECODED:
        return False
