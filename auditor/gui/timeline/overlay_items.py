"""Over the lanes: the selected stretch, the current event, the crosshair with its tooltip."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from auditor.gui.timeline.backdrop_item import Scenery, paint_dates
from auditor.gui.timeline.frame import GAP
from auditor.gui.timeline.item import TimelineItem

_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PADDING = 8.0
OFFSET = 8.0
WIDEST = 400.0
"""px of a line in the tooltip; prompts are longer than any screen."""


class SelectionItem(TimelineItem):
    """The selection as a tinted span with edges, the current event as a line with a head, and the auditor's dates."""

    def __init__(self) -> None:
        super().__init__(z=3, cached=False)
        self._scenery: Scenery | None = None
        self._span: tuple[int, int] | None = None
        self._event: int | None = None

    def show_selection(self, span: tuple[int, int] | None, event: int | None, scenery: Scenery) -> None:
        """`span` and `event` in µs."""
        self._span, self._event, self._scenery = span, event, scenery
        plot = scenery.frame.plot
        self.set_bounds(QRectF(plot.left() - 8, plot.top() - GAP, plot.width() + 16, plot.height() + 3 * GAP))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._scenery is None:
            return
        scenery, plot = self._scenery, self._scenery.frame.plot
        top, bottom = plot.top() - GAP / 2, scenery.frame.axis.top()
        paint_dates(painter, scenery, plot, scenery.viewport, named=False)
        if self._span:
            _paint_span(painter, scenery, self._span, top, bottom)
        if self._event is not None:
            _paint_event(painter, scenery, self._event, top, bottom)


def _paint_span(painter: QPainter, scenery: Scenery, span: tuple[int, int], top: float, bottom: float) -> None:
    look, plot = scenery.look, scenery.frame.plot
    left, right = (plot.left() + scenery.viewport.x(at) for at in span)
    inside = QRectF(max(left, plot.left()), top, min(right, plot.right()) - max(left, plot.left()), bottom - top)
    if inside.width() <= 0:
        return
    painter.fillRect(inside, look.faint("accent", 0.14))
    for x in (left, right - look.hair):
        if plot.left() - 1 <= x <= plot.right():
            painter.fillRect(look.vertical(x, top, bottom), look.theme.color("accent"))


def _paint_event(painter: QPainter, scenery: Scenery, event: int, top: float, bottom: float) -> None:
    look, plot = scenery.look, scenery.frame.plot
    x = look.snap(plot.left() + scenery.viewport.x(event))
    if not plot.left() <= x <= plot.right():
        return
    painter.fillRect(look.vertical(x, top, bottom), look.theme.color("accent"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.color("accent"))
    middle = x + look.hair / 2
    painter.drawPolygon(QPolygonF([QPointF(middle - 5, top), QPointF(middle + 5, top), QPointF(middle, top + 6)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class CrosshairItem(TimelineItem):
    """A line at the pointer and a small box that says what is under it."""

    def __init__(self) -> None:
        super().__init__(z=4, cached=False)
        self._scenery: Scenery | None = None
        self._at = QPointF()
        self.lines: tuple[str, ...] = ()
        self._cut: list[str] = []
        self.box = QRectF()

    def show_at(self, at: QPointF, lines: Sequence[str], scenery: Scenery) -> None:
        """Draw the line through `at` (px) and the lines of text beside it, inside the widget."""
        self._at, self._scenery, self.lines = at, scenery, tuple(lines)
        self.box = self._box_for(at)
        plot = scenery.frame.plot
        line = QRectF(at.x() - 2, plot.top() - GAP / 2, 4, scenery.frame.axis.top() - plot.top() + GAP / 2)
        self.set_bounds(line.united(self.box.adjusted(-1, -1, 1, 1)))
        self.show()
        self.update()

    def _box_for(self, at: QPointF) -> QRectF:
        assert self._scenery
        frame, metrics = self._scenery.frame, QFontMetricsF(self._scenery.look.small)
        self._cut = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, WIDEST) for line in self.lines]
        width = max((metrics.horizontalAdvance(line) for line in self._cut), default=0.0) + 2 * PADDING
        height = len(self.lines) * (metrics.height() + 2) + 2 * PADDING - 4
        left = at.x() + OFFSET if at.x() + OFFSET + width <= frame.width - 4 else at.x() - OFFSET - width
        top = min(max(4.0, at.y() - height - 4), frame.height - height - 4)
        return QRectF(round(max(4.0, left)), round(top), round(width), round(height))

    def draw(self, painter: QPainter) -> None:
        if self._scenery is None:
            return
        look, frame = self._scenery.look, self._scenery.frame
        line = look.vertical(self._at.x(), frame.plot.top() - GAP / 2, frame.axis.top())
        painter.fillRect(line, look.faint("text", 0.45))
        if self.lines:
            self._paint_box(painter)

    def _paint_box(self, painter: QPainter) -> None:
        assert self._scenery
        look = self._scenery.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.color("tooltip"))
        painter.drawRoundedRect(self.box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(look.small)
        height = (self.box.height() - 2 * PADDING + 4) / len(self.lines)
        for number, line in enumerate(self._cut):
            painter.setPen(look.faint("tooltip_text", 1.0 if number == 0 else 0.8))
            top = self.box.top() + PADDING - 2 + number * height
            painter.drawText(QRectF(self.box.left() + PADDING, top, self.box.width(), height), _TEXT, line)
