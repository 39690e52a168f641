"""One field of ours on the mapping screen: their column, its unit, why, a value, and the tick that confirms it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from auditor.gui.elided import Elided
from auditor.gui.importing.choice import Choice
from auditor.gui.importing.mapping_words import TITLES, UNIT_WORDS
from auditor.gui.pieces import row, text
from auditor.gui.tick_box import TickBox
from auditor.gui.tips import plain_tip
from auditor.importers.mapping import UNITS
from auditor.mapping.edit import MappingEdit

NAME, COLUMN, UNIT, SAMPLE, TICK = 144, 168, 104, 136, 92
HEIGHT = 38
SCROLL_BAR = 10
FIXED = "\0fixed"


class MappingRow(QWidget):
    """`changed` tells that the person chose, typed or ticked something; the edit holds it then."""

    changed = Signal()

    def __init__(self, edit: MappingEdit, field: str) -> None:
        super().__init__()
        self.field, self._edit = field, edit
        self._typing = False  # one value for every row was chosen, and is not typed yet
        sums = edit.mapping.grain == "aggregate" and field == "timestamp"
        title = "Start of period" if sums else TITLES[field]
        headers = [header for header in dict.fromkeys(edit.draft.headers) if header]
        options = [("", "none"), *((header, header) for header in headers)]
        options += [(FIXED, "the same for all…")] * edit.can_be_fixed(field)
        self.name = text(title, "title")
        self.column = Choice(f"Their column for {title}", options)
        self.units = Choice(f"Unit of {title}", [(unit, UNIT_WORDS[unit]) for unit in UNITS.get(field, ())])
        self.why = text("", "small", wrap=True, name=f"Why {title}")
        self.value = Elided("", "")
        self.fixed = QLineEdit(placeholderText="value")
        self.fixed.setAccessibleName(f"{title} of every row")
        self.tick = TickBox("confirm")
        self.tick.setAccessibleName(f"Confirm {title}")
        self._lay_out()
        self.column.chosen.connect(self._choose)
        self.units.chosen.connect(lambda unit: self._did(edit.unit(field, unit)))
        self.fixed.editingFinished.connect(self._fix)
        self.tick.clicked.connect(lambda on: self._did(edit.confirm(field, on)))
        self.show_field()

    def show_field(self) -> None:
        """How things stand in the edit."""
        edit, field = self._edit, self.field
        fixed, told = self._typing or field in edit.mapping.fixed, edit.mapping.columns.get(field, "")
        guess = edit.guess(field)
        self.column.show_value(FIXED if fixed else told)
        self.column.setToolTip(plain_tip(told))
        self.units.setVisible(bool(told) and field in UNITS)
        self.units.show_value(edit.mapping.units.get(field, next(iter(UNITS.get(field, {"": 0})))))
        self.fixed.setVisible(fixed)
        self.fixed.setText(edit.mapping.fixed.get(field, ""))
        self.value.setVisible(not fixed)
        self.value.setText(" ".join(guess.sample[:200].split()))
        reason = guess.reason.replace(f"header says “{told}”", "header says so")  # the column stands beside it
        self._say("the same in every row, told by you" if fixed else reason, doubt=guess.doubt and not fixed)
        self.tick.setVisible(edit.needs_tick(field))
        self.tick.setChecked(field not in edit.mapping.unconfirmed)
        self.tick.setText("confirmed" if self.tick.isChecked() else "confirm")

    def _choose(self, value: str) -> None:
        self._typing = value == FIXED
        self._did(self._edit.choose(self.field, None if self._typing else value or None))
        if self._typing:
            self.fixed.setFocus()

    def _fix(self) -> None:
        self._typing = False
        if self.fixed.text().strip() != self._edit.mapping.fixed.get(self.field, ""):
            self._did(self._edit.fix(self.field, self.fixed.text()))

    def _did(self, _: None) -> None:
        self.show_field()
        self.changed.emit()

    def _say(self, words: str, *, doubt: bool) -> None:
        self.why.setText(f"≠ {words}" if doubt else words)
        self.why.setToolTip(plain_tip(words))
        self.why.setProperty("role", "doubt" if doubt else "small")
        self.why.style().unpolish(self.why)
        self.why.style().polish(self.why)

    def _lay_out(self) -> None:
        widths = ((self.name, NAME), (self.column, COLUMN), (self.units, UNIT), (self.tick, TICK))
        for widget, width in widths:
            widget.setFixedWidth(width)
        for widget in (self.units, self.tick):  # columns stay in line where there is none
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        for widget in (self.value, self.fixed):
            widget.setFixedWidth(SAMPLE)
        self.why.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        line = row(self.name, self.column, self.units, spacing=8, margins=(12, 0, 12, 0))
        line.addWidget(self.why, 1)
        for widget in (self.value, self.fixed, self.tick):
            line.addWidget(widget)
        self.setLayout(line)
        self.setFixedHeight(HEIGHT)


def head() -> QWidget:
    """The titles above the rows."""
    titles = [
        (text("Our field", "small"), NAME),
        (text("Their column", "small"), COLUMN),
        (text("Unit", "small"), UNIT),
    ]
    titles += [(text("Why", "small"), 0), (text("Sample", "small"), SAMPLE), (text("", "small"), TICK)]
    line = row(spacing=8, margins=(12, 0, 12 + SCROLL_BAR, 0))
    for label, width in titles:
        if width:
            label.setFixedWidth(width)
        line.addWidget(label, 0 if width else 1)
    made = QWidget()
    made.setLayout(line)
    made.setFixedHeight(28)
    return made
