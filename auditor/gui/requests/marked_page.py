"""Texts to read: what changed between two of them bright and marked, what stayed the same grey, and hits marked."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QBrush, QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from auditor.gui.style import blend
from auditor.gui.theme import Theme

Spans = Sequence[tuple[int, int]]
"""Stretches of a text: (start, end) in order, none overlapping."""

Looks = dict[tuple[bool | None, bool], QTextCharFormat]

LONGEST = 200_000
"""Characters shown of one text; more would make the window wait. The whole text stays in the case."""

LINE = 2_000
"""A longer line is broken: laying out 200,000 characters in one takes a minute where no space is among them."""

MOST = 2_000
"""Stretches marked of one kind in one text."""

NO_TEXT = "(no text in the export)"


@dataclass(frozen=True, slots=True)
class Section:
    """A text under a title. `changed`: what is not as in the other text; None where there is none to compare."""

    title: str
    text: str | None
    changed: Spans | None = None
    hits: Spans = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look; `changed` None where nothing is compared; `broken`: its line goes on after it."""

    start: int
    end: int
    changed: bool | None
    hit: bool
    broken: bool


class MarkedPage(QTextEdit):
    """Read-only; Tab leaves it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(32)
        self.hits: list[int] = []
        """Where in the page the hits begin."""

    def show_sections(self, sections: Sequence[Section], theme: Theme) -> None:
        """Other texts, below each other."""
        self.clear()
        self.hits = []
        writer = self.textCursor()
        writer.beginEditBlock()
        looks = _looks(theme)
        for number, section in enumerate(sections):
            writer.insertText(f"{chr(10) * 2 if number else ''}{section.title}\n", _heading(theme))
            self._write(writer, section, looks)
        writer.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to_hit(self) -> None:
        """The first hit in sight."""
        if self.hits:
            cursor = self.textCursor()
            cursor.setPosition(self.hits[0])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _write(self, writer: QTextCursor, section: Section, looks: Looks) -> None:
        if not section.text:
            writer.insertText(NO_TEXT, looks[False, False])
            return
        shown = section.text[:LONGEST]
        for run in runs(shown, section.changed, section.hits):
            if run.hit:
                self.hits.append(writer.position())
            writer.insertText(shown[run.start : run.end], looks[run.changed, run.hit])
            if run.broken:
                writer.insertBlock()
        if len(section.text) > LONGEST:
            rest = len(section.text) - LONGEST
            writer.insertText(f"\n… {rest:,} characters more; the case holds them all", looks[False, False])


def runs(text: str, changed: Spans | None, hits: Spans) -> Iterator[Run]:
    """The text in stretches of one look. After `MOST` changed stretches all the rest counts as changed."""
    marked, breaks = list(changed or ()), frozenset(_line_breaks(text))
    if len(marked) > MOST:
        marked[MOST:] = [(marked[MOST][0], len(text))]
    found = list(hits)[:MOST]
    edges = {0, len(text), *breaks}
    edges.update(edge for span in (*marked, *found) for edge in span if edge < len(text))
    for start, end in pairwise(sorted(edges)):
        different = None if changed is None else _within(marked, start)
        yield Run(start, end, different, _within(found, start), end in breaks)


def _line_breaks(text: str) -> Iterator[int]:
    start = 0
    for line in text.split("\n"):
        yield from range(start + LINE, start + len(line), LINE)
        start += len(line) + 1


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _looks(theme: Theme) -> Looks:
    """By whether a stretch changed (None: nothing to compare with) and whether it is a hit."""
    made: Looks = {}
    for changed in (None, False, True):
        for hit in (False, True):
            look = QTextCharFormat()
            look.setForeground(QBrush(theme.color("muted" if changed is False else "text")))
            if changed:
                look.setFontWeight(QFont.Weight.DemiBold)
                look.setBackground(QBrush(theme.color("accent_soft")))
            if hit:
                look.setForeground(QBrush(theme.color("text")))
                look.setBackground(QBrush(QColor(blend(theme.families[2], theme.panel, 0.45))))
                look.setFontUnderline(True)
            made[changed, hit] = look
    return made


def _heading(theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QBrush(theme.color("muted")))
    look.setFontWeight(QFont.Weight.DemiBold)
    look.setProperty(QTextCharFormat.Property.FontPixelSize, 11)
    return look
