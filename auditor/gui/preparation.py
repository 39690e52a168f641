"""The open case is made ready behind the window: packed columns, evidence, prompt families, the search index."""

from PySide6.QtCore import QObject, Signal

from auditor.assess.learning import is_on
from auditor.gui.session import Changes, Session
from auditor.preparing import prepare
from auditor.progress import Progress, Step


class Preparation(QObject):
    """Begins anew with each case and each import. Nothing waits for it; closing the case ends it."""

    stepped = Signal(object)
    """The `Step` it is at; None once all is ready."""

    assessed = Signal()
    """What the indicators say is up to date now, and was not."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._progress = Progress()
        session.changed.connect(self._follow)

    def stop(self) -> None:
        """End it where it is; what is left is done when the case is next opened."""
        self._progress.cancel()

    def again(self) -> None:
        """Begin anew: something it works from was changed, as the dates of a target."""
        self.stop()
        self.stepped.emit(None)  # what was under way is told no more
        self._begin()

    def _follow(self, changes: Changes) -> None:
        case = self._session.case
        if changes.data or (changes.verdicts and case and is_on(case)):
            self.again()

    def _begin(self) -> None:
        case, first = self._session.case, self._session.current_id
        if case is None or case.store.readonly:
            return
        progress = self._progress = Progress(self._step)

        def work() -> None:
            prepare(case, progress, first, self.assessed.emit)
            self.stepped.emit(None)

        case.store.aside(work)

    def _step(self, step: Step) -> None:
        self.stepped.emit(step)
