"""The sources of a case as a table model: two lines a cell, filtered and sorted here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.data.data_delegate import BOLD_ROLE, SECOND_ROLE, TOKEN_ROLE
from auditor.gui.data.reconcile_figures import exact
from auditor.gui.data.sources_words import (
    brought,
    counted_tokens,
    left_out,
    name_of,
    quantities,
    rule_named,
    rule_words,
    title_of,
)
from auditor.gui.figures import counted, day, local, short, whole
from auditor.gui.tips import plain_tip
from auditor.records import Source

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class Col(IntEnum):
    """The columns."""

    SOURCE = 0
    IMPORTED = 1
    BROUGHT = 2
    WRITTEN = 3
    COUNTED = 4
    LEFT_OUT = 5
    REJECTED = 6
    COVERS = 7


HEADERS = ("Source", "Imported", "Brought", "As written", "Counted", "Left out", "Rejected", "Covers")
FIGURES = (Col.WRITTEN, Col.COUNTED, Col.LEFT_OUT, Col.REJECTED)
TIPS = {
    Col.WRITTEN: "Tokens as the file has them, input and output, every line of it",
    Col.COUNTED: "Tokens that count, once repeats and copies are left out",
    Col.LEFT_OUT: "Tokens as written less tokens counted, and the rules by which",
    Col.REJECTED: "Lines that could not be read",
    Col.COVERS: "First and last moment told of; what is missing outside of them means nothing",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, and how many of its events a later import took the place of, by rule."""

    source: Source
    later: dict[str, int] = field(default_factory=dict[str, int])


class SourcesModel(QAbstractTableModel):
    """All sources, or those in which the words occur. `names` false: no paths, which often name people."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: list[SourceRow] = []
        self.rows: list[SourceRow] = []
        self._words, self._names = "", False
        self._zone = ZoneInfo("UTC")
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, rows: list[SourceRow], zone: ZoneInfo, *, names: bool) -> None:
        """Other sources, times on the clocks of `zone`."""
        self.all, self._zone, self._names = rows, zone, names
        self._refill()

    def filter(self, words: str) -> None:
        """Keep the rows in which the words occur."""
        self._words = words.strip().casefold()
        self._refill()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the values behind a column; -1: in order of import."""
        self._sorting = (column, order)
        self._refill()

    def row_of(self, source_id: int) -> int:
        """The row of a source; -1 if it is not shown."""
        return next((number for number, row in enumerate(self.rows) if row.source.id == source_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Col)

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
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        column = Col(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, SECOND_ROLE):
            return self._lines(row, column)[role == SECOND_ROLE]
        match role:
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(part for part in self._lines(row, column) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        if role == TOKEN_ROLE:
            return _token(column, row.source)
        return column in (Col.SOURCE, Col.COUNTED) if role == BOLD_ROLE else None

    def _lines(self, row: SourceRow, column: Col) -> tuple[str, str]:
        """The two lines of a cell."""
        source, zone = row.source, self._zone
        match column:
            case Col.SOURCE:
                return name_of(source, names=self._names), title_of(source)
            case Col.IMPORTED:
                when = local(source.imported_at, zone)
                return f"{when.day} {when:%b %Y}", f"{when:%H:%M} · {source.imported_by}"
            case Col.BROUGHT:
                return brought(source)
            case Col.WRITTEN:
                return short(source.raw.tokens), ""
            case Col.COUNTED:
                return short(counted_tokens(source)), ""
            case Col.LEFT_OUT:
                return _left_out(source), rule_words(source.rules, brief=True)
            case Col.REJECTED:
                return whole(source.rejected), ""
            case Col.COVERS:
                return self._covers(source)

    def _covers(self, source: Source) -> tuple[str, str]:
        if source.covers is None:
            return "–", ""
        first, last = (day(moment, self._zone, year=True) for moment in source.covers)
        return (first, "") if first == last else (first, f"– {last}")

    def _tip(self, row: SourceRow, column: Col) -> str:
        source = row.source
        match column:
            case Col.SOURCE:
                named = source.path if self._names else f"{name_of(source, names=False)} (names are hidden)"
                return f"{named}\nsha-256 {source.sha256}"
            case Col.BROUGHT:
                sums = [exact(quantity, unit) for unit, quantity in quantities(source)]
                kinds = ((source.events, "request"), (source.aggregates, "sum"), (source.outcomes, "outcome"))
                return "\n".join([*(counted(number, noun) for number, noun in kinds), *sums])
            case Col.WRITTEN:
                return _tokens(source.raw.tokens)
            case Col.COUNTED:
                return _tokens(counted_tokens(source))
            case Col.LEFT_OUT:
                rules = [
                    f"{rule_named(name).title}, {whole(count)}: {rule_named(name).why}"
                    for name, count in source.rules.items()
                ]
                return "\n".join([_tokens(left_out(source)), *rules])
            case _:
                return " ".join(part for part in self._lines(row, column) if part)

    def _refill(self) -> None:
        self.beginResetModel()
        self.rows = [row for row in self.all if self._words in self._text(row)] if self._words else list(self.all)
        column, order = self._sorting
        if column >= 0:
            self.rows.sort(
                key=lambda row: _KEYS[Col(column)](row.source), reverse=order == Qt.SortOrder.DescendingOrder
            )
        self.endResetModel()

    def _text(self, row: SourceRow) -> str:
        columns: Sequence[Col] = (Col.SOURCE, Col.IMPORTED, Col.BROUGHT, Col.LEFT_OUT, Col.COVERS)
        return "\n".join(part for column in columns for part in self._lines(row, column)).casefold()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _token(column: Col, source: Source) -> str:
    """The colour a cell is written in: what is lost stands out, what is not there is grey."""
    match column:
        case Col.REJECTED:
            return "padding" if source.rejected else "muted"
        case Col.LEFT_OUT if not source.rules:
            return "muted"
        case Col.WRITTEN | Col.COUNTED if source.raw.tokens is None:
            return "muted"
    return "text"


def _left_out(source: Source) -> str:
    tokens = left_out(source)
    return "–" if tokens is None else "nothing" if not tokens and not source.rules else short(tokens)


def _tokens(count: int | None) -> str:
    return "tokens are not told" if count is None else counted(count, "token")


_KEYS: dict[Col, Callable[[Source], Any]] = {
    Col.SOURCE: lambda source: (title_of(source), source.path),
    Col.IMPORTED: lambda source: source.imported_at,
    Col.BROUGHT: lambda source: (source.events, source.aggregates, source.outcomes),
    Col.WRITTEN: lambda source: source.raw.tokens or -1,
    Col.COUNTED: lambda source: counted_tokens(source) or -1,
    Col.LEFT_OUT: lambda source: left_out(source) or -1,
    Col.REJECTED: lambda source: source.rejected,
    Col.COVERS: lambda source: source.covers or (0, 0),
}
