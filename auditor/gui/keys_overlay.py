"""The keys that work, on one panel over the window; any key or click takes it away."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from auditor.gui.commands import COMMANDS, Command
from auditor.gui.pieces import card, column, panel, row, text

KEYS_WIDTH = 60
COLUMNS = (("review", "verdict"), ("timeline", "everywhere"))


class KeysOverlay(QWidget):
    """Covers its parent while shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys that work here")
        halves = [
            panel("keyshalf", column(*(_group(place) for place in places), None, spacing=16)) for places in COLUMNS
        ]
        inner = column(
            panel("keyshead", row(text("Keys", "h1"), None, text("any key closes this", "small"))),
            panel("keysall", row(*halves, spacing=40)),
            spacing=16,
            margins=(28, 22, 28, 24),
        )
        middle = column(None, card(inner), None)
        self.setLayout(row(None, panel("keysmiddle", middle), None))
        self._before: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Show it over the whole parent."""
        parent = self.parentWidget()
        assert parent
        self._before = QApplication.focusWidget()
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def _take_away(self) -> None:
        self.hide()
        if self._before:
            self._before.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut acts on what is behind
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            self._take_away()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            parent = self.parentWidget()
            assert parent
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)


def _group(place: str) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.addWidget(text(place.upper(), "section"), 0, 0, 1, 2)
    lines = [command for command in COMMANDS if command.place == place and not command.name.startswith("reason_")]
    if place == "verdict":
        lines.insert(3, Command("reasons", "Reasons", "1 … 9", place))
    for number, command in enumerate(lines, 1):
        keys = command.keys.split("  ")[0]
        grid.addWidget(text(shown(keys), "key"), number, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(text(command.title), number, 1)
    grid.setColumnMinimumWidth(0, KEYS_WIDTH)
    grid.setColumnStretch(1, 1)
    return panel("keysgroup", grid)


def shown(keys: str) -> str:
    """Keys as this system writes them (⌘ on a Mac)."""
    if "…" in keys:
        return keys
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
