"""The timeline of one agent: overview strip with brush, stacked lanes on one time axis, crosshair, selection."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.theme import LIGHT, Theme
from auditor.gui.timeline.chart import Chart, chart_of
from auditor.gui.timeline.gestures import Gestures
from auditor.gui.timeline.pane import TimelinePane
from auditor.timeline.lane import Subject
from auditor.timeline.summary import EMPTY, summary
from auditor.timeline.viewport import Viewport

NO_AGENT = "No agent chosen"


class TimelineView(TimelinePane):
    """Shows a `Subject`; everything on it can be reached by a method, so keys and mouse do the same.

    Spans are (start, end) in µs UTC, end exclusive.
    """

    selection_changed = Signal(object)
    """(start, end) or None, once a selection is finished."""

    viewport_changed = Signal(object)
    """The new `Viewport`."""

    event_picked = Signal(int)
    """Index into the `Activity` shown."""

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent, theme)
        self._chart: Chart | None = None
        self._viewport = Viewport(0, 1, 1)
        self._selection: tuple[int, int] | None = None
        self._event: int | None = None
        self._gestures = Gestures(self)
        self._connect_mouse()
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(NO_AGENT)

    def _connect_mouse(self) -> None:
        canvas, gestures = self._canvas, self._gestures
        canvas.pressed.connect(gestures.press)
        canvas.moved.connect(gestures.move)
        canvas.released.connect(gestures.release)
        canvas.double_clicked.connect(gestures.double_click)
        canvas.wheeled.connect(gestures.wheel)
        canvas.resized.connect(self._arrange)

    # What is shown

    def show_subject(self, subject: Subject, whole: tuple[int, int]) -> None:
        """Show one agent; `whole` is the case's period. The view fits the agent's own activity."""
        self._chart = chart_of(subject, whole)
        self._selection = self._event = None
        self.setAccessibleDescription(summary(subject))
        self._arrange(repaint=False)
        self._viewport = self._fitting()
        self._refresh()
        self._announce()

    def clear(self) -> None:
        """Show nothing."""
        self._chart = None
        self._selection = self._event = None
        self.setAccessibleDescription(NO_AGENT)
        self._stage.show_nothing(NO_AGENT)

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self._arrange()

    def set_log(self, log: bool) -> None:
        """Logarithmic or linear heights."""
        self._stage.log = log
        self._refresh()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Tell all times by another clock."""
        if self._chart:
            self._chart = self._chart.in_zone(zone)
            self._arrange()

    def set_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """The auditor's own dates (µs, name): target announced, review due."""
        self._stage.dates = tuple(dates)
        self._arrange()

    # Where it is

    @property
    def viewport(self) -> Viewport:
        """The stretch of time on screen."""
        return self._viewport

    @property
    def whole(self) -> Viewport:
        """All the timeline can be moved in, on the overview strip."""
        bounds = self._chart.bounds if self._chart else (self._viewport.start, self._viewport.end)
        return Viewport(*bounds, max(1, round(self.frame.overview.width())))

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another stretch, as far as the period and the finest zoom allow."""
        if self._chart is None:
            return
        clamped = viewport.clamped(self._chart.bounds)
        if clamped != self._viewport:
            self._viewport = clamped
            self._stage.point_away()
            self._refresh()
            self._announce()

    def _announce(self) -> None:
        self.viewport_changed.emit(self._viewport)

    def fit(self) -> None:
        """Show all of the agent's activity; when it is shown already, the whole period."""
        if self._chart:
            fitting = self._fitting()
            self.set_viewport(fitting if fitting != self._viewport else self.whole)

    def _fitting(self) -> Viewport:
        assert self._chart
        return self._viewport.fitted(self._chart.active or self._chart.bounds).clamped(self._chart.bounds)

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Closer by a factor at a time (µs); without one, at the middle."""
        view = self._viewport
        self.set_viewport(view.zoomed(view.start + view.span // 2 if at is None else at, factor))

    def pan(self, share: float) -> None:
        """Move by a share of the view; positive is later."""
        self.set_viewport(self._viewport.panned(round(share * self._viewport.span)))

    # Events and selection

    def next_event(self) -> None:
        """Go to the event after the current one, or to the first one in view."""
        if self._chart:
            at = self._chart.subject.activity.at
            first = int(np.searchsorted(at, self._viewport.start))
            self._go_to(first if self._event is None else self._event + 1)

    def previous_event(self) -> None:
        """Go to the event before the current one, or to the last one in view."""
        if self._chart:
            last = int(np.searchsorted(self._chart.subject.activity.at, self._viewport.end)) - 1
            self._go_to(last if self._event is None else self._event - 1)

    def show_event(self, index: int) -> None:
        """Mark an event (its place in the activity), and bring it into view."""
        if index != self._event:
            self._go_to(index)

    def _go_to(self, index: int) -> None:
        assert self._chart
        at = self._chart.subject.activity.at
        if not len(at):
            return
        self._event = min(max(index, 0), len(at) - 1)
        moment = int(at[self._event])
        if not self._viewport.start <= moment < self._viewport.end:
            self.set_viewport(self._viewport.centred(moment))
        self.draw_selection(self._selection)
        self.event_picked.emit(self._event)

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected span."""
        return self._selection

    def select(self, span: tuple[int, int] | None) -> None:
        """Select a span, or nothing; the view moves only if none of it can be seen."""
        if span and self._chart and not (span[0] < self._viewport.end and span[1] > self._viewport.start):
            self.set_viewport(self._viewport.centred((span[0] + span[1]) // 2))
        self.finish_selection(span)

    def finish_selection(self, span: tuple[int, int] | None) -> None:
        """Take a selection and tell it, if it is another one."""
        changed = span != self._selection
        self._selection = span
        self.draw_selection(span)
        if changed:
            self.selection_changed.emit(span)

    def draw_selection(self, span: tuple[int, int] | None) -> None:
        """Draw a span that may not be final yet."""
        self._stage.show_selection(span, self._event_time())
        self._stage.pending = span if span != self._selection else None

    def _event_time(self) -> int | None:
        if self._chart is None or self._event is None:
            return None
        return int(self._chart.subject.activity.at[self._event])

    # The pointer

    def point_at(self, at: QPointF) -> None:
        """Crosshair and tooltip at a place (px)."""
        if self._chart:
            self._stage.point_at(self._chart, self._viewport, at)

    # Drawing

    def _arrange(self, repaint: bool = True) -> None:
        self._stage.arrange(self._theme, self.font(), self.devicePixelRatioF(), self._chart)
        self._viewport = self._viewport.resized(round(self.frame.plot.width()))
        if self._chart:
            self._stage.show_overview(self._chart, self.whole)
        if repaint:
            self._refresh()

    def _refresh(self) -> None:
        if self._chart:
            empty = EMPTY if self._chart.active is None else "No requests in this stretch"
            self._stage.show(self._chart, self._viewport, self.whole, empty)
            self.draw_selection(self._selection)
        else:
            self._stage.show_nothing(NO_AGENT)
