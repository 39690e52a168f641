"""What learning made of each weight, for people to see; and switching it on and off with its effect at once."""

from dataclasses import dataclass

from auditor.assess.learning import Learned, in_use, is_on, switch
from auditor.assess.ranking import rank
from auditor.case.case_file import CaseFile
from auditor.indicators import INDICATORS

BOUND = "Weights move with the verdicts of this case alone. Nothing is ever taken from, or given to, another case."


@dataclass(frozen=True, slots=True)
class WeightLine:
    """An indicator's most weight for padding, in bans: at the start and now; and how many verdicts it had a say in."""

    indicator: str
    title: str
    start: float
    now: float
    verdicts: int


def weight_lines(case: CaseFile) -> list[WeightLine]:
    """One line an indicator, in the order of the registry."""
    used = used_now(case)
    return [
        WeightLine(
            one.name,
            one.title,
            one.weight,
            min(1.0, one.weight * used.multipliers.get(one.name, 1.0)),
            used.told.get(one.name, 0),
        )
        for one in INDICATORS
    ]


def used_now(case: CaseFile) -> Learned:
    """What the order of the queue rests on: what was learned, and nothing while learning is off."""
    return in_use(case) if is_on(case) else Learned({}, 0, "Learning is off: the starting weights hold.")


def turn(case: CaseFile, on: bool) -> Learned:
    """Switch learning on or off, and put the queue in its order. Raises CaseError if the case is not writable."""
    switch(case, on)
    if case.assessments.all():
        rank(case)
    return used_now(case)
