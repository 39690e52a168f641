"""Choose the agent to compare with: type a part of its name, or take one of those proposed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QListView

from auditor.gui.comparing.agents_model import AgentsModel
from auditor.gui.comparing.chooser_panel import ChooserPanel
from auditor.gui.comparing.proposals import matching, proposals
from auditor.gui.review.queue_delegate import QueueDelegate
from auditor.gui.session import Changes, Session
from auditor.records import Agent

HINT = "The same person's agents first, then those most alike in size. ↑ ↓ walk, Enter compares, Esc goes back."


class AgentChooser(ChooserPanel):
    """Lists the case's agents but one; persons are shown under their alias while names are hidden."""

    chosen = Signal(int)
    """The agent's id."""

    def __init__(self, session: Session) -> None:
        field = QLineEdit(placeholderText="Compare with …", clearButtonEnabled=True)
        super().__init__(field, QListView(), HINT)
        self._session, self.filter = session, field
        self.filter.setAccessibleName("Agent to compare with")
        self._proposed: list[Agent] = []
        self.model = AgentsModel(session, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(QueueDelegate(session))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Agents")
        self.filter.textChanged.connect(lambda _: self._refill())
        session.changed.connect(self._follow)

    def show_agent(self, agent: Agent) -> None:
        """Propose whom to compare this agent with."""
        self.title.setText(f"Compare {agent.name} with another agent")
        self._proposed = proposals(self._session.shown, agent)
        self.filter.clear()
        self._refill()

    def accept(self) -> None:
        place = self.list.currentIndex().row()
        if 0 <= place < len(self.model.agents):
            self.chosen.emit(self.model.agents[place].id)

    def refuse(self) -> None:
        """Esc: out of the filter first."""
        if self.filter.text():
            self.filter.clear()
        else:
            super().refuse()

    def _refill(self) -> None:
        found = matching(self._proposed, self.filter.text(), self._session.names)
        self.model.show(found)
        self.list.setCurrentIndex(self.model.index(0))
        none = "There is no other agent in this case." if not self._proposed else "No agent matches. Esc shows all."
        self.say("" if found else none)

    def _follow(self, changes: Changes) -> None:
        if changes.names:
            self._refill()
        if changes.theme:
            self.list.viewport().update()
