"""From places among the peers to evidence in bans, and to the order of the queue. Never to a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log10

from auditor.assess.peers import Place
from auditor.indicators.contract import Indicator
from auditor.records import Aspect, Finding

CAP = 2.0
"""Bans an aspect adds or takes at most, however many of its indicators agree."""

SPEAKS = 0.5
"""Bans from which an aspect is one that speaks for padding."""

LINE = 1.0
"""Bans from which an agent is in the top band, if two aspects speak, repetition or consumption among them."""

CARRYING = (Aspect.REPETITION, Aspect.CONSUMPTION)


@dataclass(frozen=True, slots=True)
class Standing:
    """The sums of an agent's findings: by aspect (capped), the priority, and whether it is in the top band."""

    aspects: Mapping[Aspect, float]
    priority: float
    top: bool


def weight_of(indicator: Indicator, value: float, place: Place) -> float:
    """Bans, −1 to 1, above 0 for padding.

    u = 0.05 among the peers weighs one whole weight, u = 0.5 nothing.
    """
    if place.above < place.below:
        weight = -log10(2 * place.above) if place.above < 0.5 else 0.0
        return min(1.0, weight) * indicator.weight if value > indicator.least else 0.0
    weight = -log10(2 * place.below) if place.below < 0.5 else 0.0
    return -min(1.0, weight) * indicator.relief if value < indicator.most else 0.0


def standing(findings: Iterable[Finding]) -> Standing:
    """The sums of one agent's findings."""
    sums = dict.fromkeys(Aspect, 0.0)
    for finding in findings:
        sums[finding.aspect] += finding.weight
    aspects = {aspect: max(-CAP, min(CAP, weight)) for aspect, weight in sums.items()}
    total = sum(aspects.values())
    speaking = [aspect for aspect, weight in aspects.items() if weight >= SPEAKS]
    carried = len(speaking) >= 2 and any(aspect in CARRYING for aspect in speaking)
    return Standing(aspects, round(held(total, carried=carried), 6), carried and total >= LINE)


def held(total: float, *, carried: bool) -> float:
    """The priority: what two aspects do not carry comes up to the line and never over it, in the same order."""
    if carried or total <= LINE / 2:
        return total
    return LINE - LINE / 2 * 2 ** (-(total - LINE / 2) / (LINE / 2))
