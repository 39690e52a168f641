"""Paints levels over time: the first as an area, the others as lines."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from auditor.gui.timeline.pixels import Place, picture, spread
from auditor.records import UNKNOWN
from auditor.timeline.lane import Steps
from auditor.timeline.scale import Scale

LINE = 2
"""px of a line's thickness."""


def paint_steps(painter: QPainter, place: Place, drawing: Steps, scale: Scale, headroom: float = 0.0) -> None:
    """On whole device pixels; what is known stands at least one pixel high, also 0."""
    rect, ratio = place.rect, place.look.ratio
    height, thick = max(1, round((rect.height() - headroom) * ratio)), max(1, round(LINE * ratio))
    known = drawing.levels != UNKNOWN
    tops = np.rint(scale.share(np.maximum(drawing.levels, 0)) * height).astype(np.int64)
    tops = np.where(known, np.maximum(tops, 1), 0)
    row = np.arange(height - 1, -1, -1)[:, None]
    pixels = (row < tops[0]).astype(np.uint8)
    for line, top in enumerate(tops[1:], start=2):
        pixels[(row < np.maximum(top, thick)) & (row >= top - thick) & (top > 0)] = line
    colors = [place.look.color(token) for token in drawing.colors]
    image = picture(spread(place, drawing.edges, pixels), colors, ratio)
    painter.drawImage(QPointF(rect.left(), rect.bottom() - height / ratio), image)
