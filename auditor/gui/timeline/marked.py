"""What others mark on a timeline: stretches that findings speak of, and where a text searched for was found."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal

from auditor.gui.timeline.events import TimelineEvents
from auditor.gui.timeline.spans_item import TintedSpan
from auditor.timeline.clock import MINUTE
from auditor.timeline.viewport import Viewport

CONTEXT = 5 * MINUTE
"""µs shown at least before and after a span gone to; longer ones get their own length."""

TINY = 0.03
"""Share of the view below which a span is gone nearer to."""


class MarkedTimeline(TimelineEvents):
    """Findings' spans, tinted on request and walked through, and search hits."""

    tinted_changed = Signal(bool)
    """Whether findings' spans are tinted."""

    def set_spans(self, spans: Sequence[TintedSpan]) -> None:
        """Stretches of time that findings or exhibits speak of; tinted on request, walked through in order of time."""
        self._stage.spans.set_spans(spans)
        self.redraw()

    @property
    def tinted(self) -> bool:
        """Whether findings' spans are tinted."""
        return self._stage.spans.tinted

    def set_tinted(self, tinted: bool) -> None:
        """Tint findings' spans, or not."""
        if tinted != self.tinted:
            self._stage.spans.tinted = tinted
            self._arrange()
            self.tinted_changed.emit(tinted)

    def set_hits(self, at: NDArray[np.int64]) -> None:
        """Times (n, µs) where the text searched for was found; empty takes the marks away."""
        self._stage.hits.set_hits(at)
        self._arrange()
        self.say_selection()

    def next_span(self) -> None:
        """Select the span after the current one, or the first that begins in view or later."""
        spans, current = self._stage.spans.spans, self._stage.spans.current
        ahead = [place for place, span in enumerate(spans) if span.start >= self._viewport.start]
        self._go_to_span(current + 1 if current is not None else ahead[0] if ahead else len(spans) - 1)

    def previous_span(self) -> None:
        """Select the span before the current one, or the last that ends in view or earlier."""
        spans, current = self._stage.spans.spans, self._stage.spans.current
        behind = [place for place, span in enumerate(spans) if span.end <= self._viewport.end]
        self._go_to_span(current - 1 if current is not None else behind[-1] if behind else 0)

    def _go_to_span(self, place: int) -> None:
        spans = self._stage.spans
        if self._chart is None or not spans.spans:
            return
        spans.current = min(max(place, 0), len(spans.spans) - 1)
        span = spans.spans[spans.current]
        view, around = self._viewport, max(span.end - span.start, CONTEXT)
        inside = view.start <= span.start and span.end <= view.end
        if not inside or span.end - span.start < TINY * view.span:
            self.bring((span.start + span.end) // 2)
            self.set_viewport(Viewport(span.start - around, span.end + around, view.width))
        self.redraw()
        self.select((span.start, max(span.end, span.start + 1)))
        self.say_value(f"{span.glyph} {span.title}".strip())
