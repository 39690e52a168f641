"""Badges at the borders of the plot that tell of stray events before and after the period shown."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.rooms import Stray
from auditor.timeline.clock import Clock
from auditor.timeline.words import count, day

PADDING = 8.0


class StraysItem(TimelineItem):
    """Two badges at most, in the strip above the lanes; `before` and `after` are what they tell of."""

    def __init__(self) -> None:
        super().__init__(z=3)
        self.before: Stray | None = None
        self.after: Stray | None = None
        self._badges: list[tuple[QRectF, str, Stray]] = []
        self._look: Look | None = None

    def set_strays(self, before: Stray | None, after: Stray | None) -> None:
        """What lies outside; the badges are drawn by `show_badges`."""
        self.before, self.after = before, after

    def show_badges(self, frame: Frame, look: Look, clock: Clock) -> None:
        """Draw them where there is something to tell."""
        self._look, self._badges = look, []
        if self.before:
            words = f"◀ {stray_words(self.before, clock, 'before')}"
            width = look.small_width(words) + 2 * PADDING
            self._badges.append((QRectF(frame.strip.left(), frame.strip.top(), width, 0), words, self.before))
        if self.after:
            words = f"{stray_words(self.after, clock, 'after')} ▶"
            width = look.small_width(words) + 2 * PADDING
            self._badges.append((QRectF(frame.strip.right() - width, frame.strip.top(), width, 0), words, self.after))
        for box, _, _ in self._badges:
            box.setHeight(frame.strip.height())
        self.set_bounds(frame.row(frame.strip))
        self.update()

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.before or self.after)

    @property
    def words(self) -> tuple[str, ...]:
        """What the badges say."""
        return tuple(words for _, words, _ in self._badges)

    def free(self, frame: Frame) -> tuple[float, float]:
        """From where to where (px) the strip is free of badges."""
        left, right = frame.strip.left(), frame.strip.right()
        for box, _, stray in self._badges:
            left, right = (box.right() + PADDING, right) if stray is self.before else (left, box.left() - PADDING)
        return left, right

    def stray_at(self, at: QPointF) -> Stray | None:
        """What the badge under a place (px) tells of."""
        return next((stray for box, _, stray in self._badges if box.contains(at)), None)

    def draw(self, painter: QPainter) -> None:
        if self._look is None:
            return
        theme = self._look.theme
        painter.setFont(self._look.small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, words, _ in self._badges:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def stray_words(stray: Stray, clock: Clock, side: str) -> str:
    """2 requests before, 1 Jan 1970."""
    moment = clock.moment(stray.at)
    return f"{count(stray.count, 'request')} {side}, {day(moment)} {moment.year}"
