"""Where things stand in the timeline: overview on top, lanes under it, the axis at the bottom, labels at the left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from auditor.gui.timeline.look import Look

MARGIN, GAP = 14, 12
LABEL_WIDTH = 105
LABEL_GAP = 8
OVERVIEW = 32


@dataclass(frozen=True, slots=True)
class Frame:
    """Rectangles in px. `overview` and `lanes` hold the plots only; labels end `LABEL_GAP` left of them."""

    width: int
    height: int
    overview: QRectF
    lanes: tuple[QRectF, ...]
    axis: QRectF

    @property
    def plot(self) -> QRectF:
        """All lanes together."""
        return self.lanes[0].united(self.lanes[-1])

    def row(self, plot: QRectF) -> QRectF:
        """A plot with its label column and margins: the full width of the widget."""
        return QRectF(0, plot.top() - GAP / 2, self.width, plot.height() + GAP)

    def label(self, plot: QRectF) -> QRectF:
        """The label's place beside a plot."""
        return QRectF(4, plot.top(), plot.left() - LABEL_GAP - 4, plot.height())


def frame_for(width: int, height: int, look: Look, shares: Sequence[float]) -> Frame:
    """Divide a widget; lanes get the height that is left, by their shares."""
    left = look.snap(label_width(look))
    plot_width = max(1.0, look.snap(width - MARGIN) - left)
    overview_height = OVERVIEW if height >= 320 else 0.6 * OVERVIEW
    overview = _snapped(look, left, MARGIN - 2, plot_width, overview_height)
    axis_height = look.small_height + 8
    axis = _snapped(look, left, height - axis_height - 6, plot_width, axis_height)
    top = overview.bottom() + GAP + 2
    free = max(len(shares) * 8.0, axis.top() - top - GAP * (len(shares) - 1) - 6)
    lanes: list[QRectF] = []
    for share in shares:
        lane = _snapped(look, left, top, plot_width, free * share / sum(shares))
        lanes.append(lane)
        top = lane.bottom() + GAP
    return Frame(width, height, overview, tuple(lanes), axis)


def label_width(look: Look) -> float:
    """Wide enough for the longest label also with large system fonts."""
    return max(LABEL_WIDTH, look.small_width("commits, tickets") + LABEL_GAP + 8)


def _snapped(look: Look, left: float, top: float, width: float, height: float) -> QRectF:
    top, bottom = look.snap(top), look.snap(top + height)
    return QRectF(left, top, width, bottom - top)
