"""A table of many rows whose keys act on its current cell, ahead of the window's shortcuts of the same keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Keys = Mapping[Qt.Key, Callable[[], object]]
"""What each key does."""


class KeyedTable(QTableView):
    """Rows of one height, selected whole, several at a time; letters are not searched for among a million rows."""

    def __init__(self, model: QAbstractItemModel, name: str, row_height: int) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setSectionsClickable(True)
        self.keys: Keys = {}
        """Set by the owner."""

    def wants(self, key: Qt.Key) -> bool:
        """Whether one of `keys` has something to do now; else the window's meaning of it holds."""
        return key in self.keys

    def chosen_current(self) -> int | None:
        """The current row if it is chosen too; None where the keyboard only came to the table, or nothing is chosen.

        A mouse makes a row the current one before it is chosen, a key after that: follow both signals.
        """
        index = self.currentIndex()
        return index.row() if index.isValid() and self.selectionModel().isSelected(index) else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._known(event):
            event.accept()  # the key comes to this table instead of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._known(event):
            self.keys[Qt.Key(event.key())]()
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would read row after row until one begins with the letter."""

    def _known(self, event: QKeyEvent) -> bool:
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return not command and event.key() in self.keys and self.wants(Qt.Key(event.key()))
