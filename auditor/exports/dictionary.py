"""data-dictionary.csv: what every column of the files beside it means."""

from collections.abc import Iterator, Sequence

from auditor.exports.table import Cell, Column, Exporter, View

COLUMNS = (
    Column("file", "file the column is in"),
    Column("column", "name of the column"),
    Column("meaning", "what it holds, and in which unit or format"),
)


def dictionary(exporters: Sequence[Exporter]) -> Exporter:
    """The data dictionary of these tables, and of itself."""

    def rows(_: View) -> Iterator[tuple[Cell, ...]]:
        for exporter in (*exporters, itself):
            for column in exporter.columns:
                yield (exporter.file_name, column.name, column.meaning)

    itself = Exporter("dictionary", "What every column means", "data-dictionary.csv", COLUMNS, rows)
    return itself
