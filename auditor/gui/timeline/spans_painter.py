"""Paints stretches of time in rows; what is inside a stretch lies on it, thinner and darker."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from auditor.gui.timeline.cells_painter import bands_rect
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.pixels import GAP_FROM, Place, gap, legend_height, picture
from auditor.timeline.lane import Spans

BAND = 10
"""px; stretches are no thicker."""

CROSS = 2.5
LEAST_ROW = 5.0
"""px a row needs before room is kept for a legend."""


def spans_rect(rect: QRectF, rows: int, look: Look) -> QRectF:
    """The part of a plot that the rows fill; the same whether a legend is shown or not, so that nothing jumps."""
    return bands_rect(rect, rows, look, has_legend(rect, rows, look))


def has_legend(rect: QRectF, rows: int, look: Look) -> bool:
    """Whether the lane is high enough for a legend over its rows."""
    return (rect.height() - legend_height(look)) / max(1, rows) >= LEAST_ROW


def paint_spans(painter: QPainter, place: Place, drawing: Spans) -> None:
    """One picture of all stretches, then a cross on each that failed."""
    if not drawing.rows:
        return
    look = place.look
    target = spans_rect(place.rect, drawing.rows, look)
    pitch = round(target.height() * look.ratio) // drawing.rows
    pixels = np.zeros((drawing.rows * pitch, place.width), dtype=np.uint8)
    for kind in range(len(drawing.colors)):
        held = _held(place, drawing, kind)
        top, thick = _band(pitch, look, inner=kind > 0)
        for step in range(thick):
            pixels[top + step :: pitch][held] = kind + 1
    colors = [look.color(token) for token in drawing.colors]
    painter.drawImage(target.topLeft(), picture(pixels, colors, look.ratio))
    if pitch / look.ratio >= 2 * CROSS + 1:
        _paint_crosses(painter, place, drawing, target)


def _held(place: Place, drawing: Spans, kind: int) -> NDArray[np.bool_]:
    """Which pixels (rows, width) a kind of stretch covers; one apart from the next where it is broad enough."""
    mine, width = drawing.kind == kind, place.width
    left = place.columns(drawing.starts[mine])
    right = np.maximum(place.columns(drawing.ends[mine]), left + max(1, round(place.look.ratio)))
    right = right - np.where(right - left >= GAP_FROM * place.look.ratio, gap(place.look), 0)
    turns, row = np.zeros((drawing.rows, width + 1), dtype=np.int32), drawing.row[mine]
    np.add.at(turns, (row, np.clip(left, 0, width)), 1)
    np.add.at(turns, (row, np.clip(right, 0, width)), -1)
    return np.cumsum(turns, axis=1)[:, :width] > 0


def _band(pitch: int, look: Look, inner: bool) -> tuple[int, int]:
    """Where in a row of so many device pixels a stretch begins, and how thick it is."""
    thick = max(1, min(pitch - gap(look) if pitch > 2 else pitch, round(BAND * look.ratio)))
    top = (pitch - thick) // 2
    rim = gap(look) if inner and thick >= 4 * gap(look) else 0
    return top + rim, thick - 2 * rim


def _paint_crosses(painter: QPainter, place: Place, drawing: Spans, target: QRectF) -> None:
    """Crosses beside their colour; where they would touch, every first one."""
    mine = np.flatnonzero(drawing.kind == drawing.crossed)
    middle = (drawing.starts[mine] + drawing.ends[mine]) // 2
    xs = (place.columns(middle) / place.look.ratio).tolist()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(place.look.color("text"), 1.4))
    pitch, free = target.height() / drawing.rows, dict[int, float]()
    for x, row in zip(xs, drawing.row[mine].tolist(), strict=True):
        if 0 <= x <= place.rect.width() and x >= free.get(row, -1e9):
            _cross(painter, QPointF(place.rect.left() + x, target.top() + (row + 0.5) * pitch))
            free[row] = x + 2 * CROSS + 2
    painter.restore()


def _cross(painter: QPainter, centre: QPointF) -> None:
    for way in (1, -1):
        painter.drawLine(centre + QPointF(-CROSS, -CROSS * way), centre + QPointF(CROSS, CROSS * way))
