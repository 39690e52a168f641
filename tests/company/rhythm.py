"""When sessions begin. Each rhythm returns exactly `count` starts, sorted, in milliseconds UTC.

People live in local time (with lunch, weekends and the change of clocks); timers and cron run in UTC.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from tests.company.dice import Dice

Times = NDArray[np.int64]
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
WORKWEEK = (1.0, 1.1, 1.05, 1.0, 0.75, 0.012, 0.008)
INTERVALS = (1440, 720, 480, 360, 240, 180, 120, 90, 60, 45, 30, 20, 15, 10, 5, 2, 1)
"""Minutes people give to timers, longest first."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days an agent lives, and the person's zone and habits."""

    first: date
    days: int
    zone: str
    shift: float = 0.0

    @property
    def start(self) -> int:
        """Midnight UTC of the first day, in milliseconds."""
        return int(datetime.combine(self.first, time(), UTC).timestamp()) * SECOND

    def weekday(self, day: int) -> int:
        """0 is Monday."""
        return (self.first.weekday() + day) % 7

    def date(self, day: int) -> date:
        """The calendar date of day `day`."""
        return self.first + timedelta(days=day)

    def offsets(self) -> Times:
        """How far local time is ahead of UTC at noon of every day, in milliseconds."""
        noons = (datetime.combine(self.date(day), time(12), ZoneInfo(self.zone)) for day in range(self.days))
        return np.array([int(noon.utcoffset().total_seconds()) * SECOND for noon in noons])  # type: ignore[union-attr]


Rhythm = Callable[[Dice, Span, int], Times]


def drawn(dice: Dice, weights: "list[float] | NDArray[np.float64]", count: int) -> Times:
    """`count` places, drawn with these weights."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(edges, dice.many(count) * edges[-1], side="right").astype(np.int64)


def day_shape(shift: float) -> list[float]:
    """How a working day is spread over its half hours: morning, lunch, afternoon, a thin evening."""
    shape = [0.0] * 48
    for half, weight in enumerate(
        (0.15, 0.5, 1, 1.2, 1.25, 1.2, 1.1, 0.5, 0.12, 0.55, 1, 1.15, 1.15, 1, 0.8, 0.5, 0.2)
    ):
        shape[(17 + half + round(shift * 2)) % 48] = float(weight)
    shape[41] = 0.04
    return shape


def on_days(dice: Dice, span: Span, count: int, weights: list[float]) -> Times:
    """Starts in working hours of days with these weights."""
    days = drawn(dice, weights, count)
    halves = drawn(dice, day_shape(span.shift), count)
    local = days * DAY + halves * (30 * MINUTE) + (dice.many(count) * 30 * MINUTE).astype(np.int64)
    return np.sort(span.start + local - span.offsets()[days])


def working_days(dice: Dice, span: Span, count: int) -> Times:
    """A person at work: busy and idle days, a few days off in a row, quiet weekends."""
    away = dice.between(0, max(span.days - 1, 1))
    weights = [WORKWEEK[span.weekday(day)] * (0.4 + 1.2 * dice.random()) for day in range(span.days)]
    return on_days(dice, span, count, [w * (0.001 if away <= d < away + 3 else 1) for d, w in enumerate(weights)])


def before_friday(dice: Dice, span: Span, count: int) -> Times:
    """Nearly all on the two days before the Friday report is drawn."""
    week = (0.03, 0.03, 0.1, 1.1, 1.3, 0.0, 0.0)
    return on_days(dice, span, count, [week[span.weekday(day)] + 1e-6 for day in range(span.days)])


def month_end(dice: Dice, span: Span, count: int) -> Times:
    """Around the turn of months, as bookkeepers work."""
    near = [
        1.0 if span.date(day).day <= 3 or (span.date(day) + timedelta(days=4)).day <= 4 else 0.03
        for day in range(span.days)
    ]
    return on_days(dice, span, count, [w * WORKWEEK[span.weekday(d)] + 1e-9 for d, w in enumerate(near)])


def first_weeks(dice: Dice, span: Span, count: int) -> Times:
    """A new joiner: many at first, fewer every week."""
    weights = [WORKWEEK[span.weekday(d)] / (1 + d / 9) for d in range(span.days)]
    return on_days(dice, span, count, weights)


def timer(jitter_s: int) -> Rhythm:
    """Every so many minutes day and night, as often as `count` asks; `jitter_s` seconds of looseness."""

    def starts(dice: Dice, span: Span, count: int) -> Times:
        minutes = next((m for m in INTERVALS if span.days * 1440 // m >= count), None)
        every = minutes * MINUTE if minutes else span.days * DAY / count
        first = span.start + span.days * DAY - count * every
        ticks = first + np.arange(count) * every + dice.between(0, 50) * SECOND
        return np.sort(ticks + dice.many(count) * jitter_s * SECOND).astype(np.int64)

    return starts


def nightly(dice: Dice, span: Span, count: int) -> Times:
    """Cron at 02:10 UTC; several runs a night follow each other."""
    run = np.arange(count)
    night = run * span.days // count
    nth = run - np.searchsorted(night, night)
    return (span.start + night * DAY + 130 * MINUTE + nth * 11 * MINUTE + dice.many(count) * 40 * SECOND).astype(
        np.int64
    )


def bursts(dice: Dice, span: Span, count: int) -> Times:
    """A few working days with one dense run each, minutes apart."""
    open_days = [day for day in range(span.days) if span.weekday(day) < 5] or [0]
    chosen = np.sort(np.array([dice.pick(open_days) for _ in range(max(1, min(7, span.days // 6)))]))
    run = np.arange(count) * len(chosen) // count
    nth = np.arange(count) - np.searchsorted(run, run)
    hour = 9 * HOUR + (np.arange(len(chosen)) * 97 % 240) * MINUTE
    return np.sort(
        span.start + chosen[run] * DAY + hour[run] + nth * 4 * MINUTE + (dice.many(count) * 9_000).astype(np.int64)
    )


def forgotten(dice: Dice, span: Span, count: int) -> Times:
    """Ordinary use, and one weekend on which nobody stopped the loop."""
    loop = count * 4 // 5
    fridays = [day for day in range(span.days - 3) if span.weekday(day) == 4] or [0]
    begin = span.start + fridays[len(fridays) // 2] * DAY + 15 * HOUR + 42 * MINUTE
    ticks = begin + np.arange(loop) * (62 * HOUR // max(loop, 1)) + dice.many(loop) * 1500
    return np.sort(np.concatenate([ticks.astype(np.int64), working_days(dice, span, count - loop)]))


def until_done(dice: Dice, span: Span, count: int) -> Times:
    """Each week, from Thursday evening on, one after the other until enough; then nothing."""
    weeks = max(1, span.days // 7)
    run = np.arange(count)
    week = run * weeks // count
    nth = run - np.searchsorted(week, week)
    thursday = (3 - span.weekday(0)) % 7
    begin = span.start + thursday * DAY + 16 * HOUR + 20 * MINUTE
    return (begin + week * 7 * DAY + nth * 150 * SECOND + dice.many(count) * 60 * SECOND).astype(np.int64)
