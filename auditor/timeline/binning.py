"""How wide one bar is, in units people think in, and where its edges lie on the person's calendar."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND, Clock

Times = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BinWidth:
    """A step in time: `length` in µs (nominal for days and more), `words` such as "6 h".

    Up to 1 h the step is elapsed time counted from local midnight; several hours follow the wall clock; `days` and
    `months` follow the calendar. So a bar may hold 5 h or 7 h on the two DST days, and never straddles a midnight.
    """

    length: int
    words: str
    days: int = 0
    months: int = 0


def _clock_steps() -> list[BinWidth]:
    milliseconds = [BinWidth(n * SECOND // 1000, f"{n} ms") for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)]
    seconds = [BinWidth(n * SECOND, f"{n} s") for n in (1, 2, 5, 10, 15, 30)]
    minutes = [BinWidth(n * MINUTE, f"{n} min") for n in (1, 2, 5, 10, 15, 30)]
    hours = [BinWidth(n * HOUR, f"{n} h") for n in (1, 2, 3, 6, 12)]
    return milliseconds + seconds + minutes + hours


def days(count: int, words: str) -> BinWidth:
    """A step of whole local days; 7 starts on Mondays."""
    return BinWidth(count * DAY, words, days=count)


def months(count: int, words: str) -> BinWidth:
    """A step of whole months, counted from January."""
    return BinWidth(count * 30 * DAY, words, months=count)


CLOCK_STEPS = tuple(_clock_steps())
DAY_STEP, WEEK_STEP = days(1, "1 day"), days(7, "1 week")
MONTH_STEP, QUARTER_STEP = months(1, "1 month"), months(3, "3 months")
YEAR_STEP, DECADE_STEP, CENTURY_STEP = months(12, "1 year"), months(120, "10 years"), months(1200, "100 years")
CALENDAR_STEPS = (DAY_STEP, WEEK_STEP, MONTH_STEP, QUARTER_STEP, YEAR_STEP, DECADE_STEP, CENTURY_STEP)
BIN_WIDTHS = (*CLOCK_STEPS, *CALENDAR_STEPS)


def narrowest(widths: tuple[BinWidth, ...], at_least: float) -> BinWidth:
    """The first of the rising `widths` that is at least so many µs long, else the last."""
    return next((width for width in widths if width.length >= at_least), widths[-1])


@lru_cache(maxsize=32)  # all lanes of one view ask for the same
def edges(width: BinWidth, clock: Clock, start: int, end: int) -> Times:
    """Bin edges (k+1, µs UTC, strictly rising, read-only) covering [start, end): first <= start, last >= end.

    They do not depend on where the view begins, so bars keep their contents when the view moves.
    """
    if width.length <= HOUR:
        found = _trimmed(_elapsed(width.length, clock, start, end), start, end)
    else:
        found = _trimmed(np.unique(clock.utc(wall_edges(width, clock, start, end))), start, end)
    found.flags.writeable = False
    return found


def wall_edges(width: BinWidth, clock: Clock, start: int, end: int) -> Times:
    """Edges as wall clock readings (µs), for widths over one hour; a little more than [start, end) needs."""
    low, high = clock.reading(start) - HOUR, clock.reading(end) + HOUR
    if width.months:
        return _month_days(low // DAY, high // DAY, width.months) * DAY
    if width.days:
        return _counted(low // DAY, high // DAY, width.days, -3 if width.days % 7 == 0 else 0) * DAY
    return _counted(low, high, width.length)


def _counted(low: int, high: int, step: int, origin: int = 0) -> Times:
    """Multiples of step (plus origin) from the last one <= low to the first one > high."""
    return np.arange((low - origin) // step, (high - origin) // step + 2, dtype=np.int64) * step + origin


def _month_days(low: int, high: int, count: int) -> Times:
    """Day numbers of the first days of every `count`-th month around [low, high] (day numbers)."""
    first, last = np.array([low, high], "M8[D]").astype("M8[M]").astype(np.int64).tolist()
    return _counted(first, last, count, -70 * 12 % count).astype("M8[M]").astype("M8[D]").astype(np.int64)


def _elapsed(step: int, clock: Clock, start: int, end: int) -> Times:
    """Steps of elapsed time, begun anew at each local midnight."""
    midnights = np.unique(clock.utc(wall_edges(DAY_STEP, clock, start, end)))
    parts: list[Times] = []
    for midnight, following in zip(midnights[:-1].tolist(), midnights[1:].tolist(), strict=True):
        low = midnight + max(0, (start - midnight) // step) * step
        parts.append(np.arange(low, min(following, end + step), step, dtype=np.int64))
    return np.append(np.concatenate(parts), midnights[-1])


def _trimmed(rising: Times, start: int, end: int) -> Times:
    """Without the edges not needed to cover [start, end)."""
    first = max(0, int(np.searchsorted(rising, start, side="right")) - 1)
    last = int(np.searchsorted(rising, max(end, start + 1), side="left"))
    return rising[first : last + 1]
