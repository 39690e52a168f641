"""The requests of a table in groups, as a model: one row a group; an example of each is read as it comes into sight."""

from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.case.case_file import CaseFile
from auditor.families.numbering import called
from auditor.gui.figures import money, short, whole
from auditor.gui.requests.cells import UNTOLD, date, one_line, session_name, told
from auditor.gui.requests.pages import Pages
from auditor.gui.requests.requests_model import COUNT_ROLE, LEFT, RIGHT, TOKEN_ROLE
from auditor.gui.tips import plain_tip
from auditor.records import UNKNOWN, Activity, Request
from auditor.table.columns import Rows, column_named, word
from auditor.table.filters import Filter
from auditor.table.groups import Groups
from auditor.timeline.clock import DAY, clock_of
from auditor.timeline.words import weekday

Index = QModelIndex | QPersistentModelIndex

NOUNS = {
    "family": "Family",
    "session": "Session",
    "model": "Model",
    "sub_agent": "Sub-agent",
    "status": "Status",
    "day": "Day",
}
"""What a group is called, by the name of its grouping."""

UNTOLD_NAMES = ("not told", "no prompt", "not found out yet")
"""What a group is called whose value is unknown: in general, of families, of families while they are being found."""

PLURALS = {"family": "families", "status": "statuses"}

COLUMNS = ("Group", "Requests", "Share", "Tokens", "Of tokens", "First – last", "Cost", "Example")
GROUP, REQUESTS, SHARE, TOKENS, OF_TOKENS, WHEN, COST, EXAMPLE = range(len(COLUMNS))
BIGGEST, BY_DAY = (REQUESTS, True), (GROUP, False)
"""Columns to sort by, and whether descending."""

FIGURES = (REQUESTS, SHARE, TOKENS, OF_TOKENS, COST)


class GroupsModel(QAbstractTableModel):
    """The biggest group first; `sort_by` puts them otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.activity: Activity | None = None
        self.groups: Groups | None = None
        self.zone = ZoneInfo("UTC")
        self.names = False
        self.sorting = BIGGEST
        self._by = ""
        self._order: Rows = np.empty(0, np.int64)
        self._examples = Pages()
        self._case: CaseFile | None = None

    def show(self, case: CaseFile | None, activity: Activity | None, groups: Groups | None) -> None:
        """Other groups, of requests of an activity."""
        self.beginResetModel()
        if groups is not None and groups.by != self._by:
            self._by, self.sorting = groups.by, BY_DAY if groups.by == "day" else BIGGEST
        self._case, self.activity, self.groups = case, activity, groups
        self._arrange()
        self.endResetModel()

    def sort_by(self, column: int) -> None:
        """By a column, the largest first; asked again, the other way round. Examples have no order."""
        if column == EXAMPLE:
            return
        first = column not in (GROUP, WHEN)
        self.beginResetModel()
        self.sorting = (column, not self.sorting[1] if self.sorting[0] == column else first)
        self._arrange()
        self.endResetModel()

    def group_at(self, row: int) -> int:
        """The place of a row's group in `groups`."""
        return int(self._order[row])

    def named(self) -> int:
        """How many groups there are, but for the one of what was not told."""
        return 0 if self.groups is None else int((self.groups.key != UNKNOWN).sum())

    def filter_of(self, row: int) -> Filter:
        """The filter that leaves the requests of a group."""
        assert self.groups
        key, shown = int(self.groups.key[self.group_at(row)]), self.name_of(row)
        if self.groups.by != "day":
            return Filter(self.groups.by, key, shown=shown)
        clock = clock_of(self.zone)
        end = int(clock.utc(np.array([clock.reading(key) // DAY * DAY + DAY], np.int64))[0])
        return Filter("time", key, shown=shown, end=end)

    def name_of(self, row: int) -> str:
        """What a group is called."""
        assert self.groups and self.activity
        key = int(self.groups.key[self.group_at(row)])
        match self.groups.by:
            case "day":
                return f"{weekday(clock_of(self.zone).moment(key))} {clock_of(self.zone).moment(key).year}"
            case _ if key == UNKNOWN:
                return self._unknown()
            case "family":
                return called(key, self.activity.families)
            case "session":
                return session_name(key, self.example(row), names=self.names)
            case by:
                return word(self.activity, column_named(by), key) or UNTOLD

    def _unknown(self) -> str:
        assert self.groups and self.activity
        if self.groups.by != "family":
            return UNTOLD_NAMES[0]
        return UNTOLD_NAMES[1 if self.activity.families else 2]

    def example(self, row: int) -> Request:
        """The first request of a group, its texts cut to their beginning."""
        return self._examples.request(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        title = self._title(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in FIGURES else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title} {'↓' if self.sorting[1] else '↑'}" if section == self.sorting[0] else title
        if role == Qt.ItemDataRole.AccessibleTextRole and section == self.sorting[0]:
            return f"{title}, {'largest first' if self.sorting[1] else 'smallest first'}"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if index.column() in FIGURES else LEFT
            case _ if role == TOKEN_ROLE:
                return "muted" if self._words(index.row(), index.column()) in (UNTOLD, *UNTOLD_NAMES) else "text"
            case _ if role == COUNT_ROLE and index.column() == GROUP:
                return self._family(index.row())
            case Qt.ItemDataRole.ToolTipRole if index.column() == EXAMPLE:
                return plain_tip(self._shown_text(index.row()))
        return None

    def _words(self, row: int, column: int) -> str:
        assert self.groups
        place = self.group_at(row)
        match column:
            case 0:
                return self.name_of(row)
            case 1:
                return whole(int(self.groups.count[place]))
            case 2:
                return percent(self.groups.share(place))
            case 3:
                return short(self.groups.tokens_of(place))
            case 4:
                return percent(self.groups.share_of_tokens(place))
            case 5:
                return self._when(place)
            case 6:
                return money(int(self.groups.sums["cost"][place]) if self.groups.told["cost"][place] else None)
            case _:
                return one_line(self._shown_text(row)) or "(no text in the export)"

    def _title(self, section: int) -> str:
        by = self.groups.by if self.groups else ""
        if section == GROUP:
            return NOUNS.get(by, COLUMNS[GROUP])
        return "Template" if section == EXAMPLE and by == "family" else COLUMNS[section]

    def _shown_text(self, row: int) -> str:
        """A family's template, or the prompt of a group's first request."""
        assert self.groups and self.activity
        key = int(self.groups.key[self.group_at(row)])
        if self.groups.by == "family" and key != UNKNOWN:
            return self.activity.families[key]
        return self.example(row).prompt or ""

    def _when(self, place: int) -> str:
        assert self.groups and self.activity
        first, last = (int(self.activity.at[end[place]]) for end in (self.groups.first, self.groups.last))
        start, end = date(first, self.zone), date(last, self.zone, year=True)
        return end if start == date(last, self.zone) and last - first < 2 * DAY else f"{start} – {end}"

    def _family(self, row: int) -> tuple[int, int] | None:
        assert self.groups
        number = told(int(self.groups.key[self.group_at(row)]))
        return None if self.groups.by != "family" or number is None else (number, 0)

    def _arrange(self) -> None:
        groups, column, down = self.groups, *self.sorting
        if groups is None or self.activity is None:
            self._order = np.empty(0, np.int64)
            return
        self._order = np.argsort(-_values(groups, column) if down else _values(groups, column), kind="stable")
        read = self._case.events.requests if self._case else None
        self._examples.show(read, self.activity.event, groups.first[self._order])


def several(by: str, count: int | None = None) -> str:
    """1 family, 3 families; without a number, families."""
    noun = NOUNS[by].lower()
    many = PLURALS.get(by, f"{noun}s")
    return many if count is None else f"{whole(count)} {noun if count == 1 else many}"


def percent(share: float | None) -> str:
    """62 %, 0.4 %, < 0.1 %; – for unknown."""
    if share is None:
        return UNTOLD
    if 0 < share < 0.001:
        return "< 0.1 %"
    return f"{share:.1%}".replace("%", " %") if share < 0.0995 and share else f"{share:.0%}".replace("%", " %")


def _values(groups: Groups, column: int) -> Rows:
    """What a column sorts by; sessions and words go by their number in the case."""
    tokens = np.where(groups.told["input"] > 0, groups.sums["input"], 0)
    tokens = tokens + np.where(groups.told["output"] > 0, groups.sums["output"], 0)
    by_column = {GROUP: groups.key, TOKENS: tokens, OF_TOKENS: tokens, WHEN: groups.first, COST: groups.sums["cost"]}
    return by_column.get(column, groups.count)
