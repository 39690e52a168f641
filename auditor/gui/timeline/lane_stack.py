"""The lanes in the scene: one item each, made when first shown, and cut off where the plot ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem

from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.lane_item import LaneItem
from auditor.gui.timeline.look import Look
from auditor.timeline.lane import Bars, Drawing, Lane, Steps
from auditor.timeline.scale import reach
from auditor.timeline.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Scaling:
    """How high things stand: on a logarithmic scale or a linear one, and the `least` top value of a lane by name."""

    log: bool = False
    least: Mapping[str, float] = field(default_factory=dict[str, float])


class BandItem(TimelineItem):
    """Where lanes can be seen: what of them is scrolled out is not drawn."""

    def __init__(self) -> None:
        super().__init__(z=1, cached=False)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)

    def draw(self, painter: QPainter) -> None:
        """Nothing of its own."""


class LaneStack:
    """Items for the lanes shown; those of lanes shown before wait, hidden."""

    def __init__(self, canvas: Canvas) -> None:
        self.band = BandItem()
        self._made: dict[str, LaneItem] = {}
        self.items: list[LaneItem] = []
        canvas.addItem(self.band)

    def choose(self, lanes: Sequence[Lane]) -> None:
        """Show these from now on."""
        for lane in lanes:
            if lane.name not in self._made:
                self._made[lane.name] = LaneItem(lane)
                self._made[lane.name].setParentItem(self.band)
        self.items = [self._made[lane.name] for lane in lanes]
        for item in self._made.values():
            item.setVisible(item in self.items)

    def seen(self, frame: Frame) -> list[int]:
        """The lanes not scrolled out of sight."""
        return [lane for lane, plot in enumerate(frame.lanes) if frame.band.intersects(frame.row(plot))]

    def show(
        self, drawings: Mapping[int, Drawing], viewport: Viewport, frame: Frame, look: Look, scaling: Scaling
    ) -> None:
        """Draw these, by the lane's place in the stack; the others are out of sight."""
        self.band.set_bounds(frame.band)
        for lane, item in enumerate(self.items):
            item.setVisible(lane in drawings)
        for lane, drawing in drawings.items():
            item, plot = self.items[lane], frame.lanes[lane]
            least = scaling.least.get(item.lane.name, 0.0)
            item.show_drawing(drawing, viewport, frame, plot, look, scaling.log, least)

    def depth(self, lane: int, y: float) -> float:
        """How deep in a lane a height of the scene lies: 0 at the top, 1 at the bottom."""
        return self.items[lane].depth(y)


def top_of(drawing: Drawing) -> float | None:
    """The largest value a drawing has to show; None where heights tell nothing."""
    return reach(drawing) if isinstance(drawing, Bars | Steps) else None
