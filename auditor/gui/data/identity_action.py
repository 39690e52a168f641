"""One thing that can be done with what is chosen: its controls, what it means, and what is wrong with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.pieces import button, column, row, text
from auditor.records import IdentityAct

Work = Callable[[CaseFile], IdentityAct | None]


class Action(QWidget):
    """Title, controls side by side, the button; an error stands right below them."""

    def __init__(
        self, title: str, *controls: QWidget, words: str, pressed: Callable[[], object], note: str = ""
    ) -> None:
        super().__init__()
        self.button = button(words, pressed)
        self._problem = text("", "bad", wrap=True, name=f"What is wrong: {title.lower()}")
        self._problem.hide()
        line = row(*controls, self.button)
        for place in range(len(controls)):
            line.setStretch(place, 1)
        inner = column(text(title, "section"), spacing=6)
        inner.addLayout(line)
        if note:
            inner.addWidget(text(note, "small", wrap=True))
        inner.addWidget(self._problem)
        self.setLayout(inner)

    def tell(self, words: str) -> None:
        """Say what is wrong; "" takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


def name_field(name: str, entered: Callable[[], object], value: str = "", hint: str = "") -> QLineEdit:
    """A field for a name; Enter does what the button beside it does."""
    field = QLineEdit(value, placeholderText=hint)
    field.setAccessibleName(name)
    field.returnPressed.connect(entered)
    return field
