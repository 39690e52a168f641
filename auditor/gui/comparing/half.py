"""One of two timelines that are looked at together: it tells what is done on it, so that the other can do the same."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.theme import Theme
from auditor.gui.timeline.timeline_view import TimelineView

LOWEST = 112
"""px under which nothing can be read."""


class Half(TimelineView):
    """A timeline whose pointer, drag of a selection and wish to fit are told; the `echo_` methods tell nothing."""

    pointed = Signal(object, bool)
    """Place (`QPointF`, px), and whether all lanes are asked for."""

    pointed_away = Signal()
    selecting = Signal(object)
    """(start, end) or None while a selection is drawn."""

    fit_wanted = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, theme)
        self.setMinimumSize(320, LOWEST)

    def point_at(self, at: QPointF, everything: bool = False) -> None:
        super().point_at(at, everything)
        self.pointed.emit(at, everything)

    def point_away(self) -> None:
        super().point_away()
        self.pointed_away.emit()

    def draw_selection(self, span: tuple[int, int] | None) -> None:
        super().draw_selection(span)
        self.selecting.emit(span)

    def fit(self) -> None:
        self.fit_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def begin_here(self) -> None:
        """The present view is the first one: nothing lies before it."""
        self._history.clear()
        self._rest()

    def echo_point(self, at: QPointF, everything: bool) -> None:
        """Point here because the other half points there."""
        super().point_at(at, everything)

    def echo_away(self) -> None:
        """The other half points nowhere."""
        super().point_away()

    def echo_selecting(self, span: tuple[int, int] | None) -> None:
        """Draw what is being selected in the other half."""
        super().draw_selection(span)
