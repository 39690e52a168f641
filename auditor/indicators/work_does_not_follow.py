"""Indicator 6: what the person gets done does not follow the agent's sessions more often than chance has it."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, no_outcomes, not_enough
from auditor.indicators.material import DAY, Material
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure

AFTER = DAY // 12
"""Two hours in µs."""

SESSIONS = 15
OUTCOMES = 5
DAYS = 7
SHIFTS = 200
WEEKS = 5
"""From so many weeks on outcomes are moved by whole weeks, so that working days stay working days."""

CLEARLY = 0.1
"""Share of sessions above chance from which the sessions that were followed are shown, not the others."""


def measure(material: Material, _: Reference) -> Measure:
    """Chance less what is: the share of sessions that an outcome of the person follows within two hours.

    Chance is the mean over the outcomes moved by days, around the time seen, of those not tied to the agent: so one
    more that is tied never makes the value higher.
    """
    results = material.results
    if results.delivered is None:
        return no_outcomes()
    starts, ends = _sessions(material, results.delivered)
    if len(starts) < SESSIONS:
        return not_enough(f"{len(starts)} of {SESSIONS} sessions while outcomes are told", len(starts))
    period = (int(starts[0]), int(ends.max()) + AFTER)
    inside = (results.at >= period[0]) & (results.at <= period[1])
    others = results.at[inside & ~results.tied]
    days = -(-(period[1] - period[0]) // DAY)
    if len(others) < OUTCOMES:
        return not_enough(f"{len(others)} of {OUTCOMES} outcomes of the person that are not this agent's", len(starts))
    if days < DAYS:
        return not_enough(f"{days} of {DAYS} days", len(starts))
    hit = followed(starts, ends, results.at[inside])
    chance = by_chance(starts, ends, others, period[0], days)
    return _told(material, starts, hit, chance)


def _told(material: Material, starts: Column, hit: NDArray[np.bool_], chance: float) -> Measure:
    clearly = bool(hit.mean() - chance >= CLEARLY)
    session = np.flatnonzero(np.isin(material.starts, starts))[hit == clearly]
    events = np.flatnonzero(np.isin(material.session, session))
    count, requests = int(hit.sum()), f"{len(events):,} {'request' if len(events) == 1 else 'requests'}"
    sentence = (
        f"{count:,} of {len(hit):,} sessions {'was' if count == 1 else 'were'} followed by an outcome of the person "
        f"within two hours, {chance * len(hit):,.1f} would be by chance: {requests} in "
        f"{'these' if clearly else 'the other'} sessions."
    )
    return Measure(chance - float(hit.mean()), len(hit), "", tuple(events.tolist()), sentence)


def _sessions(material: Material, delivered: tuple[int, int]) -> tuple[Column, Column]:
    """Start and end of the sessions that begin while outcomes are told (k, µs), by start."""
    starts, at = material.starts, material.activity.at
    ends = starts.copy()
    np.maximum.at(ends, material.session, at)
    told = (starts >= delivered[0]) & (starts <= delivered[1])
    return starts[told], ends[told]


def followed(starts: Column, ends: Column, outcomes: Column) -> NDArray[np.bool_]:
    """Which sessions (k) have an outcome (sorted, µs) from their start until two hours after their end."""
    return np.searchsorted(outcomes, starts, "left") < np.searchsorted(outcomes, ends + AFTER, "right")


def by_chance(starts: Column, ends: Column, outcomes: Column, begin: int, days: int) -> float:
    """The mean share of sessions followed by outcomes moved by days, those that leave the time coming in again."""
    step = 7 if days >= 7 * WEEKS else 1
    around = -(-days // step)
    moves = np.unique(np.linspace(1, around - 1, min(SHIFTS, around - 1)).round().astype(np.int64)) * step
    moved = np.sort((outcomes - begin + moves[:, None] * DAY) % (around * step * DAY), axis=1) + begin
    return float(np.mean([followed(starts, ends, one).mean() for one in moved]))


INDICATOR = Indicator(
    name="work-does-not-follow",
    title="Work does not follow",
    useful="Work follows",
    aspect=Aspect.CONSUMPTION,
    version=1,
    question="Does the person get something done after its sessions more often than chance has it?",
    leans=Label.PADDING,
    benign="results handed over in batches, the next morning or at the end of a week",
    needs=f"{SESSIONS} sessions and {OUTCOMES} outcomes of the person that are not this agent's, over {DAYS} days",
    shown="sessions, and the outcomes below within two hours of their end",
    weight=0.5,
    relief=0.6,
    uses=Uses.EVENTS | Uses.TEXTS | Uses.OUTCOMES,
    measure=measure,
)
