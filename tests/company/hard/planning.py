"""Who gets which agents: people of ten teams, kinds in their shares, disguises, first days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.company.dice import Dice
from tests.company.hard.agent import Plan
from tests.company.hard.disguises import REAL_THIRD, SLOW_RAMP, chosen
from tests.company.hard.kind import Kind
from tests.company.hard.kinds import KINDS
from tests.company.hard.kinds.plain import ANALYSIS_WORK, CODING_WORK, MAIL_WORK
from tests.company.hard.life import Facts, life_of
from tests.company.hard.part import Part
from tests.company.hard.staff import recording, staff, words_of
from tests.company.hard.worldly import AGENT_FIRST, AGENT_LAST
from tests.company.people import Person

AGENTS_A_PERSON = 3.4
GUILTY_SHARE = 0.5
"""Share of honest agents that are of a guilty-looking kind."""
WITHOUT_TEXT = 1 / 6
CACHES = 0.4
"""Share of agents whose client caches, whatever they do."""
ADOPTED = 0.15
"""Share of honest agents of any kind that the announcement brought, too."""
CALLS = (140, 520)
REAL_WORK = (CODING_WORK, MAIL_WORK, ANALYSIS_WORK)


def plans(facts: Facts, agents: int, padding: float, text: bool) -> list[Plan]:
    """Plans for exactly so many agents; `padding` is the share that pads; without `text` of none texts are kept."""
    people = staff(facts, max(3, round(agents / AGENTS_A_PERSON)))
    dice, made = Dice(facts.seed, "hard plans"), list[Plan]()
    for kind in _shuffled(dice, list(_kinds(dice, agents, padding))):
        person = people[len(made)] if len(made) < len(people) else dice.pick(people)
        made += _group(dice, facts, kind, person, len(made), {plan.name for plan in made if plan.person == person})
    return made if text else [replace(plan, text=False) for plan in made]


def _kinds(dice: Dice, agents: int, padding: float) -> Iterator[Kind]:
    """As many kinds as there are groups of agents: of padding, of guilty and of plain honest work, all evenly."""
    pads = round(agents * padding)
    guilty = round((agents - pads) * GUILTY_SHARE)
    yield from _evenly(dice, [kind for kind in KINDS if kind.padding], pads)
    yield from _evenly(dice, [kind for kind in KINDS if kind.guilty], guilty)
    yield from _evenly(dice, [kind for kind in KINDS if not kind.padding and not kind.guilty], agents - pads - guilty)


def _evenly(dice: Dice, kinds: Sequence[Kind], agents: int) -> Iterator[Kind]:
    counts = dict.fromkeys([kind.name for kind in kinds], 0)
    while agents > 0:
        fits = [kind for kind in kinds if kind.roles <= agents]
        fewest = min(counts[kind.name] for kind in fits)
        kind = dice.pick([kind for kind in fits if counts[kind.name] == fewest])
        counts[kind.name] += kind.roles
        agents -= kind.roles
        yield kind


def _shuffled(dice: Dice, kinds: list[Kind]) -> list[Kind]:
    return [kinds.pop(dice.between(0, len(kinds) - 1)) for _ in range(len(kinds))]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance gave a group of agents: its first `number`, first day, calls of each, disguises, size."""

    number: int
    since: int
    calls: int
    worn: tuple[str, ...]
    scale: float


def _group(dice: Dice, facts: Facts, kind: Kind, person: Person, number: int, taken: set[str]) -> Iterator[Plan]:
    """The agents of one group, or the one agent."""
    worn = chosen(dice) if kind.padding else ()
    since = _first_day(dice, facts, kind, worn)
    days = 0.4 + 0.6 * (1 - since / facts.days)
    calls = max(CALLS[0], int((CALLS[0] + dice.random() * (CALLS[1] - CALLS[0])) * days))
    text, scale = not dice.chance(WITHOUT_TEXT), 0.4 + 2.2 * dice.random() * dice.random()
    aside = kind.aside if REAL_THIRD not in worn else (dice.pick(REAL_WORK), 1 / 3)
    drawn = Drawn(number, since, calls, worn, scale)
    for role in range(kind.roles):
        parts = _parts(facts, replace(kind, aside=aside), person, drawn, role)
        yield Plan(person, _new_name(dice, taken), number + role, kind, parts, worn, text)


def _parts(facts: Facts, kind: Kind, person: Person, drawn: Drawn, role: int) -> tuple[Part, ...]:
    """What the agent does: its kind, and what it does aside, which is in no disguise."""
    key = f"{facts.seed}/{drawn.number}"
    life = life_of(facts, person, drawn.since, Dice(key, "life"))
    records, caches = recording(facts, person), Dice(key, "caches").chance(CACHES)
    other, share = kind.aside or (kind, 0.0)
    calls, more = max(20, round(drawn.calls * (1 - share))), max(10, round(drawn.calls * share))
    main = Part(key, kind, words_of(person), life, calls, drawn.worn, role, drawn.scale, records, caches)
    if kind.aside is None:
        return (main,)
    return main, Part(f"{key}/{role}/aside", other, main.words, life, more, records=records, caches=caches)


def _first_day(dice: Dice, facts: Facts, kind: Kind, worn: tuple[str, ...]) -> int:
    """Many were there from the first day; what was born with the target begins within three days of it."""
    latest = facts.days * 3 // 5
    if SLOW_RAMP in worn:
        return min(max(0, facts.announced + dice.between(-14, 14)), latest)
    if dice.chance(kind.born):
        return facts.announced + dice.between(0, 3)
    if not kind.padding and dice.chance(ADOPTED):
        return facts.announced + dice.between(0, 6)
    return dice.between(0, latest) if dice.chance(0.35) else 0


def _new_name(dice: Dice, taken: set[str]) -> str:
    """A name that says nothing of what the agent does."""
    while (name := f"{dice.pick(AGENT_FIRST)}-{dice.pick(AGENT_LAST)}") in taken:
        pass
    taken.add(name)
    return name
