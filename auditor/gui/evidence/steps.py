"""Paints sums one after the other, each beginning where the one before ends, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from auditor.gui.evidence.legible import legible
from auditor.gui.evidence.sums import Contribution
from auditor.gui.evidence.words import bans
from auditor.gui.theme import Theme

BAR, PAD, GAP, LEAST_BARS = 8, 6, 8, 60


@dataclass(frozen=True, slots=True)
class Row:
    """A bar from `start` to `end` in the colour of a token, with its name and number."""

    name: str
    start: float
    end: float
    number: str
    token: str


def side_of(one: Contribution) -> str:
    """The token of the side that a contribution speaks for; a rule speaks for none."""
    return "muted" if one.rule else "padding" if one.weight > 0 else "useful"


class Steps(QWidget):
    """A row for each contribution: name, bar, number; then the whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[Row] = []
        self.setAccessibleName("How the priority comes about")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_steps(self, told: Sequence[Contribution], whole: float) -> None:
        """These contributions, which come to `whole`."""
        ends = list(accumulate((one.weight for one in told), initial=0.0))
        self._rows = [
            Row(one.name, start, end, bans(one.weight) + " capped" * one.capped, side_of(one))
            for one, start, end in zip(told, ends, ends[1:], strict=False)
        ]
        self._rows.append(Row("priority", 0.0, whole, bans(whole), "text"))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, len(self._rows) * self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows on one scale, with a line at 0."""
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = max((metrics.horizontalAdvance(told.name) for told in self._rows), default=0) + GAP
        right = max((metrics.horizontalAdvance(told.number) for told in self._rows), default=0) + GAP
        bars = QRectF(left, 0, max(LEAST_BARS, self.width() - left - right), self.height())
        for place, told in enumerate(self._rows):
            box = QRectF(0, place * self._height(), self.width(), self._height())
            self._draw_row(painter, box, bars, told)
        painter.fillRect(QRectF(self._across(0.0, bars) - 0.5, 0, 1, self.height()), self._theme.color("muted"))
        painter.end()

    def _draw_row(self, painter: QPainter, box: QRectF, bars: QRectF, told: Row) -> None:
        last, font = told.token == "text", QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if last else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(legible(self._theme, "text" if last else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told.name)
        painter.setPen(legible(self._theme, told.token))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told.number)
        first, second = sorted((self._across(told.start, bars), self._across(told.end, bars)))
        bar = QRectF(first, box.center().y() - BAR / 2, max(1.0, second - first), BAR)
        painter.fillRect(bar, self._theme.color("muted" if last else told.token))

    def _across(self, value: float, bars: QRectF) -> float:
        """Where a value stands, px from the left."""
        ends = [0.0, *(told.end for told in self._rows)]
        low, high = min(ends), max(ends)
        return bars.left() + (value - low) / ((high - low) or 1.0) * bars.width()

    def _height(self) -> int:
        return self.fontMetrics().height() + PAD
