"""Draws the rows of the data screen's tables: one or two lines a cell, in the colours the model names."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.cell_painting import END, LEFT, MIDDLE, CellPainter
from auditor.gui.plain_table import ROW_HEIGHT
from auditor.gui.session import Session

SECOND_ROLE = Qt.ItemDataRole.UserRole + 1
"""The smaller line below, "" for none."""
TOKEN_ROLE = Qt.ItemDataRole.UserRole + 2
"""The theme token of the first line's colour; None: text."""
BOLD_ROLE = Qt.ItemDataRole.UserRole + 3

PADDING = 8


class DataDelegate(QStyledItemDelegate):
    """Reads the theme from the session each time it paints. `stripe`: the current row is marked in its first cell."""

    def __init__(self, session: Session, *, stripe: bool = True) -> None:
        super().__init__(session)
        self._session, self._stripe = session, stripe

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows as high as in every table; tables with two lines a cell set the height of their rows themselves."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        first, second = index.data() or "", index.data(SECOND_ROLE) or ""
        marked = self._stripe and index.column() == 0
        painter.save()
        cell = CellPainter(painter, option, self._session.theme)
        cell.ground(stripe=marked)
        box = cell.box.adjusted(PADDING, 0, -PADDING, -1)
        upper, lower = cell.halves(box) if second else (box, box)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or LEFT
        elide = MIDDLE if marked else END
        bold = bool(index.data(BOLD_ROLE))
        cell.write(upper, first, index.data(TOKEN_ROLE) or "text", bold=bold, align=align, elide=elide)
        if second:
            cell.write(lower, second, "muted", small=True, align=align)
        painter.restore()
