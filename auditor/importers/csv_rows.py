"""Rows of a delimited text, each with the line it begins on; an unclosed quote costs one row, not the file."""

import csv
from collections import deque
from collections.abc import Generator, Iterator

from auditor.importers.export_file import LONGEST_LINE, ExportFile
from auditor.importers.json_lines import TOO_LONG, damage
from auditor.importers.quantities import excerpt
from auditor.records import ImportIssue

csv.field_size_limit(LONGEST_LINE)  # a pasted document exceeds csv's own 131,072 characters

UNCLOSED = (
    "a quotation mark opens in this line and is not closed properly; the lines after it were read as rows of their own"
)
ROW_TOO_LONG = f"a row longer than {LONGEST_LINE >> 20} MiB, or a quotation mark that is never closed"

Row = tuple[int, list[str]]


class _TooLong(Exception):
    """The row being read has outgrown LONGEST_LINE."""


class CsvRows:
    """Iterates over (line number, cells) and issues.

    `width` is set by the reader: a row of several lines that has another number of cells was held together by a stray
    quote, and is taken apart again.
    """

    def __init__(self, file: ExportFile, delimiter: str) -> None:
        self.width: int | None = None
        self._file = file
        self._lines = file.lines()
        self._delimiter = delimiter
        self._taken: list[tuple[int, str]] = []
        self._again: deque[tuple[int, str]] = deque()
        self._issues: list[ImportIssue] = []

    def __iter__(self) -> Iterator[Row | ImportIssue]:
        done = False
        while not done:
            done = yield from self._until_trouble()
        yield from damage(self._file)

    def _until_trouble(self) -> Generator[Row | ImportIssue, None, bool]:
        """Rows until one must be taken apart; returns whether the end was reached."""
        taken, width, issues = self._taken, self.width, self._issues
        try:
            for cells in csv.reader(self._feed(), delimiter=self._delimiter, strict=True):
                if len(taken) > 1 and len(cells) != width is not None:
                    yield self._take_apart(UNCLOSED)
                    return False
                if cells:
                    yield taken[0][0], cells
                    width = self.width
                taken.clear()
                if issues:
                    yield from issues
                    issues.clear()
        except csv.Error as error:
            open_end = len(taken) > 1 or "end of data" in str(error)
            yield self._take_apart(UNCLOSED if open_end else f"bad quoting: {error}")
            return False
        except _TooLong:
            yield self._take_apart(ROW_TOO_LONG)
            return False
        yield from issues
        return True

    def _feed(self) -> Iterator[str]:
        """Lines for csv, remembered until their row is complete; blank ones too, they may lie inside quotes."""
        taken, again, mend = self._taken, self._again, self._file.mend
        size = 0
        while again:
            size = size + len(again[0][1]) if taken else 0
            if size > LONGEST_LINE:
                raise _TooLong
            taken.append(again.popleft())
            yield taken[-1][1]
        for number, line in self._lines:
            if line is None:
                self._issues.append(ImportIssue(number, TOO_LONG))
                continue
            text = line.decode() if line.isascii() else mend(line.decode("utf-8", "surrogateescape"))
            text += "\n"
            size = size + len(text) if taken else 0
            taken.append((number, text))
            if size > LONGEST_LINE:
                raise _TooLong
            yield text

    def _take_apart(self, reason: str) -> ImportIssue:
        """Give up the first line of the row being read, and read its other lines again."""
        (number, text), *others = self._taken
        self._again.extendleft(reversed(others))
        self._taken.clear()
        return ImportIssue(number, reason, excerpt=excerpt(text))
