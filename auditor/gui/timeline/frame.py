"""Where things stand in the timeline: overview on top, lanes under it, the axis at the bottom, labels at the left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from auditor.gui.timeline.look import Look

MARGIN, GAP = 14, 12
LABEL_WIDTH = 114
LABEL_GAP = 8
OVERVIEW = 32
COMFORT = 150.0
"""px of a lane with the share 1, where lanes are scrolled anyway."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Rectangles in px. `overview` and `lanes` hold the plots only; labels end `LABEL_GAP` left of them.

    `plot` is where lanes can be seen; where not all have room (`overflow` px too many), they are scrolled behind it.
    `strip` above it is for the names of tinted spans; it has no height where none are shown.
    """

    width: int
    height: int
    overview: QRectF
    strip: QRectF
    plot: QRectF
    lanes: tuple[QRectF, ...]
    axis: QRectF
    overflow: float

    @property
    def band(self) -> QRectF:
        """The plot with its labels and half of the gaps around it: the full width of the widget."""
        return self.row(self.plot)

    def row(self, plot: QRectF) -> QRectF:
        """A plot with its label column and margins: the full width of the widget."""
        return QRectF(0, plot.top() - GAP / 2, self.width, plot.height() + GAP)

    def label(self, plot: QRectF) -> QRectF:
        """The label's place beside a plot."""
        return QRectF(4, plot.top(), plot.left() - LABEL_GAP - 4, plot.height())

    def lane_at(self, y: float) -> int:
        """The lane nearest to a height."""
        distances = [max(lane.top() - y, y - lane.bottom()) for lane in self.lanes]
        return distances.index(min(distances))


def frame_for(
    width: int, height: int, look: Look, shares: Sequence[float], scrolled: float = 0.0, strip: bool = False
) -> Frame:
    """Divide a widget: lanes get the height that is left by their shares, but none less than its words need."""
    left = look.snap(label_width(look))
    across = max(1.0, look.snap(width - MARGIN) - left)
    overview = _snapped(look, left, MARGIN - 2, across, OVERVIEW if height >= 320 else 0.6 * OVERVIEW)
    axis_height = axis_height_for(look, height)
    axis = _snapped(look, left, height - axis_height - 6, across, axis_height)
    first, names_height = (8.0, look.small_height + 2) if strip else (GAP / 2, 0.0)
    names = _snapped(look, left, overview.bottom() + first, across, names_height)
    top = names.bottom() + GAP / 2 + 2
    plot = _snapped(look, left, top, across, max(8.0, axis.top() - 6 - top))
    heights = heights_for(plot.height() - GAP * (len(shares) - 1), shares, least_height(look))
    overflow = max(0.0, sum(heights) + GAP * (len(shares) - 1) - plot.height())
    lanes = _stacked(look, plot, heights, min(max(scrolled, 0.0), overflow))
    return Frame(width, height, overview, names, plot, lanes, axis, overflow if overflow >= 1 else 0.0)


def heights_for(free: float, shares: Sequence[float], least: float) -> list[float]:
    """px of each lane: the free height divided; or, where not even the least of all fit, as high as is comfortable."""
    if least * len(shares) > free:
        return [max(least, COMFORT * share) for share in shares]
    return divided(free, shares, least)


def divided(free: float, shares: Sequence[float], least: float) -> list[float]:
    """Heights by shares, where none may be under `least`: what the small ones need, the large ones give."""
    small: set[int] = set()
    while True:
        rest = sum(share for lane, share in enumerate(shares) if lane not in small)
        unit = (free - least * len(small)) / rest if rest else 0.0
        more = {lane for lane, share in enumerate(shares) if lane not in small and share * unit < least}
        if not more:
            return [least if lane in small else share * unit for lane, share in enumerate(shares)]
        small |= more


def least_height(look: Look) -> float:
    """px a lane needs for its title and the line under it."""
    return float(round(look.title_height + look.small_height))


def axis_height_for(look: Look, height: int) -> float:
    """px of the axis: room for the name of the zone under the year, where the widget is not too low for it."""
    return look.small_height * (2 if height >= 260 else 1) + 6


def label_width(look: Look) -> float:
    """Wide enough for the longest label also with large system fonts."""
    return max(LABEL_WIDTH, look.small_width("commits, tickets") + LABEL_GAP + 8)


def _stacked(look: Look, plot: QRectF, heights: Sequence[float], scrolled: float) -> tuple[QRectF, ...]:
    top, lanes = plot.top() - scrolled, list[QRectF]()
    for height in heights:
        lane = _snapped(look, plot.left(), top, plot.width(), height)
        lanes.append(lane)
        top += height + GAP
    return tuple(lanes)


def _snapped(look: Look, left: float, top: float, width: float, height: float) -> QRectF:
    top, bottom = look.snap(top), look.snap(top + height)
    return QRectF(left, top, width, bottom - top)
