"""Reads JSON lines as the rows of a plain or mapped table: each object has the columns that it has."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import records
from auditor.importers.mapping import Mapping
from auditor.importers.tables.mapped_rows import MappedRows
from auditor.importers.tables.table_columns import Columns, columns_of, kind_of
from auditor.importers.tables.table_rows import TableRows, cell, flat
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity


def read_objects(file: ExportFile) -> Iterator[Record]:
    """JSON lines: each object is a row of its own, with the columns that it has."""
    if file.mapping and file.mapping.alone:
        yield from _read_mapped_objects(file, file.mapping)
        return
    table = TableRows(file.zone)
    columns: Columns = {}
    keys: frozenset[str] = frozenset()
    for item in records(file, dict[str, object]):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, values = item
        if keys != values.keys():
            keys, columns = frozenset(values), _columns_here(file.mapping, values)
        try:
            fields, make = kind_of(table, columns)
            yield make(line, [cell(values.get(columns[field])) if field in columns else "" for field in fields])
        except (Unreadable, ImportFailed) as error:
            reason = str(error) if isinstance(error, Unreadable) else error.message
            yield ImportIssue(line, reason, excerpt=excerpt(cell(values)))
        yield from table.notes
        table.notes.clear()


def _read_mapped_objects(file: ExportFile, mapping: Mapping) -> Iterator[Record]:
    """An object may lack mapped columns; one that no object has is told at the end."""
    table = MappedRows(mapping, file.zone, columns_of(list(mapping.columns.values()), mapping))
    columns = [mapping.columns.get(field, "") for field in table.fields]
    missing = set(mapping.columns.values())
    for item in records(file, dict[str, object]):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, nested = item
        values = flat(nested)
        missing -= values.keys()
        try:
            yield from table.records(line, [cell(values.get(column)) for column in columns])
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(cell(nested)))
        yield from table.notes
        table.notes.clear()
    for column in sorted(missing):
        yield ImportIssue(0, f"the mapped column “{column}” occurs in no line", Severity.WARNING)


def _columns_here(mapping: Mapping | None, values: dict[str, object]) -> Columns:
    """A mapped column that this one object lacks is unknown here, not wrong."""
    if mapping:
        mapping = replace(mapping, columns={f: column for f, column in mapping.columns.items() if column in values})
    return columns_of(list(values), mapping)
