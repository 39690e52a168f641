"""Control totals beside what was counted, as a table model: two lines a cell."""

from enum import IntEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from auditor.gui.data.data_delegate import BOLD_ROLE, SECOND_ROLE, TOKEN_ROLE
from auditor.gui.data.reconcile_figures import amount, exact, signed, unit_words
from auditor.gui.data.reconcile_words import period, standing_of, whose
from auditor.gui.tips import plain_tip
from auditor.reconcile import Controlled
from auditor.records import ControlTotal, Person

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class Col(IntEnum):
    """The columns."""

    WHO = 0
    PERIOD = 1
    STATED = 2
    COUNTED = 3
    DIFFERENCE = 4
    CAUSE = 5


HEADERS = ("Who says so", "Period", "Stated", "Counted", "Difference", "Explained by")
FIGURES = (Col.STATED, Col.COUNTED, Col.DIFFERENCE)


class ControlModel(QAbstractTableModel):
    """In the order in which they were entered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Controlled] = []
        self._persons: dict[int, Person] = {}
        self._zone, self._names = ZoneInfo("UTC"), False

    def show(self, rows: list[Controlled], persons: dict[int, Person], zone: ZoneInfo, *, names: bool) -> None:
        """Other control totals."""
        self.beginResetModel()
        self.rows, self._persons, self._zone, self._names = rows, persons, zone, names
        self.endResetModel()

    def row_of(self, control_id: int | None) -> int:
        """The row of a control total; -1 if it is not shown."""
        return next((number for number, row in enumerate(self.rows) if row.control.id == control_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Col)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return HEADERS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], Col(index.column())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, SECOND_ROLE):
            return self._lines(row, column)[role == SECOND_ROLE]
        match role:
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(part for part in self._lines(row, column) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        if role == TOKEN_ROLE and column == Col.CAUSE:
            return standing_of(row).token
        return column == Col.WHO if role == BOLD_ROLE else None

    def _lines(self, row: Controlled, column: Col) -> tuple[str, str]:
        told = row.control
        match column:
            case Col.WHO:
                return told.kind, scope_words(told, self._persons, names=self._names)
            case Col.PERIOD:
                return period(told, self._zone), ""
            case Col.STATED:
                return amount(told.quantity, told.unit), unit_words(told.unit)
            case Col.COUNTED:
                return amount(row.counted, told.unit), ""
            case Col.DIFFERENCE:
                return signed(row.difference, told.unit), ""
            case Col.CAUSE:
                return standing_of(row).told, self._rest(row)

    def _rest(self, row: Controlled) -> str:
        if row.explained_by:
            return "; ".join(cause.text for cause in row.explained_by)
        return f"rest {signed(row.unexplained, row.control.unit)}" if row.unexplained else ""

    def _tip(self, row: Controlled, column: Col) -> str:
        unit = row.control.unit
        match column:
            case Col.STATED:
                return exact(row.control.quantity, unit)
            case Col.COUNTED:
                return exact(row.counted, unit)
            case Col.DIFFERENCE:
                return exact(row.difference, unit)
            case Col.CAUSE:
                return "\n".join([standing_of(row).why, *(cause.text for cause in row.explained_by)])
        return " ".join(part for part in self._lines(row, column) if part)


def scope_words(told: ControlTotal, persons: dict[int, Person], *, names: bool) -> str:
    """Of whom, which model and which source; "all use" where nothing narrows it."""
    parts = [
        whose(told.person_id, persons, names=names) if told.person_id is not None else "",
        told.model or "",
        f"source {told.source_id}" if told.source_id is not None else "",
    ]
    return " · ".join(part for part in parts if part) or "all use"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
