"""The first records of a table as a mapping would have them read, anew with every change."""

from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from auditor.errors import AuditorError, Cancelled
from auditor.gui.figures import counted
from auditor.gui.importing.preview_model import PreviewModel, span_words
from auditor.gui.jobs import Job, Jobs
from auditor.gui.pieces import column, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.session import Session
from auditor.importers.files.export_file import ExportFile
from auditor.importers.mapping import Mapping
from auditor.ingest import PREVIEW_ROWS, Recognised, importer_named, preview
from auditor.records import ImportIssue, Record, Severity

WIDTHS = {0: 48, 1: 120, 2: 120, 3: 112, 4: 96, 5: 64, 6: 64, 7: 64, 8: 72}


class MappingPreview(QWidget):
    """`answered` tells whether anything could be read."""

    answered = Signal(bool)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self.records = PreviewModel(session, self)
        self.table = plain_table(self.records, "First records as understood", WIDTHS)
        self.told = text("", "muted", name="What the preview shows")
        self.problem = text("", "bad", wrap=True, name="Why nothing can be read")
        self.problem.setContentsMargins(12, 12, 12, 12)
        head = QWidget()
        head.setLayout(row(text("As understood", "title"), self.told, None, margins=(12, 0, 12, 0)))
        head.setFixedHeight(36)
        body = column(head, rule(), self.problem, self.table, spacing=0, margins=(1, 0, 1, 1))
        body.addStretch(0)
        self.setLayout(body)

    def show_mapping(self, file: ExportFile, mapping: Mapping, zone: ZoneInfo) -> None:
        """Read the beginning by this mapping, its guesses taken for right."""
        if self._job:
            self._job.cancel()
        apart = replace(file, mapping=mapping.confirmed(), zone=zone)
        recognised = Recognised(apart, importer_named("generic-table"), "")
        job = self._jobs.start(
            f"Preview of {file.name}",
            lambda progress, hand: preview(recognised),
            lambda records: self._arrived(job, records),
            lambda error: self._failed(job, error),
        )
        self._job = job

    def cannot(self, words: str) -> None:
        """Say why there is nothing to show."""
        self.stop()
        self.told.setText("")
        self.records.show([])
        self._say(words)

    def stop(self) -> None:
        """Nothing is waited for any more."""
        if self._job:
            self._job.cancel()
        self._job = None

    def _arrived(self, job: Job, records: list[Record]) -> None:
        if job is not self._job:
            return
        self.records.show(records)
        kinds = Counter(_kind(record) for record in records)
        where = "in the first lines" if len(records) >= PREVIEW_ROWS else "in the whole file"
        self.told.setText(f"— {counted(kinds['read'], 'record')} {where}, {kinds['rejected'] or 'none'} refused")
        self._say("" if records else "No usage and no outcome in this file.")
        self.answered.emit(bool(kinds["read"]))

    def _failed(self, job: Job, error: Exception) -> None:
        if isinstance(error, Cancelled) or job is not self._job:
            return
        if not isinstance(error, AuditorError):
            raise error
        self.cannot(str(error))
        self.answered.emit(False)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.table.setVisible(not words)
        span_words(self.table, self.records)


def _kind(record: Record) -> str:
    if isinstance(record, ImportIssue):
        return "rejected" if record.severity is Severity.REJECTED else "note"
    return "read"
