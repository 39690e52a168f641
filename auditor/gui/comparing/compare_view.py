"""Two timelines stacked on one time axis and one scale: agent against agent, or one agent before and after a date."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.comparing.compare_pane import ComparePane
from auditor.gui.comparing.difference import Seen, difference, seen, seen_words
from auditor.gui.comparing.half import Half
from auditor.gui.comparing.keys import takes_escape
from auditor.gui.comparing.shown import Span, joint, period
from auditor.gui.theme import LIGHT, Theme
from auditor.timeline.viewport import Viewport

APART = "≠ time: their periods lie years apart, so each half shows its own"


class CompareView(ComparePane):
    """Everything on it can be reached by a method, as on `TimelineView`; spans are (start, end) in µs UTC."""

    told = Signal(str)
    """What was done, for the line at the bottom of the window."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._link.moved.connect(self.tell)
        self._link.selected.connect(self.tell)
        self._link.pointed.connect(self._point)
        for half in self.halves:
            half.fit_wanted.connect(self.fit)

    def begin(self) -> None:
        self.set_own_scales(False)
        self.halves[0].set_viewport(self._first_view())
        self._link.align()
        self._link.scale()
        for half in self.halves:
            half.begin_here()
        self.tell()
        self.told.emit(f"Comparing {self._title.text()}")

    # Where it is

    @property
    def viewport(self) -> Viewport:
        """The stretch of time in the first half."""
        return self.halves[0].viewport

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another stretch in the first half, and what belongs to it in the second."""
        self.halves[0].set_viewport(viewport)

    @property
    def active(self) -> Half:
        """The half that has the focus; where none has, the first one, after a date the second."""
        focused = next((half for half in self.halves if half.hasFocus()), None)
        return focused or self.halves[1 if self._mirror else 0]

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Closer by a factor at a time (µs); without one at the date if it is in view, else at the middle."""
        view, date = self.active.viewport, self._mirror.date if self._mirror else None
        at_date = at is None and date is not None and view.start <= date <= view.end
        self.active.zoom(factor, date if at_date else at)

    def pan(self, share: float) -> None:
        """Move by a share of the view; positive is later in the half with the focus."""
        self.active.pan(share)

    def fit(self) -> None:
        """All activity of both; again: the whole period. Around a date: as far as the activity goes."""
        if self._shown:
            view, first = self._first_view(), self.halves[0]
            first.set_viewport(first.whole if view == first.viewport else view)

    def _first_view(self) -> Viewport:
        assert self._shown
        half = self.halves[0]
        whole = half.whole.resized(half.viewport.width)
        mains = joint(*(period(one) for one in self._shown))
        return whole if self._mirror or mains is None else whole.fitted(mains).clamped((whole.start, whole.end))

    def back(self) -> None:
        """The view before this one."""
        self.active.back()

    def forward(self) -> None:
        """The view one came back from."""
        self.active.forward()

    def next_event(self) -> None:
        """Go to the next event of the half with the focus."""
        self.active.next_event()

    def previous_event(self) -> None:
        """Go to the event before, in the half with the focus."""
        self.active.previous_event()

    # Selection and pointer

    @property
    def selection(self) -> Span | None:
        """The selected span of the first half."""
        return self.halves[0].selection

    def select(self, span: Span | None) -> None:
        """Select in the first half, and what belongs to it in the second."""
        self.halves[0].select(span)

    def leave(self) -> None:
        """Esc: out of the selection, then out of the comparison."""
        if self.selection:
            self.select(None)
        else:
            self.closed.emit()

    # Copies

    def picture(self) -> QImage:
        """Both timelines with their titles and the difference."""
        for half in self.halves:
            half.point_away()
        return self.grab().toImage()

    def numbers(self) -> str:
        """The difference, then what is in view of both as tab-separated text."""
        return "\n".join([self.difference.text(), *(half.numbers() for half in self.halves)]) if self._shown else ""

    def copy_picture(self) -> None:
        """The picture to the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self.told.emit("Picture copied")

    def copy_numbers(self) -> None:
        """The numbers to the clipboard."""
        QGuiApplication.clipboard().setText(self.numbers())
        self.told.emit("Numbers copied")

    def _point(self, times: tuple[int, int] | None) -> None:
        for axis, at in zip(self._axes, times or (None, None), strict=True):
            axis.point_at(at)

    # Words

    def tell(self) -> None:
        if self._shown is None:
            return
        both = self._seen(0), self._seen(1)
        where = "selected" if self.selection else ""
        for title, one in zip(self.titles, both, strict=True):
            title.show_figures(seen_words(one, where))
        apart = () if self._link.aligned else (APART,)
        self.difference.show_sentences(*apart, *difference(*both, self.names))
        self.setAccessibleName(self._title.text())
        charts = [
            f"{one.title}: {half.accessibleDescription()}" for one, half in zip(self._shown, self.halves, strict=True)
        ]
        self.setAccessibleDescription(
            "\n".join([*charts, *(title.words for title in self.titles), self.difference.text()])
        )

    def _seen(self, side: int) -> Seen:
        assert self._shown and self._sums
        half = self.halves[side]
        span = half.selection or (half.viewport.start, half.viewport.end)
        return seen(self._sums[side], self._shown[side].whole, span)

    def event(self, event: QEvent) -> bool:
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
