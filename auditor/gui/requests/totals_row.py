"""The last line of the requests table: what the requests shown add up to, each sum below its column."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QToolTip, QWidget

from auditor.gui.figures import counted, money, whole
from auditor.gui.session import Session
from auditor.table.columns import COLUMNS, NAMES, column_named
from auditor.table.totals import SUMMED, RowTotals

MARGIN = 8
HEIGHT = 26


class TotalsRow(QWidget):
    """Follows the widths of the table's columns; sums whose column is hidden stand at the left, by name."""

    def __init__(self, table: QTableView, session: Session) -> None:
        super().__init__()
        self._table, self._session = table, session
        self._totals: RowTotals | None = None
        self._aligned = True
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        self.setAccessibleName("Totals")
        self.hide()

    def show_totals(self, totals: RowTotals | None, *, aligned: bool = True) -> None:
        """Other totals; None and those of nothing hide the line. `aligned`: below the columns, else in one line."""
        self._aligned = aligned
        self._totals = totals if totals and totals.events else None
        self.setAccessibleDescription(self.text())
        self.setVisible(self._totals is not None)
        self.update()

    def text(self) -> str:
        """All sums in one line."""
        if self._totals is None:
            return ""
        told = (name for name in SUMMED if self._totals and self._totals.sums[name].told)
        sums = (f"{column_named(name).title.lower()} {self._figure(name)}" for name in told)
        return " · ".join([counted(self._totals.events, "request"), *sums])

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, max(HEIGHT, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._totals:
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    def tip(self) -> str:
        """All sums, and of how many requests each is."""
        if self._totals is None:
            return ""
        lines = [counted(self._totals.events, "request")]
        for name in SUMMED:
            told = self._totals.sums[name].told
            by = "" if told == self._totals.events else f" – told by {whole(told)} of them"
            lines.append(f"{column_named(name).title}: {self._figure(name)}{by}")
        agent = self._session.current
        if agent and agent.totals.lower_bounds:
            lines.append(f"{counted(agent.totals.lower_bounds, 'request')} of this agent are known to tell too little.")
        return "\n".join(lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._session.theme
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.color("line"))
        if self._totals:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            if self._aligned:
                self._draw(painter, self._totals)
            else:
                self._write(painter, self.text(), self.width())
        painter.end()

    def _draw(self, painter: QPainter, totals: RowTotals) -> None:
        head, left, elsewhere = self._table.horizontalHeader(), self.width(), [counted(totals.events, "request")]
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for name in SUMMED:
            section = NAMES.index(name)
            if head.isSectionHidden(section):
                if totals.sums[name].told and name in ("input", "output", "cost"):
                    elsewhere.append(f"{COLUMNS[section].title.lower()} {self._figure(name)}")
                continue
            start, words = head.sectionViewportPosition(section), self._figure(name)
            end = start + head.sectionSize(section) - MARGIN
            begin = end - painter.fontMetrics().horizontalAdvance(words)  # may be wider than its column
            painter.drawText(QRect(begin, 1, end - begin + 1, self.height() - 1), middle, words)
            left = min(left, begin)
        self._write(painter, " · ".join(elsewhere), left)

    def _write(self, painter: QPainter, words: str, end: int) -> None:
        """Words at the left, up to `end`, px."""
        room = QRect(MARGIN, 1, end - 2 * MARGIN, self.height() - 1)
        shortened = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shortened)

    def _figure(self, name: str) -> str:
        assert self._totals
        value = self._totals.sums[name].value
        words = money(value) if name == "cost" else whole(value)
        return f"≥ {words}" if self._totals.at_least(name) else words
