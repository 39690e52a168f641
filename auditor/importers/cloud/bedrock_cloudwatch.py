"""Records as CloudWatch and its exports wrap them: in messages, pages, query results, tables, and lines with a time.

Read alike: plain JSON lines and arrays; subscriptions `{"logEvents": [{"message": "…"}]}`, also one after the other
without a line end, as Firehose joins them; `{"events": […]}` of the command line; query results as JSON or as a table
with a column “@message”, or with a column for each field; and the lines “<time> <message>” that an export to S3 writes.
"""

import json
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import msgspec

from auditor.importers.cloud.bedrock_columns import has_columns, record_of
from auditor.importers.cloud.bedrock_heads import MESSAGE_COLUMNS, TIMED, has_messages, one_a_line
from auditor.importers.cloud.bedrock_texts import NOTHING
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import NOT_DECODED, numbered, plain_reason, second_try
from auditor.importers.files.table_file import rows
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

DEEPEST = 4


class Wrapper(msgspec.Struct):
    """An object that is a record, or wraps some. A format's record extends it."""

    log_events: msgspec.Raw = msgspec.field(name="logEvents", default=NOTHING)
    events: msgspec.Raw = NOTHING
    aws_records: msgspec.Raw = msgspec.field(name="Records", default=NOTHING)
    records: msgspec.Raw = NOTHING
    results: msgspec.Raw = NOTHING
    loglines: msgspec.Raw = NOTHING
    message: msgspec.Raw = NOTHING
    at_message: msgspec.Raw = msgspec.field(name="@message", default=NOTHING)

    @property
    def is_record(self) -> bool:
        """Whether the object is itself a record of the format."""
        raise NotImplementedError


T = TypeVar("T", bound=Wrapper)
Text = bytes | str | msgspec.Raw
Decode = Callable[[Text], T]


class _Cell(msgspec.Struct):
    """One field of a query's result row."""

    field: str = ""
    value: str = ""


_members = msgspec.json.Decoder(list[msgspec.Raw])
_cells = msgspec.json.Decoder(list[_Cell])
_string = msgspec.json.Decoder(str)


class Messages(Generic[T]):
    """Iterates over (line, record) and issues.

    `shape` is the format's record, `usual` the same with more of it typed: quicker, tried first, and given up for the
    single record that does not fit.
    """

    def __init__(self, file: ExportFile, shape: type[T], what: str, usual: type[T] | None = None) -> None:
        self._file = file
        self._shape = shape
        self._quick: Decode[T] = msgspec.json.Decoder(usual or shape).decode
        self._sure: Decode[T] = msgspec.json.Decoder(shape).decode
        self._what = what

    def _decode(self, text: Text) -> T:
        try:
            return self._quick(text)
        except NOT_DECODED:
            return self._sure(text)

    def __iter__(self) -> Iterator[tuple[int, T] | ImportIssue]:
        peek = self._file.peek()
        if has_messages(peek.first_line) or has_columns(peek.first_line):
            return self._from_table()
        return self._from_lines() if one_a_line(peek) else self._from_objects()

    def _from_lines(self) -> Iterator[tuple[int, T] | ImportIssue]:
        for item in numbered(self._file):
            if isinstance(item, ImportIssue):
                yield item
                continue
            number, line = item
            try:
                value = self._decode(line)
            except NOT_DECODED:
                yield from self._unusual(number, line)
                continue
            if value.is_record:
                yield number, value
            else:
                yield from self._unwrapped(number, value, line, 0)

    def _from_objects(self) -> Iterator[tuple[int, T] | ImportIssue]:
        for item in objects(self._file):
            if isinstance(item, ImportIssue):
                yield item
            else:
                yield from self._in_text(item[0], msgspec.json.encode(item[1]), 0)

    def _from_table(self) -> Iterator[tuple[int, T] | ImportIssue]:
        for row in rows(self._file):
            if isinstance(row, ImportIssue):
                yield row
                continue
            text = next((cell for column in MESSAGE_COLUMNS if (cell := row.get(column))), "") or record_of(
                row.values()
            )
            yield from self._in_text(row.line, text, 1)

    def _unusual(self, number: int, line: bytes) -> Iterator[tuple[int, T] | ImportIssue]:
        """A line that is no single record: one with a time before it, several joined, stray bytes, or a broken one."""
        if timed := TIMED.match(line):
            yield from self._in_text(number, line[timed.end() :], 1)
            return
        joined = _taken_apart(self._file.decode(line)) if b"}{" in line.replace(b" ", b"") else []
        if len(joined) > 1:
            for text in joined:
                yield from self._in_text(number, text, 0)
            return
        found = second_try(self._file, number, line, self._shape)
        if isinstance(found, ImportIssue):
            yield found
        else:
            yield from self._unwrapped(number, found[1], line, 0)

    def _in_text(
        self, number: int, text: bytes | str | msgspec.Raw, depth: int
    ) -> Iterator[tuple[int, T] | ImportIssue]:
        start = text if isinstance(text, str) else bytes(text)
        try:
            value = self._decode(text)
        except msgspec.ValidationError as error:
            yield ImportIssue(number, plain_reason(error), excerpt=excerpt(start))
        except NOT_DECODED as error:
            inside = "the message holds no JSON" if depth else "invalid JSON"
            yield ImportIssue(number, f"{inside}: {error}", excerpt=excerpt(start))
        else:
            yield from self._unwrapped(number, value, start, depth)

    def _unwrapped(self, number: int, value: T, text: bytes | str, depth: int) -> Iterator[tuple[int, T] | ImportIssue]:
        """The records in an object: itself, those of its page, or the one in its message."""
        if value.is_record:
            yield number, value
            return
        pages = (value.log_events, value.events, value.aws_records, value.records, value.results, value.loglines)
        page = next((page for page in map(bytes, pages) if page[:1] == b"["), b"")
        message = bytes(value.at_message) or bytes(value.message)
        if depth < DEEPEST and page:
            for member in _members.decode(page):
                yield from self._in_text(number, _message_of_row(member) or member, depth + 1)
        elif depth < DEEPEST and message[:1] == b'"':
            yield from self._in_text(number, _string.decode(message), depth + 1)
        elif depth < DEEPEST and message[:1] == b"{":
            yield from self._in_text(number, message, depth + 1)
        else:
            yield ImportIssue(number, f"not {self._what}", excerpt=excerpt(text))


def _message_of_row(member: msgspec.Raw) -> str:
    """The message in a row of a query's result, which is a list of fields; "" where the member is something else."""
    if bytes(member)[:1] != b"[":
        return ""
    try:
        cells = {cell.field: cell.value for cell in _cells.decode(member)}
    except NOT_DECODED:
        return ""
    return cells.get("@message") or record_of(cells)


def _taken_apart(text: str) -> list[str]:
    """Objects written one after the other without a line end; [] where one of them is broken."""
    decoder, at, found = json.JSONDecoder(), 0, list[str]()
    while at < len(text):
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        found.append(text[at:end])
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return found
