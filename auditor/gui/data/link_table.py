"""A table whose last column is a link: a click on it, or Enter on the row, does it; and words where one is empty."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from auditor.gui.data.lines_model import LinesDelegate, LinesModel
from auditor.gui.pieces import column, text
from auditor.gui.plain_table import plain_table
from auditor.gui.session import Session


class TableOrWords(QWidget):
    """A table, or in its place what to do next."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self.table = table
        self.words = text("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setContentsMargins(24, 8, 24, 8)
        both = column(table, self.words, spacing=0)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)
        self.say("")

    def say(self, words: str) -> None:
        """Words, or the table for none."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.table.setVisible(not words)


def lines_table(session: Session, model: LinesModel, name: str, widths: Mapping[int, int]) -> QTableView:
    """A plain table of lines, drawn as all tables of the data screen."""
    table = plain_table(model, name, widths)
    delegate = LinesDelegate(session)
    delegate.setParent(table)  # it lives no longer than what it draws
    table.setItemDelegate(delegate)
    table.setMouseTracking(True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


def link_table(
    session: Session, model: LinesModel, name: str, widths: Mapping[int, int], pressed: Callable[[int], None]
) -> QTableView:
    """`pressed` gets the row; whether there is anything to do with it is its own affair."""
    table = lines_table(session, model, name, widths)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    last = model.columnCount() - 1

    def clicked(index: QModelIndex) -> None:
        if index.column() == last:
            pressed(index.row())

    def entered() -> None:
        if table.currentIndex().isValid():
            pressed(table.currentIndex().row())

    table.clicked.connect(clicked)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shortcut = QShortcut(QKeySequence(key), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(entered)
    return table
