"""Where comparisons take place: choose an agent or a date, see two timelines or all of a person's, and go back."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from auditor.errors import AuditorError
from auditor.gui.comparing.agent_chooser import AgentChooser
from auditor.gui.comparing.compare_view import CompareView
from auditor.gui.comparing.date_chooser import DateChooser
from auditor.gui.comparing.multiples_view import MultiplesView
from auditor.gui.comparing.shown import Shown
from auditor.gui.jobs import Jobs
from auditor.gui.review.loading import Loaded, load
from auditor.gui.session import Changes, Session
from auditor.gui.timeline.lane_choice import Lanes
from auditor.records import Agent
from auditor.timeline.lane import Subject


class ComparingRoom(QWidget):
    """Four panels, one at a time; `closed` asks to show what was there before."""

    closed = Signal()
    told = Signal(str)
    agent_chosen = Signal(int)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._held = False
        self._subject: tuple[Agent, Subject] | None = None
        self._compared: tuple[Agent, ...] = ()
        self._dates: tuple[tuple[int, str], ...] = ()
        self.agents, self.days = AgentChooser(session), DateChooser()
        self.compare, self.multiples = CompareView(session.theme), MultiplesView(session, jobs)
        self._stack = QStackedLayout(self)
        for panel in (self.agents, self.days, self.compare, self.multiples):
            self._stack.addWidget(panel)
            panel.closed.connect(self._close)
        self.agents.chosen.connect(self._read_other)
        self.days.chosen.connect(self.show_before_after)
        self.compare.told.connect(self.told)
        self.multiples.told.connect(self.told)
        self.multiples.agent_chosen.connect(self._open)
        session.changed.connect(self._follow)

    # What can be asked for

    def ask_agent(self, agent: Agent, subject: Subject) -> None:
        """Choose whom to compare this agent with, then compare them."""
        self._take(agent, subject)
        self.agents.show_agent(agent)
        self._show(self.agents)

    def ask_date(self, agent: Agent, subject: Subject) -> None:
        """Choose a date, then compare this agent before and after it."""
        self._take(agent, subject)
        self.days.show_dates(agent.name, self._dates, self._whole(), subject.zone)
        self._show(self.days)

    def show_person(self, agent: Agent, zone: ZoneInfo) -> None:
        """All agents of this agent's person."""
        self.multiples.show_person(agent, zone)
        self._show(self.multiples)

    def show_agents(self, agent: Agent, subject: Subject, other: Agent, other_subject: Subject) -> None:
        """Two agents, without asking."""
        self._take(agent, subject)
        self._compared = (agent, other)
        self.compare.show_agents(self._shown(agent, subject), self._shown(other, other_subject))
        self._show(self.compare)

    def show_before_after(self, date_us: int) -> None:
        """The agent last asked about, before and after a date (µs)."""
        if self._subject:
            self._compared = (self._subject[0],)
            self.compare.show_before_after(self._shown(*self._subject), date_us)
            self._show(self.compare)

    def _take(self, agent: Agent, subject: Subject) -> None:
        self._subject = (agent, subject)

    def _shown(self, agent: Agent, subject: Subject) -> Shown:
        return Shown(agent.name, self._session.person_of(agent), subject, self._whole())

    def _whole(self) -> tuple[int, int]:
        return self._session.span or (0, 1)

    def _show(self, panel: QWidget) -> None:
        self._held = True
        self._stack.setCurrentWidget(panel)
        panel.setFocus()

    # Reading the other agent

    def _read_other(self, agent_id: int) -> None:
        case, asked = self._session.case, self._subject
        other = next((agent for agent in self._session.shown if agent.id == agent_id), None)
        if case is None or asked is None or other is None:
            return
        self.agents.say(f"Reading {other.name} …")

        def done(read: Loaded) -> None:
            if self._subject is asked and self._stack.currentWidget() is self.agents:  # else one went on meanwhile
                outcomes = (read.outcomes, read.linked)
                self.show_agents(*asked, other, Subject(read.activity, *outcomes, asked[1].zone))

        def failed(error: Exception) -> None:
            if self._session.case is not case:
                return  # it was closed meanwhile
            if not isinstance(error, AuditorError):
                raise error
            self.agents.say(str(error))

        self._jobs.start(f"Reading {other.name}", lambda *_: load(case, agent_id), done, failed)

    # What the timeline's keys and settings do

    @property
    def timeline(self) -> CompareView | MultiplesView | None:
        """What can be moved, as a `TimelineView` can: zoom, pan, fit; None while something is chosen."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, CompareView | MultiplesView) else None

    def set_log(self, log: bool) -> None:
        """Logarithmic or linear heights."""
        self.compare.set_log(log)
        self.multiples.set_log(log)

    def set_zone(self, zone: ZoneInfo) -> None:
        """Tell all times by another clock."""
        self.compare.set_zone(zone)
        self.multiples.set_zone(zone)

    def set_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """The auditor's own dates (µs, name)."""
        self._dates = tuple(dates)
        self.compare.set_dates(dates)
        self.multiples.set_dates(dates)

    def set_lanes(self, lanes: Lanes) -> None:
        """The lanes of the review screen; two stacked timelines show the first of them."""
        self.compare.set_lanes(lanes)

    def leave(self) -> None:
        """Esc: out of a filter or selection, then back."""
        shown = self._stack.currentWidget()
        if isinstance(shown, AgentChooser | DateChooser):
            shown.refuse()
        elif isinstance(shown, CompareView | MultiplesView):
            shown.leave()

    def _open(self, agent_id: int) -> None:
        """An agent was chosen: to be shown alone."""
        self.agent_chosen.emit(agent_id)
        if self.isVisible():
            self._close()

    def _close(self) -> None:
        self.closed.emit()
        self._drop()

    def _drop(self) -> None:
        """Keep nothing of what was compared in memory."""
        if self._held:
            self._held, self._subject, self._compared = False, None, ()
            self.compare.clear()
            self.multiples.clear()

    def _follow(self, changes: Changes) -> None:
        if changes.theme:
            self.compare.set_theme(self._session.theme)
        if changes.names and self._compared:
            self.compare.set_subtitles(*(self._session.person_of(agent) for agent in self._compared))
        if changes.case or changes.current:
            (self._close if self.isVisible() else self._drop)()
