"""The timeline of one agent: overview strip with brush, stacked lanes on one time axis, crosshair, selection."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.theme import LIGHT, Theme
from auditor.gui.timeline.chart import Chart, chart_of
from auditor.gui.timeline.copying import numbers_of, picture_of
from auditor.gui.timeline.gestures import Gestures
from auditor.gui.timeline.lane_choice import Lanes, chosen
from auditor.gui.timeline.lane_stack import Scaling
from auditor.gui.timeline.lanes_menu import lane_menu
from auditor.gui.timeline.marked import MarkedTimeline
from auditor.timeline.lane import Subject
from auditor.timeline.summary import EMPTY, summary
from auditor.timeline.words import count

NO_AGENT = "No agent chosen"
NOTHING_HERE = "No requests in this stretch"
PAINTED_MS = 30
AT_ONCE = 6_000
"""Events that are summed up in words before they are painted (some 10 ms)."""


class TimelineView(MarkedTimeline):
    """Shows a `Subject`; everything on it can be reached by a method, so keys and mouse do the same."""

    lanes_changed = Signal(object)
    """The new `Lanes`, after the auditor chose, moved or resized some."""

    tops_changed = Signal()
    """`tops()` are others than before."""

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent, theme)
        self._told_tops: dict[str, float] = {}
        self._summing = QTimer(self, singleShot=True, interval=PAINTED_MS)
        self._summing.timeout.connect(self._sum_up)
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
        canvas.left.connect(self.point_away)
        canvas.resized.connect(self._arrange)

    # What is shown

    def chart_ahead(self, subject: Subject, whole: tuple[int, int]) -> Chart:
        """What `show_subject` would make of a subject first; in any thread."""
        chart = chart_of(subject, whole)
        for lane in chosen(self.lanes):
            chart.prepared(lane)
        return chart

    def show_subject(
        self, subject: Subject, whole: tuple[int, int], name: str = "", chart: Chart | None = None
    ) -> None:
        """Show one agent, called `name` on pictures; `whole` is the case's period. The view fits its main period.

        `chart` is what `chart_ahead` made of the same.
        """
        self._chart = chart or chart_of(subject, whole)
        self._room = self._chart.rooms.main
        self._forget(name, count(len(subject.activity), "request"))
        self._sum_up_soon()
        self._stage.strays.set_strays(*self._chart.rooms.strays(self._room))
        self._arrange()
        self._viewport = self._fitting()
        self._moved()
        self._rest()

    def update_subject(self, subject: Subject) -> None:
        """More is known of the agent shown; what is in view, selected and tinted stays."""
        if self._chart:
            self._chart = self._chart.of(subject)
            self._sum_up_soon()
            self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._chart = None
        self._forget("", NO_AGENT)
        self._stage.strays.set_strays(None, None)
        self._stage.show_nothing(NO_AGENT)

    def _forget(self, name: str, words: str) -> None:
        """Another agent: nothing of the one before may stay."""
        self._name, self._words, self._value = name, words, ""
        self._selection = self._event = None
        self._stage.pending = None
        self._stage.spans.set_spans(())
        self._stage.hits.set_hits(self._stage.hits.at[:0])
        self._resting.stop()
        self._history.clear()
        self.history_changed.emit()
        self.say_selection()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self._arrange()

    def set_log(self, log: bool) -> None:
        """Logarithmic or linear heights."""
        self._stage.scaling = Scaling(log, self._stage.scaling.least)
        self.redraw()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Tell all times by another clock."""
        if self._chart:
            self._chart = self._chart.in_zone(zone)
            self._sum_up_soon()
            self._arrange()

    def _sum_up_soon(self) -> None:
        """A summary for those who cannot see the chart; of very many events only after they are painted."""
        if self._chart and len(self._chart.at) > AT_ONCE:
            self._summing.start()
        else:
            self._sum_up()

    def _sum_up(self) -> None:
        if self._chart:
            self._words = summary(self._chart.subject)
            self.say_selection()

    def set_dates(self, dates: Sequence[tuple[int, str]]) -> None:
        """The auditor's own dates (µs, name): target announced, review due."""
        self._stage.dates = tuple(dates)
        self._arrange()

    # Lanes

    @property
    def lanes(self) -> Lanes:
        """The lanes shown, in order, and their heights."""
        return self._stage.choice

    def set_lanes(self, lanes: Lanes) -> None:
        """Show other lanes, or the same in another order or height."""
        if lanes != self.lanes:
            self._stage.choose(lanes)
            self._arrange()

    def change_lanes(self, lanes: Lanes) -> None:
        """As the auditor wishes: shown, and told to be kept."""
        self.set_lanes(lanes)
        self.lanes_changed.emit(lanes)

    def show_lane_menu(self, name: str, at: QPoint) -> None:
        """What can be done with a lane, at a place on the screen."""
        lane_menu(self, name, self).popup(at)

    # One scale for several timelines

    def tops(self) -> dict[str, float]:
        """The largest value each lane with heights shows in the present view, by lane name; `set_least` aside."""
        self.flush()
        return dict(self._stage.tops)

    def set_least(self, tops: Mapping[str, float]) -> None:
        """Values that the scales of these lanes must reach at least; empty: each goes by its own."""
        if dict(tops) != dict(self._stage.scaling.least):
            self._stage.scaling = Scaling(self._stage.scaling.log, dict(tops))
            self.redraw()

    # Copies

    def picture(self) -> QImage:
        """The chart with a line that tells the agent, the period and the zone."""
        self.point_away()
        self.flush()
        return picture_of(self._canvas, self._stage, self._chart, self._viewport, self._name)

    def numbers(self) -> str:
        """What is in view as tab-separated text: a block for each lane that shows sums or rows."""
        self.flush()
        return numbers_of(self._stage.lanes, self._chart, self._viewport, self._name) if self._chart else ""

    def copy_picture(self) -> None:
        """The picture to the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())

    def copy_numbers(self) -> None:
        """The numbers to the clipboard."""
        QGuiApplication.clipboard().setText(self.numbers())

    # Drawing

    def _arrange(self) -> None:
        self._stage.arrange(self._theme, self.font(), self.devicePixelRatioF())
        self._viewport = self._viewport.resized(round(self.frame.plot.width()))
        self._place_scroll_bar()
        if self._chart:
            self._stage.show_overview(self._chart, self.whole)
        self.redraw()

    def _draw(self) -> None:
        if self._chart is None:
            self._stage.show_nothing(NO_AGENT)
            return
        empty = EMPTY if self._chart.rooms.active is None else NOTHING_HERE
        self._stage.show(self._chart, self._viewport, self.whole, empty)
        self._stage.show_selection(self._stage.pending or self._selection, self._event_time())
        if self._stage.tops != self._told_tops:
            self._told_tops = dict(self._stage.tops)
            self.tops_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Home: self.first_event,
            Qt.Key.Key_End: self.last_event,
            Qt.Key.Key_PageUp: lambda: self.scroll_lanes(-self.frame.plot.height() / 2),
            Qt.Key.Key_PageDown: lambda: self.scroll_lanes(self.frame.plot.height() / 2),
        }
        move = moves.get(Qt.Key(event.key()))
        if move and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            move()
        else:
            super().keyPressEvent(event)
