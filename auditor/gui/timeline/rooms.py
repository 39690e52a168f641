"""Where a timeline can be moved: the main period of an agent, and apart from it the stray events before and after."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.clock import DAY
from auditor.timeline.extent import extent
from auditor.timeline.viewport import with_margin

LONG, TIMES = 3 * 365 * DAY, 4
"""A case's period longer than `LONG` (µs) and than so many `TIMES` the agent's own would only squeeze its timeline."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Events out of a room: how many, and the place in the activity and time (µs) of the nearest one."""

    count: int
    nearest: int
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Rooms:
    """Periods [start, end) in µs: `main` first, `before` and `after` where stray events are; views stay inside one.

    `active` is the first and last event of the main period, None without events; `at` (n, µs) all events.
    """

    at: NDArray[np.int64]
    active: tuple[int, int] | None
    main: tuple[int, int]
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None

    def around(self, moment: int) -> tuple[int, int]:
        """The room that a time lies in; the main one in between."""
        if self.before and moment < min(self.before[1], self.main[0]):
            return self.before
        return self.after if self.after and moment >= max(self.after[0], self.main[1]) else self.main

    def strays(self, room: tuple[int, int]) -> tuple[Stray | None, Stray | None]:
        """The events before and after a room."""
        first, last = np.searchsorted(self.at, room).tolist()
        rest = len(self.at) - last
        return (
            Stray(first, first - 1, int(self.at[first - 1])) if first else None,
            Stray(rest, last, int(self.at[last])) if rest else None,
        )


def rooms_of(at: NDArray[np.int64], whole: tuple[int, int]) -> Rooms:
    """The rooms of sorted times (n, µs); `whole` is the case's period, which may hold other agents' strays."""
    found = extent(at)
    if found is None:
        return Rooms(at, None, with_margin(whole))
    before, after = at[: found.before], at[len(at) - found.after :]
    # an end of the case's period that this agent's own strays made is none to widen to
    start = found.main[0] if len(before) and whole[0] <= before[-1] else min(found.main[0], *whole)
    end = found.main[1] if len(after) and whole[1] >= after[0] else max(found.main[1], *whole)
    main = (start, end) if end - start <= _longest(found.main) else found.main
    return Rooms(at, found.main, with_margin(main), _room_of(before), _room_of(after))


def _longest(active: tuple[int, int]) -> int:
    return max(LONG, TIMES * (active[1] - active[0]))


def _room_of(strays: NDArray[np.int64]) -> tuple[int, int] | None:
    return with_margin((int(strays[0]), int(strays[-1]))) if len(strays) else None
