"""The strip "Whole period" on top: all tokens of the agent, the auditor's dates, and the brush that shows the view."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.backdrop_item import Scenery, paint_dates
from auditor.gui.timeline.hits_item import TICK, paint_ticks
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.painters import Place, paint_bars
from auditor.timeline.lane import Bars
from auditor.timeline.scale import scale_for
from auditor.timeline.viewport import Viewport

_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIN_BRUSH = 4.0
GRIP = 5.0
"""px around a brush's edge that take hold of it."""


class OverviewItem(TimelineItem):
    """Bars of the whole period: painted once per agent and size, not per frame."""

    def __init__(self) -> None:
        super().__init__(z=1)
        self._bars: Bars | None = None
        self._scenery: Scenery | None = None
        self._hits: NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def show_bars(self, bars: Bars, scenery: Scenery, hits: NDArray[np.int64]) -> None:
        """Draw these from now on; `scenery.viewport` is the whole period, `hits` (n, µs) are ticks under it."""
        self._bars, self._scenery, self._hits = bars, scenery, hits
        frame = scenery.frame
        self.set_bounds(QRectF(0, 0, frame.width, frame.overview.bottom() + TICK + 2))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._bars is None or self._scenery is None:
            return
        frame, look = self._scenery.frame, self._scenery.look
        painter.setFont(look.small)
        painter.setPen(look.theme.color("muted"))
        painter.drawText(frame.label(frame.overview), _MIDDLE, "Whole period")
        headroom = look.small_height - 4 if self._scenery.dates else 0.0
        place = Place(frame.overview, self._scenery.viewport, look)
        paint_bars(painter, place, self._bars, scale_for(self._bars.heights), headroom)
        base = look.horizontal(frame.overview.bottom(), frame.overview.left(), frame.overview.right())
        painter.fillRect(base, look.theme.color("line"))
        below = QPointF(frame.overview.left(), frame.overview.bottom() + 1)
        paint_ticks(painter, self._hits, self._scenery.viewport, look, below)
        paint_dates(painter, self._scenery, frame.overview, self._scenery.viewport, named=True)


def brush_rect(overview: QRectF, whole: Viewport, viewport: Viewport) -> QRectF:
    """Where the brush lies on the strip; never too thin to see, at its border where the view is outside."""
    left, right = (min(max(whole.x(at), 0.0), overview.width()) for at in (viewport.start, viewport.end))
    spare = max(0.0, MIN_BRUSH - (right - left)) / 2
    left, right = max(0.0, left - spare), min(overview.width(), right + spare)
    return QRectF(overview.left() + left, overview.top() - 3, right - left, overview.height() + 4)


class BrushItem(TimelineItem):
    """The tinted stretch of the strip that the lanes show."""

    def __init__(self) -> None:
        super().__init__(z=2, cached=False)
        self._scenery: Scenery | None = None
        self.brush = QRectF()

    def show_brush(self, brush: QRectF, scenery: Scenery) -> None:
        """Draw it here from now on."""
        self.brush, self._scenery = brush, scenery
        self.set_bounds(brush.adjusted(-3, -3, 3, 3))
        self.update()

    def grip(self, x: float) -> str:
        """What a press at x takes hold of: "left", "right", "inside", or "outside" the brush."""
        inner = min(GRIP, self.brush.width() / 4)
        if self.brush.left() - GRIP <= x <= self.brush.left() + inner:
            return "left"
        if self.brush.right() - inner <= x <= self.brush.right() + GRIP:
            return "right"
        return "inside" if self.brush.left() < x < self.brush.right() else "outside"

    def draw(self, painter: QPainter) -> None:
        if self._scenery is None:
            return
        look, brush = self._scenery.look, self.brush
        painter.fillRect(brush, look.faint("accent", 0.16))
        for x in (brush.left(), brush.right() - look.hair):
            painter.fillRect(look.vertical(x, brush.top(), brush.bottom()), look.faint("accent", 0.75))
