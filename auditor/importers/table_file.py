"""Tables whose columns an importer declares by name: each row with its line, its cells by header."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from auditor.errors import ImportFailed
from auditor.importers.csv_rows import CsvRows
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.quantities import UNKNOWN_WORDS, Unreadable, excerpt
from auditor.importers.table_rows import refuse_wrong_width
from auditor.records import ImportIssue


class TableRow:
    """One row: `line` it begins on, cells by header as written (spaces around it removed).

    A header that occurs several times keeps all its cells: `all`; the other readers take the first.
    """

    def __init__(self, line: int, places: Mapping[str, Sequence[int]], cells: Sequence[str]) -> None:
        self.line = line
        self._places = places
        self._cells = cells

    def __contains__(self, header: str) -> bool:
        return header in self._places

    @property
    def headers(self) -> list[str]:
        """The headers in their order, each once."""
        return list(self._places)

    def values(self) -> dict[str, str]:
        """All cells by header, as `get` gives them one by one."""
        cells = self._cells
        return {header: cells[places[0]].strip() for header, places in self._places.items()}

    def get(self, header: str) -> str:
        """The cell, "" where the column is missing or the cell empty."""
        places = self._places.get(header)
        return self._cells[places[0]].strip() if places else ""

    def told(self, header: str) -> str | None:
        """The cell, None where the table does not tell: column missing, cell empty, or a word such as NULL."""
        cell = self.get(header)
        return None if cell.lower() in UNKNOWN_WORDS else cell

    def all(self, header: str) -> list[str]:
        """The cells of a repeated header that are not empty."""
        return [cell for place in self._places.get(header, ()) if (cell := self._cells[place].strip())]

    def excerpt(self) -> str:
        """The row's beginning, for an issue."""
        return excerpt(",".join(self._cells))


def rows(file: ExportFile, delimiter: str = ",") -> Iterator[TableRow | ImportIssue]:
    """The rows below the header. A row of another width is an issue. Raises ImportFailed where there is no header."""
    reader = CsvRows(file, delimiter)
    places: dict[str, list[int]] | None = None
    for item in reader:
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, cells = item
        if places is None:
            places = {}
            for place, header in enumerate(cells):
                places.setdefault(header.strip(), []).append(place)
            reader.width = len(cells)
            continue
        try:
            refuse_wrong_width(cells, reader.width or 0)
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(",".join(cells)))
            continue
        yield TableRow(line, places, cells)
    if places is None:
        raise ImportFailed(f"{file.name}: the table has no header line.", "Export it anew, with its header.")


def headers_of(peek: Peek, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for `matches`; quotes and spaces around them removed."""
    return [cell.strip().strip('"').strip() for cell in islice(peek.first_line.split(delimiter), 500)]
