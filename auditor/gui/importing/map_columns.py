"""Opens the mapping screen for a table; what a person agrees to there holds for all with the same headers."""

from PySide6.QtCore import QObject, Signal

from auditor.errors import AuditorError, Cancelled
from auditor.gui.figures import counted
from auditor.gui.importing.import_model import ImportModel
from auditor.gui.importing.import_row import ImportRow, State
from auditor.gui.importing.mapping_panel import MappingPanel
from auditor.gui.jobs import Job, Jobs
from auditor.importers.mapping import Mapping
from auditor.ingest import identify
from auditor.mapping.guess import Draft, draft
from auditor.mapping.saved import fingerprint


class MapColumns(QObject):
    """`mapping` is the row being mapped. `mapped` tells which one can be read now, and what is to be said of it."""

    opened = Signal()
    mapped = Signal(object, str)
    message = Signal(str, str)

    def __init__(self, jobs: Jobs, files: ImportModel, panel: MappingPanel, parent: QObject) -> None:
        super().__init__(parent)
        self.mapping: ImportRow | None = None
        self._jobs, self._files, self._panel = jobs, files, panel
        self._job: Job | None = None
        panel.used.connect(self._use)

    def open(self, shown: ImportRow) -> None:
        """Map the columns of a file; one that nobody has guessed at yet is looked at first."""
        file = shown.recognised.file if shown.recognised else None
        if shown.draft:
            self._show(shown, shown.draft)
        elif file:
            self._job = self._jobs.start(
                f"Columns of {shown.shown}",
                lambda progress, hand: draft(file),
                lambda found: self._show(shown, found),
                self._failed,
            )

    def close(self) -> None:
        """Back without a mapping."""
        if self._job:
            self._job.cancel()
        self._panel.preview.stop()
        self.mapping = None

    def _show(self, shown: ImportRow, found: Draft) -> None:
        shown.draft, self.mapping = found, shown
        self._panel.show_row(shown, found)
        self.opened.emit()
        self._panel.focus_first()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AuditorError):
            raise error
        self.message.emit(str(error), "problem")

    def _use(self, shown: ImportRow, mapping: Mapping) -> None:
        alike = fingerprint(shown.draft.headers) if shown.draft else ""
        others = [
            other
            for other in self._files.rows
            if other.state is State.UNMAPPED and other.draft and other is not shown
            if fingerprint(other.draft.headers) == alike
        ]
        for one in (shown, *others):
            if one.recognised:
                one.recognised.file.mapping = mapping
                one.map(identify(one.recognised.file))
        self._files.touch_all()
        self.mapping = None
        more = f", and {counted(len(others), 'other file')} with the same headers" if others else ""
        self.mapped.emit(shown, f"{shown.shown.rpartition('/')[2]} is mapped{more}.")
