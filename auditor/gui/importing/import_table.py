"""The table of files to import: Space chooses a row, a click on its box too."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from auditor.gui.importing.import_delegate import ImportDelegate
from auditor.gui.importing.import_model import ROW_ROLE, Col, ImportModel
from auditor.gui.importing.import_row import ImportRow, State
from auditor.gui.session import Session

ROW_HEIGHT = 48
WIDTHS = {Col.WANTED: 32, Col.SIZE: 88, Col.PROGRESS: 152, Col.EVENTS: 88, Col.STATUS: 168}


class ImportTable(QTableView):
    """`row_shown` tells which row is the current one; `cancel_wanted` that Cancel in the running row was pressed.

    `map_wanted` asks for the mapping screen of the current row; `fitted` tells the height at which all rows show.
    """

    row_shown = Signal(object)
    cancel_wanted = Signal()
    map_wanted = Signal()
    fitted = Signal(int)

    def __init__(self, session: Session, files: ImportModel) -> None:
        super().__init__()
        self.files = files
        self.setModel(files)
        self.setItemDelegate(ImportDelegate(session))
        self.setAccessibleName("Files to import")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._lay_out()
        self.selectionModel().currentRowChanged.connect(self._tell)
        files.modelReset.connect(self._fit)
        files.rowsInserted.connect(self._fit)

    @property
    def current_row(self) -> ImportRow | None:
        """The row under the keyboard."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def show_file(self, number: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self.files.index(number, Col.FILE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses the row."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.files.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box chooses; Cancel in the running row stops."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() == Col.WANTED:
            self.files.toggle(index.row())
        elif index.column() == Col.STATUS and index.data(ROW_ROLE).state is State.READING:
            self.cancel_wanted.emit()
        elif index.column() == Col.STATUS and index.data(ROW_ROLE).state is State.UNMAPPED:
            self.map_wanted.emit()

    def _lay_out(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(32)
        for column in Col:
            stretch = column in (Col.FILE, Col.FORMAT)
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            )
            if column in WIDTHS:
                header.resizeSection(column, WIDTHS[column])

    def _fit(self) -> None:
        """No higher than its rows; the layout gives it no more than its share."""
        self.fitted.emit(self.horizontalHeader().sizeHint().height() + len(self.files.rows) * ROW_HEIGHT + 4)
        if not self.currentIndex().isValid() and self.files.rows:
            self.show_file(0)

    def _tell(self, index: QModelIndex) -> None:
        self.row_shown.emit(index.data(ROW_ROLE) if index.isValid() else None)
