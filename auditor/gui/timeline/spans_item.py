"""Stretches of time that findings or exhibits speak of: tinted over the lanes, named in the strip above them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.backdrop_item import Scenery
from auditor.gui.timeline.frame import GAP
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.painters import picture

TINT = 0.10
"""Opacity: bars stay readable under it."""

MIN_NAME = 40.0
"""px; a name cut shorter than this says nothing."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TintedSpan:
    """[start, end) in µs UTC, its title, its theme colour, and the glyph that says the same as the colour."""

    start: int
    end: int
    title: str
    token: str = "padding"
    glyph: str = "◆"


class SpansItem(TimelineItem):
    """Paints the spans; shows nothing unless `tinted`."""

    def __init__(self) -> None:
        super().__init__(z=2)
        self.spans: tuple[TintedSpan, ...] = ()
        self.tinted = False
        self.current: int | None = None
        self._room = (0.0, 0.0)
        self._scenery: Scenery | None = None

    def set_spans(self, spans: Sequence[TintedSpan]) -> None:
        """Other spans, kept in order of their beginning."""
        self.spans = tuple(sorted(spans, key=lambda span: (span.start, span.end, span.title)))
        self.current = None

    def show_scenery(self, scenery: Scenery, room: tuple[float, float]) -> None:
        """Draw the spans of this view, if asked to, their names from one px of the strip to another."""
        if not self.tinted and self._scenery is None:
            return
        self._room = room
        self._scenery = scenery if self.tinted else None
        frame = scenery.frame
        self.set_bounds(QRectF(0, frame.strip.top(), frame.width, frame.plot.bottom() + GAP - frame.strip.top()))
        self.update()

    def titles_at(self, at: int) -> list[str]:
        """Glyph and title of the tinted spans that hold a time."""
        return [f"{span.glyph} {span.title}".strip() for span in self.spans if self.tinted and _holds(span, at)]

    def draw(self, painter: QPainter) -> None:
        scenery = self._scenery
        if scenery is None:
            return
        _paint_tints(painter, scenery, self.spans)
        _paint_names(painter, scenery, self.spans, self._room)


def _holds(span: TintedSpan, at: int) -> bool:
    return span.start <= at < max(span.end, span.start + 1)


def _paint_tints(painter: QPainter, scenery: Scenery, spans: Sequence[TintedSpan]) -> None:
    """One tint a colour, however many of its spans lie over each other, and a stronger line above it."""
    look, frame = scenery.look, scenery.frame
    width, top = round(frame.plot.width() * look.ratio), frame.plot.top() - GAP / 2
    for token in dict.fromkeys(span.token for span in spans):
        ends = np.array([(span.start, span.end) for span in spans if span.token == token], dtype=np.int64)
        pixels = np.zeros((1, width), dtype=np.uint8)
        for low, high in np.clip(scenery.viewport.pixels(ends, look.ratio), -1, width).tolist():
            if high >= 0 and low < width:
                pixels[0, max(low, 0) : max(high, low + 1)] = 1
        band = QRectF(frame.plot.left(), top, frame.plot.width(), frame.axis.top() - 4 - top)
        painter.drawImage(band, picture(pixels, [look.faint(token, TINT)], 1.0))
        line = QRectF(band.left(), look.snap(top), band.width(), 2 * look.hair)
        painter.drawImage(line, picture(pixels, [look.color(token)], 1.0))


def _paint_names(painter: QPainter, scenery: Scenery, spans: Sequence[TintedSpan], room: tuple[float, float]) -> None:
    """Names from left to right, each as far as the next span begins; a name without room is left to the tooltip."""
    view, left = scenery.viewport, scenery.frame.strip.left()
    seen = [span for span in spans if span.end > view.start and span.start < view.end]
    lefts = [max(room[0], left + view.x(span.start)) for span in seen]
    painter.setFont(scenery.look.small)
    free = room[0]
    for number, span in enumerate(seen):
        end = min(lefts[number + 1] if number + 1 < len(seen) else room[1], room[1])
        if lefts[number] >= free and end - lefts[number] >= MIN_NAME:
            place = QRectF(lefts[number], scenery.frame.strip.top(), end - lefts[number], 0)
            free = lefts[number] + _paint_name(painter, scenery, span, place)


def _paint_name(painter: QPainter, scenery: Scenery, span: TintedSpan, place: QRectF) -> float:
    """The width (px) taken."""
    look, glyph = scenery.look, scenery.look.small_width(f"{span.glyph} ")
    box = QRectF(place.left(), place.top(), place.width() - 6, scenery.frame.strip.height() - 2)
    painter.setPen(look.color(span.token))
    painter.drawText(box, _LEFT, span.glyph)
    painter.setPen(look.color("text"))
    words = painter.fontMetrics().elidedText(span.title, Qt.TextElideMode.ElideRight, int(box.width() - glyph))
    painter.drawText(box.adjusted(glyph, 0, 0, 0), _LEFT, words)
    return glyph + look.small_width(words) + 6
