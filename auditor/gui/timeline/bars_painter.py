"""Paints stacked bars, with a caret over those that hold a value far above the others."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from auditor.gui.timeline.pixels import Place, picture, spread
from auditor.timeline.lane import Bars
from auditor.timeline.scale import Scale

CARET = 3.5
"""px from the middle of a caret to its side, and its height."""

CARET_WORDS = "holds one far above the usual"
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_bars(painter: QPainter, place: Place, drawing: Bars, scale: Scale, headroom: float = 0.0) -> None:
    """Stacked bars on whole device pixels, without antialiasing; a caret over each that holds a peak."""
    rect, ratio = place.rect, place.look.ratio
    height = max(1, round((rect.height() - headroom) * ratio))
    tops = np.rint(scale.stack(drawing.heights)[1:] * height).astype(np.int64)
    tops[-1] = np.maximum(tops[-1], drawing.heights.sum(axis=0) > 0)
    # a row of pixels shows the lowest layer that reaches higher than it, numbered from 1, or nothing
    above = np.arange(height - 1, -1, -1)[:, None, None] < tops[None]
    layers = np.where(above.any(axis=1), above.argmax(axis=1) + 1, 0).astype(np.uint8)
    pixels = spread(place, drawing.edges, layers)
    colors = [place.look.color(token) for token in drawing.colors]
    painter.drawImage(QPointF(rect.left(), rect.bottom() - height / ratio), picture(pixels, colors, ratio))
    if drawing.peaks is not None and headroom:
        _paint_carets(painter, place, drawing.edges, drawing.peaks, tops[-1] / ratio)


def _paint_carets(
    painter: QPainter, place: Place, edges: NDArray[np.int64], peaks: NDArray[np.bool_], tops: NDArray[np.float64]
) -> None:
    """A caret over each bar (k) with a peak; `tops` (k) are px from the ground."""
    columns = place.columns(edges) / place.look.ratio
    for bar in np.flatnonzero(peaks).tolist():
        x = place.rect.left() + (columns[bar] + columns[bar + 1]) / 2
        _caret(painter, place, QPointF(x, place.rect.bottom() - tops[bar] - 1.5))


def _caret(painter: QPainter, place: Place, tip: QPointF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(place.look.color("text"))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-CARET, -CARET), tip + QPointF(CARET, -CARET)]))
    painter.restore()


def paint_caret_legend(painter: QPainter, place: Place, right: float) -> None:
    """What a caret means, left of `right` (px), where there is room."""
    look = place.look
    width = look.small_width(CARET_WORDS)
    if right - width - 4 * CARET < place.rect.left():
        return
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    line = QRectF(right - width, place.rect.top() - 3, width + 1, look.small_height)
    painter.drawText(line, _MIDDLE, CARET_WORDS)
    _caret(painter, place, QPointF(line.left() - 2 * CARET, line.center().y() + CARET / 2))
