"""Small pieces every screen is built from: labels with a role, buttons, chips, cards, key caps."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)


def text(words: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label; `role` chooses its look in theme.qss. Plain text always: names in exports are not markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    if name:
        label.setAccessibleName(name)
    return label


class Button(QPushButton):
    """A push button that Enter presses wherever it stands, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(words: str, pressed: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A push button; the primary one is the screen's next step."""
    made = Button(words)
    made.setAutoDefault(False)
    made.setProperty("primary", primary)
    made.setAccessibleName(words)
    made.setToolTip(tip)
    made.clicked.connect(lambda: pressed())
    return made


def link(words: str, pressed: Callable[[], object]) -> QPushButton:
    """A button that looks like a link."""
    made = button(words, pressed)
    made.setProperty("flat", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def chip(words: str) -> QPushButton:
    """A small round button that is on or off."""
    made = QPushButton(words)
    made.setProperty("chip", True)
    made.setCheckable(True)
    made.setAccessibleName(words)
    return made


def card(layout: QLayout) -> QFrame:
    """A white panel with a hairline around it."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setLayout(layout)
    return frame


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def panel(name: str, layout: QLayout) -> QWidget:
    """A plain widget whose look theme.qss gives by object name."""
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def row(
    *parts: QWidget | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Widgets side by side; None stretches, a number is a gap in px."""
    return _fill(QHBoxLayout(), parts, spacing, margins)


def column(
    *parts: QWidget | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Widgets below each other; None stretches, a number is a gap in px."""
    return _fill(QVBoxLayout(), parts, spacing, margins)


def clear(layout: QLayout) -> None:
    """Remove and delete all widgets of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def _fill(
    layout: Box, parts: tuple[QWidget | int | None, ...], spacing: int, margins: tuple[int, int, int, int]
) -> Box:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)
    return layout
