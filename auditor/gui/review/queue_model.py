"""The agents of the queue as a list model: those of one tab that match a filter, in the session's order."""

from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.figures import NBSP, short
from auditor.gui.labels import GLYPHS, WORDS
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.records import Agent

AGENT_ROLE = Qt.ItemDataRole.UserRole
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
    """`AGENT_ROLE` gives the `Agent`; the display role a line for screen readers.

    An agent judged while the tab is open stays where it is until `refill`, so that the list does not jump.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agents: list[Agent] = []
        self.tab = Tab.TO_REVIEW
        self.words = ""

    def refill(self) -> None:
        """Choose the agents anew."""
        self.beginResetModel()
        self._agents = [a for a in self._session.agents if self.tab.holds(a) and self._matches(a)]
        self.endResetModel()

    def refresh(self) -> None:
        """Take over changed labels of the agents shown."""
        now = {agent.id: agent for agent in self._session.agents}
        self._agents = [now[agent.id] for agent in self._agents if agent.id in now]
        self.dataChanged.emit(self.index(0), self.index(len(self._agents) - 1))

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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._line(agent)
        return plain_tip(self._line(agent)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _line(self, agent: Agent) -> str:
        tokens = f"{short(agent.totals.tokens)}{NBSP}tokens"
        return f"{agent.name}\n{self._session.person_of(agent)} · {tokens}\n{GLYPHS[agent.label]} {WORDS[agent.label]}"

    def _matches(self, agent: Agent) -> bool:
        shown = f"{agent.name} {agent.alias} {agent.team or ''}"
        text = (f"{shown} {agent.person}" if self._session.names else shown).casefold()
        return all(word in text for word in self.words.casefold().split())
