"""Draws the cells of the requests table: what is unknown muted, families with their dot, a ring around the cell."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.cell_painting import LEFT, CellPainter
from auditor.gui.requests.requests_model import COUNT_ROLE, TOKEN_ROLE
from auditor.gui.session import Session
from auditor.gui.theme import Theme

MARGIN, DOT, GAP = 8, 9, 6


def family_color(theme: Theme, number: int) -> QColor:
    """The colour of a family, as on the timeline: the biggest have one of their own."""
    return QColor(theme.families[number]) if number < len(theme.families) else theme.color("muted")


def draw_family(cell: CellPainter, box: QRect, number: int, name: str, count: str) -> None:
    """A dot in the family's colour, its letter, and how many there are in muted."""
    painter = cell.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(family_color(cell.theme, number))
    painter.drawEllipse(QPointF(box.left() + DOT / 2, box.center().y() + 0.5), DOT / 2, DOT / 2)
    words = box.adjusted(DOT + GAP, 0, 0, 0)
    cell.write(words, name)
    told = QFontMetrics(cell.font()).horizontalAdvance(name) + 4
    cell.write(words.adjusted(told, 0, 0, 0), count, "muted", align=LEFT)


class RequestsDelegate(QStyledItemDelegate):
    """For tables whose rows are selected whole: the row's ground, and a ring around the cell that keys act on."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        cell = CellPainter(painter, option, self._session.theme)
        cell.ground()
        inner = cell.box.adjusted(MARGIN, 0, -MARGIN, -1)
        family = index.data(COUNT_ROLE)
        if family is None:
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            cell.write(inner, words, index.data(TOKEN_ROLE) or "text", align=align)
        else:
            draw_family(
                cell, inner, family[0], index.data(Qt.ItemDataRole.DisplayRole), f"×{family[1]:,}" if family[1] else ""
            )
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(cell.color("accent"), 1))
            painter.drawRect(cell.box.adjusted(0, 0, -1, -2))
        painter.restore()
