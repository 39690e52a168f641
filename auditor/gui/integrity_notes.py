"""What a reader must know before trusting the figures: worked out behind the window, set aside by the reviewer."""

from PySide6.QtCore import QObject, Signal

from auditor.errors import AuditorError
from auditor.gui.jobs import Jobs
from auditor.gui.question import Question
from auditor.gui.session import Changes, Session
from auditor.integrity.note import Note, Weight
from auditor.integrity.notes import notes


class IntegrityNotes(QObject):
    """Follows the case's data; `changed` when there is something else to show."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: list[Note] = []
        self._dismissed: list[Note] = []
        self._question = Question(session, jobs, self._found, self._failed, self)
        session.changed.connect(self._follow)

    @property
    def shown(self) -> list[Note]:
        """All notes, the gravest first; none where nothing is in doubt, or these were set aside."""
        grave = bool(self._notes) and self._notes[0].weight >= Weight.DOUBT
        return self._notes if grave and self._notes != self._dismissed else []

    def dismiss(self) -> None:
        """Set these notes aside until others come, or the case is opened again."""
        self._dismissed = self._notes
        self.changed.emit()

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self._dismissed = []
            self._found([])
        if changes.data:
            self._question.ask("Checking what the figures rest on", notes)

    def _found(self, found: list[Note]) -> None:
        self._notes = found
        self.changed.emit()

    def _failed(self, error: AuditorError) -> None:
        self._found([Note(Weight.DOUBT, f"What limits the figures could not be worked out: {error}", "sources")])
