"""The chart in one line of text, for those who cannot see it."""

import numpy as np

from auditor.timeline.clock import HOUR, clock_of
from auditor.timeline.lane import Subject
from auditor.timeline.selection import tokens_of
from auditor.timeline.words import compact, count, day

EMPTY = "No requests in this period"


def summary(subject: Subject) -> str:
    """18,204 requests from 14 Sep to 30 Nov 2026, 412.6 M tokens, busiest hour 09–10, 2 linked outcomes."""
    activity, clock = subject.activity, clock_of(subject.zone)
    if not len(activity):
        return EMPTY
    first, last = clock.moment(int(activity.at[0])), clock.moment(int(activity.at[-1]))
    year = f" {first.year}" if first.year != last.year else ""
    when = f"on {day(last)}" if first.date() == last.date() else f"from {day(first)}{year} to {day(last)}"
    tokens = tokens_of(activity)
    parts = [
        f"{count(len(activity), 'request')} {when} {last.year}",
        "tokens not told" if tokens is None else f"{compact(tokens)} tokens",
        f"busiest hour {_busiest_hour(subject)}",
        count(sum(map(bool, subject.linked)), "linked outcome"),
    ]
    return ", ".join(parts)


def _busiest_hour(subject: Subject) -> str:
    hours = clock_of(subject.zone).local(subject.activity.at) // HOUR % 24
    busiest = int(np.bincount(hours, minlength=24).argmax())
    return f"{busiest:02d}–{(busiest + 1) % 24:02d}"
