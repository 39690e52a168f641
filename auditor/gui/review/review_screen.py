"""The review screen: queue at the left, the agent in the middle, facts and verdict at the right."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.gui.figures import day, local
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import card, column, panel, row, rule, text
from auditor.gui.review.agent_head import AgentHead
from auditor.gui.review.exhibits_panel import ExhibitsPanel
from auditor.gui.review.facts_panel import FactsPanel
from auditor.gui.review.history_panel import HistoryPanel
from auditor.gui.review.queue_panel import QueuePanel
from auditor.gui.review.requests_panel import RequestsPanel
from auditor.gui.review.selection_bar import SelectionBar
from auditor.gui.review.verdict_panel import VerdictPanel
from auditor.gui.session import Changes, Session
from auditor.gui.timeline.timeline_view import TimelineView
from auditor.records import Activity, Agent, Exhibit, ExhibitKind, Outcome
from auditor.review import Draft, draft_of, give_verdict, pin_span, standing, undo, vocabulary
from auditor.timeline.lane import Subject
from auditor.times import from_iso

RIGHT_WIDTH = 348
AT_ONCE = 20_000
"""Events an agent may have to be read while the person waits (some 20 ms); more are read in the background."""

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the middle of the screen shows."""

    agent_id: int
    activity: Activity
    outcomes: list[Outcome]
    linked: list[bool]


def load(case: CaseFile, agent_id: int) -> Loaded:
    """Read an agent's activity and outcomes."""
    outcomes, linked = case.outcomes.of_agent(agent_id)
    return Loaded(agent_id, case.events.activity(agent_id), outcomes, linked)


class ReviewScreen(QWidget):
    """Follows the session's current agent; its methods are what the keys do."""

    told = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._loaded: Loaded | None = None
        self._drafts: dict[int, Draft] = {}
        self._in_utc = self._log = False
        self.queue = QueuePanel(session)
        self.head = AgentHead(session)
        self.timeline = TimelineView(theme=session.theme)
        self.selection = SelectionBar()
        self.requests = RequestsPanel(session)
        self.facts, self.exhibits = FactsPanel(), ExhibitsPanel()
        self.verdict, self.history = VerdictPanel(), HistoryPanel()
        self._loading = text("", "muted")
        self._lay_out()
        self._connect()

    @property
    def zone(self) -> ZoneInfo:
        """The zone times are shown in."""
        properties = self._session.properties
        return UTC if self._in_utc or properties is None else properties.zone

    def save(self) -> None:
        """Keep the verdict, then go on to the next agent without a label. What is missing is said in place."""
        case, agent = self._session.case, self._session.current
        if case is None or agent is None:
            return
        draft = self.verdict.draft()
        mine = standing(case.verdicts.of_agent(agent.id), case.reviewer)
        try:
            if mine is None or draft != draft_of(mine):
                verdict = give_verdict(case, agent.id, draft)
                self.told.emit(f"Saved {local(verdict.recorded_at, self.zone):%H:%M:%S}")
        except AuditorError as error:
            self.verdict.tell(str(error))
            return
        self._drafts.pop(agent.id, None)
        self._session.verdict_given()
        if not self.queue.go_on():
            self._show_right()

    def undo(self) -> None:
        """Take the reviewer's last verdict back, and show its agent."""
        case = self._session.case
        taken = undo(case) if case else None
        if taken is None:
            self.told.emit("No verdict of yours to take back")
            return
        self._drafts.pop(taken.agent_id, None)
        self._session.verdict_given()
        if taken.agent_id == self._session.current_id:
            self._show_right()
        self._session.show_agent(taken.agent_id)
        self.told.emit(f"Taken back: verdict {taken.undoes}")

    def pin(self) -> None:
        """Keep the selection, or what the timeline shows, as an exhibit of the verdict."""
        case, loaded = self._session.case, self._loaded
        if case is None or loaded is None or not len(loaded.activity):
            return
        start, end = self.timeline.selection or (self.timeline.viewport.start, self.timeline.viewport.end)
        count = int((loaded.activity.at < end).sum() - (loaded.activity.at < start).sum())
        title = f"{day(start, self.zone)} – {day(end, self.zone, year=True)}, {count:,} requests ({self.zone.key})"
        exhibit = pin_span(case, loaded.agent_id, start, end, title)
        chosen = dict.fromkeys((*self.exhibits.ids(), exhibit.id))
        self.verdict.set_exhibits(tuple(chosen))
        self._session.exhibits_changed()
        self.told.emit("Pinned")

    def switch_zone(self) -> None:
        """Times in UTC, or on the people's clocks again."""
        self._in_utc = not self._in_utc
        self.timeline.set_zone(self.zone)
        self.requests.set_zone(self.zone)
        self.told.emit(f"Times in {self.zone.key}")

    def toggle_log(self) -> None:
        """Tokens on a logarithmic scale, or a linear one again."""
        self._log = not self._log
        self.timeline.set_log(self._log)
        self.told.emit(f"Tokens on a {'logarithmic' if self._log else 'linear'} scale")

    def unsaved(self) -> list[str]:
        """Names of the agents with a verdict begun and not saved."""
        case = self._session.case
        if case is None:
            return []
        begun = {
            agent_id
            for agent_id, draft in self._drafts.items()
            if draft != draft_of(standing(case.verdicts.of_agent(agent_id), case.reviewer))
        }
        return [agent.name for agent in self._session.agents if agent.id in begun]

    def leave(self) -> None:
        """Esc: out of a text field, the selection, or the reader, one at a time."""
        focused = self.focusWidget()
        if focused is self.queue.filter:
            self.queue.filter.clear()
            self.queue.list.setFocus()
        elif focused is self.verdict.note:
            self.queue.list.setFocus()
        elif self.timeline.selection:
            self.timeline.select(None)
        else:
            self.requests.close_reader()

    def _lay_out(self) -> None:
        chart = column(self.timeline, self.selection, self._loading, spacing=0, margins=(4, 8, 8, 4))
        self._loading.hide()
        self.selection.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(card(chart))
        split.addWidget(self.requests)
        split.setSizes([450, 290])
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        middle = panel("middle", column(self.head, split, spacing=12, margins=(16, 14, 16, 14)))
        upper = panel(
            "upper", column(self.facts, self.exhibits, self.history, None, spacing=18, margins=(14, 14, 14, 8))
        )
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(upper)
        lower = panel("lower", column(self.verdict, margins=(14, 8, 14, 14)))
        sides = column(scroll, rule(), lower, spacing=0)  # the line says that what is above scrolls
        sides.setStretch(0, 1)
        right = panel("rightside", sides)
        right.setFixedWidth(RIGHT_WIDTH)
        whole = row(self.queue, middle, right, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.timeline.selection_changed.connect(self._selected)
        self.timeline.event_picked.connect(self.requests.show_event)
        self.requests.chosen.connect(self.timeline.show_event)
        self.verdict.save_wanted.connect(self.save)
        self.verdict.edited.connect(self._keep_draft)
        self.exhibits.chosen.connect(self.verdict.set_exhibits)
        self.exhibits.show_wanted.connect(self._show_exhibit)

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self._drafts.clear()
            self._in_utc = False
        if changes.theme:
            self.timeline.set_theme(self._session.theme)
        if changes.current or changes.agents:
            self._show_current()
        elif changes.exhibits:
            self._show_exhibits()
        if changes.names or changes.verdicts:
            self.head.show_agent(self._session.current)
        if changes.names:
            self.requests.close_reader()

    def _show_current(self) -> None:
        case, agent = self._session.case, self._session.current
        self.head.show_agent(agent)
        self._loaded = None
        if case is None or agent is None:
            self.timeline.clear()
            self.requests.show_requests(None, None, None)
        elif agent.totals.events <= AT_ONCE:
            self._show_loaded(load(case, agent.id))
        else:
            self._load_behind(case, agent)
        self._show_right()

    def _load_behind(self, case: CaseFile, agent: Agent) -> None:
        self.timeline.clear()
        self.requests.show_requests(None, None, None)
        self._loading.setText(f"Reading {agent.totals.events:,} requests…")
        self._loading.show()
        title = f"Reading {agent.name}"

        def failed(error: Exception) -> None:
            if self._session.case is case:  # else it was closed meanwhile, and nobody waits for this any more
                self._not_loaded(error)

        self._jobs.start(title, lambda *_: load(case, agent.id), self._show_loaded, failed)

    def _not_loaded(self, error: Exception) -> None:
        if not isinstance(error, AuditorError):
            raise error
        self._loading.setText(str(error))

    def _show_loaded(self, loaded: Loaded) -> None:
        if loaded.agent_id != self._session.current_id:
            return  # the person went on meanwhile
        self._loaded = loaded
        self._loading.hide()
        subject = Subject(loaded.activity, loaded.outcomes, loaded.linked, self.zone)
        self.timeline.show_subject(subject, self._session.span or (0, 1))
        self.selection.hide()
        self.requests.set_zone(self.zone)
        self.requests.show_requests(self._session.case, loaded.activity, None)

    def _show_right(self) -> None:
        case, agent = self._session.case, self._session.current
        self.facts.show_facts(agent, case.coverage.of_agent(agent.id) if case and agent else None)
        self.verdict.setEnabled(agent is not None)
        history = case.verdicts.of_agent(agent.id) if case and agent else []
        self.history.show_history(history, self.zone)
        mine = draft_of(standing(history, case.reviewer)) if case else Draft()
        draft = self._drafts.get(agent.id, mine) if agent else mine
        self.verdict.blockSignals(True)  # what is shown now is not an edit
        self.verdict.show_draft(draft, vocabulary(case) if case else ())
        self.verdict.blockSignals(False)
        self._show_exhibits()

    def _show_exhibits(self) -> None:
        case, agent = self._session.case, self._session.current
        pinned = case.exhibits.of_agent(agent.id) if case and agent else []
        self.exhibits.show_exhibits(pinned, self.verdict.draft().exhibits)

    def _keep_draft(self) -> None:
        if self._session.current_id is not None:
            self._drafts[self._session.current_id] = self.verdict.draft()

    def _selected(self, span: tuple[int, int] | None) -> None:
        if self._loaded is None:
            return
        self.selection.show_span(self._loaded.activity, self._loaded.outcomes, self._loaded.linked, span, self.zone)
        self.requests.show_requests(self._session.case, self._loaded.activity, span)

    def _show_exhibit(self, exhibit: Exhibit) -> None:
        if exhibit.kind is ExhibitKind.SPAN:
            start, end = (from_iso(moment) for moment in exhibit.reference.split(".."))
            self.timeline.select((start, end))
        elif self._loaded is not None:
            places = np.flatnonzero(self._loaded.activity.event == int(exhibit.reference))
            if len(places):
                self.timeline.select(None)
                self.requests.show_event(int(places[0]))
            else:
                self.told.emit("This request is not counted any more: a fuller copy of it was imported")
