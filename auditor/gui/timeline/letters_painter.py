"""Paints the letters of a lane's rows beside them, and knows where the rows lie."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.frame import LABEL_GAP
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import Place, bands_rect, raster_rect, spans_rect
from auditor.timeline.lane import Cells, Drawing, Spans

_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LETTERS = 2
"""Longer names of rows have no room beside them."""

CAPITAL = 0.66
"""Height of a capital, of the height of a line: what a row needs for its letter."""


def rows_rect(place: Place, drawing: Drawing) -> QRectF:
    """The part of the plot that a drawing's rows fill; the whole plot where it has none."""
    match drawing:
        case Cells(counts=counts, colors=(), legend=_):
            return raster_rect(place.rect, len(counts), place.look)
        case Cells(counts=counts, legend=legend):
            return bands_rect(place.rect, len(counts), place.look, bool(legend))
        case Spans(rows=rows):
            return spans_rect(place.rect, rows, place.look)
        case _:
            return place.rect


def has_letters(drawing: Cells) -> bool:
    """Whether its rows have colours of their own and no legend that names them."""
    return bool(drawing.colors) and not drawing.legend


def paint_letters(painter: QPainter, look: Look, inner: QRectF, drawing: Cells) -> None:
    """The letters of rows, in the gap between labels and plot, as many as do not touch."""
    pitch, free, height = inner.height() / max(1, len(drawing.counts)), -1e9, CAPITAL * look.small_height
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    for row, text in drawing.rows:
        y = inner.top() + (row + 0.5) * pitch
        if len(text) <= LETTERS and y - height / 2 >= free:
            box = QRectF(inner.left() - LABEL_GAP - 10, y - height, LABEL_GAP + 7, 2 * height)
            painter.drawText(box, _MIDDLE, text)
            free = y + height / 2
