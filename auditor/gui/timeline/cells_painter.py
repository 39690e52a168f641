"""Paints rasters: shades of counts by the hour of the day, or rows with a colour of their own."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from auditor.gui.theme import Theme
from auditor.gui.timeline.look import Look, color_of
from auditor.gui.timeline.pixels import Place, gap, legend_height, mixed, picture, spread
from auditor.timeline.lane import Cells

LEVELS = 6
STRENGTHS = (0.6, 0.75, 0.9, 1.0)
"""How much of a row's colour a cell shows that counts 1, 10, 100, 1,000 and more."""

PITCH, BAND = 16, 7
"""px: rows of their own are no farther apart than this, and no thicker."""


def raster_rect(rect: QRectF, rows: int, look: Look) -> QRectF:
    """The part of a plot a raster fills: every row the same whole number of device pixels high."""
    pitch = max(1, int(rect.height() * look.ratio / max(1, rows)))
    height = pitch * max(1, rows) / look.ratio
    return QRectF(rect.left(), look.snap(rect.top() + (rect.height() - height) / 2), rect.width(), height)


def bands_rect(rect: QRectF, rows: int, look: Look, legend: bool) -> QRectF:
    """The part of a plot that rows of their own fill: from the top, under the legend where there is one."""
    top = rect.top() + (legend_height(look) if legend else 0.0)
    pitch = max(1, int(min(PITCH, (rect.bottom() - top) / max(1, rows)) * look.ratio))
    return QRectF(rect.left(), look.snap(top), rect.width(), pitch * max(1, rows) / look.ratio)


def paint_cells(painter: QPainter, place: Place, drawing: Cells) -> None:
    """Cells in shades from little to much, every row the same height."""
    look, rows = place.look, len(drawing.counts)
    if not rows:
        return
    target = raster_rect(place.rect, rows, look)
    levels = spread(place, drawing.edges, cell_levels(drawing))
    pitch = round(target.height() * look.ratio) // rows
    pixels = np.repeat(levels, pitch, axis=0)
    if pitch >= 3 * gap(look):
        for step in range(gap(look)):
            pixels[pitch - 1 - step :: pitch] = 0
    painter.drawImage(target.topLeft(), picture(pixels, shades(look.theme), look.ratio))


def cell_levels(drawing: Cells) -> NDArray[np.uint8]:
    """Shade numbers (rows, columns): 0 for none, 1 for any, `LEVELS` for `full` and more."""
    share = np.sqrt(np.clip(drawing.counts / max(drawing.full, 1.0), 0.0, 1.0))
    return np.ceil(share * LEVELS).astype(np.uint8)


@lru_cache(maxsize=8)
def shades(theme: Theme) -> tuple[QColor, ...]:
    """From the lightest to the strongest token colour."""
    weak, middle, strong = (color_of(theme, token) for token in ("cached", "input", "output"))
    half = LEVELS // 2
    first = [mixed(weak, middle, step / half) for step in range(half)]
    return (*first, *(mixed(middle, strong, step / half) for step in range(1, LEVELS - half + 1)))


def paint_bands(painter: QPainter, place: Place, drawing: Cells) -> None:
    """Rows in colours of their own, stronger with every power of ten."""
    look, rows = place.look, len(drawing.counts)
    if not rows:
        return
    target = bands_rect(place.rect, rows, look, bool(drawing.legend))
    pitch = round(target.height() * look.ratio) // rows
    levels = spread(place, drawing.edges, band_levels(drawing))
    pixels = np.zeros((rows * pitch, levels.shape[1]), dtype=np.uint8)
    top, thick = band(pitch, look)
    for step in range(thick):
        pixels[top + step :: pitch] = levels
    painter.drawImage(target.topLeft(), picture(pixels, band_colors(look.theme, drawing.colors), look.ratio))


def band(pitch: int, look: Look) -> tuple[int, int]:
    """Where in a row of so many device pixels its band begins, and how thick it is."""
    thick = max(1, min(pitch - gap(look) if pitch > 2 else pitch, round(BAND * look.ratio)))
    return (pitch - thick) // 2, thick


def band_levels(drawing: Cells) -> NDArray[np.uint8]:
    """Colour numbers (rows, columns): 0 for none, else of the row's colour in the strength of its count."""
    power = np.searchsorted([10, 100, 1000], drawing.counts, side="right")
    row = np.arange(len(drawing.counts))[:, None]
    return np.where(drawing.counts > 0, row * len(STRENGTHS) + power + 1, 0).astype(np.uint8)


@lru_cache(maxsize=32)
def band_colors(theme: Theme, tokens: tuple[str, ...]) -> tuple[QColor, ...]:
    """The colours that `band_levels` numbers from 1."""
    panel = color_of(theme, "panel")
    return tuple(mixed(panel, color_of(theme, token), strength) for token in tokens for strength in STRENGTHS)
