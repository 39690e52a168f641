"""What the mouse does on the timeline: pan, select, brush, zoom, point."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from auditor.gui.timeline.lane_gestures import LaneGestures, LaneHolder
from auditor.gui.timeline.overview_item import BrushItem
from auditor.timeline.viewport import MIN_SPAN, Viewport

NOTCH = 120
"""`angleDelta` of one step of a wheel."""

ZOOM_PER_NOTCH = 1.25
CLICK = 3.0
"""px the hand may tremble in a click."""


class Timeline(LaneHolder, Protocol):
    """What the gestures need of the view."""

    @property
    def brush(self) -> BrushItem: ...
    @property
    def whole(self) -> Viewport: ...
    @property
    def viewport(self) -> Viewport: ...
    def set_viewport(self, viewport: Viewport) -> None: ...
    def draw_selection(self, span: tuple[int, int] | None) -> None: ...
    def finish_selection(self, span: tuple[int, int] | None) -> None: ...
    def point_at(self, at: QPointF, everything: bool = False) -> None: ...
    def point_away(self) -> None: ...
    def fit(self) -> None: ...
    def pick_at(self, at: QPointF) -> None: ...
    def show_event(self, index: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag in progress: its kind (pan, select, inside, left, right), where it began, and the view then."""

    kind: str
    start: QPointF
    viewport: Viewport


class Gestures:
    """Turns mouse events into changes of the viewport and the selection."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._lanes = LaneGestures(timeline)
        self._drag: Drag | None = None

    def press(self, event: QMouseEvent) -> None:
        """Begin a drag; a press beside the brush centres it there first, one on a badge goes to the stray events."""
        if self._lanes.press(event):
            self._timeline.point_away()
            return
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            event.ignore()
            return
        timeline, at = self._timeline, event.position()
        if stray := timeline.stage.strays.stray_at(at):
            timeline.show_event(stray.nearest)
            return
        kind = self._kind(at, event)
        if kind == "outside":
            timeline.set_viewport(timeline.viewport.centred(self._whole_time(at.x())))
            kind = "inside"
        timeline.point_away()
        timeline.set_pointer(_SHAPES[kind])
        self._drag = Drag(kind, at, timeline.viewport)

    def _kind(self, at: QPointF, event: QMouseEvent) -> str:
        if at.y() < self._timeline.frame.overview.bottom() + 4:
            return self._timeline.brush.grip(at.x())
        selecting = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return "select" if selecting and event.button() == Qt.MouseButton.LeftButton else "pan"

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag, or point."""
        at = event.position()
        if self._lanes.move(event):
            self._timeline.point_away()
        elif self._drag is None:
            self._hover(event)
        elif self._drag.kind == "select":
            self._timeline.draw_selection(self._span(self._drag, at))
            self._timeline.point_at(at)
        else:
            self._timeline.set_viewport(self._dragged(self._drag, at))

    def _hover(self, event: QMouseEvent | QWheelEvent) -> None:
        timeline, frame, at = self._timeline, self._timeline.frame, event.position()
        if at.y() < frame.overview.bottom() + 4:
            timeline.set_pointer(_HOVER_SHAPES[timeline.brush.grip(at.x())])
            timeline.point_away()
            return
        stray = timeline.stage.strays.stray_at(at)
        timeline.set_pointer(Qt.CursorShape.PointingHandCursor if stray else Qt.CursorShape.ArrowCursor)
        if frame.plot.left() <= at.x() <= frame.plot.right() and not stray:
            timeline.point_at(at, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            timeline.point_away()

    def _dragged(self, drag: Drag, at: QPointF) -> Viewport:
        timeline, view = self._timeline, drag.viewport
        moved = at.x() - drag.start.x()
        if drag.kind == "pan":
            return view.panned(-round(moved * view.span / view.width))
        by = round(moved * timeline.whole.span / timeline.whole.width)
        if drag.kind == "inside":
            return view.panned(by)
        if drag.kind == "left":
            return Viewport(max(min(view.start + by, view.end - MIN_SPAN), timeline.whole.start), view.end, view.width)
        return Viewport(view.start, min(max(view.end + by, view.start + MIN_SPAN), timeline.whole.end), view.width)

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a selection is told now, once."""
        if self._lanes.release(event):
            return
        drag, self._drag = self._drag, None
        if drag is None:
            return
        moved = event.position() - drag.start
        if drag.kind == "select":
            clicked = abs(moved.x()) < CLICK
            self._timeline.finish_selection(None if clicked else self._span(drag, event.position()))
        elif drag.kind == "pan" and moved.manhattanLength() < CLICK:
            self._timeline.pick_at(event.position())
        self._hover(event)

    def _span(self, drag: Drag, at: QPointF) -> tuple[int, int]:
        view, plot = self._timeline.viewport, self._timeline.frame.plot
        ends = [view.time(min(max(x, plot.left()), plot.right()) - plot.left()) for x in (drag.start.x(), at.x())]
        return min(ends), max(ends)

    def double_click(self, event: QMouseEvent) -> None:
        """Fit; on a hairline between lanes it is about their heights."""
        if self._lanes.double_click(event):
            return
        self._drag = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._timeline.fit()

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways pans; over the labels it scrolls the lanes."""
        if self._lanes.wheel(event):
            return
        timeline, view, turned = self._timeline, self._timeline.viewport, event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            timeline.set_viewport(view.panned(-round(turned.x() / NOTCH * 0.1 * view.span)))
        else:
            factor = ZOOM_PER_NOTCH ** (turned.y() / NOTCH)
            timeline.set_viewport(view.zoomed(self._wheel_time(event.position()), factor))
        self._hover(event)

    def _wheel_time(self, at: QPointF) -> int:
        frame, view = self._timeline.frame, self._timeline.viewport
        if at.y() < frame.overview.bottom() + 4:
            return min(max(self._whole_time(at.x()), view.start), view.end)
        return view.time(min(max(at.x() - frame.plot.left(), 0.0), frame.plot.width()))

    def _whole_time(self, x: float) -> int:
        return self._timeline.whole.time(x - self._timeline.frame.overview.left())


_SHAPES = {
    "pan": Qt.CursorShape.ClosedHandCursor,
    "inside": Qt.CursorShape.ClosedHandCursor,
    "select": Qt.CursorShape.IBeamCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
}
_HOVER_SHAPES = {
    "outside": Qt.CursorShape.ArrowCursor,
    "inside": Qt.CursorShape.OpenHandCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
}
