"""A table model of finished lines, for tables whose words are made elsewhere; and how they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from auditor.gui.cell_painting import LEFT, MIDDLE, CellPainter
from auditor.gui.data.data_delegate import BOLD_ROLE, SECOND_ROLE, TOKEN_ROLE, DataDelegate
from auditor.gui.tick_box import BOX, GAP, draw_tick
from auditor.gui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
EDGE, INDENT = 8, 20


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `key` is what it stands for; `tokens` theme colours by column; `second` smaller lines by column.

    `ticked`: whether the box before the first cell is on; None: there is none. `indent`: it belongs to the row above.
    """

    key: Any
    cells: tuple[str, ...]
    tip: str = ""
    tokens: Mapping[int, str] = field(default_factory=dict[int, str])
    second: Mapping[int, str] = field(default_factory=dict[int, str])
    bold: bool = False
    indent: bool = False
    ticked: bool | None = None


class LinesModel(QAbstractTableModel):
    """Shows the lines it is given. `figures` are the columns aligned to the right."""

    def __init__(self, headers: Sequence[str], figures: Sequence[int] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._headers, self._figures = headers, figures

    def show(self, lines: list[Line]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def put(self, row: int, line: Line) -> None:
        """One line anew."""
        self.lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._headers) - 1))

    def row_of(self, key: object) -> int:
        """The row that stands for something; -1 if none does."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[column]
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.tip or line.cells[column])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(line, column)
        return {
            LINE_ROLE: line,
            SECOND_ROLE: line.second.get(column),
            TOKEN_ROLE: line.tokens.get(column),
            BOLD_ROLE: line.bold and column == 0,
        }.get(role)

    def _spoken(self, line: Line, column: int) -> str:
        told = [line.cells[column], line.second.get(column, "")]
        if column == 0 and line.ticked is not None:
            told.insert(0, "ticked" if line.ticked else "not ticked")
        return ", ".join(words for words in told if words)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._figures else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class LinesDelegate(DataDelegate):
    """As all tables of the data screen, with boxes to tick and lines set in."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE_ROLE)
        if index.column() or not isinstance(line, Line) or (line.ticked is None and not line.indent):
            super().paint(painter, option, index)
            return
        painter.save()
        cell = CellPainter(painter, option, self._session.theme)
        cell.ground(stripe=True)
        box = cell.box.adjusted(EDGE + INDENT * line.indent, 0, -EDGE, -1)
        if line.ticked is not None:
            place = QRect(box.left(), box.center().y() - BOX // 2, BOX, BOX)
            draw_tick(
                painter, place, *(cell.color(name) for name in ("muted", "accent", "accent_text")), on=line.ticked
            )
            box.setLeft(box.left() + BOX + GAP)
        second = line.second.get(0, "")
        upper, lower = cell.halves(box) if second else (box, box)
        cell.write(upper, line.cells[0], line.tokens.get(0, "text"), bold=line.bold, align=LEFT, elide=MIDDLE)
        if second:
            cell.write(lower, second, "muted", small=True)
        painter.restore()
