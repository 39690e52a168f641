"""The requests below the timeline: a table over the selected stretch, and a reader for one of them."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTableView, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.figures import whole
from auditor.gui.pieces import card, column, panel, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.review.reader_pane import ReaderPane
from auditor.gui.review.requests_model import COLUMNS, RequestsModel
from auditor.gui.session import Session
from auditor.records import Activity

WIDTHS = {"Time": 138, "Model": 148, "Input": 82, "Cached": 82, "Output": 74, "Cost": 78}
ROW_HEIGHT = 27
ROOMY = 920
"""Width in px from which all columns are shown."""


class RequestsPanel(QWidget):
    """Choosing a row opens the reader and tells which event it is (its place in the activity)."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case: CaseFile | None = None
        self._zone = ZoneInfo("UTC")
        self.model = RequestsModel(self)
        self._count = text("", "muted")
        self._hint = text("select a stretch on the timeline to narrow (Shift-drag)", "small")
        self.table = self._make_table()
        self.reader = ReaderPane()
        self.reader.hide()
        self.reader.closed.connect(self.close_reader)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.reader)
        split.setSizes([400, 340])
        split.setChildrenCollapsible(False)
        head = row(text("Requests", "title"), self._count, self._hint, None, margins=(12, 8, 12, 8))
        inner = column(panel("requestshead", head), rule(), split, spacing=0, margins=(1, 1, 1, 4))
        inner.setStretch(2, 1)
        self.setLayout(column(card(inner)))

    def show_requests(self, case: CaseFile | None, activity: Activity | None, span: tuple[int, int] | None) -> None:
        """The requests of an activity, within a span if one is selected."""
        self._case = case
        self.close_reader()
        self.model.show(case, activity, span)
        self.table.scrollToTop()
        everything = len(activity) if activity is not None else 0
        shown = self.model.rowCount()
        self._count.setText(whole(shown) if shown == everything else f"{whole(shown)} of {whole(everything)}")
        self._hint.setVisible(span is None)

    def set_zone(self, zone: ZoneInfo) -> None:
        """Times on the clocks of another zone."""
        self._zone = zone
        self.model.set_zone(zone)
        if not self.reader.isHidden():
            self._read(self.table.currentIndex().row())

    def show_event(self, position: int) -> None:
        """Choose the row of an event, if it is in view."""
        at = self.model.row_of(position)
        if at >= 0:
            index = self.model.index(at, 0)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, flags)

    def close_reader(self) -> None:
        """Back to the table alone."""
        self.reader.hide()
        self.table.clearSelection()
        self._choose_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_columns()

    def _choose_columns(self) -> None:
        """Where there is little room, the prompt has it rather than what the reader tells anyway."""
        reading = not self.reader.isHidden()
        for name in ("Model", "Cached"):
            self.table.setColumnHidden(COLUMNS.index(name), reading or self.width() < ROOMY)
        for name in ("Input", "Cost"):
            self.table.setColumnHidden(COLUMNS.index(name), reading)

    def _make_table(self) -> QTableView:
        widths = {number: WIDTHS[name] for number, name in enumerate(COLUMNS) if name in WIDTHS}
        table = plain_table(self.model, "Requests", widths)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.selectionModel().currentRowChanged.connect(lambda index, _: self._read(index.row()))
        table.clicked.connect(lambda index: self._read(index.row()))
        return table

    def _read(self, at: int) -> None:
        if at < 0 or self._case is None:
            return
        request = self._case.events.request(self.model.event_at(at))
        self.reader.show_request(request, self._zone, names=self._session.names)
        if not self.reader.isVisible():
            self.reader.show()
            self._choose_columns()
        self.chosen.emit(self.model.position_of(at))
