"""The slim row above the timeline: back and forward, lanes, scale, zone, compare, tint, dates, copy."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from auditor.gui.commands import COMMANDS
from auditor.gui.pieces import chip
from auditor.gui.timeline.folding import FoldingLine
from auditor.gui.timeline.lanes_menu import LanesMenu
from auditor.gui.timeline.timeline_view import TimelineView

ZONES = {"utc": "UTC", "people": "People's zone", "computer": "This computer's zone"}
COMPARISONS = {
    "agent": "With another agent…",
    "date": "Before and after a date…",
    "person": "All agents of this person",
    "off": "One agent only",
}


class TimelineTools(FoldingLine):
    """Does what concerns the timeline alone; what concerns more is asked for by a signal."""

    compare_wanted = Signal(str)
    """A key of `COMPARISONS`."""

    zone_wanted = Signal(str)
    """A key of `ZONES`."""

    log_wanted = Signal(bool)
    """Logarithmic or linear heights."""

    dates_wanted = Signal()
    """The auditor wants to enter or change dates."""

    told = Signal(str)
    """What was done, for the status line."""

    def __init__(self, timeline: TimelineView) -> None:
        super().__init__()
        self._timeline = timeline
        self._make_buttons()
        self._make_menus()
        buttons = (self.back, self.forward, self.lanes, self.log, self.zone)
        self.lay_out(*buttons, self.compare, self.tint, self.dates, self.copy)
        timeline.history_changed.connect(self._show_history)
        timeline.tinted_changed.connect(self.tint.setChecked)
        self._show_history()

    def _make_buttons(self) -> None:
        timeline = self._timeline
        self.back = _button("◀", "The view before", "view_back", timeline.back)
        self.forward = _button("▶", "The view you came back from", "view_forward", timeline.forward)
        self.log = _toggle("Log", "Logarithmic heights, to see small values", "toggle_log", self.log_wanted.emit)
        self.tint = _toggle("Tint", "Tint the stretches that findings speak of", "tint", timeline.set_tinted)
        self.dates = _button("Dates…", "Mark dates, such as a target announced", "dates", self.dates_wanted.emit)
        self.lanes = _button("Lanes ▾", "Choose and order the lanes", "lanes")
        self.zone = _button("UTC ▾", "The clock that times are told by", "switch_zone")
        self.compare = _button("Compare ▾", "Two agents, or before and after a date", "compare")
        self.copy = _button("Copy ▾", "Copy the picture or the numbers", "")
        self.back.setAccessibleName("Back")
        self.forward.setAccessibleName("Forward")

    def _make_menus(self) -> None:
        self._lanes, self._zones = LanesMenu(self._timeline, self), QMenu(self)
        compare, copy = QMenu(self), QMenu(self)
        for name, words in COMPARISONS.items():
            compare.addAction(words, lambda name=name: self.compare_wanted.emit(name))
        copy.addAction(_with_key("Picture", "copy_picture"), self.copy_picture)
        copy.addAction(_with_key("Numbers", "copy_numbers"), self.copy_numbers)
        for button, menu in (
            (self.lanes, self._lanes), (self.zone, self._zones), (self.compare, compare), (self.copy, copy)
        ):  # fmt: skip
            self.give_menu(button, menu)
        self.show_zones("utc", {"utc": ZoneInfo("UTC")})

    # What the window tells

    def show_log(self, log: bool) -> None:
        """Whether heights are logarithmic now."""
        self.log.setChecked(log)

    def show_zones(self, current: str, zones: Mapping[str, ZoneInfo]) -> None:
        """The zones one can switch to, by a key of `ZONES`, and the current one."""
        self._zones.clear()
        for name, zone in zones.items():
            words = ZONES[name] if name == "utc" else f"{ZONES[name]}: {zone.key.replace('_', ' ')}"
            action = self._zones.addAction(words, lambda name=name: self.zone_wanted.emit(name))
            action.setCheckable(True)
            action.setChecked(name == current)
        self.zone.setText(f"{zones[current].key.split('/')[-1].replace('_', ' ')} ▾")
        self.zone.setAccessibleName(f"Time zone: {zones[current].key}")
        self.fold()

    def _show_history(self) -> None:
        self.back.setEnabled(self._timeline.can_go_back)
        self.forward.setEnabled(self._timeline.can_go_forward)

    # What keys do

    def open_lanes(self) -> None:
        """Open the menu of lanes."""
        self.open_menu(self.lanes)

    def copy_picture(self) -> None:
        """The picture to the clipboard."""
        self._timeline.copy_picture()
        self.told.emit("Picture of the timeline copied")

    def copy_numbers(self) -> None:
        """The numbers to the clipboard."""
        self._timeline.copy_numbers()
        self.told.emit("Numbers in view copied, ready for a spreadsheet")


def _button(words: str, tip: str, command: str, pressed: Callable[[], object] | None = None) -> QPushButton:
    made = chip(words)
    made.setCheckable(False)
    made.setAccessibleName(words.removesuffix(" ▾"))
    made.setToolTip(_with_key(tip, command))
    if pressed:
        made.clicked.connect(lambda: pressed())
    return made


def _toggle(words: str, tip: str, command: str, toggled: Callable[[bool], object]) -> QPushButton:
    made = chip(words)
    made.setToolTip(_with_key(tip, command))
    made.clicked.connect(lambda on: toggled(on))
    return made


def _with_key(words: str, command: str) -> str:
    """Words and the key of a command, where there is one."""
    keys = next((known.keys.split("  ")[0] for known in COMMANDS if known.name == command), "")
    return f"{words} ({keys})" if keys else words
