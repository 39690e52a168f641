"""The agents of the queue as a list model: those of one tab that match a filter, in the session's order."""

from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.evidence.standing import Standings
from auditor.gui.figures import NBSP, short
from auditor.gui.labels import GLYPHS, WORDS
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.records import Agent
from auditor.sealed import veiled

AGENT_ROLE, STANDING_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Tab(StrEnum):
    """What part of the agents the queue shows."""

    TO_REVIEW = "To review"
    DECIDED = "Decided"
    ALL = "All"

    def holds(self, agent: Agent) -> bool:
        """Whether an agent belongs here."""
        return self is Tab.ALL or (agent.label is None) == (self is Tab.TO_REVIEW)


class QueueModel(QAbstractListModel):
    """`AGENT_ROLE` gives the `Agent`, veiled while it is sealed; the display role a line for screen readers.

    `STANDING_ROLE` gives its `Standing`, None in a case without any evidence.

    An agent judged while the tab is open stays where it is until `refill`, so that the list does not jump.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agents: list[Agent] = []
        self._standings = Standings({}, ())
        self.tab = Tab.TO_REVIEW
        self.words = ""

    def refill(self) -> None:
        """Choose the agents anew."""
        self.beginResetModel()
        self._assess()
        self._agents = [a for a in self._all() if self.tab.holds(a) and self._matches(a)]
        self.endResetModel()

    def refresh(self) -> None:
        """Take over changed labels of the agents shown, and what they unseal."""
        self._assess()
        now = {agent.id: agent for agent in self._all()}
        self._agents = [now[agent.id] for agent in self._agents if agent.id in now]
        self.dataChanged.emit(self.index(0), self.index(len(self._agents) - 1))

    @property
    def tells_evidence(self) -> bool:
        """Whether anything is known of where agents stand, or must not be."""
        return bool(self._standings)

    def row_of(self, agent_id: int | None) -> int:
        """Where an agent is, -1 if it is not shown."""
        return next((row for row, agent in enumerate(self._agents) if agent.id == agent_id), -1)

    def agent_at(self, row: int) -> Agent | None:
        """The agent of a row, None beyond the ends."""
        return self._agents[row] if 0 <= row < len(self._agents) else None

    def next_to_review(self, row: int) -> Agent | None:
        """The next agent without a label after a row, beginning again at the top; None when all are judged."""
        order = self._agents[row + 1 :] + self._agents[: row + 1]
        return next((agent for agent in order if agent.label is None), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._agents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        agent = self.agent_at(index.row())
        if agent is None:
            return None
        if role == AGENT_ROLE:
            return agent
        if role == STANDING_ROLE:
            return self._standings.of(agent.id) if self._standings else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._line(agent)
        return plain_tip(self._line(agent)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _all(self) -> list[Agent]:
        """As they may be shown."""
        return [veiled(agent, self._session.sealed) for agent in self._session.agents]

    def _assess(self) -> None:
        """What the session knows now: looked up once, so that a row is drawn from memory."""
        self._standings = Standings(self._session.assessments, self._session.sealed)

    def _line(self, agent: Agent) -> str:
        label = f"{GLYPHS[agent.label]} {WORDS[agent.label]}"
        told = [agent.name, f"{whose(self._session, agent)}{NBSP}tokens", label]
        return "\n".join([*told, self._standings.of(agent.id).sentence] if self._standings else told)

    def _matches(self, agent: Agent) -> bool:
        shown = f"{agent.name} {agent.alias} {agent.team or ''}"
        text = (f"{shown} {agent.person}" if self._session.names else shown).casefold()
        return all(word in text for word in self.words.casefold().split())


def whose(session: Session, agent: Agent) -> str:
    """Whose an agent is, and its tokens; of a sealed agent not whose."""
    person = "names hidden" if agent.id in session.sealed else session.person_of(agent)
    return f"{person} · {short(agent.totals.tokens)}"
