"""Small multiples: all agents of one person on one time axis and one scale, so that they can be told apart at once."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from auditor.errors import AuditorError, Cancelled
from auditor.gui.comparing.keys import takes_escape
from auditor.gui.comparing.multiples_moves import MultiplesMoves
from auditor.gui.comparing.multiples_words import figures_of, note_of, summary_of, title_of
from auditor.gui.comparing.reading import StripRead, read_strips
from auditor.gui.comparing.strips_place import Row
from auditor.gui.elided import Elided
from auditor.gui.jobs import Job, Jobs
from auditor.gui.pieces import button, card, chip, column, row
from auditor.gui.session import Changes, Session
from auditor.records import Agent


class MultiplesView(MultiplesMoves):
    """Shows a person's agents, most tokens first. Click or Enter opens one; ↑↓ walk; `leave` goes back."""

    agent_chosen = Signal(int)
    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session.theme)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._agents: list[Agent] = []
        self._zone = ZoneInfo("UTC")
        self._title, self._note = Elided("", "h2"), Elided("", "muted")
        self._own = chip("Own scales")
        self._own.setToolTip("Each strip as high as it can be, or all on one scale")
        self._own.toggled.connect(self.set_own_scales)
        self._close = button("Back to the agent", self.close_view, tip="Esc")
        self.area.agent_chosen.connect(self.agent_chosen)
        self.area.view_changed.connect(lambda _: self._tell())
        self.area.current_changed.connect(self._name_area)
        self._lay_out()
        session.changed.connect(self._follow)

    def _lay_out(self) -> None:
        head = row(self._title, self._own, self._close, spacing=12)
        head.setStretch(0, 1)
        whole = column(spacing=6)
        whole.addLayout(head)
        whole.addWidget(self._note)
        whole.addWidget(card(column(self.area, margins=(4, 4, 4, 4))), 1)
        self.setLayout(whole)

    # What is shown

    def show_person(self, agent: Agent, zone: ZoneInfo) -> None:
        """All agents of this agent's person; that agent is marked. Their activities are read in the background."""
        self.stop()
        same = [one for one in self._session.shown if one.person_id == agent.person_id and one.id != agent.id]
        self._agents = sorted([agent, *same], key=lambda one: (-(one.totals.tokens or 0), -one.totals.events, one.id))
        self._zone = zone
        rows = [Row(one.id, one.name) for one in self._agents]
        self.area.show_rows(rows, zone, self._session.span or (0, 1))
        self.area.set_current(next(place for place, one in enumerate(rows) if one.agent_id == agent.id))
        self._tell()
        self._read()

    def _read(self) -> None:
        case = self._session.case
        if case is None:
            return
        ids = [agent.id for agent in self._agents]

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled) or self._session.case is not case:
                return  # nobody waits for it any more
            if not isinstance(error, AuditorError):
                raise error
            self.told.emit(str(error))

        def arrived(read: StripRead) -> None:
            if not job.progress.cancelled:  # else another person is shown meanwhile
                self.area.add_strip(read.agent_id, read.strip)

        work, title = read_strips(case, ids, self._zone), f"Reading {len(ids)} agents"
        self._job = job = self._jobs.start(title, work, lambda _: None, failed, yielded=arrived)

    def stop(self) -> None:
        """Read no further."""
        if self._job:
            self._job.cancel()
            self._job = None

    def clear(self) -> None:
        """Show nothing, read nothing, and keep nothing in memory."""
        self.stop()
        self._agents = []
        self.area.show_rows((), self._zone, (0, 1))

    def close_view(self) -> None:
        """Back to where it was opened from."""
        self.stop()
        self.closed.emit()

    def leave(self) -> None:
        """Esc."""
        self.close_view()

    # How it is shown

    def set_log(self, log: bool) -> None:
        """Logarithmic or linear heights."""
        self.area.log = log
        self.area.redraw()
        self._tell()

    def set_own_scales(self, own: bool) -> None:
        """Each strip on its own scale, or all on one."""
        self._own.setChecked(own)
        self.area.own = own
        self.area.redraw()
        self._tell()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Tell all times by another clock."""
        self._zone = zone
        if self._agents:
            self.stop()
            self.area.set_zone(zone)
            self._read()

    def set_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """The auditor's own dates (µs, name)."""
        self.area.dates = tuple(dates)
        self.area.redraw()

    # Words

    def _tell(self) -> None:
        if not self._agents:
            return
        person = self._session.person_of(self._agents[0])
        self._title.setText(title_of(person, len(self._agents)))
        self._note.setText(note_of(person, len(self._agents), self.area.own))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(summary_of(person, self._agents, self.area.own))
        self._name_area()

    def _name_area(self) -> None:
        if self._agents:
            agent, number = self._agents[self.area.current], self.area.current + 1
            words = f"{agent.name}, {figures_of(agent)}, {number} of {len(self._agents)}; Enter opens it"
            said = self.area.said
            self.area.setAccessibleName(f"{words}; {said}" if said else words)

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self.stop()
        if changes.theme:
            self.area.set_theme(self._session.theme)
        if changes.names:
            self._tell()

    def event(self, event: QEvent) -> bool:
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
