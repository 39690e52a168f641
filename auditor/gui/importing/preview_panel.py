"""Below the files: the first records of the current one, as the importer understands them."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from auditor.errors import AuditorError, Cancelled
from auditor.gui.elided import Elided
from auditor.gui.figures import counted
from auditor.gui.importing.import_row import ImportRow, State
from auditor.gui.importing.preview_model import PreviewModel, span_words
from auditor.gui.jobs import Job, Jobs
from auditor.gui.pieces import button, card, column, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.session import Changes, Session
from auditor.gui.starting.zone_box import ZoneBox
from auditor.ingest import PREVIEW_ROWS, Recognised, preview
from auditor.records import ImportIssue, Record, Severity

WIDTHS = {0: 56, 1: 128, 2: 104, 3: 128, 4: 120, 5: 64, 6: 64, 7: 64, 8: 72}
AS_IN_FILE = "Names as in the file; the case shows aliases."
TABLE_HINT = "A table with a header line can be mapped: say which column is what, and it is read."
MAP_HINT = (
    "No format known here has these headers. Press “Map columns…” and say which column is what: the program guesses, "
    "gives its reasons, and reads the table as you confirm."
)
NO_ZONE = "times without a time zone were read as "
"""How the reader's note on such times begins."""
HIDDEN = "Names are hidden, as everywhere in the case."


class PreviewPanel(QWidget):
    """Reads in a job; an answer for a row that is no longer the current one is dropped.

    `map_wanted` asks for the mapping screen; `zone_chosen` tells in which zone times without one are meant.
    """

    map_wanted = Signal()
    zone_chosen = Signal(str)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self._row: ImportRow | None = None
        self.records = PreviewModel(session, self)
        self.table = plain_table(self.records, "First records of the file", WIDTHS)
        self.name = Elided("", "title")
        self.told = text("", "muted")
        self.note = text("", "muted", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.about_names = text(AS_IN_FILE, "small")
        self.map = button("Map columns…", self.map_wanted.emit)
        self.zone = ZoneBox()
        self.zone.setAccessibleName("Time zone of times that tell none, in all files of this format")
        self.zone.setToolTip("Holds for all files of this format that are not imported yet.")
        self.zone.setFixedWidth(168)
        self.zone.currentTextChanged.connect(self._zoned)
        self._about_zone = text("times without a zone are", "small")
        self._ask_zone(None)
        head = row(
            self.name, self.told, None, self.about_names, self._about_zone, self.zone, self.map, spacing=8,
            margins=(12, 0, 8, 0),
        )  # fmt: skip
        head_box = QWidget()
        head_box.setLayout(head)
        head_box.setFixedHeight(44)
        body = column(head_box, rule(), self.note, self.table, spacing=0, margins=(1, 0, 1, 1))
        self.note.setContentsMargins(12, 16, 12, 16)
        self.setLayout(column(card(body), spacing=0))
        session.changed.connect(self._changed)

    def show_row(self, shown: ImportRow | None) -> None:
        """The records of another file; a file that is the current one already is not read again."""
        if shown is self._row and shown is not None:
            self.records.now_in_case(shown.source is not None)
            self.map.setVisible(shown.can_be_mapped)
            self._changed(Changes(names=True))
            return
        self._row = shown
        if self._job:
            self._job.cancel()
        self.name.setText(shown.shown.rpartition("/")[2] if shown else "")
        self.map.setVisible(bool(shown and shown.can_be_mapped))
        self._ask_zone(None)
        self.records.show([])
        if shown is None or shown.recognised is None or shown.recognised.importer is None:
            self._say(*_why_empty(shown))
        else:
            self._say("as understood", "Reading…")
            self._read(shown, shown.recognised)

    def _changed(self, changes: Changes) -> None:
        if changes.names:
            self.about_names.setText(HIDDEN if self.records.hides_names else AS_IN_FILE)
        if changes.names or changes.theme:
            self.table.viewport().update()

    def _read(self, shown: ImportRow, recognised: Recognised) -> None:
        # A copy of the file: reading one counts and hashes, and an import may be reading the same.
        apart = replace(recognised, file=replace(recognised.file))
        self._job = self._jobs.start(
            f"Preview of {shown.shown}",
            lambda progress, hand: preview(apart),
            lambda records: self._arrived(shown, records),
            lambda error: self._failed(shown, error),
        )

    def _arrived(self, shown: ImportRow, records: list[Record]) -> None:
        if shown is not self._row:
            return
        self.records.show(records, in_case=shown.source is not None)
        file = shown.recognised.file if shown.recognised and shown.can_import else None
        naive = any(isinstance(record, ImportIssue) and record.reason.startswith(NO_ZONE) for record in records)
        self._ask_zone(file.zone if file and naive and not (file.mapping and file.mapping.timezone) else None)
        self._changed(Changes(names=True))
        self._say(f"as understood — {_how_many(records)}", "" if records else "No usage and no outcome in this file.")

    def _ask_zone(self, zone: ZoneInfo | None) -> None:
        """Ask in which zone times are meant, where some tell none."""
        self._asks_zone = False  # what follows is not chosen by the person
        if zone:
            self.zone.setCurrentText(zone.key)
        for part in (self.zone, self._about_zone):
            part.setVisible(zone is not None)
        self.about_names.setVisible(zone is None)
        self._asks_zone = zone is not None

    def _zoned(self) -> None:
        if self._asks_zone and self.zone.zone:
            self.zone_chosen.emit(self.zone.zone)

    def _failed(self, shown: ImportRow, error: Exception) -> None:
        if isinstance(error, Cancelled) or shown is not self._row:
            return
        if not isinstance(error, AuditorError):
            raise error
        self._say("cannot be shown", str(error))

    def _say(self, told: str, note: str) -> None:
        self.told.setText(told)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.table.setVisible(not note)
        span_words(self.table, self.records)
        self.about_names.setVisible(not note and not self._asks_zone)


def _how_many(records: list[Record]) -> str:
    """All 4 records, 2 refused: notes are neither."""
    issues = [record for record in records if isinstance(record, ImportIssue)]
    refused = sum(issue.severity is Severity.REJECTED for issue in issues)
    part = "first" if len(records) >= PREVIEW_ROWS else "all"
    return f"{part} {counted(len(records) - len(issues), 'record')}" + (f", {refused:,} refused" if refused else "")


def _why_empty(shown: ImportRow | None) -> tuple[str, str]:
    if shown is None:
        return "", "Choose a file above to see its first records as they are understood."
    if shown.problem:
        return "", str(shown.problem)
    if shown.state is State.UNMAPPED:
        return (
            "is an unknown table",
            MAP_HINT,
        )
    if shown.state is State.UNKNOWN:
        return "is not imported", f"{shown.why[:1].upper()}{shown.why[1:]}. {TABLE_HINT}"
    return "is in the case", "Add the file again to see its first records. What was read is told in the receipt."
