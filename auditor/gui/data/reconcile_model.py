"""Sums beside events as a tree: a line an export, unit and person; below it its days and models."""

from collections import defaultdict
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.data.data_delegate import BOLD_ROLE, TOKEN_ROLE
from auditor.gui.data.reconcile_figures import amount, exact, signed, unit_words
from auditor.gui.data.reconcile_words import AGREEMENTS, days_told, whose
from auditor.gui.data.sources_words import TITLES
from auditor.gui.tips import plain_tip
from auditor.reconcile import Agreement, Difference
from auditor.records import Person

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, int | None]


class Col(IntEnum):
    """The columns."""

    EXPORT = 0
    UNIT = 1
    PERSON = 2
    STATED = 3
    COUNTED = 4
    DIFFERENCE = 5
    AGREEMENT = 6


HEADERS = ("Export, day", "Unit", "Person, model", "Stated", "Counted", "Difference", "Agreement")
FIGURES = (Col.STATED, Col.COUNTED, Col.DIFFERENCE)
TIPS = {
    Col.STATED: "What the export states as a sum",
    Col.COUNTED: "What the counted requests of the same days, person and model come to",
    Col.DIFFERENCE: "Stated less counted",
}


class ReconcileModel(QAbstractItemModel):
    """Top rows are the sums over all days; their children the days, largest difference first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Difference] = []
        self._days: dict[Key, list[Difference]] = {}
        self.rows: list[Difference] = []
        self._persons: dict[int, Person] = {}
        self._names, self._words = False, ""
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, found: list[Difference], persons: dict[int, Person], *, names: bool) -> None:
        """Other sums."""
        days: dict[Key, list[Difference]] = defaultdict(list)
        for one in found:
            if one.days is not None:
                days[_key(one)].append(one)
        self._all = [one for one in found if one.days is None]
        self._days, self._persons, self._names = dict(days), persons, names
        self._refill()

    def filter(self, words: str) -> None:
        """Keep the top rows in which the words occur."""
        self._words = words.strip().casefold()
        self._refill()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The top rows by the values behind a column; -1: by export and unit, largest difference first."""
        self._sorting = (column, order)
        self._refill()

    def counts(self) -> dict[Agreement, int]:
        """How many of all top rows stand how."""
        return {kind: sum(one.agreement is kind for one in self._all) for kind in Agreement}

    def at(self, index: Index) -> Difference:
        """The sum of a row."""
        if not index.internalId():
            return self.rows[index.row()]
        return self._days[_key(self.rows[index.internalId() - 1])][index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's signature
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  QObject.parent() is another
        place = index.internalId() if index.isValid() else 0
        return self.createIndex(place - 1, 0, 0) if place else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.rows)
        if parent.internalId() or parent.column():
            return 0
        return len(self._days.get(_key(self.rows[parent.row()]), ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(Col)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return HEADERS[section]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(TIPS.get(Col(section), ""))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, column = self.at(index), Col(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(one, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(one, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        if role == TOKEN_ROLE and column == Col.AGREEMENT:
            return AGREEMENTS[one.agreement].token
        if role == BOLD_ROLE:
            return one.days is None and column == Col.EXPORT
        return None

    def _cell(self, one: Difference, column: Col) -> str:
        match column:
            case Col.EXPORT:
                return days_told(one) if one.days else TITLES.get(one.importer, one.importer)
            case Col.UNIT:
                return unit_words(one.unit) if one.days is None else ""
            case Col.PERSON:
                if one.days:
                    return one.model or "all models"
                return whose(one.person_id, self._persons, names=self._names)
            case Col.STATED:
                return amount(one.stated, one.unit)
            case Col.COUNTED:
                return amount(one.counted, one.unit)
            case Col.DIFFERENCE:
                return "–" if one.difference is None else signed(one.difference, one.unit)
            case Col.AGREEMENT:
                return AGREEMENTS[one.agreement].told

    def _tip(self, one: Difference, column: Col) -> str:
        match column:
            case Col.STATED:
                return exact(one.stated, one.unit)
            case Col.COUNTED:
                return "not told" if one.counted is None else exact(one.counted, one.unit)
            case Col.DIFFERENCE:
                return "not known" if one.difference is None else exact(one.difference, one.unit)
            case Col.EXPORT if one.of_days:
                return f"{self._cell(one, column)}\n{one.unequal:,} of {one.of_days:,} days differ"
            case Col.AGREEMENT:
                return AGREEMENTS[one.agreement].why
        return self._cell(one, column)

    def _refill(self) -> None:
        self.beginResetModel()
        self.rows = [one for one in self._all if self._words in self._text(one)] if self._words else list(self._all)
        column, order = self._sorting
        if column >= 0:
            self.rows.sort(key=self._sort_key(Col(column)), reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _sort_key(self, column: Col) -> Callable[[Difference], Any]:
        match column:
            case Col.STATED:
                return lambda one: one.stated
            case Col.COUNTED:
                return lambda one: -1 if one.counted is None else one.counted
            case Col.DIFFERENCE:
                return lambda one: -1 if one.difference is None else abs(one.difference)
        return lambda one: self._cell(one, column)

    def _text(self, one: Difference) -> str:
        columns = (Col.EXPORT, Col.UNIT, Col.PERSON, Col.AGREEMENT)
        return "\n".join(self._cell(one, column) for column in columns).casefold()


def _key(one: Difference) -> Key:
    return one.importer, one.unit, one.person_id


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
