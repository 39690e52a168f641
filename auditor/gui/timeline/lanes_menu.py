"""Menus for choosing lanes: all of them with tick boxes, and what can be done with one."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from auditor.gui.timeline.lane_choice import Lanes, moved, resized, toggled, unsized, usual
from auditor.timeline.lanes import LANES

HINT = "Alt and ↑ ↓ moves, → ← resizes"


class LaneChooser(Protocol):
    """What the menus need of the view."""

    @property
    def lanes(self) -> Lanes: ...
    def change_lanes(self, lanes: Lanes) -> None: ...


class LanesMenu(QMenu):
    """All lanes with tick boxes. Stays open while lanes are ticked; Alt and an arrow move or resize one."""

    def __init__(self, timeline: LaneChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self.setAccessibleName("Lanes")
        self.aboutToShow.connect(self.fill)

    def fill(self, active: str = "") -> None:
        """List the lanes: those shown in their order, then the others."""
        self.clear()
        shown = self._timeline.lanes.names
        titles = {lane.name: lane.title for lane in LANES}
        for name in (*shown, *(name for name in titles if name not in shown)):
            action = self.addAction(titles[name])
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name in shown)
            action.setEnabled(shown != (name,))
            if name == active:
                self.setActiveAction(action)
        self.addSeparator()
        self.addAction(HINT).setEnabled(False)
        self.addAction("Usual lanes and heights", lambda: self._timeline.change_lanes(usual()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tick does not close the menu."""
        action = self.actionAt(event.position().toPoint())
        if action and action.isCheckable() and action.isEnabled():
            self._toggle(action)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action, key = self.activeAction(), Qt.Key(event.key())
        lane = action if action and action.isCheckable() and action.isEnabled() else None
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if lane and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(lane)
        elif lane and alt and key in _PLACES:
            self._move(lane, _PLACES[key])
        elif lane and alt and key in _HEIGHTS:
            self._size(lane, _HEIGHTS[key])
        else:
            super().keyPressEvent(event)

    def _toggle(self, action: QAction) -> None:
        name = action.data()
        self._timeline.change_lanes(toggled(self._timeline.lanes, name))
        self.fill(name)

    def _move(self, action: QAction, by: int) -> None:
        name, lanes = action.data(), self._timeline.lanes
        if name in lanes.names:
            self._timeline.change_lanes(moved(lanes, name, lanes.names.index(name) + by))
            self.fill(name)

    def _size(self, action: QAction, times: float) -> None:
        name, lanes = action.data(), self._timeline.lanes
        if name in lanes.names:
            self._timeline.change_lanes(resized(lanes, {name: lanes.factor(name) * times}))


_PLACES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_HEIGHTS = {Qt.Key.Key_Left: 1 / 1.25, Qt.Key.Key_Right: 1.25}


def lane_menu(timeline: LaneChooser, name: str, parent: QWidget | None = None) -> QMenu:
    """The context menu of a lane's label."""
    lanes = timeline.lanes
    place, menu = lanes.names.index(name), QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    up = menu.addAction("Move up", lambda: timeline.change_lanes(moved(lanes, name, place - 1)))
    up.setEnabled(place > 0)
    down = menu.addAction("Move down", lambda: timeline.change_lanes(moved(lanes, name, place + 1)))
    down.setEnabled(place < len(lanes.names) - 1)
    hide = menu.addAction("Hide", lambda: timeline.change_lanes(toggled(lanes, name)))
    hide.setEnabled(len(lanes.names) > 1)
    own = menu.addAction("Usual height", lambda: timeline.change_lanes(unsized(lanes, [name])))
    own.setEnabled(name in lanes.heights)
    return menu
