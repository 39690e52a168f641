"""What a timeline shows of one agent, prepared once: the lanes' data, the period, and the words for a point in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from auditor.timeline.binning import edges
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.lane import Bars, Drawing, Lane, Subject
from auditor.timeline.lanes import LANES
from auditor.timeline.lanes.tokens import told
from auditor.timeline.prefix import PrefixSums, prefix_sums
from auditor.timeline.selection import slice_of
from auditor.timeline.viewport import Viewport, with_margin
from auditor.timeline.words import SECOND, compact, count, instant, interval


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A subject, the lanes that show it with what they prepared, and the whole period [µs] they can be moved in."""

    subject: Subject
    clock: Clock
    lanes: tuple[Lane, ...]
    prepared: tuple[Any, ...]
    total: PrefixSums
    bounds: tuple[int, int]

    def drawings(self, viewport: Viewport) -> list[Drawing]:
        """What each lane draws."""
        return [lane.bins(prepared, viewport) for lane, prepared in zip(self.lanes, self.prepared, strict=True)]

    def overview(self, whole: Viewport) -> Bars:
        """Tokens (or requests) of the whole period."""
        at = edges(whole.bin_width(), self.clock, whole.start, whole.end)
        return Bars(at, self.total.between(at), ("cached",), ("",), "")

    @property
    def active(self) -> tuple[int, int] | None:
        """From the first event to the last; None without events."""
        at = self.subject.activity.at
        return (int(at[0]), int(at[-1])) if len(at) else None

    def requests(self, span: tuple[int, int]) -> int:
        """How many events lie in [start, end)."""
        part = slice_of(self.subject.activity, span)
        return part.stop - part.start

    def describe(self, lane: int, viewport: Viewport, at: int, depth: float) -> str:
        """The tooltip; where a lane has nothing to say, the time."""
        text = self.lanes[lane].describe(self.prepared[lane], viewport, at, depth)
        return text or instant(self.clock, at, SECOND if viewport.span < 3600 * SECOND else 60 * SECOND)

    def describe_span(self, span: tuple[int, int]) -> str:
        """The tooltip while a stretch is being selected."""
        tokens = int(self.total.between(np.array(span, dtype=np.int64)).sum())
        known = told(self.subject.activity.input_tokens) or told(self.subject.activity.output_tokens)
        words = f" · {compact(tokens)} tokens" if known else ""
        return f"{interval(self.clock, *span)}\n{count(self.requests(span), 'request')}{words}"

    def in_zone(self, zone: ZoneInfo) -> "Chart":
        """The same by another clock."""
        return chart_of(replace(self.subject, zone=zone), self.bounds, self.lanes, margin=False)


def chart_of(subject: Subject, whole: tuple[int, int], lanes: Sequence[Lane] = LANES, margin: bool = True) -> Chart:
    """Prepare a subject; `whole` (µs) is widened to hold all its events."""
    activity = subject.activity
    known = [column for column in (activity.input_tokens, activity.output_tokens) if told(column)]
    amount = sum(np.maximum(column, 0) for column in known) if known else np.ones_like(activity.at)
    period = whole
    if len(activity):
        period = min(*whole, int(activity.at[0])), max(*whole, int(activity.at[-1]))
    return Chart(
        subject,
        clock_of(subject.zone),
        tuple(lanes),
        tuple(lane.prepare(subject) for lane in lanes),
        prefix_sums(activity.at, np.asarray(amount)),
        with_margin(period) if margin else period,
    )
