"""Lane "Cost": what the export says was paid, in micro-dollars; requests without a cost are told, not drawn."""

from dataclasses import dataclass

import numpy as np

from auditor.records import UNKNOWN, Activity
from auditor.timeline.lane import Bars, Lane, Subject
from auditor.timeline.lanes.bars import Summed, bar_at, heights, peaks, stretches, summed
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import count, dollars, share


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """Sums of cost; `told` of the requests tell one."""

    activity: Activity
    summed: Summed
    told: int


def prepare(subject: Subject) -> Cost:
    """Sum the costs that were told."""
    activity = subject.activity
    return Cost(activity, summed(subject, activity.cost), int(np.count_nonzero(activity.cost != UNKNOWN)))


def bins(prepared: Cost, viewport: Viewport) -> Bars:
    """Dollars per bar."""
    found, number = stretches(prepared.summed, viewport), len(prepared.activity)
    partly = f"cost, told of {share(prepared.told, number)} of the requests"
    return Bars(
        found.edges,
        heights(prepared.summed, found),
        ("input",),
        ("cost" if prepared.told == number else partly,) if prepared.told else ("",),
        f"$ {found.scale}" if not found.single else found.scale,
        unit="dollars",
        empty="" if prepared.told else "No costs told",
        peaks=peaks(prepared.summed, found),
    )


def describe(prepared: Cost, viewport: Viewport, at: int, _depth: float) -> str:
    """The bar's stretch, its requests, what they cost, and how many do not tell it."""
    bar = bar_at(prepared.summed, viewport, at)
    if bar is None or not prepared.told:
        return "No costs told" if bar else ""
    costs = prepared.activity.cost[bar.events]
    untold = int(np.count_nonzero(costs == UNKNOWN))
    paid = dollars(int(np.maximum(costs, 0).sum())) if untold < len(costs) else "cost not told"
    words = f"{bar.words}\n{count(len(costs), 'request')}"
    if not len(costs):
        return words
    return f"{words} · {paid}" + (f"\n{untold:,} of them without a cost" if 0 < untold < len(costs) else "")


COST = Lane("cost", "Cost", "", 0.30, prepare, bins, describe, shown=False)
