"""A sentence where there is nothing to draw."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look


class NoticeItem(TimelineItem):
    """Muted words in the middle of a place."""

    def __init__(self) -> None:
        super().__init__(z=5, cached=False)
        self.words = ""
        self._look: Look | None = None

    def show_words(self, words: str, place: QRectF, look: Look) -> None:
        """Say this from now on; "" says nothing."""
        self.words, self._look = words, look
        self.set_bounds(place)
        self.setVisible(bool(words))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._look:
            painter.setFont(self._look.title)
            painter.setPen(self._look.theme.color("muted"))
            painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self.words)
