"""A table whose last column is a link: a click on it, or Enter on the row, does what it says."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableView

from auditor.gui.data.lines_model import LinesDelegate, LinesModel
from auditor.gui.plain_table import plain_table
from auditor.gui.session import Session


def lines_table(session: Session, model: LinesModel, name: str, widths: Mapping[int, int]) -> QTableView:
    """A plain table of lines, drawn as all tables of the data screen."""
    table = plain_table(model, name, widths)
    table.setItemDelegate(LinesDelegate(session))
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
