"""Distance from a date, by the clock on the wall: what is as far on its other side, and the ticks that tell it."""

from dataclasses import dataclass

import numpy as np

from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND, Clock
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import compact, day

TICK_ROOM = 48
"""px a label takes with the air around it."""

STEPS = (
    *((n * SECOND, SECOND, "seconds") for n in (1, 2, 5, 10, 15, 30)),
    *((n * MINUTE, MINUTE, "minutes") for n in (1, 2, 5, 10, 15, 30)),
    *((n * HOUR, HOUR, "hours") for n in (1, 2, 3, 6, 12)),
    *((n * DAY, DAY, "days") for n in (1, 2, 7, 14, 28, 56, 91, 182, 365, 730, 1_825, 3_650, 18_250, 36_500)),
)
"""(step, unit, its name): distances are told in these; whole weeks above two days, so that weekdays can be matched."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A date (µs UTC) and the clock that counts: midnight two days before ↔ midnight two days after."""

    clock: Clock
    date: int

    def other(self, at: int) -> int:
        """The time as far on the other side. A day with 23 or 25 h counts as a day."""
        wall = 2 * self.clock.reading(self.date) - self.clock.reading(at)
        return int(self.clock.utc(np.array([wall], dtype=np.int64))[0])

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """[start, end) as seen from the other side; never empty."""
        start, end = self.other(span[1]), self.other(span[0])
        return start, max(end, start + 1)

    def viewport(self, view: Viewport) -> Viewport:
        """What the other half shows: exactly as long, so that its bars are as wide; exact at the end near the date."""
        if view.start + view.span // 2 < self.date:
            start = self.other(view.end)
            return Viewport(start, start + view.span, view.width)
        end = self.other(view.start)
        return Viewport(end - view.span, end, view.width)


@dataclass(frozen=True, slots=True)
class Distance:
    """A tick at `at` (µs) with its label; the date itself is `strong`."""

    at: int
    label: str
    strong: bool = False


def distances(view: Viewport, mirror: Mirror) -> list[Distance]:
    """Ticks at round distances from the date; the finest step whose labels have room."""
    step, unit, _ = _step(view)
    wall, at = mirror.clock.reading(mirror.date), (view.start, view.end)
    low, high = (mirror.clock.reading(moment) - wall for moment in at)
    numbers = np.arange(low // step, high // step + 2, dtype=np.int64) * step
    places = mirror.clock.utc(wall + numbers).tolist()
    return [
        Distance(place, _label(mirror, number, unit), number == 0)
        for place, number in zip(places, numbers.tolist(), strict=True)
        if view.start <= place <= view.end
    ]


def _step(view: Viewport) -> tuple[int, int, str]:
    least = TICK_ROOM * view.span / view.width
    return next((step for step in STEPS if step[0] >= least), STEPS[-1])


def _label(mirror: Mirror, number: int, unit: int) -> str:
    return date_words(mirror) if number == 0 else compact(abs(number) / unit)


def date_words(mirror: Mirror) -> str:
    """3 Oct."""
    return day(mirror.clock.moment(mirror.date))


def caption(view: Viewport, before: bool) -> str:
    """What the labels count: "days before"."""
    return f"{_step(view)[2]} {'before' if before else 'after'}"


def distance_words(mirror: Mirror, at: int) -> str:
    """How far a time is from the date: "12 days before 3 Oct", "5 h after 3 Oct"."""
    far = mirror.clock.reading(at) - mirror.clock.reading(mirror.date)
    size, one, many = next(
        (part for part in ((DAY, "day", "days"), (HOUR, "h", "h"), (MINUTE, "min", "min")) if abs(far) >= part[0]),
        (SECOND, "s", "s"),
    )
    number = abs(far) // size
    return f"{number:,} {one if number == 1 else many} {'before' if far < 0 else 'after'} {date_words(mirror)}"
