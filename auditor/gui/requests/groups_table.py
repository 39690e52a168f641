"""The table of groups: Enter or a double click opens one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from auditor.gui.requests.groups_model import COST, EXAMPLE, GROUP, OF_TOKENS, WHEN, GroupsModel
from auditor.gui.requests.keyed_table import KeyedTable
from auditor.gui.requests.requests_delegate import RequestsDelegate
from auditor.gui.session import Session

ROW_HEIGHT = 27
WIDTHS = (116, 94, 64, 76, 92, 150, 76)
DAY_WIDTH = 144
ROOMS = {OF_TOKENS: 800, WHEN: 620, COST: 480}
"""Widths in px from which columns are shown."""


class GroupsTable(KeyedTable):
    """Tells which group (its row) is opened, and which one is looked at."""

    opened = Signal(int)
    looked_at = Signal(int)
    back_wanted = Signal()
    escape_wanted = Signal()

    def __init__(self, model: GroupsModel, session: Session) -> None:
        super().__init__(model, "Groups of requests", ROW_HEIGHT)
        self._model = model
        self.setSelectionMode(KeyedTable.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(RequestsDelegate(session))
        head = self.horizontalHeader()
        for section, width in enumerate(WIDTHS):
            head.resizeSection(section, width)
        head.setSectionResizeMode(EXAMPLE, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(model.sort_by)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(self._look)
        self.selectionModel().selectionChanged.connect(self._look)
        self.keys = {
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Plus: self._open,
            Qt.Key.Key_Backspace: self.back_wanted.emit,
            Qt.Key.Key_Escape: self.escape_wanted.emit,
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_columns()

    def place_columns(self) -> None:
        """Show the columns there is room for; a day needs no dates, but room for its name."""
        days = self._model.groups is not None and self._model.groups.by == "day"
        for section, room in ROOMS.items():
            self.setColumnHidden(section, self.viewport().width() < room or (section == WHEN and days))
        self.horizontalHeader().resizeSection(GROUP, DAY_WIDTH if days else WIDTHS[GROUP])

    def _look(self) -> None:
        row = self.chosen_current()
        if row is not None:
            self.looked_at.emit(row)

    def _open(self) -> None:
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
