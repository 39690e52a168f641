"""When sessions begin in a hard company: people by their calendars, programs by clocks, and what looks like either."""

from datetime import timedelta

import numpy as np

from tests.company.dice import Dice
from tests.company.hard.kind import Rhythm
from tests.company.hard.life import Life
from tests.company.rhythm import DAY, HOUR, MINUTE, SECOND, Times, on_days

TIMERS = (5, 10, 15, 20, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720, 960, 1440)
"""Minutes people give to timers."""

NOWHERE = 1e-9
"""A weight that keeps a draw possible where nobody ever works."""


def _weighted(dice: Dice, life: Life, count: int, factors: list[float]) -> Times:
    weights = [weight * factor + NOWHERE for weight, factor in zip(life.weights, factors, strict=True)]
    return on_days(dice, life.span, count, weights)


def office(dice: Dice, life: Life, count: int) -> Times:
    """A person at work."""
    return _weighted(dice, life, count, [1.0] * life.span.days)


def timer(low: int = 5, jitter_s: int = 6) -> Rhythm:
    """Day and night, every so many minutes (`low` at least) that about `count` fit in."""

    def starts(dice: Dice, life: Life, count: int) -> Times:
        every = _every(life.span.days * 1440, count, low)
        ticks = np.arange(life.span.days * 1440 // every, dtype=np.int64) * (every * MINUTE)
        return _jittered(dice, life, ticks + dice.between(0, every * 60) * SECOND, jitter_s)

    return starts


def watch(low: int = 5, jitter_s: int = 5) -> Rhythm:
    """On working days of the zone, from early to late, every so many minutes."""

    def starts(dice: Dice, life: Life, count: int) -> Times:
        begin, hours = dice.between(5, 8), dice.between(9, 14)
        open_days = [day for day in range(life.span.days) if life.span.weekday(day) < 5] or [0]
        every = _every(len(open_days) * hours * 60, count, low)
        within = np.arange(max(1, hours * 60 // every)) * (every * MINUTE)
        days = np.repeat(open_days, len(within))
        ticks = days * DAY + begin * HOUR + np.tile(within, len(open_days)) - life.span.offsets()[days]
        return _jittered(dice, life, ticks, jitter_s)

    return starts


def _every(minutes: int, count: int, low: int) -> int:
    return next((m for m in TIMERS if m >= low and minutes // m <= count * 1.15), TIMERS[-1])


def _jittered(dice: Dice, life: Life, ticks: Times, jitter_s: int) -> Times:
    loose = (dice.many(len(ticks)) * (jitter_s * SECOND)).astype(np.int64)
    return np.sort(life.span.start + ticks + loose)


def nightly(dice: Dice, life: Life, count: int) -> Times:
    """Cron, in the small hours UTC, several runs one after the other."""
    runs = max(1, round(count / life.span.days))
    hour = dice.between(0, 4) * HOUR + dice.between(0, 11) * 5 * MINUTE
    nights = np.repeat(np.arange(life.span.days), runs)
    nth = np.tile(np.arange(runs), life.span.days)
    return _jittered(dice, life, nights * DAY + hour + nth * (9 * MINUTE), 50)


def bursts(most: int = 7) -> Rhythm:
    """Some working days with one or two dense runs, a few minutes apart."""

    def starts(dice: Dice, life: Life, count: int) -> Times:
        chosen = max(2, min(most, life.span.days // 6))
        anchors = np.sort(_weighted(dice, life, chosen, [1.0] * life.span.days))
        run = np.sort((dice.many(count) * chosen).astype(np.int64))
        nth = np.arange(count) - np.searchsorted(run, run)
        step = dice.between(40, 260) * SECOND
        return np.sort(anchors[run] + nth * step + (dice.many(count) * 9 * SECOND).astype(np.int64))

    return starts


def turn_of_month(share: float = 0.93, before_only: bool = False) -> Rhythm:
    """Around the turn of months, as bookkeepers work; or only before it, as budgets end."""

    def starts(dice: Dice, life: Life, count: int) -> Times:
        dates = [life.span.date(day) for day in range(life.span.days)]
        near = [(d + timedelta(days=4)).day <= 4 or (d.day <= 3 and not before_only) for d in dates]
        return _weighted(dice, life, count, [1.0 if one else (1 - share) / 3 for one in near])

    return starts


def before_report(share: float = 0.85) -> Rhythm:
    """Mostly on the two days up to the one on which the company reports."""

    def starts(dice: Dice, life: Life, count: int) -> Times:
        last = life.facts.report_weekday
        near = [(last - life.span.weekday(day)) % 7 < 2 for day in range(life.span.days)]
        return _weighted(dice, life, count, [share if one else (1 - share) * 2 / 5 for one in near])

    return starts


def until_done(dice: Dice, life: Life, count: int) -> Times:
    """Late each week one after the other until it is enough; then nothing till the next."""
    weeks = np.sort((dice.many(count) * max(1, life.span.days // 7)).astype(np.int64))
    nth = np.arange(count) - np.searchsorted(weeks, weeks)
    day = (dice.between(1, 3) - life.span.weekday(0)) % 7
    begin = day * DAY + dice.between(8, 15) * HOUR - life.span.offsets()[0]
    # spread over two days of eight hours each week
    late = nth * (dice.between(12, 22) * MINUTE)
    late = late // (8 * HOUR) * DAY + late % (8 * HOUR)
    return _jittered(dice, life, begin + weeks * (7 * DAY) + late, 600)


def first_weeks(dice: Dice, life: Life, count: int) -> Times:
    """Many at first, fewer every week."""
    return _weighted(dice, life, count, [1 / (1 + day / 9) for day in range(life.span.days)])


def forgotten(dice: Dice, life: Life, count: int) -> Times:
    """Ordinary use, and one weekend on which nobody stopped the loop."""
    loop = count * 3 // 5
    fridays = [day for day in range(life.span.days - 3) if life.span.weekday(day) == 4] or [0]
    begin = dice.pick(fridays) * DAY + dice.between(13, 17) * HOUR
    ticks = begin + np.arange(loop, dtype=np.int64) * (dice.between(40, 62) * HOUR // max(loop, 1))
    return np.sort(np.concatenate([_jittered(dice, life, ticks, 3), office(dice, life, count - loop)]))


def in_outage(dice: Dice, life: Life, count: int) -> Times:
    """Ordinary use, and in the company's outage a storm of attempts."""
    begin, end = life.facts.outage
    storm = count * 9 // 20 if begin >= life.span.start else 0
    tries = begin + (dice.many(storm) * (end + HOUR - begin)).astype(np.int64)
    return np.sort(np.concatenate([tries, office(dice, life, count - storm)]))
