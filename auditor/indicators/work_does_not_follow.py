"""Indicator 6: what the person gets done does not follow the agent's sessions more often than chance has it."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, no_outcomes, not_enough
from auditor.indicators.material import DAY, Material, Results
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count as told
from auditor.records import Aspect, Column, Label, Measure

AFTER = DAY // 12
"""Two hours in µs."""

SESSIONS = 15
OUTCOMES = 5
DAYS = 7
SHIFTS = 200
CLEARLY = 0.1
"""Share of sessions above chance from which the sessions that were followed are shown, not the others."""

LEAST_SPREAD = 0.02
"""The least variance of a session's chance: where outcomes are rare, a single one must not look like a wonder."""


def measure(material: Material, _: Reference) -> Measure:
    """The share of sessions that an outcome of the person follows within two hours: chance less what is, in standard
    deviations of chance.

    Chance is the mean over the outcomes moved by days, around the time seen, of those not tied to the agent: so one
    more that is tied never makes the value higher. What the source says another agent did does not count, nor does what
    is this agent's and hollow.
    """
    results = material.results
    if results.delivered is None:
        return no_outcomes()
    starts, ends = _sessions(material, results.delivered)
    if len(starts) < SESSIONS:
        return not_enough(f"{len(starts)} of {SESSIONS} sessions while outcomes are told", len(starts))
    period = (int(starts[0]), int(ends.max()) + AFTER)
    inside = (results.at >= period[0]) & (results.at <= period[1]) & ~_of_others(results)
    others = results.at[inside & ~results.tied]
    days = -(-(period[1] - period[0]) // DAY)
    if len(others) < OUTCOMES:
        return not_enough(f"{len(others)} of {OUTCOMES} outcomes of the person that are no agent's", len(starts))
    if days < DAYS:
        return not_enough(f"{days} of {DAYS} days", len(starts))
    hit = followed(starts, ends, results.at[inside & ~(results.tied & (results.hollow > 0))])
    return _told(material, starts, hit, by_chance(starts, ends, others, period[0], days))


def _of_others(results: Results) -> NDArray[np.bool_]:
    """Which outcomes (m) the source says another agent of the person did."""
    return results.elsewhere if len(results.elsewhere) else np.zeros(len(results.at), np.bool_)


def _told(material: Material, starts: Column, hit: NDArray[np.bool_], moved: NDArray[np.float64]) -> Measure:
    chance, share, n = float(moved.mean()), float(hit.mean()), len(hit)
    clearly = share - chance >= CLEARLY
    session = np.flatnonzero(np.isin(material.starts, starts))[hit == clearly]
    events = np.flatnonzero(np.isin(material.session, session))
    count = int(hit.sum())
    sentence = (
        f"{count:,} of {n:,} sessions {'was' if count == 1 else 'were'} followed by an outcome of the person within "
        f"two hours, {chance * n:,.1f} would be by chance: {told(len(events), 'request')} in "
        f"{'these' if clearly else 'the other'} sessions."
    )
    spread = sqrt(max(chance * (1 - chance), LEAST_SPREAD) / n + float(moved.var()))
    return Measure((chance - share) / spread, n, "", tuple(events.tolist()), sentence)


def _sessions(material: Material, delivered: tuple[int, int]) -> tuple[Column, Column]:
    """Start and end of the sessions that begin while outcomes are told (k, µs), by start."""
    starts, at = material.starts, material.activity.at
    ends = starts.copy()
    np.maximum.at(ends, material.session, at)
    inside = (starts >= delivered[0]) & (starts <= delivered[1])
    return starts[inside], ends[inside]


def followed(starts: Column, ends: Column, outcomes: Column) -> NDArray[np.bool_]:
    """Which sessions (k) have an outcome (sorted, µs) from their start until two hours after their end."""
    return np.searchsorted(outcomes, starts, "left") < np.searchsorted(outcomes, ends + AFTER, "right")


def by_chance(starts: Column, ends: Column, outcomes: Column, begin: int, days: int) -> NDArray[np.float64]:
    """The shares of sessions followed by the outcomes moved by whole days, those that leave the time coming in again:
    one for each number of days, or SHIFTS of them spread evenly. The time of day stays."""
    moves = np.unique(np.linspace(1, days - 1, min(SHIFTS, days - 1)).round().astype(np.int64))
    moved = np.sort((outcomes - begin + moves[:, None] * DAY) % (days * DAY), axis=1) + begin
    return np.array([followed(starts, ends, one).mean() for one in moved])


INDICATOR = Indicator(
    name="work-does-not-follow",
    title="Work does not follow",
    useful="Work follows",
    aspect=Aspect.CONSUMPTION,
    version=1,
    question="Does the person get something done after its sessions more often than chance has it?",
    leans=Label.PADDING,
    benign="results handed over in batches, the next morning or at the end of a week",
    needs=f"{SESSIONS} sessions and {OUTCOMES} outcomes of the person that are no agent's, over {DAYS} days",
    shown="sessions, and the outcomes below within two hours of their end",
    weight=0.5,
    relief=0.6,
    uses=Uses.EVENTS | Uses.TEXTS | Uses.OUTCOMES,
    measure=measure,
    least=0.0,  # as many as by chance speak for neither
    most=0.0,
)
