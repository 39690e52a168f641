"""Born with the target: an agent that was not there before the target was announced, and was soon after."""

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import DAY, Material
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count, percent, places
from auditor.records import UNKNOWN, Aspect, Label, Measure

LEAST = 10
"""Days the agent's exports must tell of before the announcement: else nobody knows what was there before."""

WEEK = 7 * DAY

EARLY = DAY // 2
"""The announcement is a day on one clock; where people's clocks are ahead of it, the day begins sooner."""


def measure(material: Material, reference: Reference) -> Measure:
    """1 / (1 + whole days from the announcement to the first request), 0 for one that was there half a day before.

    It is worth as much less as more of the other agents started in the week from the announcement: an adoption
    programme starts many. p: the share of the others that started as soon after it (a permutation of who started when).
    """
    announced = reference.dates.announced
    if announced is None:
        return not_enough("no announcement date is known")
    begins = _begins(material, reference)
    told = (announced - begins) // DAY
    if told < LEAST:
        return not_enough(f"{max(told, 0)} of {LEAST} days before the announcement")
    if announced > reference.ends:
        return not_enough("the announcement came after all that the case tells of")
    if not len(material):
        return not_enough("no requests")
    first = int(material.activity.at[0])
    return (
        _before(material, announced, first)
        if first < announced - EARLY
        else _after(material, reference, announced, begins)
    )


def _before(material: Material, announced: int, first: int) -> Measure:
    events = places(material.activity.at < announced)
    days = _days((announced - first) // DAY)
    made = f"It made {count(len(events), 'request')} before the target was announced, the first of them {days} earlier."
    return Measure(0.0, len(material), events=events, sentence=made)


def _begins(material: Material, reference: Reference) -> int:
    """From when the agent could have been seen: an export that begins with the target says nothing of before."""
    known = 0 <= material.number < len(reference.told_from)
    return int(reference.told_from[material.number]) if known else reference.begins


def _after(material: Material, reference: Reference, announced: int, begins: int) -> Measure:
    at = material.activity.at
    starts = reference.firsts.copy()
    if 0 <= material.number < len(starts):
        starts[material.number] = UNKNOWN
    after = starts[starts != UNKNOWN] - announced
    others = len(after)
    after = after[after >= -EARLY]
    many = int((after < WEEK).sum())
    share = many / others if others else 0.0
    days = max((int(at[0]) - announced) // DAY, 0)
    soon = int((after // DAY <= days).sum())
    events = places(at < at[0] + WEEK)
    sentence = (
        f"First used {_when(int(at[0]), announced)} the target was announced and not once in the "
        f"{_days((announced - begins) // DAY)} before; it made {count(len(events), 'request')} in its first "
        f"week. In the week from the announcement {many:,} of {count(others, 'other agent')} ({percent(share)}) "
        "were first used."
    )
    p = (1 + soon) / (1 + others)
    told = {"days": days, "started that week": share}
    return Measure((1 - share) / (1 + days), len(material), events=events, sentence=sentence, p=p, parameters=told)


def _when(first: int, announced: int) -> str:
    if first < announced:
        return "less than half a day before"
    days = (first - announced) // DAY
    return f"{_days(days)} after" if days else "on the day"


def _days(number: int) -> str:
    return count(number, "day")


INDICATOR = Indicator(
    name="born-with-target",
    title="Born with the target",
    useful="There before the target",
    aspect=Aspect.INCENTIVE,
    version=1,
    question="Was the agent first used right when the target was announced?",
    leans=Label.PADDING,
    benign="An adoption programme or training in those days: then many agents start, and each counts less. "
    "A new joiner, a new project or a new licence may fall on the same day.",
    needs="an announcement date, and 10 days before it of which the agent's exports tell",
    shown="the agent's first week beside the line of the announcement",
    weight=0.8,
    relief=0.1,
    uses=Uses.DATES | Uses.POPULATION,
    measure=measure,
    least=0.05,  # first used at most 19 days after it
    most=0.05,
)
