"""How often and when an agent works: its beat from the gaps between requests, its days and hours by the local clock."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.clock import HOUR
from auditor.timeline.words import duration, every

LEAST = 8
"""Gaps without which nothing can be said of a rhythm."""

STEADY = 0.2
"""A beat is steady while the median deviation is at most this share of the median; of chance events it is 0.7."""

BURST = 5.0
"""Gaps fall into short and long ones where some rise over those before them so many times."""

SHORT, LONG = 0.2, 0.98
"""Shares of all gaps between which the rise from short to long ones is looked for."""

ENOUGH, DAYS, DAYS_OF_WORK = 20, 3, 5
"""Events, and local days with events, that it takes to speak of hours, and of weekdays."""

PAUSES = 0.05
"""Share of long gaps up to which a steady beat is one with pauses; more of them part it into bursts."""

_STEPS, SAMPLE = 400, 50_000
BROAD = 14
"""Hours; a broader stretch of the day tells nothing."""

_NIGHT = np.array([hour < 6 or hour >= 22 for hour in range(24)])


@dataclass(frozen=True, slots=True)
class Beat:
    """`every` is the median gap and `spread` its median absolute deviation, µs; `size` the median burst (1: none).

    `steady`: the spread is small. `quarters`: between which lengths (µs) the middle half of the gaps lies.
    """

    every: int
    spread: int
    steady: bool
    size: int
    quarters: tuple[int, int]


def beat_of(at: NDArray[np.int64]) -> Beat | None:
    """The beat of sorted times (n, µs): of single requests, or of bursts of them; None for too few."""
    gaps = np.diff(at)
    if len(gaps) < LEAST:
        return None
    beat = _beat(gaps, 1)
    border = _border(gaps)
    begins = np.append(0, np.flatnonzero(gaps >= border) + 1)
    if len(begins) <= LEAST or (beat.steady and len(begins) < PAUSES * len(gaps)):
        return beat
    sizes = np.diff(begins, append=len(at))
    size = int(np.median(sizes))
    if size < 2 or 2 * sizes[sizes > BURST * size].sum() > len(at):
        return beat  # most stand alone, or most are in bursts that are nothing like the usual one
    return _beat(np.diff(at[begins]), size)


def _beat(gaps: NDArray[np.int64], size: int) -> Beat:
    gaps = _sample(gaps)
    low, middle, high = np.percentile(gaps, (25, 50, 75)).tolist()
    spread = float(np.median(np.abs(gaps - middle)))
    return Beat(round(middle), round(spread), spread <= STEADY * middle > 0, size, (round(low), round(high)))


def _sample(gaps: NDArray[np.int64]) -> NDArray[np.int64]:
    """At most `SAMPLE` of them, evenly: sorting a million would take longer than drawing them."""
    return gaps[:: len(gaps) // SAMPLE + 1]


def _border(gaps: NDArray[np.int64]) -> float:
    """Where long gaps begin: after the steepest rise of the sorted gaps, if it is steep enough; else nowhere."""
    levels = np.maximum(np.quantile(_sample(gaps), np.linspace(SHORT, LONG, min(_STEPS, len(gaps)))), 1.0)
    rises = levels[1:] / levels[:-1]
    place = int(rises.argmax())
    return float(levels[place + 1]) if rises[place] >= BURST else float("inf")


def beat_words(beat: Beat) -> str:
    """ "every 6 min ± 4 s", "in bursts of about 5, every 6 min ± 4 s", "irregular, half of the gaps 2–40 min"."""
    bursts = f"in bursts of about {beat.size:,}, " if beat.size > 1 else ""
    if beat.steady:
        return f"{bursts}every {every(beat.every)} ± {duration(beat.spread)}"
    if not beat.quarters[1]:
        return "most at the same moment as another"
    low, high = (duration(length) for length in beat.quarters)
    what = "pauses" if bursts else "gaps"
    return f"{bursts}irregular, half of the {what} between {low} and {high}"


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """Events by day of the week and hour (7, 24; Monday first) on the wall; on `used` of `days` local days."""

    number: NDArray[np.int64]
    used: int
    days: int


def week_of(wall: NDArray[np.int64]) -> Week:
    """The week of wall clock readings (n > 0, µs, nearly sorted: as the clock reads them)."""
    hours = wall // HOUR
    days = hours // 24
    number = np.bincount((hours + 72) % 168, minlength=168).reshape(7, 24)  # day 0 was a Thursday
    return Week(number, int(np.count_nonzero(np.diff(days))) + 1, int(days[-1] - days[0]) + 1)


def hours_words(week: Week) -> str:
    """ "day and night", "mostly 08–18 h, on weekdays"; "" for too few events or days."""
    if week.number.sum() < ENOUGH or week.used < DAYS:
        return ""
    parts = (_hours(week.number.sum(axis=0)), _weekdays(week))
    return ", ".join(part for part in parts if part)


def _hours(number: NDArray[np.int64]) -> str:
    """Of events by hour (24): night and day where both are used alike, else the shortest stretch that holds 90 %."""
    share = number / number.sum()
    if share[_NIGHT].sum() >= 0.2 and (share > 0.1 / 24).all():
        return "day and night"
    length, first = _shortest(number)
    if length > BROAD:
        return ""
    last = (first + length) % 24
    night = share[_NIGHT].sum() >= 0.9
    words = f"mostly {first:02d}–{last or 24:02d} h"
    return f"{words}, at night" if night else words


def _shortest(number: NDArray[np.int64]) -> tuple[int, int]:
    """Length and first hour of the shortest stretch of the clock with 90 % of the events; the fullest of several."""
    total, twice = number.sum(), np.concatenate([[0], np.cumsum(np.tile(number, 2))])
    for length in range(1, 24):
        held = twice[length : length + 24] - twice[:24]
        if held.max() >= 0.9 * total:
            return length, int(held.argmax())
    return 24, 0


def _weekdays(week: Week) -> str:
    """Whether the weekends are used like the other days, in a week at least."""
    if week.days < 7 or week.used < DAYS_OF_WORK:
        return ""
    share = week.number[5:].sum() / week.number.sum()
    return "on weekdays" if share <= 0.02 else "at weekends" if share >= 0.9 else ""
