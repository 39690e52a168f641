"""Indicator 5: less comes of an agent's work than of that of agents active for as many days."""

from math import log

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, no_outcomes, not_enough
from auditor.indicators.material import DAY, Material, Results
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count as told
from auditor.records import Aspect, Column, Label, Measure

EXPECTED = 3.0
"""Outcomes that agents active for as many days have at least: of fewer, none is no wonder."""

PEERS = 5
ALIKE = 4.0
"""The most that the prior may weigh, in outcomes: however alike the others are, an agent's own count must show."""

UNLIKE = 0.02
"""The least it may weigh: else no outcome at all would be infinitely rare."""


def measure(material: Material, reference: Reference) -> Measure:
    """−ln of the rate of outcomes a day against the others': the mean after its own days, of a gamma prior before.

    Hollow outcomes count up to what is expected and no further: they are no sign that work is missing, nor of much.
    """
    delivered, number = material.results.delivered, material.number
    if delivered is None:
        return no_outcomes()
    days = exposure_of(material.activity.at, material.day, delivered)
    others = np.delete(np.arange(len(reference.exposure)), number)
    others = others[reference.exposure[others] > 0]
    if len(others) < PEERS:
        return not_enough(f"{len(others)} of {PEERS} other agents of which outcomes are told", days)
    prior, rate = prior_of(reference.outcomes[others], reference.exposure[others])
    expected = rate * days
    if expected < EXPECTED:
        return not_enough(f"{expected:.1f} of {EXPECTED:.0f} outcomes expected in {_days(days)}", days)
    return _told(material, delivered, days, prior, expected)


def _told(material: Material, delivered: tuple[int, int], days: int, prior: float, expected: float) -> Measure:
    own = own_of(material.results)
    count, hollow = int(own.sum()), int((own & (material.results.hollow > 0)).sum())
    ratio = (prior + max(count - hollow, min(count, expected))) / (prior + expected)
    few = count < expected
    events = _beside(material, material.results.at[own], delivered, few)
    sentence = (
        f"{told(count, 'outcome')}{f' ({hollow:,} hollow)' if hollow else ''} in {_days(days)}, {expected:,.1f} "
        f"expected of agents active as long: {told(len(events), 'request')} on days with{'out' if few else ''} one."
    )
    return Measure(-log(ratio), days, "", tuple(events.tolist()), sentence)


def _days(days: int) -> str:
    return told(days, "active day")


def prior_of(outcomes: Column, exposure: Column) -> tuple[float, float]:
    """Of others' outcomes and days (k): what a gamma prior weighs in outcomes, and their rate a day; by moments."""
    total = float(exposure.sum())
    rate = float(outcomes.sum()) / total
    if rate == 0:
        return ALIKE, 0.0
    around = float((exposure * (outcomes / exposure - rate) ** 2).sum())
    free = total - float((exposure.astype(np.float64) ** 2).sum()) / total
    spread = (around - (len(outcomes) - 1) * rate) / free if free > 0 else 0.0
    weight = rate**2 / spread if spread > 0 else ALIKE
    return min(max(weight, UNLIKE), ALIKE), rate


def exposure_of(at: Column, day: Column, delivered: tuple[int, int] | None) -> int:
    """On how many days there were events (n: times in µs, and their days) while outcomes are told; 0 without any."""
    if delivered is None:
        return 0
    return len(np.unique(day[(at >= delivered[0]) & (at <= delivered[1])]))


def own_of(results: Results) -> NDArray[np.bool_]:
    """Which outcomes (m) count: tied to the agent, in the time of which others' are told."""
    if results.delivered is None:
        return np.zeros(len(results.at), np.bool_)
    return results.tied & (results.at >= results.delivered[0]) & (results.at <= results.delivered[1])


def _beside(material: Material, outcomes: Column, delivered: tuple[int, int], without: bool) -> Column:
    """The events in that time on days without (or with) an outcome of the agent. Days begin as `Material.day` does."""
    at, day = material.activity.at, material.day
    begin = int((at - day * DAY).min())
    beside = np.isin(day, (outcomes - begin) // DAY)
    return np.flatnonzero((beside != without) & (at >= delivered[0]) & (at <= delivered[1]))


INDICATOR = Indicator(
    name="outcomes-missing",
    title="Outcomes missing",
    useful="Outcomes as many as others'",
    aspect=Aspect.CONSUMPTION,
    version=1,
    question="Does less come of its work than of that of agents active for as many days?",
    leans=Label.PADDING,
    benign="agents that advise, watch or answer questions; work whose results are kept where nothing was delivered of",
    needs=f"outcomes of its team, {PEERS} other agents, days in which {EXPECTED:.0f} outcomes are to be expected",
    shown="two lanes: requests on days without an outcome, and the outcomes below",
    weight=1.0,
    relief=1.0,
    uses=Uses.EVENTS | Uses.TEXTS | Uses.OUTCOMES | Uses.POPULATION,
    measure=measure,
    least=0.0,  # as many as expected speak for neither
    most=0.0,
)
