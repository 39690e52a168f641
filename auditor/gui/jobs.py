"""Work in the background: a plain function in a thread, its answer brought home to the window's thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from auditor.errors import Cancelled
from auditor.progress import Progress, Step

WORKERS = 4
"""An import, the families of a large agent and a search may run while the next agent is read: most of them wait."""


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work under way. `done`, `failed` and `stepped` are called in the window's thread."""

    title: str
    progress: Progress
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    stepped: Callable[[Step], None] | None = None
    yielded: Callable[[Any], None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; then neither `done` nor an error follows, but `failed` with `Cancelled`."""
        self.progress.cancel()


class Jobs(QObject):
    """Runs jobs; one queued signal brings everything home. `failed` receives `Cancelled` too: it is not an error."""

    _home = Signal(object, str, object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="job")
        self._running: list[Job] = []
        self._closed = False
        self._home.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        title: str,
        work: Callable[[Progress, Callable[[Any], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        stepped: Callable[[Step], None] | None = None,
        yielded: Callable[[Any], None] | None = None,
        after_ms: int = 0,
    ) -> Job:
        """Run `work(progress, hand)` in a thread; what it hands on the way reaches `yielded`, its result `done`.

        `after_ms` lets the window be painted first: Python runs one thread at a time.
        """
        job = Job(title, Progress(), done, failed, stepped, yielded)
        job.progress = Progress(lambda step: self._home.emit(job, "stepped", step))
        self._running.append(job)
        if after_ms:
            QTimer.singleShot(after_ms, lambda: self._submit(job, work))
        else:
            self._submit(job, work)
        return job

    def _submit(self, job: Job, work: Callable[[Progress, Callable[[Any], None]], Any]) -> None:
        if not self._closed:
            self._pool.submit(self._run, job, work)

    @property
    def busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._running)

    def close(self) -> None:
        """Stop all jobs and wait for them."""
        self._closed = True
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True)

    def _run(self, job: Job, work: Callable[[Progress, Callable[[Any], None]], Any]) -> None:
        try:
            result = work(job.progress, lambda item: self._home.emit(job, "yielded", item))
        except (Exception, Cancelled) as error:  # noqa: BLE001  carried home; the window tells or raises it
            self._home.emit(job, "failed", error)
        else:
            self._home.emit(job, "done", result)

    def _arrived(self, job: Job, what: str, payload: Any) -> None:
        if what in ("done", "failed"):
            self._running.remove(job)
        receiver = getattr(job, what)
        if receiver:
            receiver(payload)
        if not self._running:
            self.idle.emit()
