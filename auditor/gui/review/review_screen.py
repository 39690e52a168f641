"""The review screen: queue at the left, the agent in the middle, facts and verdict at the right."""

from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QWidget

from auditor.case.properties import Properties
from auditor.errors import AuditorError
from auditor.gui.comparing.compare_view import CompareView
from auditor.gui.comparing.comparing_room import ComparingRoom
from auditor.gui.comparing.multiples_view import MultiplesView
from auditor.gui.dates_panel import DatesDialog
from auditor.gui.evidence.agent_evidence import AgentEvidence
from auditor.gui.figures import day, local
from auditor.gui.jobs import Jobs
from auditor.gui.overrides.override_dialog import OverrideDialog
from auditor.gui.pieces import column, panel, row, rule
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.gui.review.agent_head import AgentHead
from auditor.gui.review.chart_card import ChartCard
from auditor.gui.review.exhibits_panel import ExhibitsPanel
from auditor.gui.review.facts_panel import FactsPanel
from auditor.gui.review.history_panel import HistoryPanel
from auditor.gui.review.loading import Loaded, Loader
from auditor.gui.review.queue_panel import QueuePanel
from auditor.gui.review.verdict_panel import VerdictPanel
from auditor.gui.sealed.learning_panel import LearningDialog
from auditor.gui.sealed.sealed_panel import SealedDialog
from auditor.gui.session import Changes, Session
from auditor.gui.timeline.timeline_view import TimelineView
from auditor.gui.timeline.tools import TimelineTools
from auditor.records import Exhibit, ExhibitKind, Finding
from auditor.review import Draft, draft_of, give_verdict, pin_span, standing, undo, vocabulary
from auditor.stale import stale
from auditor.times import from_iso

RIGHT_WIDTH = 348
COLUMNS = "columns"
"""The name under which the case keeps which columns the requests table shows."""


class ReviewScreen(QWidget):
    """Follows the session's current agent; its methods are what the keys do."""

    told = Signal(str)
    changed = Signal()
    """What the evidence is worked out from was changed: dates, or what the auditor knows of an agent."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._loaded: Loaded | None = None
        self._drafts: dict[int, Draft] = {}
        self.queue = QueuePanel(session)
        self.head = AgentHead(session)
        self.chart, self.comparing = ChartCard(session), ComparingRoom(session, jobs)
        self.timeline, self.tools = self.chart.timeline, self.chart.tools
        self.requests = RequestsPanel(session, jobs)
        self.evidence, self.facts, self.exhibits = AgentEvidence(session), FactsPanel(), ExhibitsPanel()
        self.verdict, self.history = VerdictPanel(), HistoryPanel()
        self._loader = Loader(jobs)
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def zone(self) -> ZoneInfo:
        """The zone times are shown in."""
        return self.chart.zone

    @property
    def moving(self) -> TimelineView | CompareView | MultiplesView:
        """What the keys of the timeline move: it, or the comparison that is shown instead."""
        return self._comparison or self.timeline

    @property
    def copying(self) -> TimelineTools | CompareView | MultiplesView:
        """What copies the picture and the numbers of what is shown."""
        return self._comparison or self.tools

    @property
    def _comparison(self) -> CompareView | MultiplesView | None:
        return self.comparing.timeline if self._middle.currentWidget() is self.comparing else None

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
        self._session.verdict_given(agent.id)
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
        self._session.verdict_given(taken.agent_id)
        if taken.agent_id == self._session.current_id:
            self._show_right()
        self._session.show_agent(taken.agent_id)
        self.told.emit(f"Taken back: verdict {taken.undoes}")

    def pin(self) -> None:
        """Keep the selection, or what the timeline shows, as an exhibit of the verdict."""
        case, loaded = self._session.case, self._loaded
        if case is None or loaded is None or not len(loaded.activity):
            return
        span = self._span_to_pin()
        if span is None:
            self.told.emit("Select a stretch to pin it, or leave the comparison first")
            return
        start, end = span
        count = int((loaded.activity.at < end).sum() - (loaded.activity.at < start).sum())
        last = max(start, end - 1)  # a stretch until midnight does not reach into the next day
        title = f"{day(start, self.zone)} – {day(last, self.zone, year=True)}, {count:,} requests ({self.zone.key})"
        self._pinned(pin_span(case, loaded.agent_id, start, end, title))
        self._session.exhibits_changed()
        self.told.emit("Pinned")

    def _pinned(self, exhibit: Exhibit) -> None:
        """What is pinned while judging is an exhibit of the verdict."""
        self.verdict.set_exhibits(tuple(dict.fromkeys((*self.exhibits.ids(), exhibit.id))))

    def _span_to_pin(self) -> tuple[int, int] | None:
        """The selection, or what the timeline shows; of a comparison only what is selected in its first half."""
        if shown := self._comparison:
            return shown.selection if isinstance(shown, CompareView) else None
        return self.timeline.selection or (self.timeline.viewport.start, self.timeline.viewport.end)

    def compare(self, how: str) -> None:
        """Another agent beside this one ("agent"), a date ("date"), all agents of the person, or this one alone."""
        agent, loaded = self._session.current, self._loaded
        if how == "off" or agent is None or loaded is None:
            self._show_one()
            return
        self._middle.setCurrentWidget(self.comparing)
        self.comparing.set_dates(self.chart.dates())
        if how == "person":
            self.comparing.show_person(agent, self.zone)
        elif how == "date":
            self.comparing.ask_date(agent, self.chart.subject(loaded))
        else:
            self.comparing.ask_agent(agent, self.chart.subject(loaded))

    def _show_one(self) -> None:
        if self._middle.currentWidget() is self.comparing:
            self._middle.setCurrentIndex(0)
            self.queue.list.setFocus()

    def set_sealed_look(self) -> None:
        """Ask for the share of agents judged without evidence first."""
        if self._session.case:
            dialog = SealedDialog(self._session, self)
            dialog.saved.connect(lambda _: self._session.evidence_changed())
            dialog.open()

    def set_learning(self) -> None:
        """Ask whether weights move with this case's verdicts."""
        if self._session.case:
            dialog = LearningDialog(self._session, self._jobs, self)
            dialog.turned.connect(self._session.evidence_changed)
            dialog.open()

    def enter_dates(self) -> None:
        """Ask for the dates that are marked on the timeline."""
        if self._session.case:
            dialog = DatesDialog(self._session, self)
            dialog.saved.connect(self._take_dates)
            dialog.open()

    def show_finding(self, finding: Finding) -> None:
        """Exactly the events that show it: marked on the timeline, alone in the table."""
        if self._loaded is None:
            return
        self._show_one()
        self.timeline.select(None)
        at = self._loaded.activity.at[np.isin(self._loaded.activity.event, finding.measure.events)]
        if not len(at):
            self.told.emit("No request of its own shows this")
            return
        self.timeline.bring_all(int(at[0]), int(at[-1]))
        self.requests.show_events(finding.title, finding.measure.events)

    def say_what_is_known(self) -> None:
        """Ask what the auditor knows of the agent: its rhythm, that it is harmless."""
        if self._session.case and self._session.current_id is not None:
            dialog = OverrideDialog(self._session, self._session.current_id, self)
            dialog.saved.connect(self.changed)
            dialog.open()

    def _take_dates(self, properties: Properties) -> None:
        self._session.properties = properties
        self.chart.show_dates()
        self.comparing.set_dates(self.chart.dates())
        self.told.emit("Dates kept")
        self.changed.emit()

    def search_text(self) -> None:
        """To the field for words in prompts and responses."""
        self._show_one()
        self.requests.search_text()

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
        return [agent.name for agent in self._session.shown if agent.id in begun]

    def leave(self) -> None:
        """Esc: out of a text field, the selection, or the reader, one at a time."""
        focused = self.focusWidget()
        if focused is self.queue.filter:
            self.queue.filter.clear()
            self.queue.list.setFocus()
        elif focused is self.verdict.note:
            self.queue.list.setFocus()
        elif self._middle.currentWidget() is self.comparing:
            self.comparing.leave()
        elif self.timeline.selection:
            self.timeline.select(None)
        else:
            self.requests.close_reader()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.chart)
        split.addWidget(self.requests)
        split.setSizes([480, 280])
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        self._middle.addWidget(split)
        self._middle.addWidget(self.comparing)
        middle = panel("middle", column(self.head, self._middle, spacing=12, margins=(16, 14, 16, 14)))
        upper = panel(
            "upper",
            column(
                *(self.evidence, self.exhibits, self.history, self.facts, None), spacing=18, margins=(14, 14, 14, 8)
            ),
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
        self._loader.loaded.connect(self._show_loaded)
        self._loader.completed.connect(self._complete)
        self._loader.waiting.connect(self.chart.say)
        self.timeline.selection_changed.connect(self._selected)
        self.timeline.event_picked.connect(self.requests.show_event)
        self.tools.compare_wanted.connect(self.compare)
        self.tools.dates_wanted.connect(self.enter_dates)
        self.requests.chosen.connect(self.timeline.show_event)
        self.requests.hits_changed.connect(self.timeline.set_hits)
        self.requests.columns_changed.connect(self._keep_columns)
        self.comparing.closed.connect(self._show_one)
        self.comparing.agent_chosen.connect(self._session.show_agent)
        self.evidence.show_wanted.connect(self.show_finding)
        self.evidence.pinned.connect(self._pinned)
        self.evidence.override_wanted.connect(self.say_what_is_known)
        for part in (self.chart, self.requests, self.comparing, self.evidence):
            part.told.connect(self.told)
        self.chart.zone_changed.connect(self.requests.set_zone)
        self.chart.zone_changed.connect(self.comparing.set_zone)
        self.chart.log_changed.connect(self.comparing.set_log)
        self.chart.lanes_changed.connect(self.comparing.set_lanes)
        self.verdict.save_wanted.connect(self.save)
        self.verdict.edited.connect(self._keep_draft)
        self.exhibits.chosen.connect(self.verdict.set_exhibits)
        self.exhibits.show_wanted.connect(self._show_exhibit)

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self._drafts.clear()
            self.chart.show_case(self._session.case)
            self.requests.set_columns(self._session.case.views.get(COLUMNS) if self._session.case else None)
        if changes.case or changes.data or changes.agents:
            self._loader.forget()
        if changes.theme:
            self.timeline.set_theme(self._session.theme)
        if changes.current or changes.agents:
            self._show_current()
        elif changes.exhibits or changes.evidence:
            self._show_exhibits()
        if changes.names or changes.verdicts:
            self.head.show_agent(self._session.current)
        if changes.names:
            self.requests.close_reader()

    def _show_current(self) -> None:
        agent = self._session.current
        self._loaded = None
        self.head.show_agent(agent)
        self._loader.ask(self._session.case, agent)
        if self._loaded is None:  # it takes longer
            self.chart.clear()
            self.requests.show_requests(None, None, None)
        self._show_right()

    def _show_loaded(self, loaded: Loaded) -> None:
        self._loaded = loaded
        agent = self._session.current
        self.chart.show_loaded(loaded, agent.name if agent else "")
        self.requests.set_zone(self.zone)
        self.requests.show_requests(self._session.case, loaded.activity, None)
        if case := self._session.case:
            self._loader.read_ahead(case, self.queue.following(), self.chart.prepare)

    def _complete(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.chart.complete(loaded)
        self.requests.complete(loaded.activity)

    def _keep_columns(self, columns: object) -> None:
        if self._session.case:
            self._session.case.views.set(COLUMNS, columns)

    def _show_right(self) -> None:
        case, agent = self._session.case, self._session.current
        self.facts.show_facts(agent, case.coverage.of_agent(agent.id) if case and agent else None)
        self.verdict.setEnabled(agent is not None)
        history = case.verdicts.of_agent(agent.id) if case and agent else []
        sealed = agent is not None and agent.id in self._session.sealed
        moved = stale(case, agent.id) if case and agent and not sealed else {}
        self.history.show_history(history, self.zone, moved)
        standing_one = standing(history, case.reviewer) if case else None
        mine = draft_of(standing_one)
        self.verdict.show_stale(moved[standing_one.id].words if standing_one and standing_one.id in moved else "")
        draft = self._drafts.get(agent.id, mine) if agent else mine
        self.verdict.blockSignals(True)  # what is shown now is not an edit
        self.verdict.show_draft(draft, vocabulary(case) if case else ())
        self.verdict.blockSignals(False)
        self._show_exhibits()

    def _show_exhibits(self) -> None:
        case, agent = self._session.case, self._session.current
        pinned = case.exhibits.of_agent(agent.id) if case and agent else []
        if agent and agent.id in self._session.sealed:  # a pinned finding tells what was found
            pinned = [one for one in pinned if one.kind is not ExhibitKind.FINDING]
        self.exhibits.show_exhibits(pinned, self.verdict.draft().exhibits)
        self.chart.show_spans()

    def _keep_draft(self) -> None:
        if self._session.current_id is not None:
            self._drafts[self._session.current_id] = self.verdict.draft()

    def _selected(self, span: tuple[int, int] | None) -> None:
        if self._loaded:
            self.requests.show_requests(self._session.case, self._loaded.activity, span)

    def _show_exhibit(self, exhibit: Exhibit) -> None:
        self._show_one()
        if exhibit.kind is ExhibitKind.SPAN:
            start, end = (from_iso(moment) for moment in exhibit.reference.split(".."))
            self.timeline.select((start, end))
        elif exhibit.kind is ExhibitKind.FINDING:
            if found := self.evidence.finding_of(exhibit):
                self.show_finding(found)
        elif self._loaded is not None:
            places = np.flatnonzero(self._loaded.activity.event == int(exhibit.reference))
            if len(places):
                self.timeline.select(None)
                self.requests.show_event(int(places[0]))
            else:
                self.told.emit("This request is not counted any more: a fuller copy of it was imported")
