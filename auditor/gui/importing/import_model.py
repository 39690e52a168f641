"""The files of the import screen as a table model."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from auditor.gui.figures import size
from auditor.gui.importing.import_row import ImportRow, State, events_words, progress_words, status_words
from auditor.gui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class Col(IntEnum):
    """The columns."""

    WANTED = 0
    FILE = 1
    FORMAT = 2
    SIZE = 3
    PROGRESS = 4
    EVENTS = 5
    STATUS = 6


HEADERS = ("", "File", "Recognised as", "Size", "Progress", "Events", "")
FIGURES = (Col.SIZE, Col.EVENTS)


class ImportModel(QAbstractTableModel):
    """Files in the order they were found, then those in the case since earlier.

    `counted` is emitted when another number of files is chosen.
    """

    counted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ImportRow] = []
        self._at: dict[str, int] = {}

    def reset(self, rows: Iterable[ImportRow]) -> None:
        """Start anew."""
        self.beginResetModel()
        self.rows = list(rows)
        self._at = {row.name: number for number, row in enumerate(self.rows)}
        self.endResetModel()
        self.counted.emit(len(self.wanted()))

    def add(self, rows: Iterable[ImportRow]) -> None:
        """List more files; one that is listed already is not listed twice, one that failed gets another chance."""
        new: dict[str, ImportRow] = {}
        for row in rows:
            at = self._at.get(row.name)
            if at is None:
                new.setdefault(row.name, row)
            elif self._may_replace(self.rows[at]):
                self.rows[at] = row
                self.touch(row.name)
        if new:
            place = next((number for number, row in enumerate(self.rows) if row.earlier), len(self.rows))
            self.beginInsertRows(QModelIndex(), place, place + len(new) - 1)
            self.rows[place:place] = new.values()
            self._at = {row.name: number for number, row in enumerate(self.rows)}
            self.endInsertRows()
        self.counted.emit(len(self.wanted()))

    @staticmethod
    def _may_replace(row: ImportRow) -> bool:
        return row.earlier or row.state in (State.FAILED, State.UNKNOWN, State.UNMAPPED)

    def named(self, name: str) -> ImportRow | None:
        """The row of a file."""
        at = self._at.get(name)
        return None if at is None else self.rows[at]

    def number(self, name: str) -> int:
        """The row number of a file, -1 if it is not listed."""
        return self._at.get(name, -1)

    def touch(self, name: str) -> None:
        """The row of this file changed."""
        at = self._at[name]
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(Col) - 1))

    def touch_all(self) -> None:
        """All rows may have changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(Col) - 1))
        self.counted.emit(len(self.wanted()))

    def wanted(self) -> list[ImportRow]:
        """The files chosen for the next import."""
        return [row for row in self.rows if row.wanted and row.can_import]

    def toggle(self, number: int) -> None:
        """Choose a file, or not."""
        row = self.rows[number]
        if row.can_import:
            row.wanted = not row.wanted
            self.touch(row.name)
            self.counted.emit(len(self.wanted()))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Col)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return HEADERS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_tip(row, index.column()))
        return None


def _words(row: ImportRow, column: int) -> str:
    match column:
        case Col.WANTED:
            return ("chosen" if row.wanted else "not chosen") if row.can_import else ""
        case Col.FILE:
            return row.shown
        case Col.FORMAT:
            return f"{row.title}: {row.why}" if row.why else row.title
        case Col.SIZE:
            return size(row.size)
        case Col.PROGRESS:
            return progress_words(row)
        case Col.EVENTS:
            return events_words(row)
    return status_words(row)[0]


def _tip(row: ImportRow, column: int) -> str:
    match column:
        case Col.FILE:
            return row.name + (f"\nsha-256 {row.source.sha256}" if row.source else "")
        case Col.FORMAT:
            return _words(row, column)
        case Col.STATUS:
            return str(row.problem or "")
    return ""
