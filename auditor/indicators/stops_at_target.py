"""Stops at the target: again and again a period's total ends just above it, and this agent took it there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import DAY, Material
from auditor.indicators.reference import Dates, Reference
from auditor.indicators.wording import count, percent, places
from auditor.records import Aspect, Column, Label, Measure

LEAST = 4
"""Periods in which the agent must have been used."""

STEP = 1.15
"""How far above a target is still "just above"."""

LEVELS: NDArray[np.float64] = STEP ** np.arange(-5, 6, dtype=np.float64)
"""The target and ten placebos from half of it to twice it; the ranges above them do not overlap."""

MIDDLE = 5
"""Where the target itself is among them."""

MORE = 2
"""Periods past the target that are assumed beside those seen."""

MICRO = 1_000_000
Counts = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Staircase:
    """Sums of what counts over one person's time: `at` rises (µs), `total` of all and `own` of the agent up to then."""

    at: Column
    total: Column
    own: Column


@dataclass(frozen=True, slots=True, eq=False)
class Landings:
    """Of the periods of one way to lay them in which the agent was used (`used`), at each of LEVELS (l): how many came
    that far, how many ended just above, and `supplied`, the sum of the agent's shares in the last stretch of these.

    `stretches` (m, 2): from when to when the last stretch to the target itself was covered in those that ended there.
    """

    used: int
    reached: Counts
    landed: Counts
    supplied: Shares
    stretches: Column
    days: float

    @property
    def strength(self) -> Shares:
        """Mean of the share of periods that land, and of the share of those that come so far; MORE are assumed in which
        use goes on, so that a single one proves little."""
        return (self.supplied / self.used + self.supplied / (self.reached + MORE)) / 2


def measure(material: Material, reference: Reference) -> Measure:
    """How much more often periods end just above the target than just above ten placebo targets, -1 to 1.

    A period counts by the agent's share of the last stretch: of what was used from 13 % below the target on.
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


def _landings(stairs: Staircase, edges: Column, levels: Shares) -> Landings:
    """Of periods (k) at each of the levels (l)."""
    place = np.searchsorted(stairs.at, edges)
    total, own = (np.append(0, column)[place] for column in (stairs.total, stairs.own))
    used = np.diff(own) > 0
    base, ends = total[:-1][used][:, None], total[1:][used][:, None]
    reached = ends - base >= levels
    landed = reached & (ends - base <= STEP * levels)
    start, share = _last_stretch(stairs, base + levels / STEP, ends, own[1:][used][:, None])
    there = landed[:, MIDDLE] & (share[:, MIDDLE] > 0)
    return Landings(
        used=int(used.sum()),
        reached=reached.sum(axis=0),
        landed=landed.sum(axis=0),
        supplied=np.where(landed, share, 0.0).sum(axis=0),
        stretches=np.stack([start[there, MIDDLE], edges[1:][used][there]], axis=1),
        days=float(np.median(np.diff(edges))) / DAY,
    )


def _last_stretch(stairs: Staircase, goal: Shares, ends: Column, own_ends: Column) -> tuple[Column, Shares]:
    """When the total passes `goal` (k, l), and the agent's share of what is used from there to the `ends` (k, 1).

    What happens at one moment happens at once: of that which passes the goal the agent has its part.
    """
    at, total, own = stairs.at, np.append(0, stairs.total), np.append(0, stairs.own)
    start = at[np.minimum(np.searchsorted(stairs.total, goal), len(at) - 1)]
    before, after = np.searchsorted(at, start), np.searchsorted(at, start, "right")
    part = (own[after] - own[before]) / np.maximum(total[after] - total[before], 1)
    supplied = own_ends - own[after] + part * (total[after] - goal)
    return start, supplied / np.maximum(ends - goal, 1)


def _measured(material: Material, dates: Dates, laid: list[Landings]) -> Measure:
    strengths = np.array([one.strength for one in laid])
    best = laid[int(strengths[:, MIDDLE].argmax())]
    at_levels = strengths.max(axis=0)
    placebos = np.delete(at_levels, MIDDLE)
    usual = float(np.delete(np.max([one.supplied / one.used for one in laid], axis=0), MIDDLE).mean())
    landed, reached = int(best.landed[MIDDLE]), int(best.reached[MIDDLE])
    events = places(_during(material.activity.at, best.stretches) & (material.amount > 0))
    what, share = count(best.used, _period(best.days)), float(best.supplied[MIDDLE]) / max(landed, 1)
    sentence = (
        f"In {landed} of {what} with use, what the person used in all ended between the target and 15 % above it; "
        f"{count(len(events), 'request')} of this agent made up {percent(share)} of the last stretch. The target was "
        f"reached in {reached} and left well behind in {reached - landed}. Ten made-up targets, half to twice as high, "
        f"were met like this in {percent(usual)} on average."
    )
    p = (1 + int((placebos >= at_levels[MIDDLE]).sum())) / (1 + len(placebos))
    told = {"target": dates.target, "unit": dates.unit, "landed": landed, "reached": reached, "share": share}
    value = float(at_levels[MIDDLE] - placebos.mean())
    return Measure(value, best.used, events=events, sentence=sentence, p=p, parameters=told)


def _during(at: Column, stretches: Column) -> NDArray[np.bool_]:
    """Which times (n) lie within one of the stretches (m, 2), which do not overlap."""
    if not len(stretches):
        return np.zeros(len(at), np.bool_)
    place = np.searchsorted(stretches[:, 0], at, "right") - 1
    return (place >= 0) & (at < stretches[place, 1])


def _period(days: float) -> str:
    return "week" if 6.5 < days < 7.5 else "month" if 27 < days < 32 else "period"


INDICATOR = Indicator(
    name="stops-at-target",
    title="Stops at the target",
    useful="Use goes on past the target",
    aspect=Aspect.INCENTIVE,
    version=1,
    question="Does use stop once the person's target is met?",
    leans=Label.PADDING,
    benign="A budget cap or a quota set at the same amount stops use there too; so may steady work whose size happens "
    "to be that of the target.",
    needs="a target, and 4 whole weeks or months with use",
    shown="the last requests up to the target, on the rising total of each week or month",
    weight=1.0,
    relief=0.0,
    uses=Uses.DATES,
    measure=measure,
    least=0.2,  # the only week of eight that came so far is less
)
