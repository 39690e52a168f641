"""Lane "Errors": requests that failed, and their share of all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity
from auditor.timeline.lane import Bars, Lane, Subject
from auditor.timeline.lanes.bars import Summed, bar_at, heights, stretches, summed
from auditor.timeline.lanes.rows import by_size, counts
from auditor.timeline.lanes.tokens import told
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import share

STATUSES = 3
"""Kinds of failure that the tooltip names."""

UNTOLD = "No failures told"
"""Said where no request tells how it ended: then nobody knows whether any failed."""


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Sums of failed requests; `empty` is said where there are none."""

    activity: Activity
    summed: Summed
    empty: str


def prepare(subject: Subject) -> Errors:
    """Count the failed requests."""
    activity = subject.activity
    failed = bool(activity.failed.any())
    empty = "" if failed else "No failed requests" if told(activity.status) else UNTOLD
    return Errors(activity, summed(subject, activity.failed.astype(np.int64)), empty)


def bins(prepared: Errors, viewport: Viewport) -> Bars:
    """Failed requests per bar."""
    found = stretches(prepared.summed, viewport)
    made = heights(prepared.summed, found)
    return Bars(found.edges, made, ("text",), ("failed requests",), found.scale, empty=prepared.empty)


def describe(prepared: Errors, viewport: Viewport, at: int, _depth: float) -> str:
    """The bar's stretch, how many of its requests failed, and how."""
    bar = bar_at(prepared.summed, viewport, at)
    if bar is None:
        return ""
    if prepared.empty == UNTOLD:
        return f"{bar.words}\n{UNTOLD}"
    failed = prepared.activity.failed[bar.events]
    number, of = int(np.count_nonzero(failed)), len(failed)
    words = f"{bar.words}\n{number:,} of {of:,} requests failed"
    words += f" ({share(number, of)})" if number else ""
    kinds = _kinds(prepared.activity, prepared.activity.status[bar.events][failed]) if number else ""
    return f"{words}\n{kinds}" if kinds else words


def _kinds(activity: Activity, status: NDArray[np.int64]) -> str:
    """The commonest states of failed requests: "rate limited 12, timeout 3"."""
    number = counts(status, len(activity.statuses))
    common = by_size(status)[:STATUSES].tolist()
    return ", ".join(f"{activity.statuses[code]} {number[code]:,}" for code in common)


ERRORS = Lane("errors", "Errors", "", 0.22, prepare, bins, describe, shown=False)
