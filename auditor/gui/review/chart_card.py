"""The card in the middle: the timeline with its tools above it and the selection's numbers below it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from auditor.case.case_file import CaseFile
from auditor.dates import marks
from auditor.gui.pieces import card, column, text
from auditor.gui.review.loading import Loaded
from auditor.gui.review.selection_bar import SelectionBar
from auditor.gui.session import Session
from auditor.gui.timeline.lane_choice import Lanes, from_json, to_json
from auditor.gui.timeline.spans_item import TintedSpan
from auditor.gui.timeline.timeline_view import TimelineView
from auditor.gui.timeline.tools import TimelineTools
from auditor.records import Activity, Exhibit, ExhibitKind, Finding, Label
from auditor.timeline.lane import Subject
from auditor.times import from_iso

UTC = ZoneInfo("UTC")
LOOKS = {Label.PADDING: ("padding", "◆"), Label.USEFUL: ("useful", "●"), Label.INCONCLUSIVE: ("inconclusive", "◐")}
JUMPS = 5
"""Times a clock was put back that are marked; more would be a fence."""

LANES = "lanes"
"""The name under which the case keeps which lanes are shown."""


class ChartCard(QWidget):
    """What is loaded, by the clock that is chosen. `log` tells whether heights are logarithmic."""

    zone_changed = Signal(object)
    log_changed = Signal(bool)
    lanes_changed = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._loaded: Loaded | None = None
        self._clock = "people"
        self.log = False
        self.timeline = TimelineView(theme=session.theme)
        self.tools = TimelineTools(self.timeline)
        self.selection = SelectionBar()
        self._waiting = text("", "muted")
        self._waiting.hide()
        self.selection.hide()
        inner = column(self.tools, self.timeline, self.selection, self._waiting, spacing=0, margins=(4, 6, 8, 4))
        inner.setStretch(1, 1)
        self.setLayout(column(card(inner)))
        self._connect()

    def _connect(self) -> None:
        self.tools.log_wanted.connect(self.set_log)
        self.tools.zone_wanted.connect(self.set_clock)
        self.tools.told.connect(self.told)
        self.timeline.lanes_changed.connect(self._keep_lanes)
        self.timeline.selection_changed.connect(self._select)

    # What is shown

    def show_case(self, case: CaseFile | None) -> None:
        """The lanes as they were last chosen in this case, the people's clock, the auditor's dates."""
        self._clock = "people"
        self.timeline.set_lanes(from_json(case.views.get(LANES) if case else None))
        self.lanes_changed.emit(self.timeline.lanes)
        self._show_clock()
        self.show_dates()

    def show_dates(self) -> None:
        """The auditor's dates as the case has them now, and where the agent's clock was put back."""
        jumps = self._loaded.jumps if self._loaded else ()
        clock = [(at, f"clock put back{'' if len(jumps) == 1 else f', 1 of {len(jumps):,}'}") for at in jumps[:JUMPS]]
        self.timeline.set_dates(sorted([*self.dates(), *clock]))

    def dates(self) -> list[tuple[int, str]]:
        """The auditor's dates, µs UTC with their names."""
        properties, span = self._session.properties, self._session.span
        return marks(properties, span) if properties and span else []

    def show_loaded(self, loaded: Loaded, name: str) -> None:
        """Another agent."""
        had_jumps = bool(self._loaded and self._loaded.jumps)
        self._loaded = loaded
        if had_jumps:
            self.show_dates()
        ahead = loaded.chart if loaded.chart and loaded.chart.subject.zone == self.zone else None
        self.timeline.show_subject(self.subject(loaded), self._session.span or (0, 1), name, ahead)
        self.selection.hide()
        self.show_spans()

    def prepare(self, loaded: Loaded) -> Loaded:
        """What showing it would begin with, made ahead; in any thread."""
        return replace(loaded, chart=self.timeline.chart_ahead(self.subject(loaded), self._session.span or (0, 1)))

    def complete(self, loaded: Loaded) -> None:
        """More is known of the agent shown; what is in view and selected stays."""
        self._loaded = loaded
        self.timeline.update_subject(self.subject(loaded))
        self._select(self.timeline.selection)
        if loaded.jumps:
            self.show_dates()

    def clear(self) -> None:
        """No agent."""
        self._loaded = None
        self.timeline.clear()
        self.show_dates()  # without the jumps of the agent before
        self.selection.hide()

    def say(self, words: str) -> None:
        """What is waited for; "" for nothing."""
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))

    def show_spans(self) -> None:
        """The stretches that findings and exhibits of the agent speak of, to be tinted on request."""
        case, loaded = self._session.case, self._loaded
        if case and loaded:
            sealed = loaded.agent_id in self._session.sealed
            found = [] if sealed else [one for one in case.findings.of_agent(loaded.agent_id) if one.weight]
            pinned = case.exhibits.of_agent(loaded.agent_id)
            self.timeline.set_spans([*finding_spans(found, loaded.activity), *exhibit_spans(pinned)])

    def subject(self, loaded: Loaded) -> Subject:
        """What a timeline draws, by the clock that is chosen."""
        return Subject(loaded.activity, loaded.outcomes, loaded.linked, self.zone, loaded.links)

    # Clock and scale

    @property
    def zone(self) -> ZoneInfo:
        """The zone times are shown in."""
        return self._zones()[self._clock]

    def _zones(self) -> Mapping[str, ZoneInfo]:
        properties = self._session.properties
        people = properties.zone if properties else UTC
        return {"people": people, "utc": UTC, "computer": computer_zone() or people}

    def set_clock(self, clock: str) -> None:
        """Times in UTC, on the people's clocks, or on this computer's."""
        self._clock = clock
        self._show_clock()
        self.timeline.set_zone(self.zone)
        self._select(self.timeline.selection)
        self.zone_changed.emit(self.zone)
        self.told.emit(f"Times in {self.zone.key}")

    def next_clock(self) -> None:
        """The next clock that differs from the one before."""
        names, zones = list(self._zones()), self._zones()
        following = [*names[names.index(self._clock) + 1 :], *names]
        self.set_clock(next(name for name in following if zones[name].key != self.zone.key or name == self._clock))

    def _show_clock(self) -> None:
        self.tools.show_zones(self._clock, self._zones())

    def set_log(self, log: bool) -> None:
        """Heights on a logarithmic scale, or a linear one."""
        self.log = log
        self.tools.show_log(log)
        self.timeline.set_log(log)
        self.log_changed.emit(log)
        self.told.emit(f"Tokens on a {'logarithmic' if log else 'linear'} scale")

    def _keep_lanes(self, lanes: Lanes) -> None:
        if self._session.case:
            self._session.case.views.set(LANES, to_json(lanes))
        self.lanes_changed.emit(lanes)

    def _select(self, span: tuple[int, int] | None) -> None:
        if loaded := self._loaded:
            self.selection.show_span(loaded.activity, loaded.outcomes, loaded.linked, span, self.zone)


def computer_zone() -> ZoneInfo | None:
    """The zone this computer is set to; None where it has no name that we know."""
    try:
        return ZoneInfo(bytes(QTimeZone.systemTimeZoneId().data()).decode())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def finding_spans(findings: list[Finding], activity: Activity) -> Iterator[TintedSpan]:
    """From the first to the last event that shows a finding."""
    for finding in findings:
        at = activity.at[np.isin(activity.event, finding.measure.events)]
        if len(at):
            yield TintedSpan(int(at[0]), int(at[-1]) + 1, finding.indicator, *LOOKS[finding.leans])


def exhibit_spans(exhibits: list[Exhibit]) -> Iterator[TintedSpan]:
    """The stretches that were pinned."""
    for exhibit in exhibits:
        if exhibit.kind is ExhibitKind.SPAN:
            start, end = (from_iso(moment) for moment in exhibit.reference.split(".."))
            yield TintedSpan(start, end, exhibit.title, "accent", "■")
