"""Brings export files into the case: drop, see how each is understood, import, read the receipt."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from auditor.gui.elided import Elided
from auditor.gui.importing.import_empty import ImportEmpty
from auditor.gui.importing.import_model import ImportModel
from auditor.gui.importing.import_row import ImportRow, State, earlier_rows
from auditor.gui.importing.import_run import ImportRun
from auditor.gui.importing.import_table import ImportTable
from auditor.gui.importing.map_columns import MapColumns
from auditor.gui.importing.mapping_panel import MappingPanel
from auditor.gui.importing.preview_panel import PreviewPanel
from auditor.gui.importing.receipt_panel import ReceiptPanel
from auditor.gui.importing.rejected_panel import RejectedPanel, discreet
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, card, column, link, panel, row, text
from auditor.gui.session import Changes, Session
from auditor.records import Source


class ImportScreen(QWidget):
    """`back` asks for the review screen; `imported` tells that the case holds more than before."""

    back = Signal()
    imported = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._session = session
        self.files = ImportModel(self)
        self.run = ImportRun(session, jobs, self.files, self)
        self.table = ImportTable(session, self.files)
        self.preview = PreviewPanel(session, jobs)
        self.rejected = RejectedPanel()
        self.receipt = ReceiptPanel(session)
        self.mapping = MappingPanel(session, jobs)
        self._mapper = MapColumns(jobs, self.files, self.mapping, self)
        self.message = text("", "notice", wrap=True, name="Message")
        self.message.hide()
        self.case_name = Elided("", "muted")
        self.doing = text("", "muted", name="What is going on")
        self.go = button("Import", self._import, primary=True)
        self.cancel = button("Cancel", self.run.cancel)
        self.cancel.setAccessibleName("Cancel the import")
        self._build()
        self._connect()
        self._changed(Changes(case=True))

    def add_paths(self, paths: list[Path]) -> None:
        """Look at files and folders, and list what is found."""
        self.message.hide()
        self.run.look(paths)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter imports, or presses the button that has the focus; Esc leaves."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton):
                focused.click()
            elif not isinstance(focused, QLineEdit):
                self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """The next step: map an unknown table, else import what is chosen."""
        current = self.table.current_row
        if current and current.state is State.UNMAPPED:
            self.map_columns()
        else:
            self._import()

    def _import(self) -> None:
        """Import what is chosen; what was said of it before is no longer news."""
        self.message.hide()
        self.run.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._empty.hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._empty.hover(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        self._empty.hover(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add_paths(paths)

    def _connect(self) -> None:
        self._session.changed.connect(self._changed)
        self.run.changed.connect(self._follow)
        self.run.began.connect(self._scroll_to)
        self.run.row_changed.connect(self._row_changed)
        self.run.message.connect(self._say)
        self.run.imported.connect(self.imported)
        self.files.rowsInserted.connect(self._show_new)
        self.files.counted.connect(lambda _: self._follow())
        self.table.row_shown.connect(self._show_row)
        self.table.cancel_wanted.connect(self.run.cancel)
        self.receipt.rejected_wanted.connect(self._show_rejected)
        self.rejected.closed.connect(self._show_preview)
        self.rejected.saved.connect(self._note_export)
        self.table.map_wanted.connect(self.map_columns)
        self.preview.map_wanted.connect(self.map_columns)
        self.preview.zone_chosen.connect(self._read_in_zone)
        self.mapping.closed.connect(self.leave)
        self._mapper.opened.connect(self._follow)
        self._mapper.mapped.connect(self._mapped)
        self._mapper.message.connect(self._say)

    def _changed(self, changes: Changes) -> None:
        if changes.case:
            self.run.forget()
            self._mapper.close()
            told = self._session.properties
            self._list_earlier()
            self.case_name.setText(told.name if told else "")
            self.message.hide()
        elif changes.names and all(row.earlier for row in self.files.rows):
            self._list_earlier()
        if changes.theme:
            self.table.viewport().update()
        self._follow()

    def _list_earlier(self) -> None:
        sources = self._session.case.sources.all() if self._session.case else []
        self.files.reset(earlier_rows(sources, names=self._session.names))

    def _follow(self) -> None:
        """Buttons and words as things stand."""
        count, busy = len(self.files.wanted()), self.run.importing
        self.go.setText("Import" if not count else f"Import {count:,} {'file' if count == 1 else 'files'}  ↵")
        self.go.setEnabled(bool(count) and not busy and self._session.case is not None)
        self.go.setVisible(not busy and self._mapper.mapping is None)
        self.cancel.setVisible(busy or self.run.looking)
        self.doing.setText(self.run.told)
        empty, mapping = not self.files.rows, self._mapper.mapping is not None
        self._lists.setCurrentIndex(0 if empty else 2 if mapping else 1)
        self.setFocusProxy(self._empty.add_files if empty else self.mapping if mapping else self.table)
        self.receipt.setVisible(not empty and not mapping)

    def _show_row(self, shown: ImportRow | None) -> None:
        self._show_preview()
        self.preview.show_row(shown)
        self.receipt.show_row(shown)

    def _show_new(self, _parent: QModelIndex, first: int, _last: int) -> None:
        """Show the first of the files just added, unless the person looks at one of them."""
        current = self.table.currentIndex()
        if not current.isValid() or not self.files.rows[current.row()].can_import:
            self.table.selectRow(first)

    def _row_changed(self, changed: ImportRow) -> None:
        if changed is self.table.current_row:
            self.preview.show_row(changed)
            self.receipt.show_row(changed)

    def _scroll_to(self, reading: ImportRow) -> None:
        self.table.scrollTo(self.files.index(self.files.number(reading.name), 0))

    def _show_rejected(self, source: Source) -> None:
        """The lines that were not read; excerpts and paths, which often name people, only while names are shown."""
        case = self._session.case
        if case:
            issues = case.sources.issues(source.id)
            if not self._session.names:
                source = replace(source, path=f"source {source.id}")
                issues = discreet(issues)
            self.rejected.show_source(source, issues)
            self._lower.setCurrentWidget(self.rejected)
            self.rejected.filter.setFocus()

    def _note_export(self, source_id: int) -> None:
        if self._session.case:
            self._session.case.log.note("rejected lines exported", source=source_id, names=self._session.names)

    def _show_preview(self) -> None:
        self._lower.setCurrentWidget(self.preview)

    def map_columns(self) -> None:
        """Open the mapping screen for the current file."""
        shown = self.table.current_row
        if shown and shown.can_be_mapped and not self.run.importing:
            self.message.hide()
            self._mapper.open(shown)

    def _mapped(self, shown: ImportRow, words: str) -> None:
        self._follow()
        self.preview.show_row(None)
        self._show_row(shown)
        self._say(words, "notice")
        self.table.setFocus()

    def _read_in_zone(self, name: str) -> None:
        """Times without a zone are meant in this one, in the current file and all of its format that wait."""
        shown = self.table.current_row
        for other in self.files.rows:
            if shown and other.can_import and other.recognised and other.title == shown.title:
                other.recognised.file.zone = ZoneInfo(name)
        self.preview.show_row(None)
        self.preview.show_row(shown)

    def leave(self) -> None:
        """One step back: from a mapping or the rejected lines to the files, from there to the review."""
        if self._mapper.mapping:
            self._mapper.close()
            self._follow()
            self.table.setFocus()
        elif self._lower.currentWidget() is self.rejected:
            self._show_preview()
            self.table.setFocus()
        else:
            self.back.emit()

    def _say(self, words: str, role: str) -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(words)
        self.message.show()

    def ask_files(self) -> None:
        """Let the person choose files."""
        told, _ = QFileDialog.getOpenFileNames(self, "Export files")
        if told:
            self.add_paths([Path(name) for name in told])

    def _ask_folder(self) -> None:
        told = QFileDialog.getExistingDirectory(self, "A folder of export files")
        if told:
            self.add_paths([Path(told)])

    def _build(self) -> None:
        bar = panel("bar", row(
            link("‹ Review", self.back.emit), text("Import", "title"), self.case_name, None, self.doing,
            button("Add files…", self.ask_files), button("Add folder…", self._ask_folder), self.cancel, self.go,
            spacing=12, margins=(12, 6, 16, 6),
        ))  # fmt: skip
        self._empty = ImportEmpty(button("Add files…", self.ask_files), button("Add folder…", self._ask_folder))
        self._lower = QStackedWidget()
        self._lower.addWidget(self.preview)
        self._lower.addWidget(self.rejected)
        upper = card(column(self.table, spacing=0, margins=(1, 1, 1, 1)))
        self.table.fitted.connect(upper.setMaximumHeight)
        left = column(spacing=16)
        left.addWidget(upper, 1)
        left.addWidget(self._lower, 1)
        both = QWidget()
        both.setLayout(left)
        self._lists = QStackedWidget()
        self._lists.addWidget(self._empty)
        self._lists.addWidget(both)
        self._lists.addWidget(self.mapping)
        body = row(self._lists, self.receipt, spacing=16)
        middle = column(self.message, spacing=16, margins=(16, 16, 16, 16))
        middle.addLayout(body, 1)
        outer = column(bar, spacing=0)
        outer.addLayout(middle, 1)
        self.setLayout(outer)
