"""Asks the open case something in the background; only the answer to the newest question is handed on."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError, Cancelled
from auditor.gui.jobs import Job, Jobs
from auditor.gui.session import Session

Answer = TypeVar("Answer")


class Question(QObject, Generic[Answer]):
    """`told` gets the answer, `failed` what a person can mend; neither once the case is another one.

    A question asked while an older one is being answered waits for it, and takes the place of one that waits already:
    work that cannot be stopped half-way never piles up.
    """

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        told: Callable[[Answer], None],
        failed: Callable[[AuditorError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._told, self._failed = told, failed
        self._running: Job | None = None
        self._waiting: tuple[str, Callable[[CaseFile], Answer]] | None = None

    @property
    def open(self) -> bool:
        """Whether an answer is still to come."""
        return self._running is not None

    def ask(self, title: str, work: Callable[[CaseFile], Answer]) -> None:
        """Run `work(case)` in a thread, if there is a case."""
        self._waiting = (title, work)
        if self._running is None:
            self._next()

    def _next(self) -> None:
        case, waiting = self._session.case, self._waiting
        self._waiting = None
        if case is None or waiting is None:
            return
        title, work = waiting

        def done(answer: Answer) -> None:
            if self._ended(job, case):
                self._told(answer)

        def failed(error: Exception) -> None:
            if not self._ended(job, case):
                return
            if isinstance(error, AuditorError):
                self._failed(error)
            elif not isinstance(error, Cancelled):
                raise error

        job = self._jobs.start(title, lambda *_: work(case), done, failed)
        self._running = job

    def _ended(self, job: Job, case: CaseFile) -> bool:
        """Whether this answer is the one wanted; the question that waited meanwhile is asked."""
        if job is not self._running:
            return False
        self._running = None
        wanted = self._waiting is None and self._session.case is case
        self._next()
        return wanted
