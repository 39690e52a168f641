"""Reads plain tables of use or outcomes: CSV, TSV or JSON lines whose headers are the plain names, or are mapped.

Source: our own convention, documented in the README: `timestamp, employee|person|user|user_email, team,
agent|agent_name, session|session_id|conversation_id, request_id|id, model, input_tokens|prompt_tokens,
output_tokens|completion_tokens, cache_read_tokens, cost_usd|cost|spend, latency_ms|duration_ms, status, prompt,
response`; for outcomes `timestamp, employee…, agent, kind, reference`, and `title`, `branch` where known.

Token semantics: `input_tokens` is the total input, what came from a cache included; `output_tokens` includes reasoning.
A table whose cache reads exceed its input counts otherwise, and the reader is warned. Where a mapping (mapping.py) says
so, what the table counts apart is added.

Status: 2xx, ok, success, succeeded and completed are "ok"; any other word stays, and is a failed call.

Identity: request id and time. An id alone is not unique across systems that count from 1. Without an id every row
counts: identical rows are legitimate.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.columns import EventColumns
from auditor.importers.contract import Importer
from auditor.importers.files.csv_rows import Block, CsvRows, Row
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.shape import first_objects
from auditor.importers.files.table_blocks import TableBlocks
from auditor.importers.tables.generic_objects import read_objects
from auditor.importers.tables.mapped_rows import MappedRows
from auditor.importers.tables.table_columns import (
    Columns,
    columns_of,
    delimiter_of,
    kind_of,
    plain_cells,
    tells_outcomes,
    tells_use,
)
from auditor.importers.tables.table_rows import (
    TableRows,
    pick_cells,
    refuse_wrong_width,
)
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity


def matches(peek: Peek) -> str:
    """A header line, or a first JSON object, with a time, who, and a measure (or kind and reference)."""
    line = peek.first_line
    if "\0" in line:
        return ""
    if line.lstrip().startswith("{"):
        first = next(first_objects(peek), dict[str, object]())
        return "" if "message" in first or "type" in first else _known(columns_of(list(first)), "fields")
    return _known(columns_of(plain_cells(line, delimiter_of(line))), "headers")


def _known(columns: Columns, what: str) -> str:
    if not (tells_outcomes(columns) or tells_use(columns)):
        return ""
    return f"plain {what} " + ", ".join(f"“{column}”" for column in list(columns.values())[:4])


def read(file: ExportFile) -> Iterator[Record]:
    """The rows of one table. Raises ImportFailed where no time column is found or the mapping is wrong."""
    return read_objects(file) if file.peek().first_line.lstrip().startswith("{") else _read_cells(file)


def read_columns(file: ExportFile) -> Iterator[Record | EventColumns]:
    """The same as `read`, for files with hundreds of thousands of rows."""
    if (file.mapping and not file.mapping.plain) or file.peek().first_line.lstrip().startswith("{"):
        yield from read(file)
        return
    reader, issues, headers, rows = _opened(file)
    yield from issues
    columns = columns_of(headers, file.mapping)
    yield from _repeated(headers, columns)
    yield from _unused(headers, columns)
    yield from _table(file, rows if tells_outcomes(columns) else reader.blocks(), headers, columns)


def _read_cells(file: ExportFile) -> Iterator[Record]:
    issues, headers, rows = open_table(file)
    yield from issues
    yield from read_rows(file, headers, rows)


def open_table(file: ExportFile) -> tuple[list[ImportIssue], list[str], Iterator[Row | ImportIssue]]:
    """What could not be read above the header of a delimited table, its headers, and the rows below."""
    return _opened(file)[1:]


def _opened(file: ExportFile) -> tuple[CsvRows, list[ImportIssue], list[str], Iterator[Row | ImportIssue]]:
    reader = CsvRows(file, delimiter_of(file.peek().first_line))
    rows = iter(reader)
    issues: list[ImportIssue] = []
    headers: list[str] = []
    for item in rows:
        if not isinstance(item, ImportIssue):
            headers = [header.strip() for header in item[1]]
            break
        issues.append(item)
    reader.width = len(headers)
    return reader, issues, headers, rows


def read_rows(file: ExportFile, headers: list[str], rows: Iterator[Row | ImportIssue]) -> Iterator[Record]:
    """The records of any table: `rows` are (line, cells as text) below the header, and issues, which pass through.

    Raises ImportFailed where no time column is found or the mapping is wrong.
    """
    columns = columns_of(headers, file.mapping)
    yield from _repeated(headers, columns)
    yield from _unused(headers, columns)
    if file.mapping and not file.mapping.plain:
        yield from _mapped(MappedRows(file.mapping, file.zone, columns), rows, headers, columns)
    else:
        yield from _table(file, rows, headers, columns)


def _repeated(headers: Sequence[str], columns: Columns) -> Iterator[ImportIssue]:
    for column in columns.values():
        if headers.count(column) > 1:
            reason = f"the column “{column}” occurs {headers.count(column)} times; the first is read"
            yield ImportIssue(1, reason, Severity.WARNING)


def _unused(headers: Sequence[str], columns: Columns) -> Iterator[ImportIssue]:
    """What lies in a column nobody reads is not in the case: the reader must know."""
    unused = [header for header in dict.fromkeys(headers) if header and header not in columns.values()]
    if unused:
        named = ", ".join(f"“{header}”" for header in unused[:8]) + (" …" if len(unused) > 8 else "")
        yield ImportIssue(1, f"columns not used: {named}", Severity.WARNING)


def _table(
    file: ExportFile, rows: Iterator[Block | Row | ImportIssue], headers: list[str], columns: Columns
) -> Iterator[Any]:
    """The hot loop: 100,000 rows a second need one tuple and one call per row, no dictionary."""
    table = TableRows(file.zone)
    fields, make = kind_of(table, columns)
    places = [headers.index(columns[field]) if field in columns else -1 for field in fields]
    pick = pick_cells(places)
    width, notes = len(headers), table.notes
    for item in TableBlocks(table, dict(zip(fields, places, strict=True))).read(rows):
        if isinstance(item, ImportIssue | EventColumns):
            yield item
            continue
        line, cells = item
        try:
            if len(cells) != width:
                refuse_wrong_width(cells, width)
            cells.append("")
            yield make(line, pick(cells))
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(",".join(cells)))
        if notes:
            yield from notes
            notes.clear()


def _mapped(
    table: MappedRows, rows: Iterator[Row | ImportIssue], headers: list[str], columns: Columns
) -> Iterator[Record]:
    """Rows whose cells are not yet as a plain table's."""
    pick = pick_cells([headers.index(columns[field]) if field in columns else -1 for field in table.fields])
    for item in rows:
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, cells = item
        try:
            refuse_wrong_width(cells, len(headers))
            yield from table.records(line, pick([*cells, ""]))
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(",".join(cells)))
        yield from table.notes
        table.notes.clear()


IMPORTER = Importer(
    name="generic-table",
    title="Plain table (CSV, TSV or JSON lines)",
    version=1,
    gives="one request, outcome or sum: what its columns tell",
    matches=matches,
    read=read,
    columns=read_columns,
)
