"""What a comparison puts side by side: two agents, or the two sides of a date in one agent's activity."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo

import numpy as np

from auditor.records import Activity, Outcome
from auditor.timeline.clock import DAY, clock_of
from auditor.timeline.extent import extent
from auditor.timeline.lane import Subject
from auditor.timeline.words import day

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """One half: `title` (the agent), `subtitle` (person or alias), and the period `whole` [µs) the case tells of."""

    title: str
    subtitle: str
    subject: Subject
    whole: Span


def split_at(shown: Shown, date: int) -> tuple[Shown, Shown]:
    """The same agent until a date (µs) and from it on; each knows only its own events and outcomes."""
    first = int(np.searchsorted(shown.subject.activity.at, date))
    outcomes = [outcome.at < date for outcome in shown.subject.outcomes]
    low, high = min(shown.whole[0], date), max(shown.whole[1], date)
    before, after = ((low, date), (date, high))
    titles = side_titles(date, shown.subject.zone)
    return (
        Shown(titles[0], shown.title, _part(shown.subject, slice(0, first), outcomes, True), before),
        Shown(titles[1], shown.title, _part(shown.subject, slice(first, None), outcomes, False), after),
    )


def side_titles(date: int, zone: ZoneInfo) -> tuple[str, str]:
    """What the two sides of a date are called; its time of day is told where it is not midnight."""
    moment = clock_of(zone).moment(date)
    name = f"{day(moment)} {moment.year}" + ("" if moment.time() == moment.min.time() else f", {moment:%H:%M}")
    return f"Before {name}", f"From {name} on"


def _part(subject: Subject, part: slice, early: Sequence[bool], wanted: bool) -> Subject:
    kept = [number for number, before in enumerate(early) if before == wanted]
    place = {number: place for place, number in enumerate(kept)}
    outcomes: Sequence[Outcome] = [subject.outcomes[number] for number in kept]
    return replace(
        subject,
        activity=cut(subject.activity, part),
        outcomes=outcomes,
        linked=[subject.linked[number] for number in kept],
        links=[replace(link, outcome=place[link.outcome]) for link in subject.links if link.outcome in place],
    )


def cut(activity: Activity, part: slice) -> Activity:
    """The events at these indices, with the same lists of names."""
    columns = {f.name: getattr(activity, f.name) for f in fields(Activity)}
    return replace(activity, **{name: c[part] for name, c in columns.items() if isinstance(c, np.ndarray)})


def period(shown: Shown) -> Span | None:
    """The first and the last event, without strays in 1970 or 2100; None without events."""
    found = extent(shown.subject.activity.at)
    return found.main if found else None


def reach(before: Shown, after: Shown, date: int) -> int:
    """How far (µs) the activity goes from a date to either side, at least a day: the two first views are as long."""
    early, late = period(before), period(after)
    return max(DAY, date - early[0] if early else 0, late[1] + 1 - date if late else 0)


def joint(*spans: Span | None) -> Span | None:
    """From the first start to the last end; None when there is none."""
    known = [span for span in spans if span]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None
