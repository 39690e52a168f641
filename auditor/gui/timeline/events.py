"""What is chosen on a timeline: an event, a stretch, a place under the pointer; by mouse and by keys."""

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.theme import Theme
from auditor.gui.timeline.moves import TimelineMoves
from auditor.gui.timeline.pane import POINTER
from auditor.gui.timeline.pointing import event_words, near_event, words_at
from auditor.timeline.words import count


class TimelineEvents(TimelineMoves):
    """Events, the selection and the crosshair. Spans are (start, end) in µs UTC, end exclusive."""

    selection_changed = Signal(object)
    """(start, end) or None, once a selection is finished."""

    event_picked = Signal(int)
    """Index into the `Activity` shown."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._selection: tuple[int, int] | None = None
        self._event: int | None = None
        self._pointer: tuple[QPointF, bool] | None = None
        self._name = self._words = self._value = ""

    # Events

    @property
    def event_index(self) -> int | None:
        """The current event: its place in the activity."""
        return self._event

    def next_event(self) -> None:
        """Go to the event after the current one, or to the first one in view."""
        if self._chart:
            first = int(np.searchsorted(self._chart.at, self._viewport.start))
            self._go_to(first if self._event is None else self._event + 1)

    def previous_event(self) -> None:
        """Go to the event before the current one, or to the last one in view."""
        if self._chart:
            last = int(np.searchsorted(self._chart.at, self._viewport.end)) - 1
            self._go_to(last if self._event is None else self._event - 1)

    def first_event(self) -> None:
        """Go to the first event of all."""
        self._go_to(0)

    def last_event(self) -> None:
        """Go to the last event of all."""
        self._go_to(len(self._chart.at) - 1 if self._chart else 0)

    def show_event(self, index: int) -> None:
        """Mark an event (its place in the activity), and bring it into view."""
        if index != self._event:
            self._go_to(index)

    def pick_at(self, at: QPointF) -> None:
        """Take the event nearest to a place (px), if one is near."""
        if self._chart:
            moment = self._viewport.time(at.x() - self.frame.plot.left())
            if (event := near_event(self._chart.at, self._viewport, moment)) is not None:
                self._go_to(event)

    def _go_to(self, index: int) -> None:
        if self._chart is None or not len(self._chart.at):
            return
        self._event = min(max(index, 0), len(self._chart.at) - 1)
        self.bring(int(self._chart.at[self._event]))
        self.draw_selection(self._selection)
        self.say_value(event_words(self._chart, self._event))
        self.event_picked.emit(self._event)

    def _event_time(self) -> int | None:
        return None if self._chart is None or self._event is None else int(self._chart.at[self._event])

    # The selection

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected span."""
        return self._selection

    def select(self, span: tuple[int, int] | None) -> None:
        """Select a span, or nothing; the view moves only if none of it can be seen."""
        if span and not (span[0] < self._viewport.end and span[1] > self._viewport.start):
            self.bring((span[0] + span[1]) // 2)
        self.finish_selection(span)

    def finish_selection(self, span: tuple[int, int] | None) -> None:
        """Take a selection and tell it, if it is another one."""
        changed = span != self._selection
        self._selection = span
        self.draw_selection(span)
        if changed:
            self.say_selection()
            self.selection_changed.emit(span)

    def draw_selection(self, span: tuple[int, int] | None) -> None:
        """Draw a span that may not be final yet."""
        self._stage.pending = span if span != self._selection else None
        self._stage.show_selection(span, self._event_time())

    # The pointer

    def point_at(self, at: QPointF, everything: bool = False) -> None:
        """Crosshair and tooltip at a place (px): of the lane there, or of all lanes."""
        self._pointer = (at, everything)
        self.redraw(POINTER)

    def point_away(self) -> None:
        """No crosshair."""
        self._pointer = None
        self._stage.point_away()

    def _draw_pointer(self) -> None:
        if self._chart and self._pointer:
            at, everything = self._pointer
            self._stage.show_crosshair(at, words_at(self._stage, self._chart, self._viewport, at, everything))

    # For those who cannot see it

    def say_value(self, words: str) -> None:
        """Tell a screen reader what is current now."""
        self._value = words
        self.say_selection()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, words))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def say_selection(self) -> None:
        """Tell in the description what the chart shows, what is selected and what is current."""
        chart, parts = self._chart, [self._words]
        if chart and self._selection:
            parts.append("selected " + ": ".join(chart.describe_span(self._selection).splitlines()))
        if chart and self._value:
            parts.append(f"current: {self._value}")
        if chart and len(self._stage.hits.at):
            parts.append(count(len(self._stage.hits.at), "search hit"))
        self.setAccessibleDescription("; ".join(parts))
