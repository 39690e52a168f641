"""What a timeline shows of one agent: the lanes' data, each prepared when first shown, the period, and words for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from auditor.gui.timeline.rooms import Rooms, rooms_of
from auditor.timeline.binning import edges
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.lane import Bars, Cells, Drawing, Lane, Marks, Subject
from auditor.timeline.lanes.hours import HOURS, depth_of
from auditor.timeline.lanes.tokens import told
from auditor.timeline.prefix import PrefixSums, prefix_sums
from auditor.timeline.selection import slice_of, tokens_of
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import SECOND, compact, count, instant, interval


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A subject, where its timeline can be moved, and what its lanes prepared so far."""

    subject: Subject
    clock: Clock
    total: PrefixSums
    rooms: Rooms
    _prepared: dict[str, Any] = field(default_factory=dict[str, Any])

    def prepared(self, lane: Lane) -> Any:
        """What a lane made of the subject; made when it is first asked for."""
        if lane.name not in self._prepared:
            self._prepared[lane.name] = lane.prepare(self.subject)
        return self._prepared[lane.name]

    def drawings(self, lanes: Sequence[Lane], viewport: Viewport) -> list[Drawing]:
        """What each lane draws."""
        return [lane.bins(self.prepared(lane), viewport) for lane in lanes]

    def overview(self, whole: Viewport) -> Bars:
        """Tokens (or requests) of the whole period."""
        at = edges(whole.bin_width(), self.clock, whole.start, whole.end)
        return Bars(at, self.total.between(at), ("cached",), ("",), "")

    @property
    def at(self) -> NDArray[np.int64]:
        """Times (n, µs) of all events."""
        return self.subject.activity.at

    def requests(self, span: tuple[int, int]) -> int:
        """How many events lie in [start, end)."""
        part = slice_of(self.subject.activity, span)
        return part.stop - part.start

    def describe(self, lane: Lane, viewport: Viewport, at: int, depth: float) -> str:
        """The tooltip of a lane; where it has nothing to say, the time."""
        return lane.describe(self.prepared(lane), viewport, at, depth) or self.moment(viewport, at)

    def describe_all(self, lanes: Sequence[Lane], viewport: Viewport, at: int) -> str:
        """One line a lane, under the time."""
        lines = [self.moment(viewport, at)]
        for lane in lanes:
            said = self._at_any_depth(lane, viewport, at)
            if said:
                lines.append(f"{lane.title}: {' · '.join(said)}")
        return "\n".join(lines)

    def _at_any_depth(self, lane: Lane, viewport: Viewport, at: int) -> list[str]:
        """What a lane tells of a time, whichever of its rows the pointer would be on."""
        drawing = lane.bins(self.prepared(lane), viewport)
        if lane.name == HOURS.name:
            return lane.describe(self.prepared(lane), viewport, at, depth_of(self.clock, viewport, at)).splitlines()
        if isinstance(drawing, Cells):
            return [] if drawing.empty else [_row_counts(drawing, at)]
        said = lane.describe(self.prepared(lane), viewport, at, 0.5).splitlines()
        return said if isinstance(drawing, Marks) else said[1:] or said

    def moment(self, viewport: Viewport, at: int) -> str:
        """A time, as exact as the view is close."""
        return instant(self.clock, at, SECOND if viewport.span < 3600 * SECOND else 60 * SECOND)

    def describe_span(self, span: tuple[int, int]) -> str:
        """The tooltip while a stretch is being selected."""
        tokens = tokens_of(self.subject.activity, slice_of(self.subject.activity, span))
        words = "" if tokens is None else f" · {compact(tokens)} tokens"
        return f"{interval(self.clock, *span)}\n{count(self.requests(span), 'request')}{words}"

    def in_zone(self, zone: ZoneInfo) -> "Chart":
        """The same by another clock: what the lanes prepared went by the old one."""
        return self.of(replace(self.subject, zone=zone))

    def of(self, subject: Subject) -> "Chart":
        """The same requests, of which more is known or which are told otherwise."""
        return Chart(subject, clock_of(subject.zone), self.total, self.rooms)


def _row_counts(drawing: Cells, at: int) -> str:
    """A 12, B 3: the requests of each row in the bar at a time."""
    column = int(np.searchsorted(drawing.edges, at, side="right")) - 1
    if not 0 <= column < drawing.counts.shape[1]:
        return count(0, "request")
    counts = drawing.counts[:, column].tolist()
    parts = [f"{label} {counts[row]:,}" for row, label in drawing.rows if counts[row]]
    return ", ".join(parts) or count(0, "request")


def chart_of(subject: Subject, whole: tuple[int, int]) -> Chart:
    """The chart of a subject; `whole` (µs) is the case's period."""
    activity = subject.activity
    known = [column for column in (activity.input_tokens, activity.output_tokens) if told(column)]
    amount = sum(np.maximum(column, 0) for column in known) if known else np.ones_like(activity.at)
    total = prefix_sums(activity.at, np.asarray(amount))
    return Chart(subject, clock_of(subject.zone), total, rooms_of(activity.at, whole))
