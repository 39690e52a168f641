"""Which requests a table shows: a span of time, filters on cells ("only this", "without this"), a search's hits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity
from auditor.table.columns import Rows, column_named, values_of

Mask = NDArray[np.bool_]

TABLE_MOST = 64_000_000
"""Highest id of a text up to which hits are looked up in a table of bits by id; above, by sorting."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows whose `column` (a name of `COLUMNS`) has `value`, or lies in [`value`, `end`); without them if not `keep`.

    `value` is as in the `Activity`: a figure, an id, or the place of a word; UNKNOWN for "not told". `shown`: how the
    cell says it. With `events` (row ids) it is these rows alone, of which `shown` says what they show.
    """

    column: str
    value: int
    keep: bool = True
    shown: str = ""
    end: int | None = None
    events: tuple[int, ...] | None = None


def showing(what: str, events: tuple[int, ...]) -> Filter:
    """Only these events (row ids), which show something; of two such filters the later one holds."""
    return Filter("event", 0, shown=what, events=events)


def words(one: Filter) -> str:
    """What a filter does: "only Model small-2", "without Status error"."""
    if one.events is not None:
        return f"only what shows “{one.shown}”"
    return f"{'only' if one.keep else 'without'} {column_named(one.column).title} {one.shown or one.value}"


def joined(filters: Sequence[Filter], new: Filter) -> tuple[Filter, ...]:
    """The filters with one more; what says the same or the opposite of it goes."""
    place = (new.column, new.value, new.end)
    return (*(one for one in filters if (one.column, one.value, one.end) != place), new)


def mask(activity: Activity, filters: Sequence[Filter]) -> Mask | None:
    """Which of all requests (n) pass every filter; None when there is none."""
    passed: Mask | None = None
    for one in filters:
        found = _passing(activity, one)
        passed = found if passed is None else passed & found
    return passed


def _passing(activity: Activity, one: Filter) -> Mask:
    """Which of all requests (n) pass a filter."""
    if one.events is not None:
        return np.isin(activity.event, np.array(one.events, np.int64))
    values = values_of(activity, column_named(one.column))
    found = values == one.value if one.end is None else (values >= one.value) & (values < one.end)
    return found if one.keep else ~found


def hits(activity: Activity, texts: NDArray[np.int64]) -> Mask:
    """Which of all requests (n) have a prompt or a response among `texts`, ids in any order."""
    if not len(texts):
        return np.zeros(len(activity), np.bool_)
    most = int(texts.max())
    if most > TABLE_MOST:
        return np.isin(activity.prompt, texts) | np.isin(activity.response, texts)
    there = np.zeros(most + 2, np.bool_)  # the last place is for unknown (-1) and for ids above the highest hit
    there[texts] = True
    return _looked_up(there, activity.prompt) | _looked_up(there, activity.response)


def rows_within(
    activity: Activity,
    span: tuple[int, int] | None = None,
    filters: Sequence[Filter] = (),
    texts: NDArray[np.int64] | None = None,
) -> Rows:
    """Requests in `span` (µs, end excluded) that pass all filters and hold one of `texts` (if given), by time."""
    first, last = (0, len(activity)) if span is None else np.searchsorted(activity.at, span).tolist()
    passed = mask(activity, filters)
    if texts is not None:
        found = hits(activity, texts)
        passed = found if passed is None else passed & found
    if passed is None:
        return np.arange(first, max(first, last), dtype=np.int64)
    return np.flatnonzero(passed[first:last]).astype(np.int64) + first


def _looked_up(there: Mask, ids: NDArray[np.int64]) -> Mask:
    return there[np.minimum(ids, len(there) - 1)]
