"""Where the auditor enters the dates of a target: announced, reported on, due; each is a mark on the timeline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from auditor.case.properties import Properties
from auditor.dates import DAY_NAMES, TITLES, enter_dates, understood
from auditor.errors import AuditorError
from auditor.gui.importing.choice import Choice
from auditor.gui.pieces import button, column, row, text
from auditor.gui.session import Session
from auditor.gui.starting.form import field_row, form_card

WIDTH = 600
FIELD = 160
LEAD = (
    "What the people were told of a target. A day begins at midnight on their clocks, {zone}."
    " Leave empty what is not known."
)
HINTS = {
    "announced": "a named line on the timeline",
    "weekly_target": "tokens a person and week",
    "report_weekday": "a line each week",
    "due": "a named line on the timeline",
}


class DatesDialog(QDialog):
    """Window-modal. Enter saves, Esc leaves everything as it was; `saved` carries the case's properties."""

    saved = Signal(Properties)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Dates of the target")
        assert session.case
        self._case = session.case
        self.announced = _line("announced", "2026-11-02")
        self.target = _line("weekly_target", "2,000,000")
        self.weekday = Choice(TITLES["report_weekday"], (("", "not told"), *DAYS))
        self.weekday.setFixedWidth(FIELD)
        self.due = _line("due", "2026-12-01")
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.save = button("Save", self.accept, primary=True)
        self.save.setDefault(True)
        self._show(self._case.properties.get())

    def accept(self) -> None:
        """Keep what stands there, or say what is wrong and go there."""
        told = {
            "announced": self.announced.text(),
            "weekly_target": self.target.text(),
            "report_weekday": self.weekday.value,
            "due": self.due.text(),
        }
        try:
            if not self._wrong(told):
                self.saved.emit(enter_dates(self._case, told))
                super().accept()
        except AuditorError as error:  # a case that cannot be written
            self._tell(str(error))

    def _wrong(self, told: dict[str, str]) -> bool:
        """Whether a field cannot be understood: then it says so, and has the focus."""
        for name, field in (("announced", self.announced), ("weekly_target", self.target), ("due", self.due)):
            try:
                understood(name, told[name])
            except AuditorError as error:
                self._tell(f"{TITLES[name]}: {error}")
                field.setFocus()
                field.selectAll()
                return True
        return False

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.adjustSize()

    def _show(self, kept: Properties) -> None:
        """The fields with what is kept."""
        self.announced.setText(kept.announced)
        self.target.setText(f"{kept.target_tokens:,}" if kept.target_tokens else "")
        self.weekday.show_value(kept.report_weekday)
        self.due.setText(kept.due)
        fields = (
            ("announced", self.announced),
            ("weekly_target", self.target),
            ("report_weekday", self.weekday),
            ("due", self.due),
        )
        form = form_card(*(field_row(TITLES[name], field, hint=HINTS[name]) for name, field in fields))
        lead = text(LEAD.format(zone=kept.timezone.replace("/", "/\u2060")), "muted", wrap=True)
        foot = row(None, button("Cancel", self.reject), self.save)
        inner = column(lead, 4, form, self.problem, spacing=8, margins=(24, 20, 24, 20))
        inner.addSpacing(8)
        inner.addLayout(foot)
        self.setLayout(inner)
        self.setFixedWidth(WIDTH)


DAYS = tuple((day, full.capitalize()) for day, full in DAY_NAMES.items())


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit(placeholderText=hint)
    line.setAccessibleName(TITLES[name])
    line.setAccessibleDescription(HINTS[name])
    line.setFixedWidth(FIELD)
    return line
