"""Draws the rows of the import table: two lines a cell, a progress bar, a chip at the end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.cell_painting import MIDDLE, RIGHT, CellPainter
from auditor.gui.figures import size, whole
from auditor.gui.importing.import_model import ROW_ROLE, Col
from auditor.gui.importing.import_row import ImportRow, State, events_words, only_outcomes, progress_words, status_words
from auditor.gui.session import Session
from auditor.gui.tick_box import BOX, draw_tick

PADDING, BAR_HEIGHT = 8, 6
CHIPS = ("receipt", "sums only, no agents", "already imported", "not an export", "Map columns…")


class ImportDelegate(QStyledItemDelegate):
    """Reads the theme from the session each time it paints."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ImportRow = index.data(ROW_ROLE)
        painter.save()
        cell = CellPainter(painter, option, self._session.theme)
        cell.ground(stripe=index.column() == Col.WANTED)
        _DRAW[Col(index.column())](cell, cell.box.adjusted(PADDING, 0, -PADDING, -1), row)
        painter.restore()


def tick_place(cell: QRect) -> QRect:
    """Where the box to choose a file is drawn."""
    return QRect(cell.center().x() - BOX // 2 + 2, cell.center().y() - BOX // 2, BOX, BOX)


def _wanted(cell: CellPainter, _: QRect, row: ImportRow) -> None:
    if not row.can_import:
        return
    colors = cell.color("muted"), cell.color("accent"), cell.color("accent_text")
    draw_tick(cell.painter, tick_place(cell.box), *colors, on=row.wanted)


def _file(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    folder, _, name = row.shown.rpartition("/")
    upper, lower = cell.halves(box) if folder or row.digest else (box, QRect())
    cell.write(upper, name, "muted" if row.state is State.UNKNOWN else "text", bold=True, elide=MIDDLE)
    cell.write(lower, " · ".join(part for part in (row.digest, folder) if part), "muted", small=True)


def _format(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    token = "padding" if row.problem and not row.recognised else "muted" if row.state is State.UNKNOWN else "text"
    if not row.why:
        cell.write(box, row.title, token)
        return
    upper, lower = cell.halves(box)
    cell.write(upper, row.title, token)
    cell.write(lower, row.why, "muted", small=True)


def _size(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    cell.write(box, size(row.size), align=RIGHT)


def _progress(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    if row.state not in (State.READING, State.DONE) or row.earlier:
        cell.write(box, progress_words(row), "muted")
        return
    _, lower = cell.halves(box)
    share = 1.0 if row.state is State.DONE else (row.step.share or 0.0) if row.step else 0.0
    cell.bar(QRect(box.left(), lower.top() - BAR_HEIGHT - 6, box.width(), BAR_HEIGHT), share)
    cell.write(lower, progress_words(row), "muted", small=True)


def _events(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    words = events_words(row)
    if row.source and only_outcomes(row.source):
        upper, lower = cell.halves(box)
        cell.write(upper, whole(row.source.outcomes), align=RIGHT)
        cell.write(lower, "outcomes", "muted", small=True, align=RIGHT)
        return
    cell.write(box, words, "muted" if words == "—" else "text", align=RIGHT)


def _status(cell: CellPainter, box: QRect, row: ImportRow) -> None:
    words, token = status_words(row)
    if words in CHIPS:
        cell.chip(box, words, token)
    elif row.problem:
        cell.paragraph(box, words, token)
    else:
        cell.write(box, words, token)


_DRAW = {
    Col.WANTED: _wanted,
    Col.FILE: _file,
    Col.FORMAT: _format,
    Col.SIZE: _size,
    Col.PROGRESS: _progress,
    Col.EVENTS: _events,
    Col.STATUS: _status,
}
