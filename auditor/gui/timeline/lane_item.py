"""One lane in the scene: its label at the left and its plot."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.item import TimelineItem
from auditor.gui.timeline.look import Look
from auditor.gui.timeline.painters import Place, legend_height, paint_bars, paint_cells, paint_marks, raster_rect
from auditor.timeline.lane import Bars, Cells, Drawing, Lane, Marks
from auditor.timeline.scale import Scale, scale_for
from auditor.timeline.viewport import Viewport

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
SWATCH = 8.0
EDGE = 12.0
"""px beyond the plot's borders in which a mark may still show half of itself."""


class LaneItem(TimelineItem):
    """Draws what its lane's `bins` gave; keeps the picture until told something new."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(z=1)
        self.lane = lane
        self.drawing: Drawing | None = None
        self._place: Place | None = None
        self._label = QRectF()
        self._log = False

    def show_drawing(
        self, drawing: Drawing, viewport: Viewport, frame: Frame, plot: QRectF, look: Look, log: bool
    ) -> None:
        """Draw this from now on."""
        self.drawing, self._log = drawing, log
        self._place, self._label = Place(plot, viewport, look), frame.label(plot)
        self.set_bounds(frame.row(plot))
        self.update()

    def depth(self, y: float) -> float:
        """How deep in the lane a height of the scene lies: 0 at the top, 1 at the bottom."""
        if self._place is None:
            return 0.0
        rect = self._place.rect
        if isinstance(self.drawing, Cells):
            rect = raster_rect(rect, len(self.drawing.counts), self._place.look)
        return min(1.0, max(0.0, (y - rect.top()) / rect.height()))

    def draw(self, painter: QPainter) -> None:
        if self._place is None or self.drawing is None:
            return
        self._paint_title(painter, self._place, self.drawing)
        match self.drawing:
            case Bars() as bars:
                self._paint_bars(painter, self._place, bars)
            case Cells() as cells:
                self._paint_cells(painter, self._place, cells)
            case Marks() as marks:
                self._paint_marks(painter, self._place, marks)

    def _paint_title(self, painter: QPainter, place: Place, drawing: Drawing) -> None:
        look, label = place.look, self._label
        painter.setFont(look.title)
        painter.setPen(look.theme.color("text"))
        painter.drawText(label, _RIGHT, _fitting(painter, drawing.title or self.lane.title, label))
        painter.setFont(look.small)
        painter.setPen(look.theme.color("muted"))
        below = label.adjusted(0, look.title_height, 0, 0)
        painter.drawText(below, _RIGHT, _fitting(painter, drawing.scale or self.lane.subtitle, label))

    def _row_label(self, painter: QPainter, look: Look, y: float, text: str) -> None:
        """A muted label at a height of the plot, where the title leaves room."""
        half = look.small_height / 2
        if y - half >= self._label.top() + look.title_height + look.small_height:
            painter.setFont(look.small)
            painter.setPen(look.theme.color("muted"))
            painter.drawText(QRectF(self._label.left(), y - half, self._label.width(), 2 * half), _MIDDLE, text)

    def _paint_bars(self, painter: QPainter, place: Place, drawing: Bars) -> None:
        scale, headroom, rect = scale_for(drawing.heights, self._log), legend_height(place.look), place.rect
        painter.save()
        painter.setClipRect(rect)
        paint_bars(painter, place, drawing, scale, headroom)
        painter.restore()
        self._paint_scale(painter, place, scale, headroom)
        ground = place.look.horizontal(rect.bottom(), rect.left(), rect.right())
        painter.fillRect(ground, place.look.theme.color("line"))
        paint_legend(painter, place, drawing)

    def _paint_scale(self, painter: QPainter, place: Place, scale: Scale, headroom: float) -> None:
        rect, look = place.rect, place.look
        for share, text in scale.lines():
            y = rect.bottom() - share * (rect.height() - headroom)
            painter.fillRect(look.horizontal(y, rect.left(), rect.right()), look.faint("panel", 0.55))
            painter.fillRect(look.horizontal(y, rect.left() - 4, rect.left()), look.theme.color("line"))
            self._row_label(painter, look, y, text)

    def _paint_cells(self, painter: QPainter, place: Place, drawing: Cells) -> None:
        look, rows = place.look, len(drawing.counts)
        inner = raster_rect(place.rect, rows, look)
        paint_cells(painter, place, drawing)
        for row, text in drawing.rows:
            y = inner.top() + row * inner.height() / rows
            painter.fillRect(look.horizontal(y - look.hair, inner.left(), inner.right()), look.theme.color("line"))
            self._row_label(painter, look, y, text)

    def _paint_marks(self, painter: QPainter, place: Place, drawing: Marks) -> None:
        painter.save()
        painter.setClipRect(place.rect.adjusted(-EDGE / 2, 0, EDGE, 0))
        paint_marks(painter, place, drawing)
        painter.restore()
        if drawing.empty:
            painter.setFont(place.look.small)
            painter.setPen(place.look.theme.color("muted"))
            painter.drawText(place.rect.adjusted(0, 2, 0, 0), _LEFT, drawing.empty)


def _fitting(painter: QPainter, text: str, place: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))


def paint_legend(painter: QPainter, place: Place, drawing: Bars) -> None:
    """Swatches with words at the top right, in the order of the stack from the top."""
    look, right = place.look, place.rect.right()
    painter.setFont(look.small)
    for token, text in zip(drawing.colors, drawing.legend, strict=True):
        width = look.small_width(text)
        painter.setPen(look.theme.color("muted"))
        painter.drawText(QRectF(right - width, place.rect.top() - 3, width + 1, look.small_height), _MIDDLE, text)
        left = look.snap(right - width - SWATCH - 5)
        top = look.snap(place.rect.top() - 3 + (look.small_height - SWATCH) / 2)
        painter.fillRect(QRectF(left, top, SWATCH, SWATCH), look.theme.color(token))
        right = left - 12
