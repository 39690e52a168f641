"""The date axis: where its ticks lie on the person's calendar, and what they say."""

from dataclasses import dataclass
from datetime import datetime

from auditor.timeline.binning import (
    CENTURY_STEP,
    CLOCK_STEPS,
    DAY_STEP,
    DECADE_STEP,
    MONTH_STEP,
    QUARTER_STEP,
    WEEK_STEP,
    YEAR_STEP,
    BinWidth,
    days,
    edges,
    months,
    narrowest,
)
from auditor.timeline.clock import DAY, SECOND, Clock
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import MONTHS, day, time_of_day

LABEL_ROOM = 70
"""px a label may take, with the air around it."""

# A label with a year or with seconds is longer than one with a day.
_LONG, _SHORT = 1.15, 0.62
_TICK_STEPS = (
    *CLOCK_STEPS,
    DAY_STEP,
    days(2, "2 days"),
    WEEK_STEP,
    days(14, "2 weeks"),
    MONTH_STEP,
    QUARTER_STEP,
    months(6, "6 months"),
    YEAR_STEP,
    months(24, "2 years"),
    months(60, "5 years"),
    DECADE_STEP,
    months(240, "20 years"),
    CENTURY_STEP,
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick line at `at` (µs); its label is centred at `label_at`: on the line, or amid the day or year it names."""

    at: int
    label_at: int
    label: str
    strong: bool = False


def ticks(viewport: Viewport, clock: Clock) -> list[Tick]:
    """Ticks of the finest step whose labels have room. `strong` marks a new day among hours, a year among months."""
    step = tick_step(viewport)
    lines = [int(at) for at in edges(step, clock, viewport.start, viewport.end)]
    made: list[Tick] = []
    before = clock.moment(viewport.start)
    for at, following in zip(lines, [*lines[1:], lines[-1]], strict=True):
        moment = clock.moment(at)
        amid = (at + following) // 2 if step in (DAY_STEP, MONTH_STEP, YEAR_STEP) else at
        if viewport.start <= amid <= viewport.end:
            made.append(Tick(at, amid, _label(moment, before, step), _is_strong(moment, step)))
            before = moment
    return made


def tick_step(viewport: Viewport) -> BinWidth:
    """The finest step whose labels do not touch."""
    pixel = viewport.span / viewport.width
    for step in _TICK_STEPS:
        if step.length >= LABEL_ROOM * pixel * _room(step):
            return step
    return narrowest(_TICK_STEPS, LABEL_ROOM * pixel)


def axis_caption(viewport: Viewport, clock: Clock) -> str:
    """What the labels leave out, told once: the year, or the day where the labels are hours."""
    first, last = clock.moment(viewport.start), clock.moment(viewport.end - 1)
    if tick_step(viewport).length < DAY:
        return f"{day(first)} {first.year}"
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"


def _room(step: BinWidth) -> float:
    if step.length >= DAY:
        return _SHORT if step.days else _SHORT * 1.1
    return _LONG if step.length < SECOND else 1.0


def _label(moment: datetime, before: datetime, step: BinWidth) -> str:
    new_year = moment.year != before.year
    if step.months >= YEAR_STEP.months:
        return f"{moment.year}"
    if step.months:
        return f"{moment.year}" if moment.month == 1 and new_year else MONTHS[moment.month - 1]
    if step.days or _is_midnight(moment):
        return f"{day(moment)} {moment.year}" if new_year and step.length >= WEEK_STEP.length else day(moment)
    return time_of_day(moment, step.length)


def _is_strong(moment: datetime, step: BinWidth) -> bool:
    if step.length < DAY:
        return _is_midnight(moment)
    return bool(step.months) and step.months < YEAR_STEP.months and moment.month == 1


def _is_midnight(moment: datetime) -> bool:
    return moment == datetime.combine(moment.date(), datetime.min.time())
