"""How a short form is laid out: a page in the middle, a card with one line per field."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from auditor.gui.pieces import card, column, row, text

WIDTH, LABEL_WIDTH = 720, 136


def field_row(label: str, field: QWidget | QLayout, *, required: bool = False, hint: str = "") -> QHBoxLayout:
    """A label, its field, and a word on what it is for."""
    words = text(label, "title" if required else "")
    words.setFixedWidth(LABEL_WIDTH)
    line = row(words)
    if isinstance(field, QLayout):
        line.addLayout(field, 1)
        return line
    words.setBuddy(field)
    line.addWidget(field, 0 if hint else 1)
    if hint:
        line.addWidget(text(hint, "small"))
        line.addStretch(1)
    return line


def form_card(*rows: QHBoxLayout) -> QFrame:
    """The fields below each other."""
    inner = column(spacing=12, margins=(24, 24, 24, 24))
    for line in rows:
        inner.addLayout(line)
    return card(inner)


def page(title: str, lead: str, body: QWidget, problem: QWidget, foot: QHBoxLayout) -> QVBoxLayout:
    """Title, one sentence, the card, what is wrong, and the buttons, in the middle of the screen."""
    middle = column(text(title, "h1"), text(lead, "muted", wrap=True), 8, body, problem, spacing=8)
    middle.addSpacing(8)
    middle.addLayout(foot)
    holder = QWidget()
    holder.setLayout(middle)
    holder.setFixedWidth(WIDTH)
    return in_the_middle(holder)


def in_the_middle(holder: QWidget) -> QVBoxLayout:
    """A block of fixed width, centred across and a little above the middle."""
    outer = column(None, margins=(24, 24, 24, 24))
    outer.addLayout(row(None, holder, None))  # not an alignment: that would ignore the height wrapped words need
    outer.addStretch(2)
    return outer
