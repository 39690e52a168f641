"""Two requests beside each other, or as one text: what they share grey, what differs bright."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from auditor.gui.figures import money
from auditor.gui.pieces import chip, column, link, panel, row, text
from auditor.gui.requests.cells import lasted, tokens, when
from auditor.gui.requests.differences import changed
from auditor.gui.requests.interleaved import interleaved
from auditor.gui.requests.marked_page import MarkedPage, Section
from auditor.gui.theme import LIGHT, Theme
from auditor.records import Request

ROOMY = 520
"""Width in px from which two pages stand side by side; below, one above the other."""


class TwoPane(QWidget):
    """The earlier one first."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self._two: tuple[Request, Request] | None = None
        self._zone = ZoneInfo("UTC")
        self._facts = text("", "small", wrap=True)
        self.as_one = chip("in one text")
        self.as_one.toggled.connect(lambda _: self._show())
        self.pages = [MarkedPage("The earlier request"), MarkedPage("The later request, or both in one text")]
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for page in self.pages:
            self._split.addWidget(page)
        self._split.setChildrenCollapsible(False)
        head = row(text("2 requests", "title"), self.as_one, None, link("close", self.closed.emit))
        self.setLayout(column(panel("readerhead", head), self._facts, self._split, spacing=5, margins=(16, 8, 12, 8)))

    def show_two(self, one: Request, other: Request, zone: ZoneInfo) -> None:
        """Compare two requests."""
        self._two, self._zone = ((one, other) if one.at <= other.at else (other, one)), zone
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.theme = theme
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOMY
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _show(self) -> None:
        if self._two is None:
            return
        one, other = self._two
        self._facts.setText("grey: the same in both · bright: different\n" + " · ".join(_facts(one, other)))
        self.pages[0].setVisible(not self.as_one.isChecked())
        texts = (
            ("PROMPT", one.prompt or "", other.prompt or ""),
            ("RESPONSE", one.response or "", other.response or ""),
        )
        if self.as_one.isChecked():
            self.pages[1].show_sections([_merged(*part) for part in texts], self.theme)
            return
        for page, request, mine, theirs in ((self.pages[0], one, 1, 2), (self.pages[1], other, 2, 1)):
            sections = [Section(part[0], part[mine], changed(part[mine], part[theirs])) for part in texts]
            first = Section(
                f"{when(request.at, self._zone)} · {sections[0].title}", sections[0].text, sections[0].changed
            )
            page.show_sections([first, sections[1]], self.theme)


def _merged(title: str, one: str, other: str) -> Section:
    said, spans = interleaved(one, other, changed(one, other), changed(other, one))
    return Section(f"{title}, [−earlier] [+later]", said, spans)


def _facts(one: Request, other: Request) -> list[str]:
    """The figures that are not the same, as "input 21,904 → 22,010"."""
    figures = (
        ("model", one.model or "–", other.model or "–"),
        ("input", tokens(one.input_tokens), tokens(other.input_tokens)),
        ("cached", tokens(one.cache_read_input_tokens), tokens(other.cache_read_input_tokens)),
        ("output", tokens(one.output_tokens), tokens(other.output_tokens)),
        ("cost", money(one.cost_microusd), money(other.cost_microusd)),
        ("duration", lasted(one.duration_us), lasted(other.duration_us)),
        ("status", one.status or "–", other.status or "–"),
    )
    return [f"{name} {first} → {second}" for name, first, second in figures if first != second] or ["same figures"]
