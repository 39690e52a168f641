"""Whether times keep a beat: the same place in every cycle of the clock, or the same gap again and again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.material import DAY
from auditor.records import Column

MINUTE = 60_000_000
PERIODS = tuple(minutes * MINUTE for minutes in (5, 10, 15, 30, 60, 90, 120))
"""The cycles people give to timers, µs; the day is another matter, since everybody sleeps."""

SURE = 16.0
"""Rayleigh's √n·R > 4, squared: by chance once in nine million."""

WIDE, TIGHT = 0.3, 0.99
"""The least concentration within a timer's cycle, and within the day: 0.99 is a stretch of less than two
hours, or two times an hour apart as clocks change. Without them many starts make something of next to nothing, and
office hours (8 hours of a day have 0.83) a nightly job."""

SEVERAL = 2.5
"""Cycles of the day, in effect, from which a place in them is not only the time of day: who is always there from seven
to nine begins and ends at the same place of every 90 minutes."""

ALIKE, MOST, FEWEST = 1.25, 0.5, 10
"""Gaps keep a beat where MOST of at least FEWEST differ by no more than a quarter; of chance gaps a tenth does."""

Phasors = NDArray[np.complex128]


@dataclass(frozen=True, slots=True, eq=False)
class Phases:
    """Times folded into cycles of one period: for each cycle with any (c) the mean of their places on the unit circle.

    One value a cycle: ten starts in a minute are one occasion. `day` (c) numbers the days from the first time; `cycles`
    is how many cycles of the day are used, in effect (1 / Σ share²).
    """

    mean: Phasors
    day: Column
    cycles: float

    @property
    def concentration(self) -> float:
        """R: 1 where all cycles have the same place, about 1/√c by chance."""
        return float(abs(self.mean.mean()))


def phases(at: Column, period: int, day: Column) -> Phases:
    """Fold sorted times (k > 0, µs) on `day` (k); cycles part opposite to where most times lie, so none is cut."""
    turns = (at - at[0]) / period
    place = np.exp(np.asarray(2j * np.pi * (turns % 1.0), np.complex128))
    middle = float(np.angle(place.sum())) / (2 * np.pi)
    cycle = np.floor(turns - middle + 0.5).astype(np.int64)
    first = np.flatnonzero(np.diff(cycle, prepend=cycle[0] - 1))
    share = np.bincount(cycle[first] % max(DAY // period, 1)) / len(first)
    return Phases(_means(place, first), day[first], 1 / float((share**2).sum()))


def surprise(n: int, concentration: float) -> float:
    """-ln of the chance of so high an R: n·R² for many (Rayleigh); a few need an R near 1."""
    return -(n - 1) * float(np.log(max(1 - concentration**2, 1e-12)))


def keeps_the_clock(folded: Phases) -> bool:
    """Whether the place in the cycle is the same all the time, and not by one day's run alone."""
    days = _by_day(folded)
    r, n = folded.concentration, len(folded.mean)
    if r < WIDE or folded.cycles < SEVERAL:
        return False
    return surprise(n, r) > SURE and surprise(len(days), float(abs(days.mean()))) > SURE / 4


def keeps_the_clock_within_days(folded: Phases) -> bool:
    """Whether it is the same within each day, though another on the next: a timer that is started every morning."""
    first = np.flatnonzero(np.diff(folded.day, prepend=folded.day[0] - 1))
    sizes = np.diff(first, append=len(folded.day))
    pairs = float((sizes * (sizes - 1)).sum())
    if not pairs:
        return False
    over = float((np.abs(np.add.reduceat(folded.mean, first)) ** 2).sum() - (np.abs(folded.mean) ** 2).sum())
    return over / pairs >= MOST**2 and over / pairs**0.5 > SURE / 2


def nightly(at: Column, day: Column) -> bool:
    """Whether every day has it at one narrow time."""
    folded = phases(at, DAY, day)
    r = folded.concentration
    return r >= TIGHT and surprise(len(folded.mean), r) > SURE


def keeps_a_gap(at: Column) -> bool:
    """Whether most gaps between sorted times (k, µs) are alike, whatever their length."""
    gaps = np.sort(np.diff(at))
    gaps = gaps[gaps > 0]
    if len(gaps) < FEWEST:
        return False
    alike = np.searchsorted(gaps, gaps * ALIKE, "right") - np.arange(len(gaps))
    return int(alike.max()) >= MOST * len(gaps)


def burstiness(gaps: NDArray[np.int64]) -> float:
    """B_n of n gaps: -1 all equal, 0 by chance, 1 in bursts (Kim & Jo 2016, doi 10.1103/PhysRevE.94.032311)."""
    n, mean = len(gaps), float(gaps.mean())
    if mean == 0:
        return 0.0
    r, more, less = float(gaps.std()) / mean, (n + 1) ** 0.5, (n - 1) ** 0.5
    return (more * r - less) / ((more - 2) * r + less)


def _by_day(folded: Phases) -> Phasors:
    """The mean place of each day."""
    first = np.flatnonzero(np.diff(folded.day, prepend=folded.day[0] - 1))
    return _means(folded.mean, first)


def _means(values: Phasors, first: Column) -> Phasors:
    """The mean of each stretch, by the place at which it begins."""
    return np.multiply(np.add.reduceat(values, first), 1 / np.diff(first, append=len(values)))
