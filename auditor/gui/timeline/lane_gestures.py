"""What the mouse does with lanes: a label is dragged up or down, the hairline between two lanes makes them higher."""

import math
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from auditor.gui.timeline.frame import COMFORT, GAP, Frame, least_height
from auditor.gui.timeline.lane_choice import Lanes, chosen, moved, resized, unsized
from auditor.gui.timeline.stage import Stage

CLICK = 4.0
"""px the hand may tremble before a label is dragged."""

HOLD = 4.0
"""px around a hairline that take hold of it."""

SCROLL = 40.0
"""px that one step of the wheel scrolls lanes which have no room."""


class LaneHolder(Protocol):
    """What these gestures need of the view."""

    @property
    def frame(self) -> Frame: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def lanes(self) -> Lanes: ...
    def set_lanes(self, lanes: Lanes) -> None: ...
    def change_lanes(self, lanes: Lanes) -> None: ...
    def show_lane_menu(self, name: str, at: QPoint) -> None: ...
    def scroll_lanes(self, by: float) -> None: ...
    def set_pointer(self, shape: Qt.CursorShape) -> None: ...


@dataclass(frozen=True, slots=True)
class LaneDrag:
    """A label ("move") or a hairline ("size", under the lane) in the hand; frame and lanes as they were at first."""

    kind: str
    lane: int
    start: QPointF
    frame: Frame
    lanes: Lanes


class LaneGestures:
    """Each method tells whether the event was for the lanes; else it is for others."""

    def __init__(self, timeline: LaneHolder) -> None:
        self._timeline = timeline
        self._drag: LaneDrag | None = None
        self._moving = False

    def press(self, event: QMouseEvent) -> bool:
        """Take a label or a hairline in the hand; the right button opens the label's menu."""
        at, frame = event.position(), self._timeline.frame
        kind = grip(frame, at)
        if kind is None:
            return False
        lane = frame.lane_at(at.y() - (GAP if kind == "size" else 0))
        if event.button() == Qt.MouseButton.RightButton and kind == "move":
            self._timeline.show_lane_menu(self._timeline.lanes.names[lane], event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._drag = LaneDrag(kind, lane, at, frame, self._timeline.lanes)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Show where the label would go, or the lanes as high as they would be."""
        drag, at = self._drag, event.position()
        if drag is None:
            kind = None if event.buttons() else grip(self._timeline.frame, at)
            if kind:
                self._timeline.set_pointer(_SHAPES[kind])
            return kind is not None
        if drag.kind == "size":
            self._timeline.set_lanes(self._sized(drag, at.y() - drag.start.y()))
        elif self._moving or abs(at.y() - drag.start.y()) >= CLICK:
            self._moving = True
            self._timeline.set_pointer(Qt.CursorShape.ClosedHandCursor)
            place = place_at(drag.frame, at.y())
            self._timeline.stage.lane_mark.show_mark(drag.lane, place, drag.frame, self._timeline.stage.look)
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Let go: now the change is told."""
        drag, moving = self._drag, self._moving
        self._drag, self._moving = None, False
        if drag is None:
            return False
        self._timeline.stage.lane_mark.hide()
        if moving:
            place = place_at(drag.frame, event.position().y())
            name = drag.lanes.names[drag.lane]
            self._change(moved(drag.lanes, name, place - (place > drag.lane)), drag.lanes)
        else:
            self._change(self._timeline.lanes, drag.lanes)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """On a hairline: all lanes as high as they usually are."""
        kind = grip(self._timeline.frame, event.position())
        if kind == "size":
            self._drag = None
            lanes = self._timeline.lanes
            self._change(unsized(lanes, lanes.names), lanes)
        return kind is not None

    def wheel(self, event: QWheelEvent) -> bool:
        """Over the labels: scroll the lanes."""
        if grip(self._timeline.frame, event.position()) != "move":
            return False
        self._timeline.scroll_lanes(-event.angleDelta().y() / 120 * SCROLL)
        return True

    def _change(self, lanes: Lanes, before: Lanes) -> None:
        if lanes != before:
            self._timeline.change_lanes(lanes)

    def _sized(self, drag: LaneDrag, by: float) -> Lanes:
        """One lane higher by so many px; the next one lower, unless lanes are scrolled; the others stay as they are."""
        heights = [lane.height() for lane in drag.frame.lanes]
        lanes, least = chosen(drag.lanes), least_height(self._timeline.stage.look)
        most = math.inf if drag.frame.overflow else heights[drag.lane + 1] - least
        by = min(max(by, least - heights[drag.lane]), most)
        heights[drag.lane] += by
        if not drag.frame.overflow:
            heights[drag.lane + 1] -= by
        unit = COMFORT if drag.frame.overflow else sum(heights) / sum(lane.height for lane in lanes)
        factors = {lane.name: height / (lane.height * unit) for lane, height in zip(lanes, heights, strict=True)}
        return resized(drag.lanes, factors)


def grip(frame: Frame, at: QPointF) -> str | None:
    """What a place (px) takes hold of: a hairline ("size"), a label ("move"), or nothing of the lanes."""
    if not frame.plot.top() - GAP / 2 <= at.y() <= frame.plot.bottom() + GAP / 2:
        return None
    lines = [lane.bottom() + GAP / 2 for lane in frame.lanes[:-1]]
    if any(abs(at.y() - line) <= HOLD for line in lines):
        return "size"
    return "move" if at.x() < frame.plot.left() - 2 else None


def place_at(frame: Frame, y: float) -> int:
    """The place between lanes nearest to a height: 0 above all, n under all."""
    return sum(y > lane.center().y() for lane in frame.lanes)


_SHAPES = {"size": Qt.CursorShape.SplitVCursor, "move": Qt.CursorShape.OpenHandCursor}
