"""The period an agent's timeline shows at first: a few events in 1970 or 2100 must not make the axis mad."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity
from auditor.timeline.clock import DAY, MINUTE
from auditor.timeline.prefix import ends

APART, FAR = 365 * DAY, 3_652 * DAY
"""µs without events: `APART` makes two groups of events, `FAR` (ten years) makes one of them doubtful."""

FEW = 0.01
"""Share of all events up to which a group that lies apart is stray; one that is `FAR` may hold half of the main one."""

JUMP = MINUTE
"""µs a clock may be put back within a session before it is called a jump; streams overlap by less."""


Sources = Callable[[NDArray[np.int64]], NDArray[np.int64]]
"""The export (n) from which each of the events with these row ids (n) comes."""


def one_source(event: NDArray[np.int64]) -> NDArray[np.int64]:
    """All of one export."""
    return np.zeros_like(event)


@dataclass(frozen=True, slots=True)
class Extent:
    """`main`: the first and the last event of the period to show at first, µs (equal for one event).

    `before` and `after` count the stray events outside it: they are `at[:before]` and `at[len(at) - after:]`.
    """

    main: tuple[int, int]
    before: int = 0
    after: int = 0


def extent(at: NDArray[np.int64]) -> Extent | None:
    """The main period of sorted times (n, µs), and how many events are stray; None without events.

    The largest group of events is its core; from there it grows over every neighbour that is near or large enough.
    """
    if not len(at):
        return None
    starts = np.concatenate([[0], np.flatnonzero(np.diff(at) > APART) + 1, [len(at)]])
    sizes = np.diff(starts)
    gaps = at[starts[1:-1]] - at[starts[1:-1] - 1]
    first = last = int(sizes.argmax())
    while first > 0 and _belongs(sizes, (first, last), first - 1, int(gaps[first - 1])):
        first -= 1
    while last < len(gaps) and _belongs(sizes, (first, last), last + 1, int(gaps[last])):
        last += 1
    low, high = int(starts[first]), int(starts[last + 1])
    return Extent((int(at[low]), int(at[high - 1])), low, len(at) - high)


def _belongs(sizes: NDArray[np.int64], main: tuple[int, int], group: int, distance: int) -> bool:
    """Whether a neighbour is part of the main groups (first and last), by its size and its distance (µs)."""
    if distance > FAR:
        return bool(2 * sizes[group] > sizes[main[0] : main[1] + 1].sum())
    return bool(sizes[group] > FEW * sizes.sum())


def clock_jumps(activity: Activity, sources: Sources = one_source) -> NDArray[np.int64]:
    """Events (indices, rising) before which the clock was put back: written after an event that tells a later time.

    Seen within sessions, by the order of rows in the export (forwards or backwards, as most of the session runs).
    Events without a session cannot tell, nor can rows of two exports (`sources` tells from which one events come),
    nor a row that was written when its request was over, after shorter ones that began later.
    """
    if len(activity) < 3 or bool((np.diff(activity.event) > 0).all()):
        return np.empty(0, dtype=np.int64)
    known = np.flatnonzero(activity.session != UNKNOWN)
    order = known[np.lexsort((activity.event[known], activity.session[known]))]
    at, session, over = activity.at[order], activity.session[order], ends(activity.at, activity.duration)[order]
    steps = np.diff(at)
    inside = session[1:] == session[:-1]
    numbers = np.cumsum(np.append(True, ~inside))[1:] if len(order) else np.empty(0, dtype=np.int64)
    way = np.bincount(numbers[inside], weights=np.sign(steps[inside]), minlength=1)
    forwards = (way >= 0)[np.minimum(numbers, len(way) - 1)]
    back = np.flatnonzero(inside & (np.where(forwards, over[1:] - at[:-1], over[:-1] - at[1:]) < -JUMP))
    event = activity.event[order]
    return np.sort(order[1:][back[sources(event[back]) == sources(event[back + 1])]])
