"""The head of the requests table: how many are shown, the search, and what they are grouped by."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from auditor.gui.elided import Elided
from auditor.gui.pieces import button, row, text
from auditor.gui.requests.groups_model import NOUNS
from auditor.gui.requests.search_field import SearchField
from auditor.table.groups import GROUPINGS


class RequestsHead(QWidget):
    """Tells what is chosen; `columns` opens the menu that its owner gives."""

    grouping_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.count, self.hint = text("", "muted"), Elided("", "small")
        self.search = SearchField()
        self.compare = button("Compare 2", lambda: None, tip="What differs between the two chosen requests")
        self.compare.hide()
        self.group = button("Group by ▾", self._choose_grouping, tip="Requests in groups, biggest first")
        self.columns = button("Columns ▾", lambda: None, tip="Which columns are shown")
        parts = (text("Requests", "title"), self.count, self.hint, self.compare, self.search, self.group, self.columns)
        whole = row(*parts, margins=(12, 6, 8, 6))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._by = ""

    def show_grouping(self, by: str) -> None:
        """What the requests are grouped by; "" for not."""
        self._by = by
        self.group.setText(f"By {NOUNS[by].lower()} ▾" if by else "Group by ▾")
        self.group.setAccessibleName(f"Grouped by {NOUNS[by].lower()}" if by else "Group by")

    def grouping_menu(self) -> QMenu:
        """None, or one of the groupings."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = QActionGroup(menu)
        for by in ("", *GROUPINGS):
            action = menu.addAction(NOUNS[by] if by else "Not grouped")
            action.setCheckable(True)
            action.setChecked(by == self._by)
            choices.addAction(action)
            action.triggered.connect(lambda _, by=by: self.grouping_chosen.emit(by))
        return menu

    def _choose_grouping(self) -> None:
        open_below(self.group, self.grouping_menu())


def open_below(opener: QPushButton, menu: QMenu) -> None:
    """Open a menu below the button it belongs to."""
    menu.popup(opener.mapToGlobal(QPoint(0, opener.height())))
