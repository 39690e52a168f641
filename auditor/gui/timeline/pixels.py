"""What the painters of lanes share: a place in the widget, columns of whole device pixels, one picture per lane."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from auditor.gui.timeline.look import Look
from auditor.timeline.viewport import Viewport

GAP_FROM = 4
"""px; bars and columns at least this wide stand apart."""

SWATCH = 8.0
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: the plot's rectangle (px), the time on it, the look."""

    rect: QRectF
    viewport: Viewport
    look: Look

    def columns(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Edges in whole device pixels from the plot's left border."""
        return self.viewport.pixels(edges, self.look.ratio)

    @property
    def width(self) -> int:
        """Device pixels across."""
        return round(self.rect.width() * self.look.ratio)


def legend_height(look: Look) -> float:
    """px kept free over bars, so that the legend never lies on data."""
    return look.small_height + 3


def spread(place: Place, edges: NDArray[np.int64], values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Columns of `values` (rows, k) as wide as their bins, with gaps where there is room: (rows, width) pixels."""
    columns, width = place.columns(edges), place.width
    cut = np.clip(columns, 0, width)
    pixels = np.zeros((len(values), width), dtype=np.uint8)
    pixels[:, cut[0] : cut[-1]] = np.repeat(values, np.diff(cut), axis=1)
    ends = columns[1:][np.diff(columns) >= GAP_FROM * place.look.ratio]
    for step in range(1, gap(place.look) + 1):
        pixels[:, ends[(ends >= step) & (ends - step < width)] - step] = 0
    return pixels


def gap(look: Look) -> int:
    """Device pixels between bars."""
    return max(1, round(look.ratio))


def picture(pixels: NDArray[np.uint8], colors: Sequence[QColor], ratio: float) -> QImage:
    """Numbers of colours (height, width), counted from 1, as one picture; 0 is transparent.

    One picture costs a tenth of what a hundred `fillRect` cost, and in this format half of an indexed one.
    """
    table = np.array([0, *(_premultiplied(color) for color in colors)], dtype=np.uint32)
    height, width = pixels.shape
    image = QImage(table[pixels].tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    return image


def _premultiplied(color: QColor) -> int:
    red, green, blue = (round(part * color.alphaF()) for part in (color.red(), color.green(), color.blue()))
    return color.alpha() << 24 | red << 16 | green << 8 | blue


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two, 0..1 of the way to the other."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def paint_legend(painter: QPainter, place: Place, colors: Sequence[str], words: Sequence[str]) -> float:
    """Swatches with words at the top right, from right to left, as many as there is room for; px left of them."""
    look, right = place.look, place.rect.right()
    painter.setFont(look.small)
    for token, text in zip(colors, words, strict=True):
        width = look.small_width(text)
        if not text or right - width - SWATCH - 5 < place.rect.left():
            continue
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(right - width, place.rect.top() - 3, width + 1, look.small_height), _MIDDLE, text)
        left = look.snap(right - width - SWATCH - 5)
        top = look.snap(place.rect.top() - 3 + (look.small_height - SWATCH) / 2)
        painter.fillRect(QRectF(left, top, SWATCH, SWATCH), look.color(token))
        right = left - 12
    return right
