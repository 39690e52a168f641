"""Tables whose columns an importer declares by name: each row with its line, its cells by header."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from auditor.errors import ImportFailed
from auditor.importers.csv_rows import Block, CsvRows
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.quantities import UNKNOWN_WORDS, Unreadable, excerpt
from auditor.importers.table_rows import refuse_wrong_width
from auditor.records import ImportIssue

LONGEST_UNKNOWN = max(map(len, UNKNOWN_WORDS))


class _Columns(dict[str, list[str]]):
    """The cells of rows read together by header, spaces around them removed; a column is made when first asked for."""

    def __init__(self, places: Mapping[str, Sequence[int]], cells: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.places = places
        self.cells = cells
        self.told = _Told(self)

    def __missing__(self, header: str) -> list[str]:
        places = self.places.get(header)
        if places is None:
            column = [""] * len(self.cells)
        else:
            place = places[0]
            column = [row[place].strip() for row in self.cells]
        self[header] = column
        return column


class _Told(dict[str, list[str | None]]):
    """The same, with None where the table does not tell."""

    def __init__(self, columns: _Columns) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, header: str) -> list[str | None]:
        self[header] = column = [
            None if len(cell) <= LONGEST_UNKNOWN and cell.lower() in UNKNOWN_WORDS else cell
            for cell in self._columns[header]
        ]
        return column


class TableRow:
    """One row: `line` it begins on, cells by header as written (spaces around it removed).

    A header that occurs several times keeps all its cells: `all`; the other readers take the first.
    """

    __slots__ = ("_columns", "_number", "line")

    def __init__(self, line: int, columns: _Columns, number: int) -> None:
        self.line = line
        self._columns = columns
        self._number = number

    def __contains__(self, header: str) -> bool:
        return header in self._columns.places

    @property
    def headers(self) -> list[str]:
        """The headers in their order, each once."""
        return list(self._columns.places)

    def values(self) -> dict[str, str]:
        """All cells by header, as `get` gives them one by one."""
        columns, number = self._columns, self._number
        return {header: columns[header][number] for header in columns.places}

    def get(self, header: str) -> str:
        """The cell, "" where the column is missing or the cell empty."""
        return self._columns[header][self._number]

    def told(self, header: str) -> str | None:
        """The cell, None where the table does not tell: column missing, cell empty, or a word such as NULL."""
        return self._columns.told[header][self._number]

    def all(self, header: str) -> list[str]:
        """The cells of a repeated header that are not empty."""
        cells = self._columns.cells[self._number]
        return [cell for place in self._columns.places.get(header, ()) if (cell := cells[place].strip())]

    def excerpt(self) -> str:
        """The row's beginning, for an issue."""
        return excerpt(",".join(self._columns.cells[self._number]))


def rows(file: ExportFile, delimiter: str = ",") -> Iterator[TableRow | ImportIssue]:
    """The rows below the header. A row of another width is an issue. Raises ImportFailed where there is no header."""
    reader = CsvRows(file, delimiter)
    places: dict[str, list[int]] = {}
    for item in reader:
        if isinstance(item, ImportIssue):
            yield item
            continue
        for place, header in enumerate(item[1]):
            places.setdefault(header.strip(), []).append(place)
        reader.width = len(item[1])
        break
    if reader.width is None:
        raise ImportFailed(f"{file.name}: the table has no header line.", "Export it anew, with its header.")
    for item in reader.blocks():
        if isinstance(item, Block):
            columns = _Columns(places, item.rows)
            for number, line in enumerate(item.lines):
                yield TableRow(line, columns, number)
        else:
            yield item if isinstance(item, ImportIssue) else _row(*item, places, reader.width)


def _row(line: int, cells: list[str], places: Mapping[str, Sequence[int]], width: int) -> TableRow | ImportIssue:
    try:
        refuse_wrong_width(cells, width)
    except Unreadable as error:
        return ImportIssue(line, str(error), excerpt=excerpt(",".join(cells)))
    return TableRow(line, _Columns(places, [cells]), 0)


def headers_of(peek: Peek, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for `matches`; quotes and spaces around them removed."""
    return [cell.strip().strip('"').strip() for cell in islice(peek.first_line.split(delimiter), 500)]
