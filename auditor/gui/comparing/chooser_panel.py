"""What the two choosers share: a heading, a field, a list under it that the field's keys walk, and a way back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from auditor.gui.comparing.keys import takes, takes_escape
from auditor.gui.elided import Elided
from auditor.gui.pieces import button, card, column, row, text

WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDEST = 560


class ChooserPanel(QWidget):
    """Heirs fill `list` and answer `accept`; Enter takes the marked line, ↑↓ walk, Esc goes back."""

    closed = Signal()

    def __init__(self, field: QWidget, listed: QListView, hint: str) -> None:
        super().__init__()
        self.title, self.list, self._field = Elided("", "h2"), listed, field
        self.note = text("", "muted", wrap=True)
        head = row(self.title, button("Cancel", self.closed.emit, tip="Esc"), spacing=12)
        head.setStretch(0, 1)
        inside = column(spacing=8, margins=(12, 12, 12, 8))
        inside.addWidget(field)
        inside.addWidget(self.note)
        inside.addWidget(listed, 1)
        inside.addWidget(text(hint, "small", wrap=True))
        whole = column(spacing=8)
        whole.addLayout(head)
        whole.addWidget(card(inside), 1)
        middle = QWidget()
        middle.setLayout(whole)
        middle.setMaximumWidth(WIDEST)
        around = row(spacing=0)
        around.addStretch(1)
        around.addWidget(middle, 1000)  # as wide as it may be, in the middle of what is left
        around.addStretch(1)
        self.setLayout(around)
        listed.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        listed.clicked.connect(lambda _: self.accept())
        for widget in (field, listed):
            widget.installEventFilter(self)
        self.setFocusProxy(field)

    def accept(self) -> None:
        """Take the marked line."""
        raise NotImplementedError

    def refuse(self) -> None:
        """Esc: back to where one came from."""
        self.closed.emit()

    def step(self, by: int) -> None:
        """Mark another line."""
        model = self.list.model()
        row_ = min(max(self.list.currentIndex().row() + by, 0), model.rowCount() - 1)
        self.list.setCurrentIndex(model.index(row_, 0))

    def say(self, words: str) -> None:
        """Tell something above the list; "" takes it away."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if takes(event, (*WALK, *ENTER)):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, key: Qt.Key) -> bool:
        if key in ENTER:
            self.accept()
        elif key in WALK and watched is self._field:
            self.step(WALK[key])
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.refuse()
        else:
            super().keyPressEvent(event)
