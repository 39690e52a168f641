"""Where the auditor says of an agent what the program cannot know: its rhythm, that it is known to be harmless."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from auditor.errors import AuditorError
from auditor.gui.fitting import fit
from auditor.gui.overrides.harmless_card import HarmlessCard
from auditor.gui.overrides.rhythm_card import RhythmCard
from auditor.gui.overrides.said_list import SaidList
from auditor.gui.pieces import button, column, row, text
from auditor.gui.session import Session
from auditor.overrides import harmless, history, mark_harmless, set_rhythm, withdraw
from auditor.records import OverrideKind

WIDTH = 640
LEAD = (
    "What you know of {agent} and the program cannot: for this case only, logged with your name."
    " It hides nothing, and is no verdict."
)


class OverrideDialog(QDialog):
    """Window-modal. Save keeps what was changed, Esc leaves everything as it was; `saved` when something was kept."""

    saved = Signal()

    def __init__(self, session: Session, agent_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("What you know of this agent")
        assert session.case
        self._case, self._agent_id = session.case, agent_id
        assessed = self._case.assessments.of_agent(agent_id)
        hidden = agent_id in session.sealed
        standing = self._case.overrides.standing()
        self.rhythm = RhythmCard(
            assessed.rhythm if assessed and not hidden else None, standing.get((agent_id, OverrideKind.RHYTHM))
        )
        self.harmless = HarmlessCard(harmless(self._case).get(agent_id))
        self.said = SaidList(history(self._case, agent_id), self._case.properties.get().zone)
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.save = button("Save", self.accept, primary=True)
        self.save.setDefault(True)
        name = next((agent.name for agent in session.shown if agent.id == agent_id), f"agent {agent_id}")
        self._build(name)

    def accept(self) -> None:
        """Keep what was changed, or say what is wrong and go there."""
        changed = self.rhythm.changed or self.harmless.changed
        try:
            if not self._wrong():
                self._keep()
                if changed:
                    self.saved.emit()
                super().accept()
        except AuditorError as error:  # a case that cannot be written
            self._tell(str(error))

    def _keep(self) -> None:
        case, agent_id = self._case, self._agent_id
        if self.harmless.changed and self.harmless.on:
            mark_harmless(case, agent_id, self.harmless.reason.text(), self.harmless.until.text())
        elif self.harmless.changed:
            withdraw(case, agent_id, OverrideKind.HARMLESS, self.harmless.reason.text())
        if self.rhythm.changed:
            set_rhythm(case, agent_id, self.rhythm.told, self.rhythm.reason.text())

    def _wrong(self) -> bool:
        """Whether something cannot be kept: then it is said, and nothing is."""
        for card in (self.rhythm, self.harmless):
            wrong = card.wrong(date.today())
            if wrong:
                words, field = wrong
                self._tell(words)
                field.setFocus()
                field.selectAll()
                return True
        return False

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        fit(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    def _build(self, name: str) -> None:
        lead = text(LEAD.format(agent=name), "muted", wrap=True)
        foot = row(None, button("Cancel", self.reject), self.save)
        parts = (lead, 4, self.rhythm, self.harmless, self.said, self.problem)
        inner = column(*parts, spacing=8, margins=(24, 20, 24, 20))
        inner.addSpacing(8)
        inner.addLayout(foot)
        self.setLayout(inner)
        self.setFixedWidth(WIDTH)
