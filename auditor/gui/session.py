"""The state of the window: which case, which agent, what is shown. Views listen to one signal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.theme import DARK, LIGHT, Theme
from auditor.records import Agent, Assessment
from auditor.review import Order, ordered
from auditor.sealed import LEAST, begin, look_of, sealed_agents, veiled
from auditor.stale import stale
from auditor.timeline.extent import extent


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change touched; each view decides what it must do.

    `data`: what is imported, who is who, prices or control totals; `agents` too where their figures or order changed.
    `evidence`: what the indicators say, or who is sealed.
    """

    case: bool = False
    data: bool = False
    agents: bool = False
    current: bool = False
    verdicts: bool = False
    exhibits: bool = False
    evidence: bool = False
    names: bool = False
    theme: bool = False


class Session(QObject):
    """Holds what all views share. Views call its methods, and follow `changed`."""

    changed = Signal(Changes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case: CaseFile | None = None
        self.properties: Properties | None = None
        self.agents: list[Agent] = []
        self.shown: list[Agent] = []
        self.stale: frozenset[int] = frozenset()
        self.assessments: Mapping[int, Assessment] = {}
        self.sealed: frozenset[int] = frozenset()
        self.seed = 0
        self.span: tuple[int, int] | None = None
        self.order = Order.PRIORITY
        self.current_id: int | None = None
        self.names = False
        self.theme: Theme = LIGHT

    @property
    def current(self) -> Agent | None:
        """The agent in the middle of the review screen; while it is sealed without its name."""
        return next((agent for agent in self.shown if agent.id == self.current_id), None)

    @property
    def tells_names(self) -> bool:
        """Whether names may show in what the current agent's requests tell: not while it is sealed."""
        return self.names and self.current_id not in self.sealed

    def person_of(self, agent: Agent) -> str:
        """The person's name if names are shown, else the alias."""
        return agent.person if self.names else agent.alias

    def show_case(self, case: CaseFile | None) -> None:
        """Take over an open case (closing the one before), or none."""
        if self.case is not None:
            self.case.close()
        self.case, self.current_id, self.names = case, None, False
        self._load()
        self.current_id = self.agents[0].id if self.agents else None
        self.changed.emit(
            Changes(True, data=True, agents=True, current=True, verdicts=True, exhibits=True, evidence=True, names=True)
        )

    def reload(self, *, instead: int | None = None) -> None:
        """Read the agents anew, after an import or a change of who is who.

        The current agent stays if it still exists, else it is `instead`, what it became.
        """
        self._load()
        if self.current is None:
            known = [agent.id for agent in self.agents]
            self.current_id = instead if instead in known else known[0] if known else None
        self.changed.emit(Changes(data=True, agents=True, current=True, verdicts=True, evidence=True))

    def evidence_changed(self) -> None:
        """What the indicators say was worked out anew; the current agent stays."""
        self._read_evidence()
        self._order()
        self.changed.emit(Changes(evidence=True))

    def data_changed(self) -> None:
        """Something beside the agents' figures changed: a control total, a price."""
        self.changed.emit(Changes(data=True))

    def verdict_given(self, agent_id: int | None = None) -> None:
        """Labels changed, of one agent if it is named; figures did not."""
        if self.case:
            self.agents = self.case.agents.labelled(self.agents)
            self.sealed = sealed_agents(self.case, self.agents)
            moved = frozenset(one.agent_id for one in stale(self.case, agent_id).values())
            self.stale = moved if agent_id is None else (self.stale - {agent_id}) | moved
            self._order()
        self.changed.emit(Changes(verdicts=True))

    def exhibits_changed(self) -> None:
        """Something was pinned."""
        self.changed.emit(Changes(exhibits=True))

    def show_agent(self, agent_id: int | None) -> None:
        """Make an agent the current one."""
        if agent_id != self.current_id:
            self.current_id = agent_id
            self.changed.emit(Changes(current=True))

    def set_order(self, order: Order) -> None:
        """Sort the queue otherwise."""
        self.order = order
        self._order()
        self.changed.emit(Changes(agents=True))

    def toggle_names(self) -> None:
        """Show real names, or aliases again; showing is logged."""
        if not self.names and self.case:
            self.case.log.note("names shown", where="window")  # raises where it cannot be logged: then they stay hidden
        self.names = not self.names
        self.changed.emit(Changes(names=True))

    def toggle_dark(self) -> None:
        """The other theme."""
        self.set_theme(DARK if self.theme is LIGHT else LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        if theme is self.theme:  # dressing the program takes half a second
            return
        self.theme = theme
        self.changed.emit(Changes(theme=True))

    def _load(self) -> None:
        self.agents, self.shown, self.span, self.properties = [], [], None, None
        self.assessments, self.sealed, self.stale, self.seed = {}, frozenset(), frozenset(), 0
        if self.case:
            self.properties = self.case.properties.get()
            self.agents = self.case.agents.all()
            self.span = main_period(self.agents)
            self._read_evidence()
            self._order()

    def _read_evidence(self) -> None:
        if self.case:
            self.assessments = self.case.assessments.all()
            look = look_of(self.case)
            if look is None and len(self.agents) >= LEAST and not self.case.store.readonly:
                look = begin(self.case)  # before anybody has seen a name
            self.sealed = sealed_agents(self.case, self.agents)
            self.stale = frozenset(one.agent_id for one in stale(self.case).values())
            self.seed = look.seed if look else 0

    def _order(self) -> None:
        known = {agent.id: agent for agent in self.agents}
        shown = [veiled(agent, self.sealed) for agent in self.agents]  # first: the order by name would tell names
        self.shown = ordered(shown, self.order, self.assessments, sealed=self.sealed, seed=self.seed)
        self.agents = [known[agent.id] for agent in self.shown]


def main_period(agents: Iterable[Agent]) -> tuple[int, int] | None:
    """From when to when the agents were used, µs; a clock that says 1970 does not stretch it."""
    ends = [at for agent in agents for at in (agent.totals.first, agent.totals.last) if at is not None]
    found = extent(np.sort(np.array(ends, dtype=np.int64)))
    return found.main if found else None
