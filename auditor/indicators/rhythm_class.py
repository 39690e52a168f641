"""The class of an agent's rhythm, by which it finds its peers."""

import numpy as np

from auditor.indicators.material import days_of
from auditor.indicators.periodic import (
    PERIODS,
    keeps_a_gap,
    keeps_the_clock,
    keeps_the_clock_within_days,
    nightly,
    phases,
)
from auditor.records import Column, Rhythm

LEAST = 5
"""Sessions without which nothing can be said."""

SELDOM = 0.45
"""Share of active days below which work comes in batches."""

SHORT = 1.8
"""Mean requests a session below which something sets off each of them."""


def rhythm_of(starts: Column, lengths: Column) -> Rhythm | None:
    """The class, by when sessions start (k, sorted, µs) and their requests (k); None for fewer than LEAST.

    The same in every time zone. A beat is looked for first; what keeps one on few days only, at another time each, is
    a batch: one thing after the other, not a timer.
    """
    if len(starts) < LEAST:
        return None
    days = days_of(starts)
    share = (int(np.count_nonzero(np.diff(days))) + 1) / (int(days[-1]) + 1)
    if _is_scheduled(starts, days, share):
        return Rhythm.SCHEDULED
    if share < SELDOM:
        return Rhythm.BATCH
    return Rhythm.EVENT_DRIVEN if float(lengths.mean()) < SHORT else Rhythm.INTERACTIVE


def _is_scheduled(starts: Column, days: Column, share: float) -> bool:
    if nightly(starts, days):
        return True
    often = share >= SELDOM
    if often and keeps_a_gap(starts):
        return True
    folded = (phases(starts, period, days) for period in PERIODS)
    return any(keeps_the_clock(one) or (often and keeps_the_clock_within_days(one)) for one in folded)
