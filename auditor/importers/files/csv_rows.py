"""Rows of a delimited text, each with the line it begins on; an unclosed quote costs one row, not the file."""

import csv
import io
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from auditor.importers.files.export_file import LONGEST_LINE, ExportFile
from auditor.importers.files.json_lines import TOO_LONG, damage
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

csv.field_size_limit(LONGEST_LINE)  # a pasted document exceeds csv's own 131,072 characters

UNCLOSED = (
    "a quotation mark opens in this line and is not closed properly; the lines after it were read as rows of their own"
)
ROW_TOO_LONG = f"a row longer than {LONGEST_LINE >> 20} MiB, or a quotation mark that is never closed"

BLOCK_LINES, BLOCK_BYTES = 8_000, 1_000_000
"""About how many bytes are read at once while nothing is unusual, and of texts that come by lines at most how many."""

Line = tuple[int, bytes | None]
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the header's width, and the lines they begin on."""

    lines: Sequence[int]
    rows: Sequence[list[str]]


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
        self._ahead: deque[Line] = deque()
        self._delimiter = delimiter
        self._taken: list[tuple[int, str]] = []
        self._again: deque[tuple[int, str]] = deque()
        self._issues: list[ImportIssue] = []

    def __iter__(self) -> Iterator[Row | ImportIssue]:
        yield from self._one_by_one()
        yield from damage(self._file)

    def blocks(self) -> Iterator[Block | Row | ImportIssue]:
        """The same rows, thousands at a time where nothing is unusual; csv is then twice as fast. Needs `width`.

        May take over where an iteration has given the header.
        """
        self._taken.clear()
        if self._again:
            yield from self._one_by_one(until=0)
        while some := self._some_lines():
            if block := self._block(some):
                yield block
            else:
                self._ahead.extend(some)
                yield from self._one_by_one(until=some[-1][0])
        yield from damage(self._file)

    def _some_lines(self) -> list[Line]:
        some = self._file.some_lines(BLOCK_BYTES)
        if some:
            return some
        size = 0
        for line in islice(self._lines, BLOCK_LINES):
            some.append(line)
            size += len(line[1] or b"")
            if size > BLOCK_BYTES:
                break
        return some

    def _block(self, some: list[Line]) -> Block | None:
        """The rows in these lines, to which are added those the last row goes on in. None if anything is unusual.

        If csv reads the lines without complaint, ends with them, and all rows have their width, then it would have read
        the same rows line by line, and none would have been taken apart.
        """
        told = [line for _, line in some if line is not None]
        text = b"\n".join([*told, b""])
        quotes, size = text.count(b'"'), len(text)
        while quotes % 2 and size < 2 * BLOCK_BYTES and (more := next(self._lines, None)):
            some.append(more)
            told.append(more[1] or b"")
            quotes, size = quotes + told[-1].count(b'"'), size + len(told[-1]) + 1
        if any(line is None for _, line in some):
            return None
        if size > len(text):
            text = b"\n".join([*told, b""])
        rows: list[list[str]] = []
        ends = [0]
        try:
            reader = csv.reader(io.StringIO(text.decode()), delimiter=self._delimiter, strict=True)
            for row in reader:
                rows.append(row)
                ends.append(reader.line_num)
        except (UnicodeDecodeError, csv.Error):
            return None
        if set(map(len, rows)) != {self.width}:
            return None
        return Block([some[end][0] for end in ends[:-1]], rows)

    def _one_by_one(self, until: int | None = None) -> Generator[Row | ImportIssue]:
        """Rows to the end, or to the one in which line `until` is reached."""
        done = False
        while not done:
            done = yield from self._until_trouble(until)

    def _until_trouble(self, until: int | None) -> Generator[Row | ImportIssue, None, bool]:
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
                last = taken[-1][0]
                taken.clear()
                if issues:
                    yield from issues
                    issues.clear()
                if until is not None and last >= until and not self._again:
                    return True
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
        for number, line in chain(self._drained(), self._lines):
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

    def _drained(self) -> Iterator[Line]:
        while self._ahead:
            yield self._ahead.popleft()

    def _take_apart(self, reason: str) -> ImportIssue:
        """Give up the first line of the row being read, and read its other lines again."""
        (number, text), *others = self._taken
        self._again.extendleft(reversed(others))
        self._taken.clear()
        return ImportIssue(number, reason, excerpt=excerpt(text))
