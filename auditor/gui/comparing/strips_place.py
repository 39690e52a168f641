"""What small multiples show and where they are: rows, their strips, and the one stretch of time for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from auditor.gui.comparing.shown import Span, joint
from auditor.gui.comparing.strip_frame import StripFrame
from auditor.gui.comparing.strips import Strip, drawings, moment_from, period_of, scales
from auditor.gui.timeline.history import History
from auditor.gui.timeline.moves import REST_MS
from auditor.timeline.lane import Bars
from auditor.timeline.scale import Scale
from auditor.timeline.viewport import Viewport, with_margin


@dataclass(frozen=True, slots=True)
class Row:
    """One agent: its id and name."""

    agent_id: int
    name: str


class StripsPlace(QAbstractScrollArea):
    """Holds rows, whose strips may come later; `own` and `log` choose the scales, `dates` are the auditor's (µs).

    `moment` is the request one walked to, µs.
    """

    view_changed = Signal(object)
    current_changed = Signal()
    frame: StripFrame

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.strips: dict[int, Strip] = {}
        self.view = Viewport(0, 1, 1)
        self.own = self.log = False
        self.current = 0
        self.dates: tuple[tuple[int, str], ...] = ()
        self._zone, self._whole = ZoneInfo("UTC"), (0, 1)
        self._moved = False
        self.moment: int | None = None
        self._drawn: dict[int, Bars] | None = None
        self._history, self._resting = History(), QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._rest)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(320, 160)

    # What is shown

    def show_rows(self, rows: Sequence[Row], zone: ZoneInfo, whole: Span) -> None:
        """These agents, from top to bottom; `whole` is the case's period, µs."""
        self.rows, self.strips, self._zone, self._whole = list(rows), {}, zone, whole
        self.current, self._moved, self.moment = 0, False, None
        self._history.clear()
        self.view = self._fitting()
        self.verticalScrollBar().setValue(0)
        self.arrange()

    def add_strip(self, agent_id: int, strip: Strip) -> None:
        """An agent was read; until the person moved, the view fits all that is known."""
        self.strips[agent_id] = strip
        if not self._moved:
            self.view = self._fitting()
        self.redraw()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Another clock: the strips must be added anew, the view stays."""
        self.strips, self._zone, self._moved = {}, zone, True
        self.redraw()

    @property
    def alone(self) -> bool:
        """Whether there is only one agent."""
        return len(self.rows) == 1

    def redraw(self) -> None:
        """Something of what is drawn changed; the numbers are made anew once they are asked for."""
        self._drawn = None
        self.forget_picture()

    @property
    def drawn(self) -> dict[int, Bars]:
        """The bars of each strip in the present view, by agent."""
        if self._drawn is None:
            self._drawn = drawings(self.strips, self.view)
        return self._drawn

    @property
    def scales(self) -> dict[int, Scale]:
        """The scale of each strip, by agent."""
        return scales(self.strips, self.drawn, self.own, self.log)

    def forget_picture(self) -> None:
        """Paint anew."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Find every place anew."""
        raise NotImplementedError

    # Where it is

    @property
    def bounds(self) -> Span:
        """All it can be moved in, µs."""
        told = [(int(one.sums.at[0]), int(one.sums.at[-1])) for one in self.strips.values() if one.requests]
        return with_margin(joint(self._whole, *told) or self._whole)

    def set_view(self, view: Viewport) -> None:
        """Another stretch of time, for all strips."""
        clamped = view.clamped(self.bounds)
        if clamped != self.view:
            if not self._moved:
                self._rest()  # where one came from
            self.view, self._moved = clamped, True
            self._resting.start()
            self.redraw()
            self.view_changed.emit(clamped)

    def fit(self) -> None:
        """All activity; when it is shown already, the whole period."""
        fitting = self._fitting()
        start, end = self.bounds
        self.set_view(fitting if fitting != self.view else Viewport(start, end, self.view.width))

    def _fitting(self) -> Viewport:
        return self.view.fitted(period_of(self.strips) or self._whole).clamped(self.bounds)

    def back(self) -> None:
        """The view before this one."""
        self._step(-1)

    def forward(self) -> None:
        """The view one came back from."""
        self._step(1)

    def _step(self, by: int) -> None:
        self._rest()
        if span := self._history.step(by):
            self.set_view(Viewport(*span, self.view.width))
            self._resting.stop()

    def _rest(self) -> None:
        self._resting.stop()
        self._history.rest((self.view.start, self.view.end))

    def go(self, by: int) -> None:
        """To the next (1) or previous (-1) request of the marked agent, into view if need be."""
        strip = self.strips.get(self.rows[self.current].agent_id) if self.rows else None
        moment = moment_from(strip, self.moment, self.view, by) if strip else None
        if moment is None:
            return
        self.moment = moment
        if not self.view.start <= moment < self.view.end:
            self.set_view(self.view.centred(moment))
        self.forget_picture()
        self.current_changed.emit()

    def set_current(self, row: int) -> None:
        """Mark an agent, and scroll to it."""
        if not self.rows:
            return
        self.current = min(max(row, 0), len(self.rows) - 1)
        box, scrolled = self.frame.row(self.current, self.scrolled), self.verticalScrollBar()
        if box.top() < self.frame.rows.top():
            scrolled.setValue(round(scrolled.value() - (self.frame.rows.top() - box.top())))
        elif box.bottom() > self.frame.rows.bottom():
            scrolled.setValue(round(scrolled.value() + box.bottom() - self.frame.rows.bottom()))
        self.forget_picture()
        self.current_changed.emit()

    @property
    def scrolled(self) -> float:
        """px the rows are scrolled by."""
        return float(self.verticalScrollBar().value())
