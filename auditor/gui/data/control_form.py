"""Where the auditor enters what an invoice, a dashboard or a letter says; what is wrong stands beside its field."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from auditor.errors import ReviewError
from auditor.gui.data.reconcile_figures import exact, unit_title
from auditor.gui.figures import local
from auditor.gui.importing.choice import Choice, Options
from auditor.gui.pieces import button, column, row, text
from auditor.reconcile import AMOUNT, amount_written
from auditor.records import ControlTotal
from auditor.times import from_iso

KINDS = ("invoice", "dashboard", "letter")
LABEL = 72


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a control total may be narrowed to, each with a first choice that stands for all."""

    persons: Options = (("", "all persons"),)
    models: Options = (("", "all models"),)
    sources: Options = (("", "all sources"),)


class ControlForm(QWidget):
    """`made` hands a complete control total on; `cancelled` asks to close the form."""

    made = Signal(ControlTotal)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("New control total")
        self._zone = ZoneInfo("UTC")
        self.kind = QComboBox(editable=True)
        self.kind.addItems(KINDS)
        self.kind.setAccessibleName("Who says so: invoice, dashboard, letter, or a word of your own")
        self.unit = Choice("Unit", [(str(unit), unit_title(unit)) for unit in AMOUNT])
        self.amount = _line("Amount", "412.6 M or 1,204,300")
        self.start = _line("First day", "2026-09-01")
        self.end = _line("Last day", "2026-09-30")
        self.person, self.model, self.source = Choice("Person"), Choice("Model"), Choice("Source")
        self.note = _line("Note", "page 2, line 4")
        self.amount_said, self.period_said = _said("Amount"), _said("Period")
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.zone_told = text("", "small", wrap=True)
        self.zone_told.setContentsMargins(LABEL + 8, 0, 0, 0)
        self.keep = button("Enter it", self.accept, primary=True)
        self.cancel = button("Cancel", self.cancelled.emit)
        self._build()
        self.setFocusProxy(self.amount)
        for field in (self.amount, self.start, self.end):
            field.textChanged.connect(self._follow)
        self.kind.editTextChanged.connect(self._follow)
        self.unit.currentIndexChanged.connect(self._follow)
        self._follow()

    def offer(self, scopes: Scopes, zone: ZoneInfo, span: tuple[int, int] | None) -> None:
        """What can be chosen; the days of the case stand in an empty period."""
        self._zone = zone
        self.zone_told.setText(f"First and last day, both included, on the clocks of {zone.key}.")
        for choice, options in (
            (self.person, scopes.persons),
            (self.model, scopes.models),
            (self.source, scopes.sources),
        ):
            before = choice.value
            choice.offer(options)
            choice.show_value(before)
        if span and not self.start.text() and not self.end.text():
            self.start.setText(local(span[0], zone).date().isoformat())
            self.end.setText(local(span[1], zone).date().isoformat())

    def start_anew(self) -> None:
        """Empty what belongs to one control total; the period often stays the same."""
        self.amount.clear()
        self.note.clear()
        self.problem.hide()

    def accept(self) -> None:
        """Hand the control total on if it is complete; else say what is missing and go there."""
        self._follow(all_=True)
        told = self._told()
        if told is None:
            wrong = self.amount if self.amount_said.isVisibleTo(self) else self.start
            wrong.setFocus()
            return
        self.made.emit(told)

    def tell(self, words: str) -> None:
        """Why it was not kept."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enters it."""
        if event.text() in ("\r", "\n"):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _told(self) -> ControlTotal | None:
        """What the fields say; None while something is wrong."""
        days = self._days()
        try:
            quantity = amount_written(self.amount.text(), self.unit.value)
        except ReviewError:
            return None
        if days is None:
            return None
        person, source = self.person.value, self.source.value
        return ControlTotal(
            *(self.kind.currentText(), self.unit.value, quantity, *days),
            person_id=int(person) if person else None,
            model=self.model.value or None,
            source_id=int(source) if source else None,
            note=self.note.text(),
        )

    def _days(self) -> tuple[int, int] | None:
        """From midnight before the first day to midnight after the last, µs."""
        try:
            first, last = (date.fromisoformat(field.text().strip()) for field in (self.start, self.end))
        except ValueError:
            return None
        if last < first:
            return None
        return _midnight(first, self._zone), _midnight(last + timedelta(days=1), self._zone)

    def _follow(self, *_: object, all_: bool = False) -> None:
        """Say what is wrong beside its field, once something is typed there, or when all is asked for."""
        _say(self.amount_said, *self._amount_words(all_))
        typed = all_ or bool(self.start.text() and self.end.text())
        wrong = typed and self._days() is None
        _say(self.period_said, "Two days like 2026-09-01, the last not before the first." if wrong else "", "bad")

    def _amount_words(self, all_: bool) -> tuple[str, str]:
        if not self.amount.text().strip():
            return ("Write the amount as it stands on the paper." if all_ else "", "bad")
        try:
            return exact(amount_written(self.amount.text(), self.unit.value), self.unit.value), "small"
        except ReviewError as error:
            return str(error), "bad"

    def _build(self) -> None:
        period = row(self.start, text("–", "muted"), self.end)
        holder = QWidget()
        holder.setLayout(period)
        foot = QWidget()
        foot.setLayout(row(None, self.cancel, self.keep))
        lead = "What somebody else says was used. It is held against what was counted, and never added to it."
        lines: list[QWidget] = [
            text(lead, "muted", wrap=True),
            _labelled("Says so", self.kind), _labelled("Unit", self.unit),
            _labelled("Amount", self.amount), self.amount_said,
            _labelled("Period", holder), self.period_said, self.zone_told,
            _labelled("Person", self.person), _labelled("Model", self.model), _labelled("Source", self.source),
            _labelled("Note", self.note), self.problem, foot,
        ]  # fmt: skip
        self.setLayout(column(*lines, spacing=8))


def _midnight(day: date, zone: ZoneInfo) -> int:
    return from_iso(datetime(day.year, day.month, day.day, tzinfo=zone).isoformat())


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit(placeholderText=hint)
    line.setAccessibleName(name)
    return line


def _labelled(words: str, field: QWidget) -> QWidget:
    label = text(words)
    label.setFixedWidth(LABEL)
    label.setBuddy(field)
    line = row(label, field)
    line.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder


def _said(field: str) -> QLabel:
    label = text("", "small", wrap=True, name=f"{field}: what is wrong, or how it was understood")
    label.setContentsMargins(LABEL + 8, 0, 0, 0)
    label.hide()
    return label


def _say(label: QLabel, words: str, role: str) -> None:
    label.setText(words)
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
    label.setVisible(bool(words))
