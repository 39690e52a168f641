"""Behind the lanes: weekends and nights shaded, hairlines between lanes, the auditor's dates, and the date axis."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from auditor.gui.timeline.frame import GAP, Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import picture
from auditor.timeline.clock import Clock
from auditor.timeline.shading import NIGHT_FROM, NIGHT_UNTIL, nights, weekends
from auditor.timeline.ticks import Tick, axis_caption, ticks
from auditor.timeline.viewport import Viewport

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NIGHT, CLEAR_NIGHT = NIGHT_UNTIL - NIGHT_FROM, 24
"""µs of a night; px from which on its shade is full."""

SPILL = 24.0
"""px a date may reach over the plot's border."""


@dataclass(frozen=True, slots=True)
class Scenery:
    """What lies behind the lanes of one view; `folded[i]`: lane i is a raster that night shading must not touch."""

    viewport: Viewport
    clock: Clock
    frame: Frame
    look: Look
    folded: tuple[bool, ...]
    dates: tuple[tuple[int, str], ...] = ()


class BackdropItem(TimelineItem):
    """Paints the scenery."""

    def __init__(self) -> None:
        super().__init__(z=0)
        self._scenery: Scenery | None = None

    def show_scenery(self, scenery: Scenery | None) -> None:
        """Draw this from now on."""
        self._scenery = scenery
        if scenery:
            self.set_bounds(QRectF(0, 0, scenery.frame.width, scenery.frame.height))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._scenery:
            painter.save()
            painter.setClipRect(self._scenery.frame.band)
            _paint_shading(painter, self._scenery)
            _paint_hairlines(painter, self._scenery)
            painter.restore()
            _paint_axis(painter, self._scenery)


def _paint_shading(painter: QPainter, scenery: Scenery) -> None:
    look, frame, view, clock = scenery.look, scenery.frame, scenery.viewport, scenery.clock
    bands = [_column_of(frame.row(lane), frame) for lane, no in zip(frame.lanes, scenery.folded, strict=True) if not no]
    # one narrow stripe a day is noise, a broad one tells the time
    night = look.faint("night", min(1.0, NIGHT * view.width / view.span / CLEAR_NIGHT))
    _paint_stripes(painter, scenery, nights(view, clock), night, bands)
    top = frame.plot.top() - GAP / 2
    whole = QRectF(frame.plot.left(), top, frame.plot.width(), frame.axis.top() - top)
    _paint_stripes(painter, scenery, weekends(view, clock), look.theme.color("shade"), [whole])


def _column_of(row: QRectF, frame: Frame) -> QRectF:
    return QRectF(frame.plot.left(), row.top(), frame.plot.width(), row.height())


def _paint_stripes(
    painter: QPainter, scenery: Scenery, spans: NDArray[np.int64], color: QColor, bands: list[QRectF]
) -> None:
    """Spans (n, 2; µs) as vertical stripes: one row of pixels, stretched over each band."""
    ratio = scenery.look.ratio
    pixels = np.zeros((1, round(scenery.frame.plot.width() * ratio)), dtype=np.uint8)
    for low, high in np.maximum(scenery.viewport.pixels(spans, ratio), 0).tolist():
        pixels[0, low:high] = 1
    if pixels.any():
        image = picture(pixels, [color], 1.0)
        for band in bands:
            painter.drawImage(band, image)


def _paint_hairlines(painter: QPainter, scenery: Scenery) -> None:
    look, frame = scenery.look, scenery.frame
    for lane in (*frame.lanes[1:-1], frame.plot):
        line = look.horizontal(lane.bottom() + GAP / 2 - 1, frame.plot.left(), frame.plot.right())
        painter.fillRect(line, look.theme.color("line"))


def _paint_axis(painter: QPainter, scenery: Scenery) -> None:
    painter.setFont(scenery.look.small)
    painter.setPen(scenery.look.theme.color("muted"))
    _paint_caption(painter, scenery)
    for tick in ticks(scenery.viewport, scenery.clock):
        _paint_tick(painter, scenery, tick)


def _paint_caption(painter: QPainter, scenery: Scenery) -> None:
    look, label = scenery.look, scenery.frame.label(scenery.frame.axis)
    for number, line in enumerate(caption_lines(scenery)):
        box = QRectF(label.left(), label.top() + 3 + number * look.small_height, label.width(), look.small_height)
        cut = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _RIGHT, cut)


def caption_lines(scenery: Scenery) -> tuple[str, ...]:
    """The year or the day, and the zone, so that every picture tells it; in one line where there is only one."""
    when, zone = axis_caption(scenery.viewport, scenery.clock), scenery.clock.zone.key.replace("_", " ")
    if scenery.frame.axis.height() >= 2 * scenery.look.small_height:
        return when, zone
    return (f"{when} · {zone.rpartition('/')[2]}",)


def _paint_tick(painter: QPainter, scenery: Scenery, tick: Tick) -> None:
    look, frame = scenery.look, scenery.frame
    middle, line = (frame.axis.left() + scenery.viewport.x(at) for at in (tick.label_at, tick.at))
    half = look.small_width(tick.label) / 2
    painter.setPen(look.theme.color("text" if tick.strong else "muted"))
    if frame.axis.left() - 4 <= middle - half and middle + half <= frame.axis.right() + SPILL / 2:
        box = QRectF(middle - half - 2, frame.axis.top() + 3, 2 * half + 4, look.small_height)
        painter.drawText(box, _CENTRE, tick.label)
    if frame.axis.left() <= line <= frame.axis.right():
        top = frame.plot.bottom() + GAP / 2
        painter.fillRect(look.vertical(line, top - 1, top + 3), look.theme.color("line"))


def paint_dates(painter: QPainter, scenery: Scenery, plot: QRectF, viewport: Viewport, named: bool) -> None:
    """The auditor's dates as dashed lines, with their names where `named`."""
    look = scenery.look
    painter.setFont(look.small)
    color = look.theme.color("text") if named else look.faint("text", 0.5)
    painter.setPen(QPen(color, look.hair, Qt.PenStyle.DashLine))
    top = plot.top() - (4 if named else 0)
    places = [(look.snap(plot.left() + viewport.x(at)) + look.hair / 2, name) for at, name in scenery.dates]
    seen = sorted(place for place in places if plot.left() <= place[0] <= plot.right())
    names = name_boxes(seen, top - 2, (plot.left(), plot.right() + SPILL), look) if named else []
    for x, _ in seen:
        under = [box.bottom() for box, _ in names if box.left() < x < box.right()]
        painter.drawLine(QPointF(x, max([top, *under])), QPointF(x, plot.bottom()))
    for box, words in names:
        painter.drawText(box, 0, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width())))


def name_boxes(
    seen: Sequence[tuple[float, str]], top: float, across: tuple[float, float], look: Look
) -> list[tuple[QRectF, str]]:
    """Where the names of dates stand, px: right of their lines, or left of them where the plot ends; none on another.

    `seen`: the lines from left to right with their names. Other lines begin below a name, so that it can be read.
    """
    named = [(x, words) for x, words in seen if words]
    left, right = across
    ends = [x for x, _ in named][1:] + [right] * bool(named)
    boxes: list[tuple[QRectF, str]] = []
    for (x, words), end in zip(named, ends, strict=True):
        width, taken = look.small_width(words) + 2, boxes[-1][0].right() if boxes else left
        turned = end == right and x + 4 + width > end and x - 4 - width > taken
        begin = x - 4 - width if turned else x + 4
        boxes.append((QRectF(begin, top, width if turned else min(width, end - begin), look.small_height), words))
    return boxes
