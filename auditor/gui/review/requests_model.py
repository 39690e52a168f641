"""The requests of a stretch of time as a table model that reads only the rows on the screen."""

from collections import OrderedDict
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.case.case_file import CaseFile
from auditor.gui.figures import clock, money, whole
from auditor.gui.tips import plain_tip
from auditor.records import Activity, Request

PAGE = 128
PAGES = 64
Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Time", "Model", "Prompt", "Input", "Cached", "Output", "Cost")
FIGURES = (3, 4, 5, 6)


class RequestsModel(QAbstractTableModel):
    """Rows are the events of an agent between two times, in order of time; pages of 128 are read as they are needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case: CaseFile | None = None
        self._ids = np.empty(0, np.int64)
        self._first = 0
        self._zone = ZoneInfo("UTC")
        self._pages: OrderedDict[int, list[Request]] = OrderedDict()

    def show(self, case: CaseFile | None, activity: Activity | None, span: tuple[int, int] | None) -> None:
        """Rows of an activity, within `span` (µs, end excluded) if given."""
        self.beginResetModel()
        self._case, self._pages = case, OrderedDict()
        self._ids, self._first = np.empty(0, np.int64), 0
        if activity is not None:
            first, last = (0, len(activity)) if span is None else np.searchsorted(activity.at, span).tolist()
            self._ids, self._first = activity.event[first:last], first
        self.endResetModel()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Times on the clocks of another zone."""
        self._zone = zone
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def event_at(self, row: int) -> int:
        """The event id of a row."""
        return int(self._ids[row])

    def row_of(self, position: int) -> int:
        """The row of an event by its place in the activity; -1 if it is not shown."""
        row = position - self._first
        return row if 0 <= row < len(self._ids) else -1

    def position_of(self, row: int) -> int:
        """The place in the activity of a row."""
        return self._first + row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(self._request(index.row()), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == COLUMNS.index("Prompt"):
            return plain_tip((self._request(index.row()).prompt or "")[:400])
        return None

    def _cell(self, request: Request, column: int) -> str:
        match COLUMNS[column]:
            case "Time":
                return clock(request.at, self._zone)
            case "Model":
                return request.model or "–"
            case "Prompt":
                return " ".join((request.prompt or "").split()) or _without_text(request)
            case "Input":
                return whole(request.input_tokens)
            case "Cached":
                return whole(request.cache_read_input_tokens)
            case "Output":
                return ("≥ " if request.lower_bound else "") + whole(request.output_tokens)
            case _:
                return money(request.cost_microusd)

    def _request(self, row: int) -> Request:
        number, within = divmod(row, PAGE)
        if number not in self._pages:
            assert self._case
            ids = self._ids[number * PAGE : (number + 1) * PAGE].tolist()
            self._pages[number] = self._case.events.requests(ids)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return self._pages[number][within]


def _without_text(request: Request) -> str:
    return f"({request.status})" if request.status and request.status != "ok" else "(no text in the export)"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
