"""The requests a table shows, as a model that reads only the rows on the screen."""

from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from auditor.case.case_file import CaseFile
from auditor.families.placeholders import OTHER
from auditor.gui.requests.cells import cell, date, session_name, told
from auditor.gui.requests.pages import Pages
from auditor.gui.requests.tooltips import cell_tip, head_tip, sorted_words
from auditor.records import UNKNOWN, Activity, Request
from auditor.table.columns import COLUMNS, NAMES, Rows, values_of
from auditor.table.filters import Filter
from auditor.timeline.clock import DAY, clock_of

Index = QModelIndex | QPersistentModelIndex

TOKEN_ROLE = Qt.ItemDataRole.UserRole
"""The theme's colour of a cell's words."""

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of a family's cell: the family's number and how many of the rows shown are of it; None where unknown."""

PAUSE_MS = 60
"""So long after the last row was asked for, the pages beside it are read: not while a scroll is under way."""

NOTHING = np.empty(0, np.int64)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RequestsModel(QAbstractTableModel):
    """Rows are places in an activity, in any order; its columns are those of `COLUMNS`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity: Activity | None = None
        self.rows: Rows = NOTHING
        self.sorting: tuple[str, bool] = ("time", False)
        self.names = False
        self.zone = ZoneInfo("UTC")
        self.pages = Pages()
        self._years = False
        self._counts: Rows = NOTHING
        self._asked = 0
        self._idle = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._idle.timeout.connect(self._read_ahead)

    def show(self, case: CaseFile | None, activity: Activity | None, rows: Rows, sort: tuple[str, bool]) -> None:
        """These requests of an activity (places in it), as they were sorted (column, descending)."""
        self.beginResetModel()
        self.activity, self.rows, self.sorting, self._asked = activity, rows, sort, 0
        self.pages.show(case.events.requests if case else None, activity.event if activity else NOTHING, rows)
        self._years = activity is not None and _several_years(activity, self.zone)
        self._counts = _family_counts(activity, rows) if activity else NOTHING
        self.endResetModel()

    def complete(self, activity: Activity) -> None:
        """The same requests, of which more is known, such as their families."""
        self.activity = activity
        self._counts = _family_counts(activity, self.rows)
        self._redraw()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Times on the clocks of another zone."""
        self.zone = zone
        self._redraw()

    def event_at(self, row: int) -> int:
        """The event id of a row."""
        assert self.activity
        return int(self.activity.event[self.rows[row]])

    def row_of(self, position: int) -> int:
        """The row of an event by its place in the activity; -1 if it is not shown."""
        if self.sorting == ("time", False):
            row = int(np.searchsorted(self.rows, position))
            return row if row < len(self.rows) and self.rows[row] == position else -1
        found = np.flatnonzero(self.rows == position)
        return int(found[0]) if len(found) else -1

    def position_of(self, row: int) -> int:
        """The place in the activity of a row."""
        return int(self.rows[row])

    def filter_of(self, index: Index, *, keep: bool) -> Filter:
        """The filter on what a cell says; on a time, on its day."""
        assert self.activity
        column = COLUMNS[index.column()]
        value = int(values_of(self.activity, column)[self.rows[index.row()]])
        if column.name == "time":
            return self.day_filter(value, keep=keep)
        shown = "not told" if told(value) is None else self._words(index.row(), index.column())
        shown = f"“{shown[:40]}{'…' if len(shown) > 40 else ''}”" if column.name == "prompt" else shown
        return Filter(column.name, value, keep, shown)

    def day_filter(self, at: int, *, keep: bool = True) -> Filter:
        """The filter on the local day of a moment, µs."""
        clock = clock_of(self.zone)
        midnight = clock.reading(at) // DAY * DAY
        start, end = clock.utc(np.array([midnight, midnight + DAY], np.int64)).tolist()
        return Filter("time", start, keep, date(at, self.zone, year=self._years), end)

    def families_shown(self) -> int:
        """How many families the rows are of."""
        told = self._counts[:-1].copy()
        if self.activity and OTHER in self.activity.families:
            told[self.activity.families.index(OTHER)] = 0  # prompts that are like no others are no family
        return int(np.count_nonzero(told))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        column, mine = COLUMNS[section], self.sorting[0] == NAMES[section]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.figure else LEFT
            case Qt.ItemDataRole.DisplayRole:
                return f"{column.title} {'↓' if self.sorting[1] else '↑'}" if mine else column.title
            case Qt.ItemDataRole.ToolTipRole:
                return head_tip(column, self.sorting)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}, {sorted_words(column, descending=self.sorting[1])}" if mine else column.title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if COLUMNS[index.column()].figure else LEFT
            case Qt.ItemDataRole.AccessibleTextRole if COLUMNS[index.column()].name == "family":
                return f"family {self._words(index.row(), index.column())}, {self._count(index.row())} of the rows"
            case _ if role == TOKEN_ROLE:
                return self._token(index)
            case _ if role == COUNT_ROLE:
                return self._family(index.row()) if COLUMNS[index.column()].name == "family" else None
            case Qt.ItemDataRole.ToolTipRole:
                assert self.activity
                column, request = COLUMNS[index.column()], self.request(index.row())
                return cell_tip(column, self.activity, self.position_of(index.row()), request, self._count(index.row()))
        return None

    def request(self, row: int) -> Request:
        """The request of a row, texts cut to their beginning."""
        self._asked = row
        self._idle.start()
        return self.pages.request(row)

    def _words(self, row: int, column: int) -> str:
        assert self.activity
        place, request = self.position_of(row), self.request(row)
        if COLUMNS[column].name == "session":
            return session_name(told(int(self.activity.session[place])), request, names=self.names)
        return cell(COLUMNS[column], self.activity, place, request, self.zone, year=self._years)

    def _token(self, index: Index) -> str:
        words = self._words(index.row(), index.column())
        return "padding" if words.startswith("⚠") else "muted" if words.startswith(("–", "(")) else "text"

    def _family(self, row: int) -> tuple[int, int] | None:
        assert self.activity
        number = told(int(self.activity.family[self.rows[row]]))
        return None if number is None else (number, self._count(row))

    def _count(self, row: int) -> int:
        assert self.activity
        return int(self._counts[self.activity.family[self.rows[row]]])

    def _read_ahead(self) -> None:
        missing = self.pages.missing_beside(self._asked)
        if missing:
            self.pages.page(missing[0])
            self._idle.start()

    def _redraw(self) -> None:
        if len(self.rows):
            self._years = self.activity is not None and _several_years(self.activity, self.zone)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))


def _several_years(activity: Activity, zone: ZoneInfo) -> bool:
    if not len(activity):
        return False
    first, last = (clock_of(zone).moment(int(activity.at[end])) for end in (0, -1))
    return first.year != last.year


def _family_counts(activity: Activity, rows: Rows) -> Rows:
    """Rows of each family, those of none last (where index -1 finds them)."""
    numbers = activity.family if len(rows) == len(activity) else activity.family[rows]
    counts = np.bincount(numbers - UNKNOWN, minlength=len(activity.families) + 1)
    return np.append(counts[1:], counts[0])
