"""Where the auditor sets the sealed look, and sees what difference it made to first verdicts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLineEdit, QWidget

from auditor.errors import AuditorError, ReviewError
from auditor.gui.fitting import fit
from auditor.gui.labels import GLYPHS, WORDS
from auditor.gui.pieces import button, card, column, row, text
from auditor.gui.session import Session
from auditor.gui.starting.form import field_row, form_card
from auditor.records import Label
from auditor.sealed import SHARE, Difference, Look, difference, look_of, set_look

WIDTH, FIELD = 600, 120
LEAD = (
    "A share of the agents, chosen by lot, is judged first with findings, priority and names hidden, so that what the"
    " program says does not lead the eye. Each shows them after your first verdict on it."
)
HINTS = {"Share": "% of the agents; 0 seals none", "Seed": "chooses which; empty: drawn by lot"}


class SealedDialog(QDialog):
    """Window-modal. Enter saves, Esc leaves everything as it was; `saved` carries what is set."""

    saved = Signal(Look)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Sealed look")
        assert session.case
        self._case = session.case
        kept = look_of(self._case)
        self.share, self.seed = _line("Share"), _line("Seed")
        self.share.setText(str(kept.share if kept else SHARE))
        self.seed.setText(str(kept.seed) if kept else "")
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.save = button("Save", self.accept, primary=True)
        self.save.setDefault(True)
        made = difference(self._case)
        self.made = text(made.words, wrap=True, name="What difference it made")
        self._lay_out(_counts(made))

    def accept(self) -> None:
        """Keep what stands there, or say what is wrong and go there."""
        try:
            told = [_number(field) for field in (self.share, self.seed)]
            self.saved.emit(set_look(self._case, *told))
            super().accept()
        except AuditorError as error:
            self.problem.setText(str(error))
            self.problem.show()
            fit(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    def _lay_out(self, counts: QFrame) -> None:
        fields = (("Share", self.share), ("Seed", self.seed))
        form = form_card(*(field_row(name, field, hint=HINTS[name]) for name, field in fields))
        inner = column(
            *(text(LEAD, "muted", wrap=True), 4, form, self.problem, 8, text("WHAT DIFFERENCE IT MADE", "section")),
            *(self.made, counts),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
        inner.addSpacing(8)
        inner.addLayout(row(None, button("Cancel", self.reject), self.save))
        self.setLayout(inner)
        self.setFixedWidth(WIDTH)


def _counts(made: Difference) -> QFrame:
    """First verdicts by label: those given sealed, and those given with the findings shown."""
    grid = QGridLayout()
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(24)
    grid.addWidget(text("First verdicts", "small"), 0, 0)
    for place, label in enumerate(Label, 1):
        grid.addWidget(text(f"{GLYPHS[label]} {WORDS[label]}", "small"), 0, place, Qt.AlignmentFlag.AlignRight)
    for line, (name, counts) in enumerate((("sealed", made.sealed), ("findings shown", made.open)), 1):
        grid.addWidget(text(name), line, 0)
        for place, label in enumerate(Label, 1):
            figure = text(f"{counts.get(label, 0):,}", "figure", name=f"{name}, {WORDS[label]}")
            grid.addWidget(figure, line, place, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return card(grid)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setAccessibleDescription(HINTS[name])
    line.setFixedWidth(FIELD)
    return line


def _number(field: QLineEdit) -> int | None:
    """What a field says; None where it is empty. Raises ReviewError, and goes to the field, for what is no number."""
    words = field.text().strip().removesuffix("%").strip()
    if words.isascii() and words.isdigit() and len(words) <= 10:
        return int(words)
    if words:
        field.setFocus()
        field.selectAll()
        raise ReviewError(f"{field.accessibleName()}: “{words}” is no whole number.", "Write digits alone.")
    return None
