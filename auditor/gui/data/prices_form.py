"""The form by which a price is entered for this case: a model, from a day on, as somebody says."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from auditor.errors import ReviewError
from auditor.gui.pieces import button, column, panel, row, text
from auditor.prices import micro
from auditor.records import Price

RATES = (
    ("input", "Input", "3.00"),
    ("cache_read", "Cache read", "not told"),
    ("cache_creation", "Cache write", "not told"),
    ("output", "Output", "15.00"),
)
LEAD = "A price entered here goes before the program’s list, for this case only, from its day on."
NOTE = "US dollars per million tokens. A field left empty is “not told”, not $0: use of that kind then has no cost."


class PriceForm(QWidget):
    """`entered` carries the price; who keeps it may `tell` what is wrong, or `clear` the form."""

    entered = Signal(Price)

    def __init__(self) -> None:
        super().__init__()
        self.model = self._field("Model", "as the sources name it")
        self.day = self._field("From the day", "2026-09-01")
        self.rates = {name: self._field(f"{label}, dollars per million tokens", hint) for name, label, hint in RATES}
        self.source = self._field("Who says so", "invoice, contract or page, with its date")
        self.save = button("Enter price", self.enter, primary=True)
        self._problem = text("", "bad", wrap=True, name="What is wrong with the price")
        self._problem.hide()
        self._build()
        for field in (self.model, self.day, *self.rates.values(), self.source):
            field.returnPressed.connect(self.enter)

    def offer(self, models: list[str]) -> None:
        """Names to complete while typing."""
        completer = QCompleter(models, self.model)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.model.setCompleter(completer)

    def fill(self, model: str, day: str) -> None:
        """Begin a price for a model; the rest is the auditor's."""
        self.clear()
        self.model.setText(model)
        self.day.setText(day)
        self.rates["input"].setFocus()

    def clear(self) -> None:
        """Empty again."""
        for field in (self.model, self.day, *self.rates.values(), self.source):
            field.clear()
        self.tell("")

    def tell(self, words: str) -> None:
        """Say what is wrong; "" takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def enter(self) -> None:
        """Ask for the price to be kept."""
        self.tell("")
        try:
            rates = [micro(self.rates[name].text()) for name, _, _ in RATES]
        except ReviewError as error:
            self.tell(str(error))
            return
        given, read, created, output = rates
        model, day, source = (field.text().strip() for field in (self.model, self.day, self.source))
        self.entered.emit(Price(model, day, given, read, created, output, source))

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(placeholderText=hint)
        field.setAccessibleName(name)
        return field

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, label, _) in enumerate(RATES):
            across, down = place % 2, place // 2 * 2
            words = text(label, "small")
            words.setBuddy(self.rates[name])
            words.setAlignment(Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(words, down, across)
            grid.addWidget(self.rates[name], down + 1, across)
        grid.setRowMinimumHeight(2, 24)  # the second pair of fields stands apart from the first
        inner = column(text("ENTER A PRICE FOR THIS CASE", "section"), text(LEAD, "muted", wrap=True), spacing=4)
        for label, field in (("Model", self.model), ("From the day (UTC)", self.day)):
            self._labelled(inner, label, field)
        inner.addSpacing(8)
        inner.addWidget(panel("rates", grid))
        inner.addWidget(text(NOTE, "small", wrap=True))
        self._labelled(inner, "Who says so", self.source)
        inner.addSpacing(8)
        inner.addWidget(self._problem)
        inner.addSpacing(8)
        inner.addLayout(row(button("Clear", self.clear), None, self.save))
        self.setLayout(inner)

    @staticmethod
    def _labelled(inner: QVBoxLayout, label: str, field: QLineEdit) -> None:
        words = text(label, "small")
        words.setBuddy(field)
        inner.addSpacing(8)
        inner.addWidget(words)
        inner.addWidget(field)
