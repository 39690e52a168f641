"""Stops at the target: again and again a period's total ends just above it, and this agent took it there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import DAY, Material
from auditor.indicators.reference import Dates, Reference
from auditor.indicators.wording import count, percent
from auditor.records import Aspect, Column, Label, Measure

LEAST = 4
"""Periods in which the agent must have been used."""

STEP = 1.15
"""How far above a target is still "just above"."""

LEVELS: NDArray[np.float64] = STEP ** np.arange(-5, 6, dtype=np.float64)
"""The target and ten placebos from half of it to twice it; the ranges above them do not overlap."""

MORE = 2
"""Periods past the target that are assumed beside those seen."""

MICRO = 1_000_000
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Staircase:
    """Sums of what counts over one person's time: `at` rises (µs), `total` of all and `own` of the agent up to then."""

    at: Column
    total: Column
    own: Column


@dataclass(frozen=True, slots=True, eq=False)
class Landings:
    """Of the periods of one way to lay them in which the agent was used (`used`), at each of LEVELS: how often the
    total came that far, how often it ended just above, taken there by the agent; and when the agent did so (µs).
    """

    used: int
    reached: Counts
    landed: Counts
    when: tuple[Column, ...]
    days: float

    @property
    def strength(self) -> NDArray[np.float64]:
        """Mean of the share of periods that land, and of the share of those that come so far; MORE are assumed in which
        use goes on, so that a single one proves little."""
        return (self.landed / self.used + self.landed / (self.reached + MORE)) / 2


def measure(material: Material, reference: Reference) -> Measure:
    """How much more often periods end just above the target than just above ten placebo targets, -1 to 1.

    Of several ways to lay the periods the best counts, for the placebos too. p: the rank of the target among them.
    """
    dates = reference.dates
    if dates.target is None or dates.target <= 0:
        return not_enough("no target is known")
    if not material.amount.any():
        return not_enough(f"no request tells how many {dates.unit} it used")
    stairs = _staircase(material)
    levels: NDArray[np.float64] = LEVELS * dates.target * (MICRO if dates.unit == "credits" else 1)
    laid = [_landings(stairs, edges, levels) for edges in dates.periods if len(edges) > 1]
    enough = [one for one in laid if one.used >= LEAST]
    if not enough:
        most = max((one.used for one in laid), default=0)
        return not_enough(f"{most} of {LEAST} whole periods with use", most)
    return _measured(material, dates, enough)


def _staircase(material: Material) -> Staircase:
    at = np.concatenate([material.activity.at, material.other_at])
    order = np.argsort(at, kind="stable")
    own = np.concatenate([material.amount, np.zeros(len(material.other_at), np.int64)])
    total = own + np.concatenate([np.zeros(len(material), np.int64), material.other_amount])
    return Staircase(at[order], np.cumsum(total[order]), np.cumsum(own[order]))


def _landings(stairs: Staircase, edges: Column, levels: NDArray[np.float64]) -> Landings:
    """Of periods (k) at each of the levels (l); what happens at one moment happens at once."""
    place = np.searchsorted(stairs.at, edges)
    total, own = (np.append(0, column)[place] for column in (stairs.total, stairs.own))
    used = np.diff(own) > 0
    ends = np.diff(total)[used]
    base = total[:-1][used]
    goal = base[:, None] + levels
    reached = ends[:, None] >= levels
    last = max(len(stairs.at) - 1, 0)
    when = stairs.at[np.minimum(np.searchsorted(stairs.total, goal), last)]
    own = np.append(0, stairs.own)
    mine = own[np.searchsorted(stairs.at, when, "right")] > own[np.searchsorted(stairs.at, when)]
    landed = reached & (ends[:, None] <= STEP * levels) & mine
    return Landings(
        used=int(used.sum()),
        reached=reached.sum(axis=0),
        landed=landed.sum(axis=0),
        when=tuple(when[landed[:, level], level] for level in range(len(levels))),
        days=float(np.median(np.diff(edges))) / DAY,
    )


def _measured(material: Material, dates: Dates, laid: list[Landings]) -> Measure:
    strengths = np.array([one.strength for one in laid])
    middle = len(LEVELS) // 2
    best = laid[int(strengths[:, middle].argmax())]
    at_levels = strengths.max(axis=0)
    placebos = np.delete(at_levels, middle)
    usual = float(np.delete(np.max([one.landed / one.used for one in laid], axis=0), middle).mean())
    landed, reached = int(best.landed[middle]), int(best.reached[middle])
    crossing = np.isin(material.activity.at, best.when[middle]) & (material.amount > 0)
    events = tuple(np.flatnonzero(crossing).tolist())
    what = count(best.used, _period(best.days))
    sentence = (
        f"In {landed} of {what} with use, what the person used in all ended between the target and 15 % above it, and "
        f"this agent took it there ({count(len(events), 'request')}). {_onward(landed, reached, best)} "
        f"Made-up targets from half to twice as high were met like this in {percent(usual)} of the cases."
    )
    p = (1 + int((placebos >= at_levels[middle]).sum())) / (1 + len(placebos))
    told = {"target": dates.target, "unit": dates.unit, "landed": landed, "reached": reached}
    value = float(at_levels[middle] - placebos.mean())
    return Measure(value, best.used, events=events, sentence=sentence, p=p, parameters=told)


def _onward(landed: int, reached: int, best: Landings) -> str:
    """What came after the target, where it was reached at all."""
    what = _period(best.days)
    if not reached:
        return f"The target was reached in no {what}."
    return (
        f"It was reached in {count(reached, what)}; in {reached - landed} of them use went on well past it, or another "
        "agent crossed it."
    )


def _period(days: float) -> str:
    return "week" if 6.5 < days < 7.5 else "month" if 27 < days < 32 else "period"


INDICATOR = Indicator(
    name="stops_at_target",
    title="Stops at the target",
    useful="Use goes on past the target",
    aspect=Aspect.INCENTIVE,
    version=1,
    question="Does use stop once the person's target is met?",
    leans=Label.PADDING,
    benign="A budget cap or a quota set at the same amount stops use there too; so may steady work whose size happens "
    "to be that of the target.",
    needs="a target, and 4 whole weeks or months with use",
    shown="the requests that cross the target, on the rising total of each week or month",
    weight=1.0,
    relief=0.0,
    uses=Uses.DATES | Uses.POPULATION,
    measure=measure,
    least=0.25,  # more than the only week in eight that came so far
)
