"""Three painters serve all lanes: stacked bars, a raster of cells, and marks with text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from auditor.gui.timeline.look import Look
from auditor.timeline.lane import Bars, Cells, Marks
from auditor.timeline.scale import Scale
from auditor.timeline.viewport import Viewport

GAP_FROM = 4
"""px; bars and columns at least this wide stand apart."""

LEVELS = 6
DIAMOND = 5.0
TEXT_GAP = 6.0
MIN_TEXT = 48.0
"""px; a text cut shorter than this says nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: the plot's rectangle (px), the time on it, the look."""

    rect: QRectF
    viewport: Viewport
    look: Look

    def columns(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Edges in whole device pixels from the plot's left border."""
        return self.viewport.pixels(edges, self.look.ratio)


def legend_height(look: Look) -> float:
    """px kept free over bars, so that the legend never lies on data."""
    return look.small_height + 3


def paint_bars(painter: QPainter, place: Place, drawing: Bars, scale: Scale, headroom: float = 0.0) -> None:
    """Stacked bars on whole device pixels, without antialiasing."""
    rect, ratio = place.rect, place.look.ratio
    width, height = round(rect.width() * ratio), max(1, round((rect.height() - headroom) * ratio))
    tops = np.rint(scale.stack(drawing.heights)[1:] * height).astype(np.int64)
    tops[-1] = np.maximum(tops[-1], drawing.heights.sum(axis=0) > 0)
    # a row of pixels shows the lowest layer that reaches higher than it, numbered from 1, or nothing
    above = np.arange(height - 1, -1, -1)[:, None, None] < tops[None]
    layers = np.where(above.any(axis=1), above.argmax(axis=1) + 1, 0).astype(np.uint8)
    pixels = _spread(place, drawing.edges, layers, width)
    colors = [place.look.theme.color(token) for token in drawing.colors]
    painter.drawImage(QPointF(rect.left(), rect.bottom() - height / ratio), picture(pixels, colors, ratio))


def _spread(place: Place, edges: NDArray[np.int64], values: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Columns of `values` (rows, k) as wide as their bins, with gaps where there is room: (rows, width) pixels."""
    columns = place.columns(edges)
    cut = np.clip(columns, 0, width)
    pixels = np.zeros((len(values), width), dtype=np.uint8)
    pixels[:, cut[0] : cut[-1]] = np.repeat(values, np.diff(cut), axis=1)
    ends = columns[1:][np.diff(columns) >= GAP_FROM * place.look.ratio]
    for step in range(1, _gap(place.look) + 1):
        pixels[:, ends[(ends >= step) & (ends - step < width)] - step] = 0
    return pixels


def _gap(look: Look) -> int:
    """Device pixels between bars."""
    return max(1, round(look.ratio))


def picture(pixels: NDArray[np.uint8], colors: list[QColor], ratio: float) -> QImage:
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


def raster_rect(rect: QRectF, rows: int, look: Look) -> QRectF:
    """The part of a plot a raster fills: every row the same whole number of device pixels high."""
    pitch = max(1, int(rect.height() * look.ratio / rows))
    height = pitch * rows / look.ratio
    return QRectF(rect.left(), look.snap(rect.top() + (rect.height() - height) / 2), rect.width(), height)


def paint_cells(painter: QPainter, place: Place, drawing: Cells) -> None:
    """Cells in shades from little to much, every row the same height."""
    look, rows = place.look, len(drawing.counts)
    target = raster_rect(place.rect, rows, look)
    levels = _spread(place, drawing.edges, cell_levels(drawing), round(target.width() * look.ratio))
    pitch = round(target.height() * look.ratio) // rows
    pixels = np.repeat(levels, pitch, axis=0)
    if pitch >= 3 * _gap(look):
        for step in range(_gap(look)):
            pixels[pitch - 1 - step :: pitch] = 0
    painter.drawImage(target.topLeft(), picture(pixels, shades(look), look.ratio))


def cell_levels(drawing: Cells) -> NDArray[np.uint8]:
    """Shade numbers (rows, columns): 0 for none, 1 for any, `LEVELS` for `full` and more."""
    share = np.sqrt(np.clip(drawing.counts / max(drawing.full, 1.0), 0.0, 1.0))
    return np.ceil(share * LEVELS).astype(np.uint8)


def shades(look: Look) -> list[QColor]:
    """From the lightest to the strongest token colour."""
    weak, middle, strong = (look.theme.color(token) for token in ("cached", "input", "output"))
    half = LEVELS // 2
    first = [_mixed(weak, middle, step / half) for step in range(half)]
    return first + [_mixed(middle, strong, step / half) for step in range(1, LEVELS - half + 1)]


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def paint_marks(painter: QPainter, place: Place, drawing: Marks) -> None:
    """Diamonds with their text beside them where there is room: the agent's own above, its person's others below."""
    look, solid = place.look, drawing.solid.tolist()
    xs = [place.rect.left() + place.viewport.x(at) for at in drawing.at.tolist()]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.small)
    for kind, share in ((False, 0.7), (True, 0.3)):
        marks = [(x, text) for x, text, own in zip(xs, drawing.texts, solid, strict=True) if own == kind]
        middle = place.rect.top() + place.rect.height() * (share if len(set(solid)) > 1 else 0.5)
        texts = mark_texts([(x, look.small_width(text)) for x, text in marks], place.rect.right())
        for (x, text), room in zip(marks, texts, strict=True):
            _diamond(painter, look, QPointF(x, middle), kind)
            if room:
                painter.setPen(look.theme.color("useful" if kind else "muted"))
                _mark_text(painter, QRectF(room[0], middle - 12, room[1] - room[0] + 2, 24), text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def mark_texts(marks: list[tuple[float, float]], border: float) -> list[tuple[float, float] | None]:
    """From where to where the text of each mark (place and text width, px, left to right) may reach; None: no room.

    Text stands right of its mark up to the next one; at the border left of it, if nothing is there.
    """
    found: list[tuple[float, float] | None] = []
    free_from = -1e9
    for number, (x, width) in enumerate(marks):
        start = x + DIAMOND + TEXT_GAP
        following = marks[number + 1][0] - DIAMOND - TEXT_GAP if number + 1 < len(marks) else border
        end = min(start + width, following, border)
        before = x - DIAMOND - TEXT_GAP - width
        if end - start >= min(width, MIN_TEXT):
            found.append((start, end))
            free_from = end + TEXT_GAP
        elif number + 1 == len(marks) and before >= free_from:
            found.append((before, before + width))
        else:
            found.append(None)
            free_from = x + DIAMOND + TEXT_GAP
    return found


def _mark_text(painter: QPainter, box: QRectF, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


def _diamond(painter: QPainter, look: Look, centre: QPointF, solid: bool) -> None:
    color = look.theme.color("useful" if solid else "muted")
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(color if solid else look.theme.color("panel"))
    x, y, half = centre.x(), centre.y(), DIAMOND - (0 if solid else 0.5)
    corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)
