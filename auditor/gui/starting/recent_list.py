"""The list of recent cases: a click or Enter opens one; a case whose file is gone is grey."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.cell_painting import MIDDLE, RIGHT, CellPainter
from auditor.gui.figures import whole
from auditor.gui.session import Session
from auditor.gui.starting.recent import RecentCase
from auditor.gui.tips import plain_tip
from auditor.times import EPOCH, timedelta_of

CASE_ROLE = Qt.ItemDataRole.UserRole
THERE_ROLE = Qt.ItemDataRole.UserRole + 1
HEIGHT = 56


def progress_of(case: RecentCase) -> str:
    """12 of 46 judged."""
    return f"{whole(case.judged)} of {whole(case.agents)} judged" if case.agents else "no agents yet"


def opened(micros: int, today: datetime | None = None) -> str:
    """When a case was last opened, on this computer's clock: today 14:02, yesterday, 3 Nov 2026."""
    moment = (EPOCH + timedelta_of(micros)).astimezone()
    days = ((today or datetime.now().astimezone()).date() - moment.date()).days
    if days == 0:
        return f"today {moment:%H:%M}"
    return "yesterday" if days == 1 else f"{moment.day} {moment:%b} {moment.year}"


class RecentList(QListView):
    """Emits `chosen` with the path of a case that is there."""

    chosen = Signal(Path)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._cases = QStandardItemModel(self)
        self.setModel(self._cases)
        self.setItemDelegate(_RecentDelegate(session, self))
        self.setAccessibleName("Recent cases")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def show_cases(self, cases: list[RecentCase]) -> None:
        """Fill the list; the first case that is there is ready for Enter."""
        self._cases.clear()
        for case in cases:
            self._cases.appendRow(_item(case))
        there = (row for row in range(len(cases)) if self._cases.item(row).data(THERE_ROLE))
        self.setCurrentIndex(self._cases.index(next(there, 0), 0))
        self.setFixedHeight(min(6, max(1, len(cases))) * HEIGHT + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(THERE_ROLE):
            self.chosen.emit(index.data(CASE_ROLE).path)


def _item(case: RecentCase) -> QStandardItem:
    there = case.path.is_file()
    words = f"{case.name}, {progress_of(case)}, " + (f"opened {opened(case.opened_at)}" if there else "not found")
    item = QStandardItem(words)
    item.setData(case, CASE_ROLE)
    item.setData(there, THERE_ROLE)
    item.setToolTip(plain_tip(str(case.path)))
    item.setEditable(False)
    return item


class _RecentDelegate(QStyledItemDelegate):
    """Two lines: name and progress; path and when it was opened."""

    def __init__(self, session: Session, parent: RecentList) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        case: RecentCase = index.data(CASE_ROLE)
        there = bool(index.data(THERE_ROLE))
        painter.save()
        cell = CellPainter(painter, option, self._session.theme)
        cell.ground(stripe=True)
        upper, lower = cell.halves(cell.box.adjusted(16, 0, -16, 0))
        cell.write(_left(upper), case.name, "text" if there else "muted", bold=True)
        cell.write(_left(lower), str(case.path), "muted", small=True, elide=MIDDLE)
        cell.write(upper, progress_of(case), "text" if there else "muted", align=RIGHT)
        cell.write(lower, opened(case.opened_at) if there else "not found", "muted", small=True, align=RIGHT)
        painter.restore()


def _left(box: QRect) -> QRect:
    return box.adjusted(0, 0, -152, 0)
