"""What a lane's label looks like in the hand: its row tinted, and a line where it would be let go."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from auditor.gui.timeline.frame import GAP, Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look


class LaneMarkItem(TimelineItem):
    """Shown only while a label is dragged."""

    def __init__(self) -> None:
        super().__init__(z=5, cached=False)
        self._row = QRectF()
        self._line = QRectF()
        self._look: Look | None = None
        self.hide()

    def show_mark(self, lane: int, place: int, frame: Frame, look: Look) -> None:
        """A lane in the hand, and the place (0 is above all) it would go to."""
        rows = frame.lanes
        y = rows[place].top() - GAP / 2 if place < len(rows) else rows[-1].bottom() + GAP / 2
        self._row, self._look = frame.row(rows[lane]).intersected(frame.band), look
        self._line = QRectF(4, look.snap(y) - 1, frame.width - 8, 2)
        self.set_bounds(frame.band.adjusted(0, -2, 0, 2))
        self.show()
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._look:
            painter.fillRect(self._row, self._look.faint("accent", 0.10))
            painter.fillRect(self._line, self._look.theme.color("accent"))
