"""The open case is made quick behind the window: packed columns, prompt families, the search index."""

from PySide6.QtCore import QObject, Signal

from auditor.gui.session import Changes, Session
from auditor.preparing import prepare
from auditor.progress import Progress, Step


class Preparation(QObject):
    """Begins anew with each case and each import. Nothing waits for it; closing the case ends it."""

    stepped = Signal(object)
    """The `Step` it is at; None once all is ready."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._progress = Progress()
        session.changed.connect(self._follow)

    def stop(self) -> None:
        """End it where it is; what is left is done when the case is next opened."""
        self._progress.cancel()

    def _follow(self, changes: Changes) -> None:
        if changes.data:
            self.stop()
            self.stepped.emit(None)  # what was under way is told no more
            self._begin()

    def _begin(self) -> None:
        case, first = self._session.case, self._session.current_id
        if case is None or case.store.readonly:
            return
        progress = self._progress = Progress(self._step)

        def work() -> None:
            prepare(case, progress, first)
            self.stepped.emit(None)

        case.store.aside(work)

    def _step(self, step: Step) -> None:
        self.stepped.emit(step)
