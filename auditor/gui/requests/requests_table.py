"""The table of requests: sorting by its head, filters by + and −, its columns as a person wants them."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from auditor.gui.requests.column_choice import PROMPT_LEAST, ColumnChoice, choice_from
from auditor.gui.requests.keyed_table import KeyedTable
from auditor.gui.requests.requests_delegate import RequestsDelegate
from auditor.gui.requests.requests_model import RequestsModel
from auditor.gui.session import Session
from auditor.table.columns import COLUMNS, NAMES
from auditor.table.filters import words

ROW_HEIGHT = 27
PROMPT_ROOMY = 320


class RequestsTable(KeyedTable):
    """Tells what is wanted of it; the panel around it does it."""

    filter_wanted = Signal(object)
    sort_wanted = Signal(str)
    copy_wanted = Signal()
    compare_wanted = Signal()
    back_wanted = Signal()
    escape_wanted = Signal()
    columns_changed = Signal(object)

    def __init__(self, model: RequestsModel, session: Session) -> None:
        super().__init__(model, "Requests", ROW_HEIGHT)
        self.requests = model
        self.choice = ColumnChoice()
        self._placing = False
        self.may_go_back = False
        self.setItemDelegate(RequestsDelegate(session))
        head = self.horizontalHeader()
        head.sectionClicked.connect(lambda section: self.sort_wanted.emit(NAMES[section]))
        head.sectionResized.connect(self._resized)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(head.mapToGlobal(at)))
        self.keys = {
            Qt.Key.Key_Plus: lambda: self.filter_cell(keep=True),
            Qt.Key.Key_Minus: lambda: self.filter_cell(keep=False),
            Qt.Key.Key_Backspace: self.back_wanted.emit,
            Qt.Key.Key_Escape: self.escape_wanted.emit,
        }
        self.place_columns()

    def set_columns(self, stored: object) -> None:
        """Columns as `columns_changed` told them once; None for those of a first look."""
        self.choice = choice_from(stored)
        self.place_columns()

    def place_columns(self) -> None:
        """Show the columns chosen, as far as there is room."""
        self._placing = True
        activity = self.requests.activity
        absent = frozenset({"family"} if activity is not None and not activity.families else ())
        room = self.viewport().width()
        fitting = self.choice.fitting(room, absent)
        for section, column in enumerate(COLUMNS):
            self.setColumnHidden(section, column.name not in fitting)
            if column.width:
                self.setColumnWidth(section, self.choice.width(column.name))
        self._place_prompt(room - sum(self.choice.width(name) for name in fitting))
        self._placing = False

    def columns_menu(self) -> QMenu:
        """Every column, ticked where it is shown."""
        menu = _menu(self)
        menu.setAccessibleName("Columns")
        for section, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.triggered.connect(lambda _, name=column.name: self.switch_column(name))
        menu.addSeparator()
        menu.addAction("As at first").triggered.connect(self.reset_columns)
        return menu

    def switch_column(self, name: str) -> None:
        """Show a column, or hide it."""
        if not self.choice.own:  # what is seen is what she chooses from
            seen = tuple(n for section, n in enumerate(NAMES) if not self.isColumnHidden(section))
            self.choice = ColumnChoice(seen, self.choice.widths, own=True)
        self._choose(self.choice.switched(name))

    def reset_columns(self) -> None:
        """The columns of a first look, in their first widths."""
        self._choose(ColumnChoice())

    def go_to(self, row: int) -> None:
        """Make a row the current and only chosen one, in sight."""
        now = self.currentIndex()
        index = self.requests.index(row, now.column() if now.isValid() else NAMES.index("prompt"))
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def chosen_rows(self, most: int) -> list[int] | None:
        """The rows selected, from above; None when they are more than `most`."""
        selection = cast(Iterable[QItemSelectionRange], self.selectionModel().selection())  # Qt's stubs do not say so
        ranges = [(one.top(), one.bottom()) for one in selection]
        if sum(bottom - top + 1 for top, bottom in ranges) > most:
            return None
        return sorted({row for top, bottom in ranges for row in range(top, bottom + 1)})

    def filter_cell(self, *, keep: bool) -> None:
        """Only what the current cell says, or without it."""
        if self.currentIndex().isValid():
            self.filter_wanted.emit(self.requests.filter_of(self.currentIndex(), keep=keep))

    def stand_on(self, row: int, section: int) -> None:
        """Put the keyboard on a cell, in sight, without choosing its row."""
        index = self.requests.index(row, section)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def wants(self, key: Qt.Key) -> bool:
        """The way back only where there is one, filters only on a cell."""
        back = key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
        return super().wants(key) and (self.may_go_back if back else self.currentIndex().isValid())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if index.isValid():
            keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if keyboard else event.globalPos()
            self.cell_menu().popup(QPoint(at))

    def cell_menu(self) -> QMenu:
        """What can be done with the current cell and the rows chosen."""
        menu, index = _menu(self), self.currentIndex()
        only, without = (self.requests.filter_of(index, keep=keep) for keep in (True, False))
        for one, key in ((only, "+"), (without, "−")):
            said = words(one)
            action = menu.addAction(f"{said[0].upper()}{said[1:]}\t{key}")
            action.triggered.connect(lambda _, one=one: self.filter_wanted.emit(one))
        menu.addSeparator()
        column = COLUMNS[index.column()]
        menu.addAction(f"Sort by {column.title}").triggered.connect(lambda: self.sort_wanted.emit(column.name))
        menu.addSeparator()
        menu.addAction("Copy the chosen rows\tCtrl+C").triggered.connect(self.copy_wanted)
        compare = menu.addAction("Compare the two chosen requests")
        compare.triggered.connect(self.compare_wanted)
        compare.setEnabled(len(self.chosen_rows(2) or ()) == 2)
        return menu

    def _place_prompt(self, room: int) -> None:
        """The prompt takes what is left; where too little is, it has its own width and the table scrolls sideways."""
        head, section = self.horizontalHeader(), NAMES.index("prompt")
        fits = room >= PROMPT_LEAST
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if fits:
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        else:
            self.setColumnWidth(section, PROMPT_ROOMY)
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)

    def _resized(self, section: int, before: int, width: int) -> None:
        hidden = not before or not width
        if not self._placing and not hidden and COLUMNS[section].width and width != self.choice.width(NAMES[section]):
            self.choice = self.choice.widened(NAMES[section], width)
            self.columns_changed.emit(self.choice.stored())

    def _choose(self, choice: ColumnChoice) -> None:
        self.choice = choice
        self.place_columns()
        self.columns_changed.emit(choice.stored())


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
