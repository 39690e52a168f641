"""A check box that shows its box in every theme, and the drawing of it for tables."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox

BOX, GAP = 16, 8


def draw_tick(painter: QPainter, place: QRect, edge: QColor, fill: QColor, mark: QColor, *, on: bool) -> None:
    """A rounded box in `place`, filled and ticked if on."""
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(fill if on else edge, 1))
    painter.setBrush(fill if on else QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        painter.setPen(QPen(mark, 1.8))
        points = ((3.5, 8.0), (6.5, 11.0), (11.8, 4.5))
        painter.drawPolyline([QPointF(box.left() + x, box.top() + y) for x, y in points])


class TickBox(QCheckBox):
    """The style sheet of the window takes the box of a QCheckBox away; this draws one in the palette's colours."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Box and words."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(BOX + GAP + words.width() + 4, max(BOX, words.height()) + 8)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, words, and a ring while it has the keyboard."""
        painter, palette = QPainter(self), self.palette()
        muted, accent = palette.color(QPalette.ColorRole.PlaceholderText), palette.color(QPalette.ColorRole.Link)
        place = QRect(2, (self.height() - BOX) // 2, BOX, BOX)
        mark = palette.color(QPalette.ColorRole.HighlightedText)
        draw_tick(painter, place, muted, accent if self.isEnabled() else muted, mark, on=self.isChecked())
        painter.setPen(palette.color(QPalette.ColorRole.WindowText) if self.isEnabled() else muted)
        words = self.rect().adjusted(BOX + GAP + 2, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(QPen(accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
