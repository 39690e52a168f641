"""The export window: which tables, where to, with or without names; and after it, where they went."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from auditor.errors import AuditorError, Cancelled
from auditor.exports import EXPORTERS
from auditor.exports.bundle import export
from auditor.exports.table import Exporter
from auditor.gui.elided import Elided
from auditor.gui.exporting.export_contents import contents
from auditor.gui.figures import size, whole
from auditor.gui.jobs import Job, Jobs
from auditor.gui.pieces import button, card, clear, column, link, row, rule, text
from auditor.gui.session import Session
from auditor.gui.tick_box import TickBox
from auditor.progress import Progress, Step

WIDTH = 560
NAMES_HINT = "Without it people appear as Person 01, 02 … and texts are left out. Either way the log says which."


class ExportDialog(QDialog):
    """Window-modal; stays open after the export, so that the answer to "where did it go" stands there."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Export labelled datasets")
        assert session.case
        self._session, self._jobs, self._case = session, jobs, session.case
        self._job: Job | None = None
        self.folder = self._case.path.parent / f"{self._case.path.stem}-export"
        self._contents = contents(session)
        self.tables = {exporter.name: TickBox(exporter.title) for exporter in EXPORTERS}
        self.names = TickBox("With real names and the beginnings of prompts")
        self.place = Elided(str(self.folder), "muted")
        self.replaces = text("", "small", wrap=True)
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.bar = QProgressBar(textVisible=False)
        self.doing = text("", "small", name="What is going on")
        self.went = column(spacing=4, margins=(16, 12, 16, 12))
        self.written = card(self.went)
        self.open_folder = button("Open folder", self._open_folder)
        self.close_button = button("Cancel", self.reject)
        self.go = button("Export", self.start, primary=True)
        self._build()
        self._follow()

    def start(self) -> None:
        """Write the chosen tables."""
        exporters = self._chosen()
        if not exporters or self._job:
            return
        case, folder, names = self._case, self.folder, self.names.isChecked()

        def work(progress: Progress, _: Callable[[Any], None]) -> list[Path]:
            return export(case, folder, exporters, names=names, progress=progress)

        self.written.hide()
        self.problem.hide()
        self._job = self._jobs.start("Export", work, self._done, self._failed, stepped=self._stepped)
        self._follow()

    def reject(self) -> None:
        """Close; an export under way is stopped first."""
        if self._job:
            self._job.cancel()
        else:
            super().reject()

    def choose_folder(self, folder: Path) -> None:
        """Where to write."""
        self.folder = folder
        self.place.setText(str(folder))
        self._follow()

    def _done(self, paths: list[Path]) -> None:
        self._job = None
        clear(self.went)
        self.went.addWidget(text("Written", "title"))
        for path in paths:
            line = QWidget()
            line.setLayout(row(Elided(path.name), None, text(size(path.stat().st_size), "muted")))
            self.went.addWidget(line)
        self.went.addWidget(Elided(str(self.folder), "small"))
        self.written.show()
        self._follow()
        self.open_folder.setFocus()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._follow()
        self.go.setFocus()
        if isinstance(error, Cancelled):
            self.doing.setText("Stopped. Tables that were complete are in the folder.")
            self.doing.show()
            return
        if not isinstance(error, AuditorError):
            raise error
        self.problem.setText(str(error))
        self.problem.show()

    def _stepped(self, step: Step) -> None:
        rows = next((self._contents[e.name].rows for e in EXPORTERS if e.file_name == step.title), 0)
        self.bar.setMaximum(max(rows, 1))
        self.bar.setValue(min(step.events, rows))
        self.doing.setText(f"{step.title}: {whole(step.events)} of {whole(max(rows, step.events))} rows")

    def _follow(self) -> None:
        """Buttons and words as things stand."""
        busy, done = self._job is not None, not self.written.isHidden()
        for box in (*self.tables.values(), self.names):
            box.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.doing.setVisible(busy)
        there = [e.file_name for e in self._chosen() if (self.folder / e.file_name).exists()]
        self.replaces.setText(f"Already there and replaced: {', '.join(there)}." if there and not done else "")
        self.replaces.setVisible(bool(self.replaces.text()))
        self.open_folder.setVisible(done)
        self.close_button.setText("Close" if done and not busy else "Cancel")
        self.go.setText("Export again" if done else "Export")
        self.go.setEnabled(bool(self._chosen()) and not busy)

    def _chosen(self) -> list[Exporter]:
        return [exporter for exporter in EXPORTERS if self.tables[exporter.name].isChecked()]

    def _ask_folder(self) -> None:
        told = QFileDialog.getExistingDirectory(self, "Where the tables go", str(self.folder.parent))
        if told:
            self.choose_folder(Path(told))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def _build(self) -> None:
        for box in (*self.tables.values(), self.names):
            box.toggled.connect(self._follow)
        for name in self.tables:
            self.tables[name].setChecked(name != "events")
        self.written.hide()
        self.problem.hide()
        place = row(text("Folder", "title"), self.place, link("Change…", self._ask_folder), spacing=8)
        place.setStretchFactor(self.place, 1)
        body = column(text("Export labelled datasets", "h1"), self._choices(), spacing=12, margins=(24, 24, 24, 24))
        body.addLayout(place)
        for widget in (self.replaces, self.bar, self.doing, self.problem, self.written):
            body.addWidget(widget)
        body.addSpacing(4)
        body.addLayout(row(None, self.open_folder, self.close_button, self.go))
        self.go.setDefault(True)
        body.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.setLayout(body)

    def _choices(self) -> QWidget:
        lines = column(spacing=8, margins=(16, 16, 16, 16))
        for name, box in self.tables.items():
            lines.addLayout(row(box, None, text(self._contents[name].words, "muted")))
        lines.addWidget(rule())
        lines.addWidget(self.names)
        lines.addWidget(text(NAMES_HINT, "small", wrap=True))
        choices = card(lines)
        choices.setFixedWidth(WIDTH - 48)  # the window's height follows what it has to say, its width does not
        return choices
