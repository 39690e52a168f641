"""Draws one strip of small multiples: its name, its bars with their scale, and its hours where there is room."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from auditor.gui.comparing.strip_frame import StripFrame
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import Place, paint_bars, paint_cells
from auditor.timeline.clock import Clock
from auditor.timeline.lane import Bars, Cells
from auditor.timeline.scale import Scale
from auditor.timeline.shading import weekends
from auditor.timeline.viewport import Viewport

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SWATCH = 8.0


@dataclass(frozen=True, slots=True)
class Face:
    """What a strip shows: its name, the words beside it and at its left, and its drawings (None: not read yet)."""

    name: str
    words: str
    label: str
    bars: Bars | None
    scale: Scale
    cells: Cells | None = None
    marked: bool = False
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What all strips share."""

    frame: StripFrame
    viewport: Viewport
    clock: Clock
    look: Look
    dates: tuple[tuple[int, str], ...] = ()


def paint_strip(painter: QPainter, scene: Scene, row: QRectF, face: Face) -> None:
    """Mark, name, bars, hours, scale."""
    look, frame = scene.look, scene.frame
    if face.marked:
        painter.fillRect(row, look.faint("accent", 0.1))
        painter.fillRect(QRectF(row.left(), row.top(), 3, row.height()), look.color("accent"))
    head = frame.head(row, look)
    if face.legend:
        head.setRight(_paint_legend(painter, look, head, face.legend))
    _paint_head(painter, look, head, face)
    plot = frame.plot(row, look)
    place = Place(plot, scene.viewport, look)
    if face.bars is not None:
        paint_bars(painter, place, face.bars, face.scale)
        _paint_scale(painter, place, frame, face.scale)
    painter.fillRect(look.horizontal(plot.bottom(), plot.left(), plot.right()), look.color("line"))
    _paint_label(painter, look, frame.label(head), face.label)
    raster = frame.raster(row, look)
    if raster is not None and face.cells is not None:
        paint_cells(painter, Place(raster, scene.viewport, look), face.cells)
        _paint_label(painter, look, frame.label(raster), "Hour of day")
        painter.fillRect(look.horizontal(row.bottom() - 1, 0, row.right()), look.color("line"))


def paint_weekends(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """Saturdays and Sundays behind all strips."""
    left, right = scene.frame.left, scene.frame.left + scene.frame.width
    for span in weekends(scene.viewport, scene.clock).tolist():
        low, high = (min(max(left + scene.viewport.x(at), left), right) for at in span)
        painter.fillRect(QRectF(low, top, high - low, bottom - top), scene.look.color("shade"))


def _paint_legend(painter: QPainter, look: Look, head: QRectF, legend: tuple[str, ...]) -> float:
    """Swatches with words from the right, output last, as on the timeline; where they begin."""
    right = head.right()
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    for token in legend:
        width = look.small_width(token)
        painter.drawText(QRectF(right - width, head.top(), width + 1, head.height()), _RIGHT, token)
        left = look.snap(right - width - SWATCH - 5)
        top = look.snap(head.center().y() - SWATCH / 2)
        painter.fillRect(QRectF(left, top, SWATCH, SWATCH), look.color(token))
        right = left - 12
    return right


def _paint_head(painter: QPainter, look: Look, head: QRectF, face: Face) -> None:
    font = QFont(look.title)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    name = metrics.elidedText(face.name, Qt.TextElideMode.ElideMiddle, max(60.0, head.width() * 0.5))
    painter.setFont(font)
    painter.setPen(look.color("text"))
    painter.drawText(head, _LEFT, name)
    rest = head.adjusted(metrics.horizontalAdvance(name) + 10, 0, 0, 0)
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    words = QFontMetricsF(look.small).elidedText(face.words, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, _LEFT, words)


def _paint_label(painter: QPainter, look: Look, label: QRectF, words: str) -> None:
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    painter.drawText(label, _TOP, words)


def _paint_scale(painter: QPainter, place: Place, frame: StripFrame, scale: Scale) -> None:
    """Reference lines, the lowest where there is no room for all."""
    look, rect = place.look, place.rect
    painter.setFont(look.small)
    last = rect.bottom() + look.small_height
    for share, text in scale.lines():
        y = rect.bottom() - share * rect.height()
        painter.fillRect(look.horizontal(y, rect.left(), rect.right()), look.faint("panel", 0.55))
        painter.fillRect(look.horizontal(y, rect.left() - 4, rect.left()), look.color("line"))
        if last - y >= look.small_height:
            painter.setPen(look.color("muted"))
            half = look.small_height / 2
            painter.drawText(QRectF(4, y - half, frame.label(rect).width(), 2 * half), _RIGHT, text)
            last = y
