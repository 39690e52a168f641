"""The numbers of a stretch of time: what the auditor sees at once after selecting it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.families.placeholders import OTHER
from auditor.records import UNKNOWN, Activity, Outcome

SPREAD = 8
"""Up to so many ids per event a table is faster than sorting."""

_SUMMED = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
    "cost",
)


@dataclass(frozen=True, slots=True)
class SpanNumbers:
    """Sums over [`start`, `end`) (µs). None: no event in it told that figure. Shares are 0..1 of the whole agent.

    `input_tokens` include both cache classes; `tokens` is input plus output; `cost` is micro-dollars. `sessions` and
    `families` count different ones among the events that tell theirs; `failed` are requests.
    """

    start: int
    end: int
    requests: int
    sessions: int
    outcomes: int
    input_tokens: int | None
    cache_read_input_tokens: int | None
    cache_creation_input_tokens: int | None
    output_tokens: int | None
    tokens: int | None
    cost: int | None
    share_of_requests: float | None
    share_of_tokens: float | None
    families: int | None
    failed: int


def slice_of(activity: Activity, span: tuple[int, int]) -> slice:
    """Indices of the events with start <= at < end."""
    first, last = np.searchsorted(activity.at, span).tolist()
    return slice(first, max(first, last))


def span_numbers(activity: Activity, span: tuple[int, int], outcomes: Sequence[Outcome] = ()) -> SpanNumbers:
    """Sums of the events with start <= at < end, and how many of `outcomes` fall in it.

    All events are read anew: a few milliseconds for a million, so nothing has to be prepared or kept.
    """
    part = slice_of(activity, span)
    known = {name: _sum(getattr(activity, name)[part]) for name in _SUMMED}
    tokens, whole = _together(known["input_tokens"], known["output_tokens"]), tokens_of(activity)
    requests = part.stop - part.start
    return SpanNumbers(
        *span,
        requests,
        _different(activity.session[part]),
        sum(span[0] <= outcome.at < span[1] for outcome in outcomes),
        **known,
        tokens=tokens,
        share_of_requests=requests / len(activity) if len(activity) else None,
        share_of_tokens=tokens / whole if whole and tokens is not None else None,
        families=_families(activity, part),
        failed=int(np.count_nonzero(activity.failed[part])),
    )


def _families(activity: Activity, part: slice) -> int | None:
    """How many families; prompts that are like no others are none. None where no event tells its family."""
    family = activity.family[part]
    number = _different(family)
    if not number:
        return None
    other = activity.families.index(OTHER) if OTHER in activity.families else UNKNOWN
    return number - (other != UNKNOWN and bool((family == other).any()))


def tokens_of(activity: Activity, part: slice = slice(None)) -> int | None:
    """Input plus output of the events at these indices; None where neither was told."""
    return _together(_sum(activity.input_tokens[part]), _sum(activity.output_tokens[part]))


def _together(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _sum(column: NDArray[np.int64]) -> int | None:
    """The sum of what is known; UNKNOWN is -1, so adding how often it occurs takes it out again."""
    unknown = int(np.count_nonzero(column == UNKNOWN))
    return int(column.sum()) + unknown if unknown < len(column) else None


def _different(column: NDArray[np.int64]) -> int:
    """How many different values, without UNKNOWN."""
    if not len(column):
        return 0
    low, high = int(column.min()), int(column.max())
    if high - low > SPREAD * len(column):
        known = np.sort(column[column != UNKNOWN])
        return int(np.count_nonzero(np.diff(known))) + (len(known) > 0)
    there = np.zeros(high - low + 1, dtype=np.bool_)  # ten times as fast as sorting
    there[column - low] = True
    return int(np.count_nonzero(there)) - (low == UNKNOWN)
