"""Reads plain tables of use or outcomes: CSV, TSV or JSON lines whose headers are the plain names, or are mapped.

Source: our own convention, documented in the README: `timestamp, employee|person|user|user_email, team,
agent|agent_name, session|session_id|conversation_id, request_id|id, model, input_tokens|prompt_tokens,
output_tokens|completion_tokens, cache_read_tokens, cost_usd|cost|spend, latency_ms|duration_ms, status, prompt,
response`; for outcomes `timestamp, employee…, agent, kind, reference`, and `title`, `branch` where known.

Token semantics: `input_tokens` is the total input, what came from a cache included; `output_tokens` includes reasoning.
A table whose cache reads exceed its input counts otherwise, and the reader is warned.

Status: 2xx, ok, success, succeeded and completed are "ok"; any other word stays, and is a failed call.

Identity: request id and time. An id alone is not unique across systems that count from 1. Without an id every row
counts: identical rows are legitimate.
"""

from collections.abc import Iterator, Sequence

from auditor.errors import ImportFailed
from auditor.importers.contract import Importer
from auditor.importers.csv_rows import CsvRows
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.json_lines import records
from auditor.importers.quantities import Unreadable, excerpt
from auditor.importers.shape import first_objects
from auditor.importers.table_columns import Columns, columns_of, delimiter_of, plain_cells, tells_outcomes, tells_use
from auditor.importers.table_rows import (
    OUTCOME_FIELDS,
    USE_FIELDS,
    Make,
    TableRows,
    cell,
    pick_cells,
    refuse_wrong_width,
)
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
    return _read_objects(file) if file.peek().first_line.lstrip().startswith("{") else _read_cells(file)


def _read_cells(file: ExportFile) -> Iterator[Record]:
    rows = CsvRows(file, delimiter_of(file.peek().first_line))
    found = iter(rows)
    headers: list[str] = []
    for item in found:
        if isinstance(item, ImportIssue):
            yield item
        else:
            headers = [header.strip() for header in item[1]]
            break
    columns = columns_of(headers, file.mapping)
    rows.width = len(headers)
    yield from _repeated(headers, columns)
    yield from _unused(headers, columns)
    yield from _table(file, found, headers, columns)


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
    file: ExportFile, rows: Iterator[tuple[int, list[str]] | ImportIssue], headers: list[str], columns: Columns
) -> Iterator[Record]:
    """The hot loop: 100,000 rows a second need one tuple and one call per row, no dictionary."""
    table = TableRows(file.zone)
    fields, make = _kind_of(table, columns)
    pick = pick_cells([headers.index(columns[field]) if field in columns else -1 for field in fields])
    width, notes = len(headers), table.notes
    for item in rows:
        if isinstance(item, ImportIssue):
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


def _kind_of(table: TableRows, columns: Columns) -> tuple[tuple[str, ...], Make]:
    if tells_outcomes(columns):
        return OUTCOME_FIELDS, table.outcome
    if "timestamp" not in columns or not columns.keys() & {"person", "agent"}:
        raise ImportFailed(
            "The table has no column for the time, or none for an agent or a person.",
            "Name them in a mapping (our field: their column).",
        )
    return USE_FIELDS, table.use


def _read_objects(file: ExportFile) -> Iterator[Record]:
    """JSON lines: each object is a row of its own, with the columns that it has."""
    table = TableRows(file.zone)
    columns: Columns = {}
    keys: frozenset[str] = frozenset()
    for item in records(file, dict[str, object]):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, values = item
        if keys != values.keys():
            keys, columns = frozenset(values), _columns_here(file, values)
        try:
            fields, make = _kind_of(table, columns)
            yield make(line, [cell(values.get(columns[field])) if field in columns else "" for field in fields])
        except (Unreadable, ImportFailed) as error:
            reason = str(error) if isinstance(error, Unreadable) else error.message
            yield ImportIssue(line, reason, excerpt=excerpt(cell(values)))
        yield from table.notes
        table.notes.clear()


def _columns_here(file: ExportFile, values: dict[str, object]) -> Columns:
    """A mapped column that this one object lacks is unknown here, not wrong."""
    mapping = {field: column for field, column in (file.mapping or {}).items() if column in values}
    return columns_of(list(values), mapping)


IMPORTER = Importer(
    name="generic-table",
    title="Plain table (CSV, TSV or JSON lines)",
    version=1,
    matches=matches,
    read=read,
)
