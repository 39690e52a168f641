"""The tree of sums: looks like the tables, opens with Right and closes with Left."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from auditor.gui.data.data_delegate import DataDelegate
from auditor.gui.data.reconcile_model import Col, ReconcileModel
from auditor.gui.session import Session

WIDTHS = {Col.UNIT: 136, Col.PERSON: 148, Col.STATED: 84, Col.COUNTED: 84, Col.DIFFERENCE: 88, Col.AGREEMENT: 188}
INDENT = 24


class ReconcileTree(QTreeView):
    """Draws the arrows itself: the style sheet would take them away."""

    def __init__(self, session: Session, model: ReconcileModel) -> None:
        super().__init__()
        self._session = session
        self.setModel(model)
        self.setItemDelegate(DataDelegate(session, stripe=False))
        self.setAccessibleName("Sums beside counted requests")
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(Col.EXPORT, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Ground, hairline and arrow of the room before the first cell."""
        theme = self._session.theme
        if self.selectionModel().isSelected(index):  # type: ignore[arg-type]
            painter.fillRect(rect, theme.color("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        if self.model().hasChildren(index):
            painter.setPen(theme.color("muted"))
            place = QRect(rect.right() - INDENT + 4, rect.top(), INDENT, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "▾" if self.isExpanded(index) else "▸")
