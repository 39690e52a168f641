"""A second axis under a timeline: how far from a date it is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from auditor.gui.comparing.distance import Mirror, caption, date_words, distance_words, distances
from auditor.gui.comparing.half import Half
from auditor.gui.theme import Theme
from auditor.gui.timeline.look import Look, look_for
from auditor.gui.timeline.pane import RING

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SPILL = 12.0


class DistanceAxis(QWidget):
    """Stands exactly under the plot of its half; hidden while no date is set."""

    def __init__(self, half: Half, theme: Theme) -> None:
        super().__init__()
        self._half, self._theme = half, theme
        self._mirror: Mirror | None = None
        self._before = True
        self._pointed: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        half.viewport_changed.connect(lambda _: self.update())
        self.hide()

    def show_distance(self, mirror: Mirror | None, before: bool) -> None:
        """Tell the distance from this date on its side before or after; None hides the axis."""
        self._mirror, self._before = mirror, before
        self.setVisible(mirror is not None)
        if mirror:
            self.setAccessibleName(f"Distance {'before' if before else 'after'} {date_words(mirror)}")
        self.update()

    def point_at(self, at: int | None) -> None:
        """Tell how far a time (µs) is from the date; None tells nothing."""
        if at != self._pointed:
            self._pointed = at
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._look().small_height) + 4)

    def _look(self) -> Look:
        return look_for(self._theme, self.font(), self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mirror is None:
            return
        painter = QPainter(self)
        look, frame = self._look(), self._half.frame
        painter.setFont(look.small)
        painter.setPen(look.color("muted"))
        label = frame.label(frame.axis)
        box = QRectF(label.left() + RING, 0, label.width(), self.height())
        painter.drawText(box, _RIGHT, caption(self._half.viewport, self._before))
        for tick in distances(self._half.viewport, self._mirror):
            middle = frame.plot.left() + RING + self._half.viewport.x(tick.at)
            token = "text" if tick.strong else "muted"
            painter.fillRect(look.vertical(middle, 0, 3), look.color("text" if tick.strong else "line"))
            painter.setPen(look.color(token))
            painter.drawText(self._box(look, middle, tick.label), _CENTRE, tick.label)
        if self._pointed is not None:
            self._paint_pointed(painter, look, self._mirror, self._pointed)
        painter.end()

    def _box(self, look: Look, middle: float, label: str) -> QRectF:
        """Where a label stands: under its place, but never beyond the plot's borders by more than `SPILL`."""
        left, width = self._half.frame.plot.left() + RING, self._half.frame.plot.width()
        half = look.small_width(label) / 2
        place = min(max(middle, left + half - 4), left + width + SPILL - half)
        return QRectF(place - half - 2, 2, 2 * half + 4, self.height() - 2)

    def _paint_pointed(self, painter: QPainter, look: Look, mirror: Mirror, at: int) -> None:
        words = distance_words(mirror, at)
        middle = self._half.frame.plot.left() + RING + self._half.viewport.x(at)
        box = self._box(look, middle, words).adjusted(-4, 0, 4, 0)
        painter.fillRect(box, look.color("tooltip"))
        painter.setPen(look.color("tooltip_text"))
        painter.drawText(box, _CENTRE, words)
