"""Where a timeline is: its chart, the stretch of time on screen, and the ways to other ones."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.theme import Theme
from auditor.gui.timeline.chart import Chart
from auditor.gui.timeline.history import History
from auditor.gui.timeline.pane import TimelinePane
from auditor.timeline.clock import MINUTE
from auditor.timeline.viewport import Viewport

REST_MS = 400
"""A view that stays so long is remembered for "back"."""


class TimelineMoves(TimelinePane):
    """Moves over a `Chart`: zoom, pan, fit, back and forward."""

    viewport_changed = Signal(object)
    """The new `Viewport`."""

    history_changed = Signal()
    """Whether one can go back or forward may have changed."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._chart: Chart | None = None
        self._viewport = Viewport(0, 1, 1)
        self._room = (0, 1)
        self._history = History()
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._rest)

    @property
    def viewport(self) -> Viewport:
        """The stretch of time on screen."""
        return self._viewport

    @property
    def whole(self) -> Viewport:
        """All the timeline can usually be moved in, on the overview strip."""
        bounds = self._chart.rooms.main if self._chart else (self._viewport.start, self._viewport.end)
        return Viewport(*bounds, max(1, round(self.frame.overview.width())))

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another stretch, as far as the period and the finest zoom allow."""
        if self._chart is None:
            return
        low, high = self._room
        if viewport.end <= low or viewport.start >= high:
            self._enter(self._chart.rooms.around(viewport.start + viewport.span // 2))
        clamped = viewport.resized(self._viewport.width).clamped(self._room)
        if clamped != self._viewport:
            self._viewport = clamped
            self._moved()

    def _moved(self) -> None:
        self.point_away()
        self.redraw()
        self._resting.start()
        self.viewport_changed.emit(self._viewport)

    def _enter(self, room: tuple[int, int]) -> None:
        """Another room (see `Rooms`): to stray events, or from them to the main period."""
        assert self._chart
        if room != self._room:
            self._room = room
            self._stage.strays.set_strays(*self._chart.rooms.strays(room))
            self._arrange()

    def point_away(self) -> None:
        """No crosshair."""
        raise NotImplementedError

    def fit(self) -> None:
        """Show all of the agent's main period; when it is shown already, the whole period."""
        if self._chart:
            self._enter(self._chart.rooms.main)
            fitting = self._fitting()
            self.set_viewport(fitting if fitting != self._viewport else self.whole)

    def _fitting(self) -> Viewport:
        assert self._chart
        rooms = self._chart.rooms
        return self._viewport.fitted(rooms.active or rooms.main).clamped(rooms.main)

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Closer by a factor at a time (µs); without one, at the middle."""
        view = self._viewport
        self.set_viewport(view.zoomed(view.start + view.span // 2 if at is None else at, factor))

    def pan(self, share: float) -> None:
        """Move by a share of the view; positive is later."""
        self.set_viewport(self._viewport.panned(round(share * self._viewport.span)))

    def bring(self, moment: int) -> None:
        """Have a time (µs) in view: moved there, or to all of the stray events it is one of."""
        if self._chart is None or self._viewport.start <= moment < self._viewport.end:
            return
        room = self._chart.rooms.around(moment)
        if room == self._room:
            self.set_viewport(self._viewport.centred(moment))
            return
        self._enter(room)
        self.set_viewport(self._fitting() if room == self._chart.rooms.main else Viewport(*room, self._viewport.width))
        self.bring(moment)

    def bring_all(self, first: int, last: int) -> None:
        """Have two times (µs) and all between them in view; as near as now if they are there already."""
        if self._chart is None or (self._viewport.start <= first and last < self._viewport.end):
            return
        self.bring(first)
        if not last < self._viewport.end:
            around = max((last - first) // 20, MINUTE)
            self.set_viewport(Viewport(first - around, last + around, self._viewport.width))

    # Back and forward

    @property
    def can_go_back(self) -> bool:
        """Whether another view was rested at before."""
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back."""
        return self._history.can_go_forward

    def back(self) -> None:
        """The view before this one."""
        self._rest()
        self._step(-1)

    def forward(self) -> None:
        """The view one came back from."""
        self._rest()
        self._step(1)

    def _step(self, by: int) -> None:
        if span := self._history.step(by):
            self.set_viewport(Viewport(*span, self._viewport.width))
            self._resting.stop()
            self.history_changed.emit()

    def _rest(self) -> None:
        self._resting.stop()
        if self._chart:
            self._history.rest((self._viewport.start, self._viewport.end))
            self.history_changed.emit()
