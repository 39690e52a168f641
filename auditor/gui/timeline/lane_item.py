"""One lane in the scene: its label at the left and its plot."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.letters_painter import has_letters, paint_letters, rows_rect
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import (
    Place,
    has_legend,
    highest_row,
    legend_height,
    paint_bands,
    paint_bars,
    paint_caret_legend,
    paint_cells,
    paint_legend,
    paint_marks,
    paint_spans,
    paint_steps,
)
from auditor.timeline.lane import Bars, Cells, Drawing, Lane, Marks, Spans, Steps
from auditor.timeline.scale import Scale, scale_of
from auditor.timeline.viewport import Viewport

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
EDGE = 12.0
"""px beyond the plot's borders in which a mark may still show half of itself."""

INDENT, SPARE = 8.0, 3.0
"""px: the title gives way by `INDENT` where rows have letters, and has `SPARE` to grow at its left."""


class LaneItem(TimelineItem):
    """Draws what its lane's `bins` gave; keeps the picture until told something new."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(z=1)
        self.lane = lane
        self.drawing: Drawing | None = None
        self._place: Place | None = None
        self._label = QRectF()
        self._log = False
        self._least = 0.0

    def show_drawing(
        self,
        drawing: Drawing,
        viewport: Viewport,
        frame: Frame,
        plot: QRectF,
        look: Look,
        log: bool,
        least: float = 0.0,
    ) -> None:
        """Draw this from now on. `least`: what the scale of bars and steps must reach, to compare agents."""
        self.drawing, self._log, self._least = drawing, log, least
        self._place, self._label = Place(plot, viewport, look), frame.label(plot)
        self.set_bounds(frame.row(plot))
        self.update()

    def depth(self, y: float) -> float:
        """How deep in the lane's rows a height of the scene lies: 0 at the top, 1 at the bottom."""
        if self._place is None or self.drawing is None:
            return 0.0
        rect = rows_rect(self._place, self.drawing)
        return min(1.0, max(0.0, (y - rect.top()) / max(1.0, rect.height())))

    def draw(self, painter: QPainter) -> None:
        if self._place is None or self.drawing is None:
            return
        self._paint_title(painter, self._place, self.drawing)
        match self.drawing:
            case Bars() | Steps() as heights:
                self._paint_heights(painter, self._place, heights)
            case Cells() as cells:
                self._paint_cells(painter, self._place, cells)
            case Spans() as spans:
                self._paint_spans(painter, self._place, spans)
            case Marks() as marks:
                self._paint_marks(painter, self._place, marks)
        self._paint_empty(painter, self._place, self.drawing.empty)

    def _paint_title(self, painter: QPainter, place: Place, drawing: Drawing) -> None:
        look, label = place.look, self._label
        if isinstance(drawing, Cells) and has_letters(drawing):
            label = label.adjusted(-SPARE, 0, -INDENT, 0)
        painter.setFont(look.title)
        painter.setPen(look.color("text"))
        painter.drawText(label, _RIGHT, _fitting(painter, drawing.title or self.lane.title, label))
        painter.setFont(look.small)
        painter.setPen(look.color("muted"))
        below = label.adjusted(0, look.title_height, 0, 0)
        painter.drawText(below, _RIGHT, _fitting(painter, drawing.scale or self.lane.subtitle, label))

    def _row_label(self, painter: QPainter, look: Look, y: float, text: str) -> None:
        """A muted label at a height of the plot, where the title leaves room."""
        half = look.small_height / 2
        if y - half >= self._label.top() + look.title_height + look.small_height:
            painter.setFont(look.small)
            painter.setPen(look.color("muted"))
            place = QRectF(self._label.left(), y - half, self._label.width(), 2 * half)
            painter.drawText(place, _MIDDLE, _fitting(painter, text, place))

    def _paint_heights(self, painter: QPainter, place: Place, drawing: Bars | Steps) -> None:
        headroom, rect = legend_height(place.look), place.rect
        scale = scale_of(drawing, self._log, self._least)
        painter.save()
        painter.setClipRect(rect)
        if isinstance(drawing, Bars):
            paint_bars(painter, place, drawing, scale, headroom)
        else:
            paint_steps(painter, place, drawing, scale, headroom)
        painter.restore()
        if not drawing.empty:
            self._paint_scale(painter, place, scale, headroom)
            right = paint_legend(painter, place, drawing.colors, drawing.legend)
            if isinstance(drawing, Bars) and drawing.peaks is not None and drawing.peaks.any():
                paint_caret_legend(painter, place, right)
        ground = place.look.horizontal(rect.bottom(), rect.left(), rect.right())
        painter.fillRect(ground, place.look.color("line"))

    def _paint_scale(self, painter: QPainter, place: Place, scale: Scale, headroom: float) -> None:
        rect, look = place.rect, place.look
        for share, text in scale.lines():
            y = rect.bottom() - share * (rect.height() - headroom)
            painter.fillRect(look.horizontal(y, rect.left(), rect.right()), look.faint("panel", 0.55))
            painter.fillRect(look.horizontal(y, rect.left() - 4, rect.left()), look.color("line"))
            self._row_label(painter, look, y, text)

    def _paint_cells(self, painter: QPainter, place: Place, drawing: Cells) -> None:
        inner, rows, look = rows_rect(place, drawing), len(drawing.counts), place.look
        if drawing.colors:
            paint_bands(painter, place, drawing)
            if drawing.legend:
                paint_legend(painter, place, drawing.colors[::-1], drawing.legend[::-1])
            else:
                paint_letters(painter, look, inner, drawing)
            return
        paint_cells(painter, place, drawing)
        for row, text in drawing.rows:
            y = inner.top() + row * inner.height() / rows
            painter.fillRect(look.horizontal(y - look.hair, inner.left(), inner.right()), look.color("line"))
            self._row_label(painter, look, y, text)

    def _paint_spans(self, painter: QPainter, place: Place, drawing: Spans) -> None:
        painter.save()
        painter.setClipRect(place.rect)
        paint_spans(painter, place, drawing)
        painter.restore()
        if drawing.legend and has_legend(place.rect, drawing.rows, place.look):
            paint_legend(painter, place, drawing.colors[::-1], drawing.legend[::-1])

    def _paint_marks(self, painter: QPainter, place: Place, drawing: Marks) -> None:
        painter.save()
        painter.setClipRect(place.rect.adjusted(-EDGE / 2, 0, EDGE, 0))
        paint_marks(painter, place, drawing)
        painter.restore()
        if drawing.legend and _clear_above(place, drawing):
            paint_legend(painter, place, drawing.colors, drawing.legend)

    def _paint_empty(self, painter: QPainter, place: Place, words: str) -> None:
        if words:
            painter.setFont(place.look.small)
            painter.setPen(place.look.color("muted"))
            painter.drawText(place.rect.adjusted(0, 2, 0, 0), _LEFT, words)


def _clear_above(place: Place, drawing: Marks) -> bool:
    """Whether the highest marks and their texts leave a line free above them; else the tooltip alone has the legend."""
    line = place.look.small_height
    return place.rect.height() * highest_row(drawing) >= 1.5 * line


def _fitting(painter: QPainter, text: str, place: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
