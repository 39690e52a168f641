"""The widget around two stacked timelines: their titles, one switch for both scales, the line with the difference."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.comparing.difference import counted
from auditor.gui.comparing.difference_line import DifferenceLine
from auditor.gui.comparing.distance import Mirror, date_words
from auditor.gui.comparing.distance_axis import DistanceAxis
from auditor.gui.comparing.half import Half
from auditor.gui.comparing.half_title import HalfTitle
from auditor.gui.comparing.lanes import fewer
from auditor.gui.comparing.link import SAME, Link, mirrored
from auditor.gui.comparing.shown import Shown, Span, joint, period, reach, side_titles, split_at
from auditor.gui.elided import Elided
from auditor.gui.pieces import button, card, chip, column, row
from auditor.gui.theme import Theme
from auditor.gui.timeline.lane_choice import Lanes, usual
from auditor.timeline.clock import clock_of
from auditor.timeline.prefix import PrefixSums

A_AND_B, BEFORE_AND_AFTER = ("A", "B"), ("before", "after")


class ComparePane(QWidget):
    """Holds both halves with what they are set to; how they are moved and what is said of them is its heir's."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._shown: tuple[Shown, Shown] | None = None
        self._asked: tuple[Shown, ...] = ()
        self._sums: tuple[PrefixSums, PrefixSums] | None = None
        self._mirror: Mirror | None = None
        self._dates: tuple[tuple[int, str], ...] = ()
        self._lanes, self._chosen = usual(), False
        self.halves = (Half(self, theme), Half(self, theme))
        self.titles = (HalfTitle(), HalfTitle())
        self._axes = (DistanceAxis(self.halves[0], theme), DistanceAxis(self.halves[1], theme))
        self._title, self.difference = Elided("", "h2"), DifferenceLine()
        self._own = chip("Own scales")
        self._own.setToolTip("Each half as high as it can be, or both on one scale")
        self._own.toggled.connect(self.set_own_scales)
        self._close = button("Close comparison", self.closed.emit, tip="Esc")
        self._link = Link(self.halves)
        for half in self.halves:
            half.lanes_changed.connect(self._choose_lanes)
        self.halves[0].resized.connect(self._fit_lanes)
        self.setFocusProxy(self.halves[0])
        self._lay_out()

    def _lay_out(self) -> None:
        head = row(self._title, self._own, self._close, spacing=12)
        head.setStretch(0, 1)
        whole = column(spacing=6)
        whole.addLayout(head)
        whole.addWidget(self.difference)
        for title, half, axis in zip(self.titles, self.halves, self._axes, strict=True):
            part = column(title, half, axis, spacing=0, margins=(4, 4, 8, 4))
            part.setStretch(1, 1)
            whole.addWidget(card(part), 1)
        self.setLayout(whole)

    # What is shown

    def show_agents(self, first: Shown, second: Shown) -> None:
        """Agent against agent: the same time in both halves; the first view holds the activity of both."""
        self._asked, self._mirror, self._link.twin = (first, second), None, SAME
        whole = joint(period(first), period(second)) or joint(first.whole, second.whole) or first.whole
        self._show((first, second), (whole, whole))

    def show_before_after(self, shown: Shown, date_us: int) -> None:
        """One agent before and after a date: the same distance from it in both halves, symmetric at first."""
        before, after = split_at(shown, date_us)
        self._asked, self._mirror = (shown,), Mirror(clock_of(shown.subject.zone), date_us)
        self._link.twin = mirrored(self._mirror)
        far = reach(before, after, date_us)
        self._show((before, after), ((date_us - far, date_us), (date_us, date_us + far)))

    def _show(self, shown: tuple[Shown, Shown], wholes: tuple[Span, Span]) -> None:
        self._shown = shown
        self._sums = (counted(shown[0].subject.activity), counted(shown[1].subject.activity))
        self._fit_lanes()
        with self._link.quiet():
            for half, one, whole in zip(self.halves, shown, wholes, strict=True):
                half.show_subject(one.subject, whole, one.title)
        self._name()
        self._show_distance()
        self._show_dates()
        self.begin()

    def clear(self) -> None:
        """Show nothing, and keep nothing in memory."""
        self._shown, self._sums, self._asked, self._mirror = None, None, (), None
        with self._link.quiet():
            for half in self.halves:
                half.clear()
        self._show_distance()

    def begin(self) -> None:
        """Something else is shown: take the first view."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what is in view."""
        raise NotImplementedError

    @property
    def names(self) -> tuple[str, str]:
        """What the halves are called in the line with the difference."""
        return BEFORE_AND_AFTER if self._mirror else A_AND_B

    def _name(self) -> None:
        assert self._shown
        if self._mirror:
            one = self._asked[0]
            self._title.setText(f"{one.title}, {one.subtitle}: before and after {date_words(self._mirror)}")
        else:
            self._title.setText(" and ".join(one.title for one in self._asked))
        for title, one, letter in zip(self.titles, self._shown, self.names, strict=True):
            title.show_names(*(("", one.title, "") if self._mirror else (letter, one.title, one.subtitle)))

    def set_subtitles(self, *persons: str) -> None:
        """Other words for the person of each agent shown: names are revealed, or hidden again."""
        if self._shown:
            self._asked = tuple(replace(one, subtitle=who) for one, who in zip(self._asked, persons, strict=True))
            if self._mirror is None:
                self._shown = (self._asked[0], self._asked[1])
            self._name()
            self.tell()

    def _show_distance(self) -> None:
        for axis, before in zip(self._axes, (True, False), strict=True):
            axis.show_distance(self._mirror, before)

    def _show_dates(self) -> None:
        """The date that is compared is marked as well, where it is none of the auditor's."""
        own = [(self._mirror.date, "")] if self._mirror else []
        known = {at for at, _ in self._dates}
        for half in self.halves:
            half.set_dates((*self._dates, *(date for date in own if date[0] not in known)))

    # What both are set to

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        for half, axis in zip(self.halves, self._axes, strict=True):
            half.set_theme(theme)
            axis.set_theme(theme)

    def set_log(self, log: bool) -> None:
        """Logarithmic or linear heights."""
        for half in self.halves:
            half.set_log(log)

    def set_zone(self, zone: ZoneInfo) -> None:
        """Tell all times by another clock."""
        for half in self.halves:
            half.set_zone(zone)
        if self._shown is None:
            return
        first, second = (replace(one, subject=replace(one.subject, zone=zone)) for one in self._shown)
        if self._mirror:
            self._mirror = Mirror(clock_of(zone), self._mirror.date)
            self._link.twin = mirrored(self._mirror)
            titles = side_titles(self._mirror.date, zone)
            first, second = replace(first, title=titles[0]), replace(second, title=titles[1])
        self._shown = (first, second)
        self._name()
        self._show_distance()
        self._link.align()

    def set_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """The auditor's own dates (µs, name)."""
        self._dates = tuple(dates)
        self._show_dates()

    def set_lanes(self, lanes: Lanes) -> None:
        """The first of these lanes, the same in both halves, as far as there is room."""
        self._lanes, self._chosen = lanes, False
        self._fit_lanes()

    def _choose_lanes(self, lanes: Lanes) -> None:
        """The auditor chose lanes on one of the halves: they are shown whether there is room or not."""
        self._chosen = True
        for half in self.halves:
            half.set_lanes(lanes)

    def _fit_lanes(self) -> None:
        if not self._chosen:
            activities = [one.subject.activity for one in self._shown or ()]
            for half in self.halves:
                half.set_lanes(fewer(self._lanes, self.halves[0].height(), activities))

    def set_own_scales(self, own: bool) -> None:
        """Each half on its own scale, or both on one."""
        self._own.setChecked(own)
        self._link.one_scale = not own
        for title in self.titles:
            title.show_scale(own)
        self._link.scale()
        self.tell()
