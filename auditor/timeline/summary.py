"""The chart in one line of text, for those who cannot see it: what was used, when, and how regularly. It judges not."""

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.extent import Extent, extent
from auditor.timeline.lane import Subject
from auditor.timeline.rhythm import beat_of, beat_words, hours_words, week_of
from auditor.timeline.selection import tokens_of
from auditor.timeline.words import compact, count, day

EMPTY = "No requests in this period"


def summary(subject: Subject) -> str:
    """18,204 requests from 14 Sep to 30 Nov 2026, every 6 min ± 4 s, day and night, 412.6 M tokens, busiest hour …"""
    activity, clock = subject.activity, clock_of(subject.zone)
    period = extent(activity.at)
    if period is None:
        return EMPTY
    main = activity.at[period.before : len(activity) - period.after]
    beat, tokens, wall = beat_of(main), tokens_of(activity), clock.local(main)
    week = week_of(wall)
    busiest = int(week.number.sum(axis=0).argmax())
    parts = [
        f"{count(len(activity), 'request')} {_when(period, clock)}",
        _strays(period, activity.at, clock),
        beat_words(beat) if beat else "",
        hours_words(week),
        "tokens not told" if tokens is None else f"{compact(tokens)} tokens",
        f"busiest hour {busiest:02d}–{(busiest + 1) % 24:02d}",
        f"{count(int(np.count_nonzero(activity.failed)), 'request')} failed" if activity.failed.any() else "",
        count(sum(map(bool, subject.linked)), "linked outcome"),
    ]
    return ", ".join(part for part in parts if part)


def _when(period: Extent, clock: Clock) -> str:
    first, last = (clock.moment(at) for at in period.main)
    year = f" {first.year}" if first.year != last.year else ""
    when = f"on {day(last)}" if first.date() == last.date() else f"from {day(first)}{year} to {day(last)}"
    return f"{when} {last.year}"


def _strays(period: Extent, at: NDArray[np.int64], clock: Clock) -> str:
    """Events far from all others, which the period leaves out."""
    ends = ((period.before, 0), (period.after, -1))
    parts = [f"{number:,} of them in {clock.moment(int(at[place])).year}" for number, place in ends if number]
    return ", ".join(parts)
