"""Reads the rows of a workbook (.xlsx): the first sheet with a header, as the text a CSV of it would hold.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.8.30 (number formats), 18.17.4 (serial dates); files of openpyxl.

Written for this, row by row: python-calamine lays a sheet out as a rectangle, so that one stray cell in the last
corner asks for 512 GiB and ends the process, and openpyxl fills the same rectangle cell by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser, iterparse
from zipfile import ZipFile

from auditor.importers.files.unpack import BOMB, BOMB_BYTES, BOMB_RATIO
from auditor.importers.files.unpack_cells import clock, date_formats, decoded, moment
from auditor.importers.files.unpack_zip import BROKEN_ZIP

Row = tuple[int, list[str]]
"""(row number from 1, cells)."""

WORKBOOK = "xl/workbook.xml"
HEADER_WITHIN = 50
"""Rows. A title, a date and a blank row often stand above the header; a table begins not much further down."""

CHUNK = 1 << 16

_WIDEST = 16_384
"""Columns a sheet may have (XFD)."""


class NotAWorkbook(ValueError):
    """A file that begins like a zip archive but holds no workbook, or one that cannot be read; the text says why."""


@dataclass(slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


@dataclass
class Workbook:
    """The rows of a workbook's first sheet with a header; `notes`: what of it was not read. Raises NotAWorkbook."""

    file: IO[bytes]
    notes: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        try:
            self._zip = ZipFile(self.file)
            self._zip.getinfo(WORKBOOK)
        except (*BROKEN_ZIP, KeyError) as error:
            raise NotAWorkbook(str(error)) from error

    def rows(self) -> Iterator[Row]:
        """The header, then each row that is not empty, as wide as the header at least."""
        try:
            yield from self._rows()
        except (*BROKEN_ZIP, KeyError, ParseError) as error:
            raise NotAWorkbook(str(error)) from error

    def _rows(self) -> Iterator[Row]:
        self._refuse_bombs()
        self._base_1904 = False
        sheets = sorted(self._sheets(), key=lambda sheet: sheet.hidden)
        self._dates = date_formats(self._zip.open("xl/styles.xml")) if self._has("xl/styles.xml") else []
        self._strings = list(self._shared()) if self._has("xl/sharedStrings.xml") else []
        for sheet in sheets:
            for above, (_, cells) in enumerate(islice(self._cells_of(sheet), HEADER_WITHIN)):
                if sum(map(bool, cells)) > 1:
                    self._note(sheet, sheets, above)
                    yield from self._table(sheet, above)
                    return

    def _refuse_bombs(self) -> None:
        for info in self._zip.infolist():
            if info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * info.compress_size:
                raise NotAWorkbook(BOMB)

    def _note(self, read: _Sheet, sheets: list[_Sheet], above: int) -> None:
        others = [f"“{sheet.name}”" + (" (hidden)" if sheet.hidden else "") for sheet in sheets if sheet is not read]
        if others:
            self.notes.append(f"of the workbook only the sheet “{read.name}” was read, not {', '.join(others[:8])}")
        if above:
            self.notes.append(f"{above} rows above the header were passed over")

    def _table(self, sheet: _Sheet, above: int) -> Iterator[Row]:
        width = 0
        for number, cells in islice(self._cells_of(sheet), above, None):
            width = width or len(cells)
            yield number, cells + [""] * (width - len(cells))

    def _has(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def _elements(self, part: str, *names: str) -> Iterator[Element]:
        """The elements of these names in a part that is small."""
        with self._zip.open(part) as stream:
            yield from (element for _, element in iterparse(stream) if _name(element) in names)

    def _stream(self, part: str, parent: str) -> Iterator[Element]:
        """The children of the only `parent` (the part's root, or right below it), each dropped once it was seen.

        A sheet is longer than the memory. iterparse tells of every cell, which takes five times as long as the parsing.
        """
        builder = TreeBuilder()
        top = builder.start("", {})
        parser = XMLParser(target=builder)
        with self._zip.open(part) as stream:
            try:
                while data := stream.read(CHUNK):
                    parser.feed(data)
                    yield from _complete(top, parent, 1)  # the last one may still grow
                parser.close()
            except ParseError:
                yield from _complete(top, parent, 1)
                raise
            yield from _complete(top, parent, 0)

    def _sheets(self) -> Iterator[_Sheet]:
        relations = self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        for element in self._elements(WORKBOOK, "workbookPr", "sheet"):
            if _name(element) == "workbookPr":
                self._base_1904 = element.get("date1904") in ("1", "true")
                continue
            id_ = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(id_, "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            if self._has(part):
                yield _Sheet(element.get("name", ""), part, element.get("state", "visible") != "visible")

    def _shared(self) -> Iterator[str]:
        return (_text(element) for element in self._stream("xl/sharedStrings.xml", "sst"))

    def _cells_of(self, sheet: _Sheet) -> Iterator[Row]:
        number = 0
        for row in self._stream(sheet.part, "sheetData"):
            written = row.get("r", "")
            number = int(written) if written.isdecimal() and len(written) < 8 else number + 1
            cells: list[str] = []
            for cell in row:
                place = _column(cell.get("r", ""), len(cells))
                if place >= len(cells):
                    cells += [""] * (place + 1 - len(cells))
                cells[place] = self._value(cell)
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells

    def _value(self, cell: Element) -> str:
        """What is written: a formula's stored value, a date as ISO text without zone; an error is unknown."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        text = next((part.text or "" for part in cell if part.tag.endswith("}v")), "")
        if kind == "s":
            return (
                self._strings[int(text)]
                if len(text) < 10 and text.isdecimal() and int(text) < len(self._strings)
                else ""
            )
        if kind == "b":
            return "true" if text == "1" else "false" if text == "0" else ""
        if kind == "n":
            return self._number(text, cell.get("s", "0"))
        return "" if kind == "e" else decoded(text)

    def _number(self, text: str, style: str) -> str:
        shape = (
            self._dates[int(style)] if len(style) < 10 and style.isdecimal() and int(style) < len(self._dates) else ""
        )
        if not text or not shape:
            return text
        return moment(text, self._base_1904) if shape == "date" else clock(text)


def _complete(top: Element, parent: str, keep: int) -> Iterator[Element]:
    for root in top:
        for home in (root, *root):
            if _name(home) == parent:
                done = home[: len(home) - keep] if keep else home[:]
                yield from done
                del home[: len(done)]


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element) -> str:
    """The texts of all runs, without phonetic hints."""
    parts: list[str] = []
    for child in element:
        if _name(child) == "t":
            parts.append(child.text or "")
        elif _name(child) in ("r", "is"):
            parts.append(_text(child))
    return decoded("".join(parts))


def _column(reference: str, following: int) -> int:
    """0 for "A7"; the next one where a cell names no place, as some writers leave it out."""
    letters = reference.rstrip("0123456789")
    return _place(letters) if letters else following


@lru_cache(maxsize=_WIDEST)
def _place(letters: str) -> int:
    place = 0
    for letter in letters.upper()[:3]:
        place = place * 26 + ord(letter) - 64
    return max(0, min(place, _WIDEST) - 1)
