"""Buttons that are always there, for the keyboard and for screen readers, and seen while one looks at their place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.pieces import Button, row

STYLE = """
QPushButton[quiet="true"] { font-size: 12px; padding: 1px 2px; min-height: 16px; }
QPushButton[quiet="true"]:disabled { color: palette(placeholder-text); }
"""
"""For whoever holds quiet buttons: one style sheet above them all, since one for each takes long."""


class Quiet(Button):
    """A small link that is drawn only while its row is awake; one that was used up tells so for good."""

    def __init__(self, words: str, pressed: Callable[[], object], holder: "QuietRow") -> None:
        super().__init__(words)
        self.setProperty("flat", True)
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: pressed())
        self._row = holder

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row.look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._row.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if step := steps.get(Qt.Key(event.key())):
            self._row.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row.awake or not self.isEnabled():
            super().paintEvent(event)


class QuietRow(QWidget):
    """Quiet buttons side by side, awake while the mouse is over `around` or one of them has the keyboard.

    `step_wanted`: Up (-1) or Down (1) was pressed on one of them.
    """

    step_wanted = Signal(int)

    def __init__(self, around: QWidget, actions: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__(around)
        self.buttons = {words: Quiet(words, pressed, self) for words, pressed in actions}
        self._around, self._over = around, False
        self.setLayout(row(*self.buttons.values(), spacing=0))
        around.installEventFilter(self)

    @property
    def awake(self) -> bool:
        """Whether the buttons are drawn."""
        return self._over or any(button.hasFocus() for button in self.buttons.values())

    def name_them(self, of: str, tips: Mapping[str, str]) -> None:
        """Tell screen readers what each button is for, others by a tooltip."""
        for words, button in self.buttons.items():
            button.setAccessibleName(f"{words}: {of}")
            button.setToolTip(tips[words])

    def look(self) -> None:
        """Draw the buttons anew."""
        for button in self.buttons.values():
            button.update()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if isinstance(event, QEnterEvent) or event.type() == QEvent.Type.Leave:
            self._over = isinstance(event, QEnterEvent)
            self.look()
        return super().eventFilter(watched, event)
