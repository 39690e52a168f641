"""Lane "Latency": how long requests took, the longest and the median of each bar; no maximum is ever lost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN
from auditor.timeline.clock import clock_of
from auditor.timeline.lane import Lane, Steps, Subject
from auditor.timeline.lanes.bars import EACH, Summed, bar_at, stretches
from auditor.timeline.medians import Medians, medians_of
from auditor.timeline.prefix import MAD, prefix_sums
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import count, duration


@dataclass(frozen=True, slots=True, eq=False)
class Latency:
    """The events that tell a possible duration, in order of time; `untold` tell none, `wrong` an impossible one."""

    timed: Summed
    medians: Medians
    untold: int
    wrong: int


def prepare(subject: Subject) -> Latency:
    """Keep the durations that can be: UNKNOWN is -1, what is less or over a year is an error of the export."""
    activity = subject.activity
    good = (activity.duration >= 0) & (activity.duration <= MAD)
    at, lengths = activity.at[good], activity.duration[good]
    none = np.empty(0, dtype=np.int64)
    timed = Summed(clock_of(subject.zone), prefix_sums(at), lengths, none)
    untold = int(np.count_nonzero(activity.duration == UNKNOWN))
    return Latency(timed, medians_of(lengths), untold, len(activity) - untold - len(lengths))


def bins(prepared: Latency, viewport: Viewport) -> Steps:
    """Longest and median of each bar; close up each request by itself, as long as it took."""
    found = stretches(prepared.timed, viewport)
    levels = np.stack([longest(prepared.timed.duration, found.events), prepared.medians.between(found.events)])
    single = found.single and found.scale == EACH
    return Steps(
        found.edges,
        levels[:1] if single else levels,
        ("cached",) if single else ("cached", "output"),
        ("duration",) if single else ("longest", "median"),
        found.scale,
        unit="time",
        empty=_empty(prepared),
    )


def longest(durations: NDArray[np.int64], parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Maxima (k) of durations[a:b] for parts (k, 2) that touch one another and rise; UNKNOWN of none."""
    found = np.full(len(parts), UNKNOWN, dtype=np.int64)
    held = parts[:, 1] > parts[:, 0]
    if held.any():
        found[held] = np.maximum.reduceat(durations[: parts[-1, 1]], parts[held, 0])
    return found


def _empty(prepared: Latency) -> str:
    if len(prepared.timed.duration):
        return ""
    return "Only impossible durations told" if prepared.wrong else "No durations told"


def describe(prepared: Latency, viewport: Viewport, at: int, _depth: float) -> str:
    """The bar's stretch, its longest and median duration, and what could not be drawn in all of the agent's data."""
    lengths = prepared.timed.duration
    bar = bar_at(prepared.timed, viewport, at)
    if bar is None or not len(lengths):
        return _empty(prepared)
    part = lengths[bar.events]
    lines = [bar.words, count(len(part), "timed request")]
    if len(part) > 1:
        middle = int(np.partition(part, (len(part) - 1) // 2)[(len(part) - 1) // 2])
        lines[1] += f" · longest {duration(int(part.max()))} · median {duration(middle)}"
    elif len(part):
        lines[1] += f" · {duration(int(part[0]))}"
    return "\n".join([*lines, *_left_out(prepared)])


def _left_out(prepared: Latency) -> list[str]:
    """What is not drawn, of all requests."""
    words = [
        f"{number:,} {what}"
        for number, what in (
            (prepared.untold, "without a duration"),
            (prepared.wrong, "with an impossible one (negative or over a year)"),
        )
        if number
    ]
    return [f"not drawn, in all: {', '.join(words)}"] if words else []


LATENCY = Lane("latency", "Latency", "", 0.30, prepare, bins, describe, shown=False)
