"""Where the auditor enters the dates of a target: announced, reported on, due; each is a mark on the timeline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QWidget

from auditor.case.properties import LAST_DAY, UNITS, Properties
from auditor.dates import DAY_NAMES, TITLES, enter_dates, understood
from auditor.errors import AuditorError
from auditor.gui.importing.choice import Choice
from auditor.gui.pieces import button, column, row, text
from auditor.gui.session import Session
from auditor.gui.starting.form import field_row, form_card

WIDTH = 640
FIELD, SMALL = 160, 104
LEAD = (
    "What the people were told of a target. A day begins at midnight on their clocks, {zone}."
    " Leave empty what is not known."
)
HINTS = {
    "announced": "a named line on the timeline",
    "report_weekday": "a line each week",
    "report_day": "of the month: a line each month",
    "due": "a named line on the timeline",
}
DAYS = (("", "not told"), *((day, full.capitalize()) for day, full in DAY_NAMES.items()))
MONTH_DAYS = (("", "not told"), *((str(day), str(day)) for day in range(1, 32)), (LAST_DAY, "the last"))
PERIODS = (("weekly_target", "a week"), ("monthly_target", "a month"))


class DatesDialog(QDialog):
    """Window-modal. Enter saves, Esc leaves everything as it was; `saved` carries the case's properties."""

    saved = Signal(Properties)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Dates of the target")
        assert session.case
        self._case = session.case
        self.announced = _line(TITLES["announced"], "2026-11-02", HINTS["announced"])
        self.target = _line("Target", "2,000,000", "what a person is to use in each period")
        self.unit = _choice(TITLES["target_unit"], tuple((unit, unit) for unit in UNITS), SMALL)
        self.period = _choice("Target for", PERIODS, SMALL)
        self.weekday = _choice(TITLES["report_weekday"], DAYS, FIELD, HINTS["report_weekday"])
        self.day = _choice(TITLES["report_day"], MONTH_DAYS, FIELD, HINTS["report_day"])
        self.due = _line(TITLES["due"], "2026-12-01", HINTS["due"])
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.save = button("Save", self.accept, primary=True)
        self.save.setDefault(True)
        self._kept = self._case.properties.get()
        self._show(self._kept)
        self._build()

    def accept(self) -> None:
        """Keep what stands there, or say what is wrong and go there."""
        told = self._told()
        try:
            if not self._wrong(told):
                self.saved.emit(enter_dates(self._case, told))
                super().accept()
        except AuditorError as error:  # a case that cannot be written
            self._tell(str(error))

    def _told(self) -> dict[str, str]:
        """What the fields say. A unit that no target has is none, and one left as it was stays as it is kept."""
        unit = self._kept.target_unit if self.unit.value == self._kept.unit else self.unit.value
        target = self.target.text().strip()
        return {
            "announced": self.announced.text(),
            **{name: target if self.period.value == name else "" for name, _ in PERIODS},
            "target_unit": unit if target else "",
            "report_weekday": self.weekday.value,
            "report_day": self.day.value,
            "due": self.due.text(),
        }

    def _wrong(self, told: dict[str, str]) -> bool:
        """Whether a field cannot be understood: then it says so, and has the focus."""
        for name, field in (("announced", self.announced), (self.period.value, self.target), ("due", self.due)):
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
        self.target.setText(f"{kept.target:,}" if kept.target else "")
        self.unit.show_value(kept.unit)
        self.period.show_value("monthly_target" if kept.monthly_target else "weekly_target")
        self.weekday.show_value(kept.report_weekday)
        self.day.show_value(kept.report_day)
        self.due.setText(kept.due)

    def _build(self) -> None:
        zone = self._kept.timezone.replace("/", "/\u2060")
        foot = row(None, button("Cancel", self.reject), self.save)
        inner = column(
            *(text(LEAD.format(zone=zone), "muted", wrap=True), 4, self._form(), self.problem),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
        inner.addSpacing(8)
        inner.addLayout(foot)
        self.setLayout(inner)
        self.setFixedWidth(WIDTH)

    def _form(self) -> QFrame:
        amount = row(self.target, self.unit, self.period, None)
        return form_card(
            field_row(TITLES["announced"], self.announced, hint=HINTS["announced"]),
            field_row("Target per person", amount),
            field_row(TITLES["report_weekday"], self.weekday, hint=HINTS["report_weekday"]),
            field_row(TITLES["report_day"], self.day, hint=HINTS["report_day"]),
            field_row(TITLES["due"], self.due, hint=HINTS["due"]),
        )


def _line(title: str, example: str, hint: str) -> QLineEdit:
    line = QLineEdit(placeholderText=example)
    line.setAccessibleName(title)
    line.setAccessibleDescription(hint)
    line.setFixedWidth(FIELD)
    return line


def _choice(title: str, options: tuple[tuple[str, str], ...], width: int, hint: str = "") -> Choice:
    made = Choice(title, options)
    made.setAccessibleDescription(hint)
    made.setFixedWidth(width)
    return made
