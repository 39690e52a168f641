"""The field for words in prompts and responses; it asks when a person pauses, or presses Enter."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

PAUSE_MS = 250


class SearchField(QLineEdit):
    """Enter goes to the first hit, Esc ends the search."""

    asked = Signal(str)
    next_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search  (Ctrl+F)")
        self.setAccessibleName("Search prompts and responses")
        self.setToolTip("Words in prompts and responses of this agent. Enter: to the first hit. Esc: end the search.")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(136)
        self.setMaximumWidth(220)
        self._asked = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._pause.start())

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()  # else the window would save the verdict, or leave the review
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._ask()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_words(self, words: str) -> None:
        """These words, without asking for them."""
        self._asked = words
        self.setText(words)
        self._pause.stop()

    def _ask(self) -> None:
        self._pause.stop()
        if self.text().strip() != self._asked:
            self._asked = self.text().strip()
            self.asked.emit(self._asked)
