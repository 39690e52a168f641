"""Weekends and nights on the person's calendar, as spans to shade behind the lanes."""

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.binning import DAY_STEP, wall_edges
from auditor.timeline.clock import DAY, HOUR, Clock
from auditor.timeline.viewport import Viewport

SATURDAY, DAYS_IN_WEEK = 2, 7  # day 0 of the epoch was a Thursday
NIGHT_FROM, NIGHT_UNTIL = 22 * HOUR, 30 * HOUR
"""Wall clock, counted from the midnight that begins the evening's day."""

MIN_NIGHT, MIN_WEEKEND = 3.0, 2.0
"""px; narrower stripes would only be a grey."""

Spans = NDArray[np.int64]


def weekends(viewport: Viewport, clock: Clock) -> Spans:
    """Saturdays and Sundays that touch the view: (n, 2) µs; none where they would be too narrow to see."""
    if 2 * DAY * viewport.width / viewport.span < MIN_WEEKEND:
        return np.empty((0, 2), dtype=np.int64)
    days = _days(viewport, clock, before=2)
    saturdays = days[(days - SATURDAY) % DAYS_IN_WEEK == 0]
    return _visible(clock, viewport, saturdays * DAY, (saturdays + 2) * DAY)


def nights(viewport: Viewport, clock: Clock) -> Spans:
    """22:00 to 06:00 of nights that touch the view: (n, 2) µs; none where one night is under 3 px."""
    if (NIGHT_UNTIL - NIGHT_FROM) * viewport.width / viewport.span < MIN_NIGHT:
        return np.empty((0, 2), dtype=np.int64)
    days = _days(viewport, clock, before=1)
    return _visible(clock, viewport, days * DAY + NIGHT_FROM, days * DAY + NIGHT_UNTIL)


def _days(viewport: Viewport, clock: Clock, before: int) -> NDArray[np.int64]:
    days = wall_edges(DAY_STEP, clock, viewport.start, viewport.end) // DAY
    return np.arange(days[0] - before, days[-1] + 1, dtype=np.int64)


def _visible(clock: Clock, viewport: Viewport, begin: NDArray[np.int64], finish: NDArray[np.int64]) -> Spans:
    spans = np.stack([clock.utc(begin), clock.utc(finish)], axis=1)
    return spans[(spans[:, 1] > viewport.start) & (spans[:, 0] < viewport.end)]
