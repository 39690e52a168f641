"""Makes a case: what is audited, who asked, who reviews, on whose clocks."""

from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from auditor.case.case_file import SUFFIX, CaseFile
from auditor.case.properties import Properties
from auditor.errors import AuditorError, CaseError
from auditor.gui.elided import Elided
from auditor.gui.pieces import button, link, row, text
from auditor.gui.starting.form import field_row, form_card, page
from auditor.gui.starting.zone_box import ZoneBox

UNFIT = '<>:"/\\|?*'
"""Characters that one of the three systems does not allow in a file name."""


class NewCasePanel(QWidget):
    """A screen. Enter makes the case once it can be made; Esc goes back. What is wrong is told in place."""

    made = Signal(Path)
    cancelled = Signal()

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder = folder or documents()
        self._chosen: Path | None = None
        self.name = _line("Name of the case", "for example: Platform tools, autumn 2026")
        self.reviewer = _line("Reviewer", "your name, as it will stand beside your verdicts")
        self.purpose = _line("Purpose", "the question this audit is to answer")
        self.authority = _line("Authority", "who asked for it, and on what ground")
        self.retain = _line("Keep until", "2027-11-30", 128)
        self.zone = ZoneBox()
        self.hours = _line("Working hours", "09:00-18:00", 128)
        self.place = Elided("", "muted")
        self.missing = text("", "small")
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.make = button("Make case  ↵", self.accept, primary=True)
        self._build()
        self.setFocusProxy(self.name)
        self.start()

    def start(self) -> None:
        """Empty the form for another case."""
        for field in (self.name, self.reviewer, self.purpose, self.authority):
            field.clear()
        self.retain.setText(QDate.currentDate().addYears(1).toString(Qt.DateFormat.ISODate))
        self.hours.setText("09:00-18:00")
        self._chosen = None
        self.problem.hide()
        self._follow()

    @property
    def path(self) -> Path:
        """Where the case will lie: where the person said, else a free name in the documents folder."""
        return self._chosen or free_path(self._folder, self.name.text())

    def accept(self) -> None:
        """Make the case and say where it is."""
        if not self.make.isEnabled():
            return
        try:
            path = self.path
            _make_folder(path.parent)
            CaseFile.create(path, self._properties()).close()
        except AuditorError as error:
            self.problem.setText(str(error))
            self.problem.show()
        else:
            self.start()
            self.made.emit(path)

    def showEvent(self, event: QShowEvent) -> None:
        """A free name may be taken by now."""
        self._follow()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes the case, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _properties(self) -> Properties:
        return Properties(
            name=self.name.text().strip(),
            reviewer=self.reviewer.text().strip(),
            timezone=self.zone.zone or "",
            working_hours=self.hours.text().strip(),
            purpose=self.purpose.text().strip(),
            authority=self.authority.text().strip(),
            retain_until=self.retain.text().strip(),
        )

    def _follow(self) -> None:
        """Say where the file goes and what is missing."""
        self.place.setText(str(self.path))
        lacking = [
            word
            for word, there in (
                ("a name", self.name.text().strip()),
                ("a reviewer", self.reviewer.text().strip()),
                ("a time zone from the list", self.zone.zone),
                ("a day like 2027-11-30, or none", is_date(self.retain.text().strip())),
                ("hours like 09:00-18:00", are_hours(self.hours.text().strip())),
            )
            if not there
        ]
        self.missing.setText(f"Still needed: {' and '.join(lacking)}." if lacking else "")
        self.make.setEnabled(not lacking)

    def _change_place(self) -> None:
        told, _ = QFileDialog.getSaveFileName(self, "Where the case goes", str(self.path), f"Cases (*{SUFFIX})")
        if told:
            self._chosen = Path(told if told.endswith(SUFFIX) else told + SUFFIX)
            self._follow()

    def _build(self) -> None:
        place = row(self.place, link("Change…", self._change_place), None, spacing=8)
        form = form_card(
            field_row("Name", self.name, required=True),
            field_row("Reviewer", self.reviewer, required=True),
            field_row("Purpose", self.purpose),
            field_row("Authority", self.authority),
            field_row("Keep until", self.retain, hint="delete the case after this day"),
            field_row("Time zone", self.zone, hint="of the people audited"),
            field_row("Working hours", self.hours, hint="of the people audited, on their clocks"),
            field_row("File", place),
        )
        foot = row(self.missing, None, button("Cancel", self.cancelled.emit), self.make)
        self.setLayout(page("New case", "Everything but name and reviewer can wait.", form, self.problem, foot))
        for line in (self.name, self.reviewer, self.retain, self.hours):
            line.textChanged.connect(lambda _: self._follow())
        self.zone.currentTextChanged.connect(lambda _: self._follow())


def documents() -> Path:
    """The person's documents folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def free_path(folder: Path, name: str) -> Path:
    """A path for a case of this name at which nothing lies yet."""
    stem = "".join("-" if c in UNFIT or not c.isprintable() else c for c in name).strip(" .") or "case"
    paths = (folder / f"{stem[:80]}{number}{SUFFIX}" for number in ("", *(f" {n}" for n in range(2, 1000))))
    return next((path for path in paths if not path.exists()), folder / f"{stem[:80]}{SUFFIX}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{folder} cannot be made ({error.strerror}).", "Choose another place for the case.") from error


def _line(name: str, hint: str, width: int = 0) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    if width:
        line.setFixedWidth(width)
    return line


def is_date(words: str) -> bool:
    """A day as 2027-11-30, or nothing."""
    return not words or QDate.fromString(words, Qt.DateFormat.ISODate).isValid()


def are_hours(words: str) -> bool:
    """Two times of day as 09:00-18:00."""
    times = [QTime.fromString(part, "HH:mm") for part in words.split("-")]
    return len(times) == 2 and all(time.isValid() for time in times) and times[0] != times[1]
