"""The mapping screen: an unknown table, our fields beside its columns, and what comes of it, until a person agrees."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QScrollArea, QWidget

from auditor.errors import AuditorError
from auditor.gui.elided import Elided
from auditor.gui.importing.import_row import ImportRow
from auditor.gui.importing.mapping_choices import MappingChoices
from auditor.gui.importing.mapping_fields import MappingFields
from auditor.gui.importing.mapping_preview import MappingPreview
from auditor.gui.importing.mapping_words import listed
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, card, column, link, row, text
from auditor.gui.session import Session
from auditor.importers.tables.mapping_json import read_mapping
from auditor.mapping.edit import MappingEdit
from auditor.mapping.guess import Draft
from auditor.mapping.saved import SavedMappings, write_mapping

SIDE = 296


class MappingPanel(QWidget):
    """`used` hands over the row and the mapping a person agreed to; `closed` asks for the files back."""

    used = Signal(object, object)
    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._row: ImportRow | None = None
        self._readable = False
        self.edit: MappingEdit | None = None
        self.name = Elided("", "title")
        self.about = text("", "muted")
        self.fields, self.choices = MappingFields(), MappingChoices()
        self.preview = MappingPreview(session, jobs)
        self.message = text("", "small", wrap=True, name="What is missing")
        self.use = button("Use this mapping", self.agree, primary=True)
        self._file_buttons = (button("Load…", self._ask_load), button("Save as…", self._ask_save))
        self._build()
        self.fields.changed.connect(self._changed)
        self.choices.changed.connect(self._changed)
        self.choices.regrained.connect(self._show_edit)
        self.preview.answered.connect(self._answered)

    def show_row(self, shown: ImportRow, draft: Draft) -> None:
        """Map the columns of another file, from its own mapping if it has one."""
        self._row = shown
        assert shown.recognised
        self.edit = MappingEdit(draft, shown.recognised.file.mapping)
        self.name.setText(shown.shown.rpartition("/")[2])
        rows = f"{len(draft.rows):,} rows looked at" if len(draft.rows) >= 500 else f"{len(draft.rows):,} rows"
        self.about.setText(f"— {len(draft.headers)} columns, {rows}")
        self._show_edit()

    def focus_first(self) -> None:
        """The keyboard to the first field."""
        self.fields.rows["timestamp"].column.setFocus()

    def agree(self) -> None:
        """Use the mapping as it stands, and keep it for tables with the same headers."""
        if self.edit is None or self._row is None or not self.use.isEnabled():
            return
        if "timezone" in self.edit.draft.about and self.choices.zone.zone:
            self.edit.settle("timezone", self.choices.zone.zone)  # it was shown, so it was agreed to
        mapping = self.edit.mapping
        told = self._session.properties
        try:
            mapping = SavedMappings().keep(
                mapping, self.edit.draft.headers, by=told.reviewer if told else "", on=date.today().isoformat()
            )
        except AuditorError as error:
            self._say(str(error), "bad")
            return
        self.preview.stop()
        self.used.emit(self._row, mapping)

    def save(self, target: Path) -> None:
        """Write the mapping as it stands, for `--mapping` or for somebody else."""
        if self.edit:
            self._try(lambda edit: write_mapping(edit.mapping, target), f"Written to {target}")

    def load(self, path: Path) -> None:
        """Take over a mapping file."""

        def take(edit: MappingEdit) -> None:
            missing = edit.load(read_mapping(path))
            self._show_edit()
            if missing:
                raise AuditorError(f"This table has no column {', '.join(f'“{name}”' for name in missing)}.")

        self._try(take, f"Taken from {path.name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter agrees, but for fields where it ends the typing; Esc is left to the screen around."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not isinstance(self.focusWidget(), QLineEdit):
                self.agree()
        else:
            super().keyPressEvent(event)

    def _show_edit(self) -> None:
        if self.edit and self._row and self._row.recognised:
            self.fields.show_edit(self.edit)
            self.choices.show_edit(self.edit, self._row.recognised.file.zone.key)
            steps = [*self.fields.controls, *self.choices.controls, *self._file_buttons, self.use]
            for before, after in pairwise(steps):
                self.setTabOrder(before, after)
            self._changed()

    def _changed(self) -> None:
        edit, shown = self.edit, self._row
        if edit is None or shown is None or shown.recognised is None:
            return
        self.choices.follow()
        missing = edit.missing()
        self._readable = False
        self._follow()
        if not missing:
            self.preview.show_mapping(shown.recognised.file, edit.mapping, shown.recognised.file.zone)
        else:
            self.preview.cannot(f"Choose a column for {listed(missing[0].split(' or ')).replace(' and ', ' or ')}.")

    def _answered(self, readable: bool) -> None:
        self._readable = readable
        self._follow()

    def _follow(self) -> None:
        """The button, and what stands in its way."""
        if self.edit is None:
            return
        open_questions = list(self.edit.mapping.unconfirmed)
        missing = self.edit.missing()
        if missing:
            self._say("A column is missing; see the preview.", "bad")
        elif open_questions:
            self._say(f"A guess until you say so: {listed(open_questions)}.", "bad")
        else:
            self._say("It is kept for tables with the same headers.", "small")
        self.use.setEnabled(self._readable and not open_questions and not missing)

    def _try(self, act: Callable[[MappingEdit], None], done: str) -> None:
        if self.edit is None:
            return
        try:
            act(self.edit)
        except AuditorError as error:
            self._say(str(error), "bad")
        else:
            self._say(done, "small")

    def _say(self, words: str, role: str) -> None:
        self.message.setText(words)
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    def _ask_save(self) -> None:
        told, _ = QFileDialog.getSaveFileName(self, "Save the mapping", "mapping.json", "Mapping (*.json)")
        if told:
            self.save(Path(told))

    def _ask_load(self) -> None:
        told, _ = QFileDialog.getOpenFileName(self, "A mapping file", "", "Mapping (*.json);;All files (*)")
        if told:
            self.load(Path(told))

    def _build(self) -> None:
        head = row(link("‹ Files", self.closed.emit), self.name, self.about, None, spacing=4, margins=(8, 0, 12, 0))
        head_box = QWidget()
        head_box.setLayout(head)
        head_box.setFixedHeight(40)
        upper = card(column(head_box, self.fields, spacing=0, margins=(1, 1, 1, 1)))
        left = column(spacing=16)
        left.addWidget(upper, 5)
        left.addWidget(card(column(self.preview, spacing=0, margins=(1, 1, 1, 1))), 3)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setLayout(column(self.choices, None, margins=(16, 16, 16, 16)))
        area.setWidget(holder)
        files = QWidget()
        files.setLayout(row(*self._file_buttons, None))
        foot = QWidget()
        foot.setLayout(column(self.message, files, self.use, spacing=12, margins=(16, 12, 16, 16)))
        side = card(column(area, foot, spacing=0, margins=(1, 1, 1, 1)))
        side.setFixedWidth(SIDE)
        whole = row(spacing=16)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        self.setLayout(whole)
