"""Where the text searched for was found: small ticks above the lanes, one a pixel column at most."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from auditor.gui.timeline.backdrop_item import Scenery
from auditor.gui.timeline.frame import GAP
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import picture
from auditor.timeline.viewport import Viewport

TICK = 5
"""px of a tick's height."""


class HitsItem(TimelineItem):
    """Ticks at the times `at` (n, µs, rising)."""

    def __init__(self) -> None:
        super().__init__(z=2)
        self.at: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._scenery: Scenery | None = None

    def set_hits(self, at: NDArray[np.int64]) -> None:
        """Other times, in any order."""
        self.at = np.sort(np.asarray(at, dtype=np.int64))

    def show_scenery(self, scenery: Scenery) -> None:
        """Draw the ticks of this view."""
        if not len(self.at) and self._scenery is None:
            return
        self._scenery = scenery if len(self.at) else None
        plot = scenery.frame.plot
        self.set_bounds(QRectF(plot.left(), plot.top() - GAP / 2, plot.width(), TICK + 1))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._scenery:
            plot = self._scenery.frame.plot
            place = QPointF(plot.left(), plot.top() - GAP / 2)
            paint_ticks(painter, self.at, self._scenery.viewport, self._scenery.look, place)


def paint_ticks(painter: QPainter, at: NDArray[np.int64], viewport: Viewport, look: Look, place: QPointF) -> None:
    """Ticks to the right of a place (px), where the viewport begins."""
    columns = hit_columns(at, viewport, look.ratio)
    if columns.any():
        pixels = np.repeat(columns.astype(np.uint8)[None], round(TICK * look.ratio), axis=0)
        painter.drawImage(place, picture(pixels, [look.theme.color("accent")], look.ratio))


def hit_columns(at: NDArray[np.int64], viewport: Viewport, ratio: float = 1.0) -> NDArray[np.bool_]:
    """Which device pixel columns (width × ratio) of a view hold any of the sorted times."""
    count = max(1, round(viewport.width * ratio))
    edges = viewport.start + (np.arange(count + 1, dtype=np.float64) * (viewport.span / count)).astype(np.int64)
    edges[-1] = viewport.end
    return np.diff(np.searchsorted(at, edges)) > 0
