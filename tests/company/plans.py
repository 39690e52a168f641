"""Who gets which agents in a company of any size, and how many calls each makes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.company.agent import Plan
from tests.company.dice import Dice
from tests.company.kind import Kind
from tests.company.kinds import KINDS
from tests.company.people import Person


def plans(
    seed: object, people: Sequence[Person], agents: int, events: int, announced: int, padding: float, only: str = ""
) -> list[Plan]:
    """Plans for exactly `agents` agents with exactly `events` calls; with `only`, all in that format."""
    dice = Dice(seed, "plans")
    groups = list(_groups(dice, agents, padding))
    weights = [(0.25 + dice.random() + dice.random() ** 3 * 4) for _ in groups]
    unit = (events - agents) / sum(weight * kind.roles for weight, kind in zip(weights, groups, strict=True))
    made: list[Plan] = []
    for number, (kind, weight) in enumerate(zip(groups, weights, strict=True)):
        person = people[number % len(people)] if number < len(people) else dice.pick(people)
        since = announced + dice.between(0, 2) if kind.new else dice.between(0, announced) if dice.chance(0.15) else 0
        made += _group(dice, kind, person, number, 1 + int(weight * unit), since, only)
    left = events - sum(plan.calls for plan in made)
    place = next(i for i, plan in enumerate(made) if not plan.group)
    one = made[place]
    made[place] = Plan(one.person, one.name, one.kind, one.format, one.calls + left, one.since)
    return made


def _groups(dice: Dice, agents: int, share: float) -> Iterator[Kind]:
    """Kinds, each standing for as many agents as it has roles, all about as often; of the agents `share` pad."""
    made: Counter[str] = Counter()
    padding = 0
    while (total := made.total()) < agents:
        pads, room = padding + 1 <= share * (total + 1), agents - total if total else 1
        fits = [kind for kind in KINDS if kind.padding is pads and kind.roles <= room]
        fewest = min(made[kind.name] for kind in fits)
        kind = dice.pick([kind for kind in fits if made[kind.name] == fewest])
        made[kind.name] += kind.roles
        padding += kind.roles * kind.padding
        yield kind


def _group(dice: Dice, kind: Kind, person: Person, number: int, calls: int, since: int, only: str) -> Iterator[Plan]:
    form = only or dice.pick(kind.formats)
    group = f"group {number}" if kind.roles > 1 else ""
    first = dice.between(0, len(kind.names) // kind.roles - 1) * kind.roles
    for role in range(kind.roles):
        yield Plan(person, f"{kind.names[first + role]}-{number}", kind, form, calls, since, group, role)
