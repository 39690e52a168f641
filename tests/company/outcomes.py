"""What came out of work, as systems of record tell it: a git log and a table of tickets, pages and reports."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.company.agent import Agent, Result
from tests.company.archive import put
from tests.company.dice import Dice
from tests.company.people import Person
from tests.company.rhythm import Span, working_days
from tests.company.words import topics

CO_AUTHOR = "Claude <noreply@anthropic.com>"
BY_HAND_A_WEEK = 3


def write(folder: Path, agents: Sequence[Agent], spans: dict[Person, Span], seed: object) -> None:
    """`outcomes/git-log.txt`, newest first, and `outcomes/tickets.csv`, oldest first."""
    found = [result for agent in agents for result in agent.results()]
    found += [result for person, span in spans.items() for result in by_hand(person, span, seed)]
    found.sort(key=lambda result: (result.at, result.reference, result.kind))
    commits = [result for result in found if result.kind == "commit"]
    put(folder / "outcomes" / "git-log.txt", "".join(_commit(result) for result in reversed(commits)).encode())
    out, dice = io.StringIO(newline=""), Dice(seed, "tickets")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("timestamp", "employee", "agent", "kind", "reference", "title"))
    table.writerows(_ticket(result, dice) for result in found if result.kind != "commit")
    put(folder / "outcomes" / "tickets.csv", out.getvalue().encode())


def by_hand(person: Person, span: Span, seed: object) -> list[Result]:
    """Tickets a person closes without any agent."""
    dice = Dice(seed, person.home, "by hand")
    count = max(1, span.days * BY_HAND_A_WEEK // 7)
    work = zip(working_days(dice, span, count).tolist(), topics(dice, person.team, count), strict=True)
    return [Result(at, "ticket closed", topic.reference, topic.subject, person, "") for at, topic in work]


def _local(ms: int, person: Person) -> str:
    return datetime.fromtimestamp(ms // 1000, ZoneInfo(person.zone)).isoformat()


def _commit(result: Result) -> str:
    person, at = result.person, _local(result.at, result.person)
    digest = hashlib.sha256(f"{result.at}{person.home}{result.title}".encode()).hexdigest()[:40]
    subject = f"{result.title} ({result.reference})"
    return "\x1f".join((digest, person.name, person.email, at, at, "", subject, CO_AUTHOR)) + "\n"


def _ticket(result: Result, dice: Dice) -> tuple[str, ...]:
    """A row; every fifth does not say which agent helped."""
    agent = result.agent if dice.chance(0.8) else ""
    title = result.title[0].upper() + result.title[1:]
    return _local(result.at, result.person), result.person.email, agent, result.kind, result.reference, title
