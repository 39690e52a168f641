"""What happens on the import screen in the background: looking at files, and importing them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from auditor.errors import AuditorError, Cancelled
from auditor.gui.figures import counted, whole
from auditor.gui.importing.find_exports import find_exports
from auditor.gui.importing.import_model import ImportModel
from auditor.gui.importing.import_row import ImportRow, State
from auditor.gui.jobs import Job, Jobs
from auditor.gui.session import Session
from auditor.ingest import Imported, ingest
from auditor.progress import Progress, Step


class ImportRun(QObject):
    """Keeps the rows true while jobs run. `message` tells how it ended and in which role it is to be said."""

    changed = Signal()
    row_changed = Signal(object)
    began = Signal(object)
    message = Signal(str, str)
    imported = Signal()

    def __init__(self, session: Session, jobs: Jobs, files: ImportModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._files = session, jobs, files
        self._looking: Job | None = None
        self._importing: Job | None = None
        self._waiting_paths: list[Path] = []
        self._brought = self._done = self._total = self._rejected = 0
        self.seen = 0

    @property
    def importing(self) -> bool:
        """Whether an import is under way."""
        return self._importing is not None

    @property
    def looking(self) -> bool:
        """Whether files are being looked at."""
        return self._looking is not None

    @property
    def told(self) -> str:
        """What is going on, in a few words."""
        if self.importing:
            return f"{self._done + 1} of {self._total} files" if self._done < self._total else "finishing"
        return f"Looking at files… {self.seen:,}" if self.looking else ""

    def look(self, paths: list[Path]) -> None:
        """Find and identify files; paths that come meanwhile wait their turn."""
        self._waiting_paths += paths
        if self._looking or not self._waiting_paths:
            return
        wanted, self._waiting_paths, self.seen = self._waiting_paths, [], 0
        self._looking = self._start("Looking at files", lambda p, hand: find_exports(wanted, p, hand), self._found)
        self.changed.emit()

    def start(self) -> None:
        """Import the files that are chosen."""
        case, rows = self._session.case, self._files.wanted()
        if case is None or not rows or self._importing:
            return
        files = [row.recognised.file for row in rows if row.recognised]
        for row in rows:
            row.state, row.step = State.WAITING, None
        self._brought, self._done, self._total, self._rejected = 0, 0, len(files), 0

        def work(progress: Progress, hand: Callable[[Any], None]) -> None:
            for one in ingest(case, files, progress=progress):
                hand(one)

        self._importing = self._start(f"Importing {len(files)} files", work, self._read, self._stepped)
        self._files.touch_all()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop what is under way; complete files stay."""
        for job in (self._importing, self._looking):
            if job:
                job.cancel()

    def forget(self) -> None:
        """Another case: what still arrives from running jobs is not for it."""
        self.cancel()
        self._importing = self._looking = None
        self._waiting_paths = []
        self.changed.emit()

    def _start(
        self,
        title: str,
        work: Callable[[Progress, Callable[[Any], None]], Any],
        handed: Callable[[Any], None],
        stepped: Callable[[Step], None] | None = None,
    ) -> Job:
        def mine(receiver: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda item: receiver(item) if job in (self._looking, self._importing) else None

        job = self._jobs.start(
            title,
            work,
            mine(lambda _: self._ended(job, None)),
            mine(lambda error: self._ended(job, error)),
            stepped=mine(stepped) if stepped else None,
            yielded=mine(handed),
        )
        return job

    def _found(self, rows: list[ImportRow]) -> None:
        self.seen += len(rows)
        self._files.add(rows)
        self.changed.emit()

    def _stepped(self, step: Step) -> None:
        row = self._files.named(step.title)
        if row is None or row.state not in (State.WAITING, State.READING):
            return
        first = row.state is State.WAITING
        row.begin(step)
        self._files.touch(row.name)
        if first:
            self.began.emit(row)

    def _read(self, imported: Imported) -> None:
        row = self._files.named(imported.name)
        self._done += 1
        self._brought += imported.source is not None
        self._rejected += imported.source.rejected if imported.source else 0
        if row:
            row.finish(imported)
            self._files.touch(row.name)
            self.row_changed.emit(row)
        self.changed.emit()

    def _ended(self, job: Job, error: Exception | None) -> None:
        if job is self._looking:
            self._looking = None
            self.look([])
        else:
            self._importing = None
            self._after_import(error)
        self.changed.emit()
        if isinstance(error, AuditorError):
            self.message.emit(str(error), "problem")
        elif error and not isinstance(error, Cancelled):
            raise error

    def _after_import(self, error: Exception | None) -> None:
        for row in self._files.rows:
            row.stop()
        self._files.touch_all()
        if isinstance(error, Cancelled):
            kept = {0: "No file of this run is", 1: "1 file of this run is"}
            words = kept.get(self._brought, f"{self._brought:,} files of this run are")
            self.message.emit(f"Stopped. {words} in the case; the others can be imported later.", "notice")
        elif error is None and self._total > 1:
            self.message.emit(self._summary(), "notice")
        if self._brought:
            self.imported.emit()

    def _summary(self) -> str:
        """What became of many files, and what is left to do: a list that scrolls does not tell."""
        said = [f"{counted(self._brought, 'file')} imported"]
        if others := self._total - self._brought:
            said.append(f"{whole(others)} brought nothing")
        if self._rejected:
            said.append(f"{counted(self._rejected, 'line')} could not be read (see the receipts)")
        if waiting := sum(row.state is State.UNMAPPED for row in self._files.rows):
            said.append(f"{counted(waiting, 'table')} still to be mapped")
        return " · ".join(said)
