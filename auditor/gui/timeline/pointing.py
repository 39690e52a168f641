"""What the pointer is told: the lane under it, the single event beside it, or all lanes at its time."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from auditor.gui.timeline.chart import Chart
from auditor.gui.timeline.stage import Stage
from auditor.records import UNKNOWN
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import SECOND, compact, duration, instant

NEAR = 5
"""px from an event that still point at it."""

SINGLE = 3
"""Events near the pointer up to which the nearest one is told by itself."""

TITLES = 3
"""Names of tinted spans told at most."""


def words_at(stage: Stage, chart: Chart, viewport: Viewport, at: QPointF, everything: bool) -> list[str]:
    """The lines of the tooltip at a place (px); `everything` asks for all lanes."""
    if stage.pending:
        return chart.describe_span(stage.pending).splitlines()
    moment = viewport.time(at.x() - stage.frame.plot.left())
    number = stage.frame.lane_at(at.y())
    if everything:
        lines = chart.describe_all(stage.lanes, viewport, moment).splitlines()
    else:
        depth = stage.stack.depth(number, at.y())
        lines = chart.describe(stage.lanes[number], viewport, moment, depth).splitlines()
    if (event := near_event(chart.at, viewport, moment, SINGLE)) is not None:
        said = " · ".join(lines)
        lines.append(" · ".join(part for part in event_parts(chart, event) if part not in said))
    return [*filter(None, lines), *stage.spans.titles_at(moment)[:TITLES]]


def near_event(at: NDArray[np.int64], viewport: Viewport, moment: int, most: int | None = None) -> int | None:
    """The event nearest to a time, if it is within `NEAR` px and not one of more than `most` there."""
    reach = max(1, NEAR * viewport.span // viewport.width)
    first, last = np.searchsorted(at, (moment - reach, moment + reach + 1)).tolist()
    if first == last or (most is not None and last - first > most):
        return None
    after = min(int(np.searchsorted(at, moment)), last - 1)
    before = max(after - 1, first)
    return before if moment - at[before] <= at[after] - moment else after


def event_words(chart: Chart, event: int) -> str:
    """Thu 29 Oct, 12:06:03 · 21,904 in · 212 out · took 4.2 s: what is known of one event."""
    return " · ".join(event_parts(chart, event))


def event_parts(chart: Chart, event: int) -> list[str]:
    """When an event was, its tokens, how long it took, and whether it failed, as far as known."""
    activity = chart.subject.activity
    parts = [
        instant(chart.clock, int(activity.at[event]), SECOND),
        _amount(int(activity.input_tokens[event]), "in"),
        _amount(int(activity.output_tokens[event]), "out"),
        f"took {duration(taken)}" if (taken := int(activity.duration[event])) > 0 else "",
        "failed" if activity.failed[event] else "",
    ]
    return [part for part in parts if part]


def _amount(tokens: int, word: str) -> str:
    return "" if tokens == UNKNOWN else f"{compact(tokens)} {word}"
