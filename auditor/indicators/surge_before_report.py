"""Surge before the report: days right before reporting are heavier than the agent's other days."""

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import DAY, Material
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count, percent, places
from auditor.records import Aspect, Column, Label, Measure

LEAST = 4
"""Reporting periods in which the agent must have been used."""

BEFORE = 2
"""Days before the reporting day that are right before it, beside that day itself."""

OTHER = 2
"""Other days with use that it takes to compare with; so many more, as heavy as any, are assumed."""

EVEN = 0.5
"""How often one of two days that do not differ is the heavier one."""

FAR = 1_000_000
"""More days than lie between two reports."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days to compare (d): the agent's tokens, whether `near` a report, whether an outcome of its own came.

    `inside` (n): which events are of a whole period; `of` (those events): the place of each one's day. The last `idle`
    days are without use by the agent.
    """

    tokens: Column
    idle: int
    near: NDArray[np.bool_]
    excused: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    of: Column
    periods: int


def measure(material: Material, reference: Reference) -> Measure:
    """2·A - 1, where A is how often a day right before a report is heavier than another day, over all pairs of days.

    Only days with use are compared, so that a weekly appointment is no surge by itself, nor is part-time work. What is
    hardly ever used elsewhere, but on several days before reports, is compared with the days on which the person used
    other agents. Drawn towards 0 where there are few days to compare. A day with an outcome of the agent counts as an
    even one at most: outcomes can only lower the value. p: Mann-Whitney, one-sided.
    """
    reports = reference.dates.reports
    if not len(reports):
        return not_enough("no reporting day is known")
    if not material.amount.any():
        return not_enough("no request tells how many tokens it used")
    days = _days(material, np.sort(reports))
    if days.periods < LEAST:
        return not_enough(f"{days.periods} of {LEAST} reporting periods with use", days.periods)
    other = int((~days.near).sum())
    if other < OTHER:
        return not_enough(f"{other} of {OTHER} days to compare with, not right before a report", days.periods)
    return _measured(days)


def _days(material: Material, reports: Column) -> Days:
    """The days to compare, from one usual period before the first report on."""
    usual = int(np.median(np.diff(reports))) if len(reports) > 1 else 7 * DAY
    span = (int(reports[0]) + DAY - usual, int(reports[-1]) + DAY)
    inside = _within(material.activity.at, span) & (material.amount > 0)
    used, of = np.unique(_day_keys(material.activity.at[inside], reports), return_inverse=True)
    others = material.other_at[_within(material.other_at, span) & (material.other_amount > 0)]
    idle = _idle(used, _day_keys(others, reports))
    keys = np.concatenate([used, idle])
    tokens = np.zeros(len(keys), np.int64)
    np.add.at(tokens, of.reshape(-1), material.amount[inside])
    outcomes = material.results.at[material.results.tied]
    return Days(
        tokens=tokens,
        idle=len(idle),
        near=_near(keys),
        excused=np.isin(keys, _day_keys(outcomes[_within(outcomes, span)], reports)),
        inside=inside,
        of=of.reshape(-1),
        periods=len(np.unique(used // FAR)),
    )


def _idle(used: Column, others: Column) -> Column:
    """Days on which only the person's other agents were used, where the agent's own days do not suffice to compare."""
    if (~_near(used)).sum() >= OTHER or len(np.unique(used % FAR)) < OTHER:
        return used[:0]
    return np.setdiff1d(others[(others >= used[0]) & (others <= used[-1])], used)


def _within(at: Column, span: tuple[int, int]) -> NDArray[np.bool_]:
    return (at >= span[0]) & (at < span[1])


def _near(keys: Column) -> NDArray[np.bool_]:
    return keys % FAR >= FAR - 1 - BEFORE


def _day_keys(at: Column, reports: Column) -> Column:
    """Report × FAR + day, the reporting day being the last (FAR - 1), of times before the end of the last report."""
    report = np.searchsorted(reports + DAY, at, "right")
    return report * FAR + FAR - 1 + (at - reports[report]) // DAY


def _measured(days: Days) -> Measure:
    wins = _wins(days)
    near, other = len(wins), int((~days.near).sum())
    heavier = float(wins.mean()) if near else EVEN
    pairs = near * other / (near + other)
    value = (2 * heavier - 1) * pairs / (pairs + OTHER)
    events = places(_spread(days.inside, days.near[days.of]))
    share = float(days.tokens[days.near].sum() / days.tokens.sum())
    sentence = (
        f"{count(len(events), 'request')} with {percent(share)} of its tokens fell on reporting days or the two days "
        f"before, which are {near:,} of {_which(days)}."
    )
    if near:
        sentence += f" Such a day was heavier than another in {percent(heavier)} of all comparisons (50 % is even)."
    told = {"share of tokens": share, "share of days": near / (near + other), "excused days": int(days.excused.sum())}
    p = _chance(heavier, near, other) if near else None
    return Measure(value, days.periods, events=events, sentence=sentence, p=p, parameters=told)


def _which(days: Days) -> str:
    number = count(len(days.near), "day")
    return f"the {number} on which the person used any agent" if days.idle else f"its {number} with use"


def _wins(days: Days) -> NDArray[np.float64]:
    """For each day near a report the share of other days that are lighter, half for equal ones."""
    other = np.sort(days.tokens[~days.near])
    own = days.tokens[days.near]
    below, up_to = (np.searchsorted(other, own, side) for side in ("left", "right"))
    wins = (below + up_to) / (2 * len(other))
    return np.where(days.excused[days.near], np.minimum(wins, EVEN), wins)


def _chance(heavier: float, near: int, other: int) -> float:
    """The chance of so high a share between days that do not differ, by the normal approximation."""
    spread = sqrt((near + other + 1) / (12 * near * other))
    return erfc((heavier - EVEN) / spread / sqrt(2)) / 2


def _spread(which: NDArray[np.bool_], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of all events (n) those `which` are meant and of these `kept`."""
    found = np.zeros(len(which), np.bool_)
    found[which] = kept
    return found


INDICATOR = Indicator(
    name="surge-before-report",
    title="Surge before the report",
    useful="No surge before the report",
    aspect=Aspect.INCENTIVE,
    version=1,
    question="Is it used more on the days right before use is reported?",
    leans=Label.PADDING,
    benign="Month-end and week-end work: bookkeeping, summaries, deadlines that fall on the days of the report.",
    needs="reporting days, 4 reporting periods with use, and 2 other days on which the person used agents",
    shown="bars of the reporting days and the two days before each",
    weight=0.6,
    relief=0.0,
    uses=Uses.DATES | Uses.OUTCOMES,
    measure=measure,
    least=0.2,  # nine in ten steady agents stay below
)
