"""The files an auditor gets of a hard company: two gateways' usage tables, and a table of outcomes."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.company.archive import iso
from tests.company.dice import Dice
from tests.company.gateway import HEADER
from tests.company.hard.agent import Agent, Row
from tests.company.hard.kind import TITLES
from tests.company.hard.life import FIRST_DAY, Facts, working_days_of
from tests.company.hard.part import Outcome
from tests.company.hard.staff import email, words_of
from tests.company.hard.subjects import subject
from tests.company.hard.talk import Talk
from tests.company.people import Person
from tests.company.rhythm import DAY, Span, on_days

GATEWAY, PRIVATE, OUTCOMES = "gateway.csv", "gateway_private.csv", "outcomes.csv"
"""The private gateway keeps no texts."""

OUTCOME_HEADER = ("timestamp", "employee", "agent", "kind", "reference", "title")
NAMES_ALL, NAMES_PERSON = 0.6, 0.9
"""Share of outcomes that name person and agent, and that name the person at least."""
BY_HAND_A_WEEK = 2.5
TICKED = 0.12
"""Share of what was done by hand for which a form wanted an agent's name, and some name was given."""


def write_usage(path: Path, agents: Sequence[Agent], facts: Facts) -> None:
    """The calls of these agents, in order of time."""
    rows = [(row, agent) for agent in agents for row in agent.rows()]
    rows.sort(key=lambda one: one[0][0])
    ids, log = Dice(facts.seed, path.name, "ids"), path.stem[-1]
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(HEADER)
        table.writerows(
            _usage(row, agent, f"{log}-{number:06x}{ids.hex(4)}") for number, (row, agent) in enumerate(rows)
        )


def _usage(row: Row, agent: Agent, request: str) -> tuple[object, ...]:
    at, session, model, given, out, read, cost, failed, prompt, response = row
    plan = agent.plan
    head = (iso(at), email(plan.person), plan.person.team, plan.name, session, request, model)
    if failed:
        return (*head, "", "", "", "", 30_000, "error", prompt, "")
    money = f"{cost // 1_000_000}.{cost % 1_000_000:06d}"
    return (*head, given, out, read, money, 310 + out * 15 + given // 110, "ok", prompt, response)


def write_outcomes(path: Path, agents: Sequence[Agent], people: Iterable[Person], facts: Facts) -> None:
    """What came out, with agents and without, of the teams that deliver; not every row says who it was."""
    told = [(outcome, agent.plan.person, agent.plan.name) for agent in agents for outcome in agent.outcomes()]
    for person in people:
        names = [agent.plan.name for agent in agents if agent.plan.person == person]
        dice = Dice(facts.seed, person.home, "ticked")
        told += [(one, person, dice.pick(names) if dice.chance(TICKED) else "") for one in by_hand(person, facts)]
    dice, end = Dice(facts.seed, "outcomes"), facts.start + facts.days * DAY
    told = [one for one in told if one[1].team not in facts.silent_teams and one[0].at < end]
    told.sort(key=lambda one: (one[0].at, one[0].reference, one[0].kind))
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(OUTCOME_HEADER)
        table.writerows(_outcome(*one, dice) for one in told)


def _outcome(one: Outcome, person: Person, agent: str, dice: Dice) -> tuple[str, ...]:
    known = dice.random()
    who = email(person) if known < NAMES_PERSON else ""
    at = datetime.fromtimestamp(one.at // 1000, ZoneInfo(person.zone)).isoformat()
    return at, who, agent if known < NAMES_ALL else "", one.kind, one.reference, one.title


def by_hand(person: Person, facts: Facts) -> list[Outcome]:
    """What a person finishes without any agent."""
    dice, words = Dice(facts.seed, person.home, "by hand"), words_of(person)
    weights = [weight + 1e-9 for weight in working_days_of(facts, person)]
    count = max(1, int(facts.days * BY_HAND_A_WEEK * (0.4 + 1.2 * dice.random()) / 7))
    found: list[Outcome] = []
    for at in on_days(dice, Span(FIRST_DAY, facts.days, person.zone, person.shift), count, weights).tolist():
        talk = Talk(dice, subject(words, (at - facts.start) // DAY, dice))
        kind = dice.pick(("ticket closed", "ticket closed", "page published", "report published"))
        found.append(Outcome(at, kind, talk.subject.reference, talk.one_of(TITLES)))
    return found
