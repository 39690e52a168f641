"""The scene's items and who shows what where: places them, and gives each its part of the chart."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from auditor.gui.theme import LIGHT, Theme
from auditor.gui.timeline.backdrop_item import BackdropItem, Scenery
from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.chart import Chart
from auditor.gui.timeline.frame import frame_for
from auditor.gui.timeline.hits_item import HitsItem
from auditor.gui.timeline.lane_choice import Lanes, chosen, usual
from auditor.gui.timeline.lane_mark_item import LaneMarkItem
from auditor.gui.timeline.lane_stack import LaneStack, Scaling, top_of
from auditor.gui.timeline.look import look_for
from auditor.gui.timeline.notice_item import NoticeItem
from auditor.gui.timeline.overlay_items import CrosshairItem, SelectionItem
from auditor.gui.timeline.overview_item import BrushItem, OverviewItem, brush_rect
from auditor.gui.timeline.spans_item import SpansItem
from auditor.gui.timeline.strays_item import StraysItem
from auditor.timeline.lane import Cells, Drawing
from auditor.timeline.viewport import Viewport


class Stage:
    """Holds the items of a canvas, and what they go by.

    `dates` are the auditor's, `scaling` is how high things stand, `pending` is being selected, `choice` are the lanes
    and `scrolled` px of them are above the plot.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.dates: tuple[tuple[int, str], ...] = ()
        self.scaling = Scaling()
        self.pending: tuple[int, int] | None = None
        self.choice, self.scrolled = usual(), 0.0
        self.backdrop, self.overview, self.brush = BackdropItem(), OverviewItem(), BrushItem()
        self.selection, self.crosshair, self.notice = SelectionItem(), CrosshairItem(), NoticeItem()
        self.spans, self.hits, self.strays = SpansItem(), HitsItem(), StraysItem()
        self.lane_mark = LaneMarkItem()
        self.stack = LaneStack(canvas)
        self._chart_items = [
            self.backdrop, self.overview, self.brush, self.spans, self.hits, self.selection, self.strays,
            self.stack.band,
        ]  # fmt: skip
        for item in (*self._chart_items[:-1], self.crosshair, self.lane_mark, self.notice):
            canvas.addItem(item)
        self.scenery: Scenery | None = None
        self.tops: dict[str, float] = {}
        self.look = look_for(LIGHT, QFont(), 1.0)
        self.choose(self.choice)
        self.frame = frame_for(600, 260, self.look, self._shares())

    def choose(self, choice: Lanes) -> None:
        """Show other lanes, or the same in another order or height; `arrange` finds their places."""
        self.choice = choice
        self.lanes = chosen(choice)
        self.stack.choose(self.lanes)

    def _shares(self) -> list[float]:
        return [lane.height * self.choice.factor(lane.name) for lane in self.lanes]

    def arrange(self, theme: Theme, font: QFont, ratio: float) -> None:
        """Find every place anew."""
        self.look = look_for(theme, font, ratio)
        size = self._canvas.size()
        shares, strip = self._shares(), self.spans.tinted or self.strays.told
        self.frame = frame_for(size.width(), size.height(), self.look, shares, self.scrolled, strip)
        self.scrolled = min(self.scrolled, self.frame.overflow)
        self._canvas.setBackground(theme.color("panel"))
        self.crosshair.hide()

    def show_overview(self, chart: Chart, whole: Viewport) -> None:
        """Draw the strip; needed only when the chart or its place changed."""
        scenery = Scenery(whole, chart.clock, self.frame, self.look, (), self.dates)
        self.overview.show_bars(chart.overview(whole), scenery, self.hits.at)
        self.strays.show_badges(self.frame, self.look, chart.clock)

    def show(self, chart: Chart, viewport: Viewport, whole: Viewport, empty: str) -> None:
        """Draw a view of the chart; `empty` is said where it has no events."""
        seen = self.stack.seen(self.frame)
        drawings = dict(zip(seen, chart.drawings([self.lanes[lane] for lane in seen], viewport), strict=True))
        self.tops = {self.lanes[at].name: top for at, shown in drawings.items() if (top := top_of(shown)) is not None}
        folded = [_is_folded(drawings.get(lane)) for lane in range(len(self.lanes))]
        self.scenery = Scenery(viewport, chart.clock, self.frame, self.look, tuple(folded), self.dates)
        self.backdrop.show_scenery(self.scenery)
        self.stack.show(drawings, viewport, self.frame, self.look, self.scaling)
        self.brush.show_brush(brush_rect(self.frame.overview, whole, viewport), self.scenery)
        self.spans.show_scenery(self.scenery, self.strays.free(self.frame))
        self.hits.show_scenery(self.scenery)
        self._set_visible(True)
        self._note("" if chart.requests((viewport.start, viewport.end)) else empty)

    def show_nothing(self, words: str) -> None:
        """Only a sentence."""
        self.scenery = None
        self.tops = {}
        self._set_visible(False)
        self.crosshair.hide()
        self.notice.show_words(words, QRectF(0, 0, self.frame.width, self.frame.height), self.look)

    def _set_visible(self, visible: bool) -> None:
        for item in self._chart_items:
            item.setVisible(visible)

    def _note(self, words: str) -> None:
        first = next(lane for lane in self.frame.lanes if lane.bottom() > self.frame.plot.top())
        self.notice.show_words(words, first.intersected(self.frame.plot), self.look)

    def show_selection(self, span: tuple[int, int] | None, event: int | None) -> None:
        """Draw the selection and the current event, µs."""
        if self.scenery:
            self.selection.show_selection(span, event, self.scenery)

    def show_crosshair(self, at: QPointF, words: Sequence[str]) -> None:
        """Crosshair at a place (px) with lines of words."""
        if self.scenery:
            plot = self.frame.plot
            x = min(max(at.x(), plot.left()), plot.right())
            self.crosshair.show_at(QPointF(x, at.y()), words, self.scenery)

    def point_away(self) -> None:
        """No crosshair."""
        self.crosshair.hide()


def _is_folded(drawing: Drawing | None) -> bool:
    return isinstance(drawing, Cells) and drawing.folded
