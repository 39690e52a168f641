"""The agents to choose from as a list model, drawn as the queue draws its own."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.figures import NBSP, short
from auditor.gui.review.queue_model import AGENT_ROLE
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.records import Agent

Index = QModelIndex | QPersistentModelIndex
TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class AgentsModel(QAbstractListModel):
    """`AGENT_ROLE` gives the `Agent`; the display role a line for screen readers."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.agents: list[Agent] = []

    def show(self, agents: Sequence[Agent]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self.agents = list(agents)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.agents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.agents):
            return None
        agent = self.agents[index.row()]
        if role == AGENT_ROLE:
            return agent
        if role in TEXTS:
            return self._line(agent)
        return plain_tip(self._line(agent)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _line(self, agent: Agent) -> str:
        return f"{agent.name}\n{self._session.person_of(agent)} · {short(agent.totals.tokens)}{NBSP}tokens"
