"""A small dot plot: this agent marked among the values of its peers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from auditor.gui.evidence.dots import Axis, axis_of, figure, stacked, thinned
from auditor.gui.evidence.legible import legible
from auditor.gui.figures import counted, whole
from auditor.gui.theme import Theme

DOT, ROOM, SIDE = 4.0, 40, 6


class PeersPlot(QWidget):
    """`show_values` tells the peers' values and this agent's; it says in words how many of them are lower."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._axis, self._mine, self._count = Axis(0.0, 1.0), 0.0, 0
        self._values: NDArray[np.float64] = np.empty(0)
        self._said = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[float], mine: float) -> None:
        """The values of the peers, this agent's not among them, and its own."""
        told = np.sort(np.asarray(values, dtype=np.float64))
        self._values, self._mine, self._count = thinned(told), mine, len(told)
        self._axis = axis_of(told, mine)
        self._said = standing(told, mine)
        self.setAccessibleName("This agent among its peers")
        self.setAccessibleDescription(f"{self._said} {self._scale()}")
        self.setToolTip(self._said)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(120, 2 * line + ROOM + round(DOT) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In words, then the dots, the axis and its ends."""
        painter, line = QPainter(self), self.fontMetrics().height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(legible(self._theme, "text"))
        fitting = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, fitting)
        floor = line + 6 + ROOM
        self._draw_dots(painter, floor)
        painter.fillRect(QRectF(0, floor + DOT / 2 + 1, self.width(), 1), self._theme.color("muted"))
        self._draw_ends(painter, QRectF(0, floor + DOT / 2 + 4, self.width(), line))
        painter.end()

    def _draw_dots(self, painter: QPainter, floor: float) -> None:
        width = self.width() - 2 * SIDE
        across, up = stacked(self._axis.places(self._values) * width, DOT, ROOM)
        pen = QPen(self._theme.color("muted"), DOT - 1)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF([QPointF(SIDE + x, floor - y) for x, y in zip(across, up, strict=True)]))
        x = SIDE + float(self._axis.places(np.array([self._mine]))[0]) * width
        color = self._theme.color("accent")
        painter.fillRect(QRectF(x - 0.75, floor - ROOM, 1.5, ROOM + DOT / 2 + 1), color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(
            [QPointF(x, floor - 5), QPointF(x + 5, floor), QPointF(x, floor + 5), QPointF(x - 5, floor)]
        )

    def _draw_ends(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(legible(self._theme, "muted"))
        for words, flag in (
            (f"low {figure(self._axis.low)}", Qt.AlignmentFlag.AlignLeft),
            (f"high {figure(self._axis.high)}", Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(box, flag | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(legible(self._theme, "accent"))
        log = ", log scale" if self._axis.log else ""
        painter.drawText(
            box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, f"◆ {figure(self._mine)}{log}"
        )

    def _scale(self) -> str:
        ends = f"from {figure(self._axis.low)} to {figure(self._axis.high)}"
        log = ", on a logarithmic scale" if self._axis.log else ""
        thinned_out = f", {whole(len(self._values))} of them drawn" if len(self._values) < self._count else ""
        return f"This agent {figure(self._mine)}; {counted(self._count, 'peer')} {ends}{log}{thinned_out}."


def standing(values: NDArray[np.float64], mine: float) -> str:
    """Higher than 38 of 41 peers, the same as 2."""
    lower, same = int((values < mine).sum()), int((values == mine).sum())
    if not len(values):
        return "There are no peers to compare with."
    said = f"Higher than {whole(lower)} of {counted(len(values), 'peer')}"
    return f"{said}, the same as {whole(same)}." if same else f"{said}."
