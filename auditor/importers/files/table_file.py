"""Tables whose columns an importer declares by name: each row with its line, its cells by header."""

from collections.abc import Iterator, Sequence
from itertools import islice

from auditor.errors import ImportFailed
from auditor.importers.files.csv_rows import CsvRows
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.tables.table_rows import refuse_wrong_width
from auditor.importers.values.quantities import UNKNOWN_WORDS, Unreadable, excerpt
from auditor.records import ImportIssue

LONGEST_UNKNOWN = max(map(len, UNKNOWN_WORDS))


class _Header:
    """Where the columns of a table are: every place of a header, and the first one."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.width = len(cells)
        self.places: dict[str, list[int]] = {}
        for place, header in enumerate(cells):
            self.places.setdefault(header.strip(), []).append(place)
        self.first = {header: places[0] for header, places in self.places.items()}


class TableRow:
    """One row: `line` it begins on, cells by header as written (spaces around it removed).

    A header that occurs several times keeps all its cells: `all`; the other readers take the first.
    """

    __slots__ = ("_cells", "_first", "_header", "line")

    def __init__(self, line: int, header: _Header, cells: Sequence[str]) -> None:
        self.line = line
        self._header = header
        self._first = header.first
        self._cells = cells

    def __contains__(self, header: str) -> bool:
        return header in self._first

    @property
    def headers(self) -> list[str]:
        """The headers in their order, each once."""
        return list(self._first)

    def values(self) -> dict[str, str]:
        """All cells by header, as `get` gives them one by one."""
        cells = self._cells
        if len(self._first) == len(cells):
            return dict(zip(self._first, map(str.strip, cells), strict=True))
        return {header: cells[place].strip() for header, place in self._first.items()}

    def get(self, header: str) -> str:
        """The cell, "" where the column is missing or the cell empty."""
        return self._cells[self._first[header]].strip() if header in self._first else ""

    def told(self, header: str) -> str | None:
        """The cell, None where the table does not tell: column missing, cell empty, or a word such as NULL."""
        if header not in self._first:
            return None
        cell = self._cells[self._first[header]].strip()
        return cell if len(cell) > LONGEST_UNKNOWN or cell.lower() not in UNKNOWN_WORDS else None

    def all(self, header: str) -> list[str]:
        """The cells of a repeated header that are not empty."""
        return [cell for place in self._header.places.get(header, ()) if (cell := self._cells[place].strip())]

    def excerpt(self) -> str:
        """The row's beginning, for an issue."""
        return excerpt(",".join(self._cells))


def rows(file: ExportFile, delimiter: str = ",") -> Iterator[TableRow | ImportIssue]:
    """The rows below the header. A row of another width is an issue. Raises ImportFailed where there is no header."""
    reader = CsvRows(file, delimiter)
    header: _Header | None = None
    for item in reader:
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, cells = item
        if header is None:
            header = _Header(cells)
            reader.width = header.width
            continue
        try:
            refuse_wrong_width(cells, header.width)
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(",".join(cells)))
            continue
        yield TableRow(line, header, cells)
    if header is None:
        raise ImportFailed(f"{file.name}: the table has no header line.", "Export it anew, with its header.")


def headers_of(peek: Peek, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for `matches`; quotes and spaces around them removed."""
    return [cell.strip().strip('"').strip() for cell in islice(peek.first_line.split(delimiter), 500)]
