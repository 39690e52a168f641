"""Rhythm: how regularly sessions start, by the clock and over the day; told, never counted."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import DAY, Material, days_of
from auditor.indicators.periodic import MINUTE, PERIODS, burstiness, keeps_the_clock, phases, surprise
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count
from auditor.records import Aspect, Column, Label, Measure

LEAST = 20
"""Sessions."""

STEADY = 0.2
"""A beat is steady while the median deviation of the gaps is at most this share of their median."""

HOURS = 24
BROAD, NARROW = 0.9, 0.5
"""Evenness over the hours of the day above which it is told as "day and night", and below which as "a few hours"."""


def measure(material: Material, _reference: Reference) -> Measure:
    """Bias-corrected burstiness of the gaps between starts: -1 as a clock, 0 as by chance, 1 in bursts.

    In `parameters` the strongest concentration in a timer's cycle, and how evenly the 24 hours are used (entropy, 1 is
    even), counted from the first start so that it is the same in every time zone.
    """
    starts = material.starts
    if len(starts) < LEAST:
        return not_enough(f"{len(starts)} of {LEAST} sessions", len(starts))
    gaps = np.diff(starts)
    days = days_of(starts)
    period, concentration, sure = _clock(starts, days)
    even = _evenness(starts)
    _, first = np.unique(material.session, return_index=True)
    beats = f", at the same place of every {_every(period)}" if sure and not _is_steady(gaps) else ""
    used = int(np.count_nonzero(np.diff(days))) + 1
    sentence = (
        f"{count(len(first), 'session')} on {used:,} of {count(int(days[-1]) + 1, 'day')}, {_beat(gaps)}{beats}"
        f"{_hours(even)}."
    )
    told = {"concentration": concentration, "period": _every(period), "evenness": even}
    return Measure(
        burstiness(gaps), len(starts), events=tuple(np.sort(first).tolist()), sentence=sentence, parameters=told
    )


def _clock(starts: Column, days: Column) -> tuple[int, float, bool]:
    """The period with the most certain concentration, that concentration, and whether it is beyond chance."""
    found = [(period, phases(starts, period, days)) for period in PERIODS]
    scored = [(surprise(len(one.mean), one.concentration), period, one) for period, one in found]
    _, period, one = max(scored, key=lambda score: score[:2])
    return period, one.concentration, keeps_the_clock(one)


def _evenness(starts: Column) -> float:
    """Entropy of the hour of the day over that of even use, 0 to 1."""
    hours = np.bincount((starts - starts[0]) % DAY * HOURS // DAY, minlength=HOURS) / len(starts)
    there = hours[hours > 0]
    return float(-(there * np.log(there)).sum() / np.log(HOURS)) + 0.0


def _is_steady(gaps: NDArray[np.int64]) -> bool:
    middle = float(np.median(gaps))
    return float(np.median(np.abs(gaps - middle))) <= STEADY * middle > 0


def _beat(gaps: NDArray[np.int64]) -> str:
    """ "every 6 min ± 4 s", or "irregular, half of the gaps between 2 min and 40 min"."""
    low, middle, high = np.percentile(gaps, (25, 50, 75)).tolist()
    if _is_steady(gaps):
        return f"every {_every(middle)} ± {_length(float(np.median(np.abs(gaps - middle))))}"
    if not high:
        return "most at the same moment as another"
    return f"irregular, half of the gaps between {_length(low)} and {_length(high)}"


def _hours(even: float) -> str:
    return ", day and night" if even >= BROAD else ", in a few hours of the day" if even <= NARROW else ""


_UNITS = ((DAY, "day"), (60 * MINUTE, "h"), (MINUTE, "min"), (1_000_000, "s"), (1_000, "ms"))


def _length(micros: float) -> str:
    """A stretch of µs in two units at most: "4 s", "2 h 5 min", "1 day"."""
    unit = next((place for place, (size, _) in enumerate(_UNITS) if micros >= size), None)
    if unit is None:
        return "0 s" if not micros else "under 1 ms"
    size, word = _UNITS[unit]
    if unit >= 3 or (micros >= 10 * size and unit > 0):
        return f"{micros / size:.0f} {word}"
    number, rest = divmod(round(micros / _UNITS[unit + 1][0]), size // _UNITS[unit + 1][0])
    word += "s" if word == "day" and number > 1 else ""
    return f"{number} {word}" + (f" {rest} {_UNITS[unit + 1][1]}" if rest else "")


def _every(micros: float) -> str:
    """After "every": "6 min", but "minute" for one minute."""
    single = {"1 s": "second", "1 min": "minute", "1 h": "hour", "1 day": "day"}
    return single.get(text := _length(micros), text)


INDICATOR = Indicator(
    name="rhythm",
    title="Rhythm",
    useful="Rhythm",
    aspect=Aspect.CONTEXT,
    version=1,
    question="How regularly is it used?",
    leans=Label.INCONCLUSIVE,
    benign="Schedulers, monitors and nightly jobs keep a beat, people do not. Neither says what it is good for.",
    needs="20 sessions",
    shown="the raster of its days",
    weight=0.0,
    relief=0.0,
    uses=Uses.EVENTS,
    measure=measure,
)
