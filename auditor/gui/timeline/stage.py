"""The scene's items and who shows what where: places them, and gives each its part of the chart."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from auditor.gui.theme import LIGHT, Theme
from auditor.gui.timeline.backdrop_item import BackdropItem, Scenery
from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.chart import Chart
from auditor.gui.timeline.frame import frame_for
from auditor.gui.timeline.lane_item import LaneItem
from auditor.gui.timeline.look import look_for
from auditor.gui.timeline.notice_item import NoticeItem
from auditor.gui.timeline.overlay_items import CrosshairItem, SelectionItem
from auditor.gui.timeline.overview_item import BrushItem, OverviewItem, brush_rect
from auditor.timeline.lane import Cells
from auditor.timeline.lanes import LANES
from auditor.timeline.viewport import Viewport


class Stage:
    """Holds the items of a canvas. `dates` are the auditor's, `log` chooses the scale, `pending` is being selected."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.dates: tuple[tuple[int, str], ...] = ()
        self.log = False
        self.pending: tuple[int, int] | None = None
        self.backdrop, self.overview, self.brush = BackdropItem(), OverviewItem(), BrushItem()
        self.selection, self.crosshair, self.notice = SelectionItem(), CrosshairItem(), NoticeItem()
        self.lanes = [LaneItem(lane) for lane in LANES]
        self._chart_items = [self.backdrop, self.overview, self.brush, self.selection, self.crosshair, *self.lanes]
        for item in (*self._chart_items, self.notice):
            canvas.addItem(item)
        self._scenery: Scenery | None = None
        self.look = look_for(LIGHT, QFont(), 1.0)
        self.frame = frame_for(600, 260, self.look, [lane.height for lane in LANES])

    def arrange(self, theme: Theme, font: QFont, ratio: float, chart: Chart | None) -> None:
        """Find every place anew."""
        self.look = look_for(theme, font, ratio)
        lanes = chart.lanes if chart else LANES
        size = self._canvas.size()
        self.frame = frame_for(size.width(), size.height(), self.look, [lane.height for lane in lanes])
        self._canvas.setBackground(theme.color("panel"))
        self.crosshair.hide()

    def show_overview(self, chart: Chart, whole: Viewport) -> None:
        """Draw the strip; needed only when the chart or its place changed."""
        bars = chart.overview(whole)
        self.overview.show_bars(bars, Scenery(whole, chart.clock, self.frame, self.look, (), self.dates))

    def show(self, chart: Chart, viewport: Viewport, whole: Viewport, empty: str) -> None:
        """Draw a view of the chart; `empty` is said where it has no events."""
        drawings = chart.drawings(viewport)
        folded = tuple(isinstance(drawing, Cells) and drawing.folded for drawing in drawings)
        self._scenery = Scenery(viewport, chart.clock, self.frame, self.look, folded, self.dates)
        self.backdrop.show_scenery(self._scenery)
        for item, drawing, plot in zip(self.lanes, drawings, self.frame.lanes, strict=True):
            item.show_drawing(drawing, viewport, self.frame, plot, self.look, self.log)
        self.brush.show_brush(brush_rect(self.frame.overview, whole, viewport), self._scenery)
        self._set_visible(True)
        self._note("" if chart.requests((viewport.start, viewport.end)) else empty)

    def show_nothing(self, words: str) -> None:
        """Only a sentence."""
        self._scenery = None
        self._set_visible(False)
        self.crosshair.hide()
        self.notice.show_words(words, QRectF(0, 0, self.frame.width, self.frame.height), self.look)

    def _set_visible(self, visible: bool) -> None:
        for item in self._chart_items:
            if item is not self.crosshair:
                item.setVisible(visible)

    def _note(self, words: str) -> None:
        top = self.frame.lanes[0]
        self.notice.show_words(words, top, self.look)

    def show_selection(self, span: tuple[int, int] | None, event: int | None) -> None:
        """Draw the selection and the current event, µs."""
        if self._scenery:
            self.selection.show_selection(span, event, self._scenery)

    def point_at(self, chart: Chart, viewport: Viewport, at: QPointF) -> None:
        """Crosshair at a place (px), with what the lane there says."""
        if self._scenery is None:
            return
        plot = self.frame.plot
        x = min(max(at.x(), plot.left()), plot.right())
        if self.pending:
            text = chart.describe_span(self.pending)
        else:
            lane = self._lane_at(at.y())
            text = chart.describe(lane, viewport, viewport.time(x - plot.left()), self.lanes[lane].depth(at.y()))
        self.crosshair.show_at(QPointF(x, at.y()), text, self._scenery)

    def _lane_at(self, y: float) -> int:
        """The lane nearest to a height."""
        distances = [max(lane.top() - y, y - lane.bottom()) for lane in self.frame.lanes]
        return distances.index(min(distances))

    def point_away(self) -> None:
        """No crosshair."""
        self.crosshair.hide()
