"""What the tour adds to a case, to show states the sample has not."""

from pathlib import Path
from typing import Any

from auditor.assess.run import assess
from auditor.case.case_file import CaseFile
from auditor.records import ImportIssue, Label, Unit, UsageAggregate, UsageEvent
from auditor.review import Draft, give_verdict, pin_span
from auditor.rules import RULES
from tests.gui.records import DAY, take


def add_sums(case: Path) -> None:
    """A dashboard that states each person's use, more than counted of some and less of others, and one that pauses."""
    with CaseFile.open(case) as opened:
        names = {person.id: person.name for person in opened.persons.all()}
        used = [(person, day, tokens or 0) for _, person, day, _, _, tokens, *_ in opened.controls.days_used()]
        shares = (1_000_000, 1_400_000, 600_000)  # millionths of a token stated for each one counted
        stated = [(names[person], day, tokens * shares[person % 3]) for person, day, tokens in used]
        take(opened, "openai-usage", *(sums(person, day, quantity) for person, day, quantity in stated))
        first, last = min(day for _, day, _ in used), max(day for _, day, _ in used)
        days = [day for day in range(first, last + 1) if not first + 5 < day < (first + last) // 2 + 2]
        credits = (sums(names[1], day, 7_250_000, Unit.CREDITS) for day in days)
        take(opened, "kiro-user-report", *credits, ImportIssue(9, "“a lot” is not a number", excerpt="ann.berg,a lot"))


def add_alike(case: Path) -> None:
    """Agents and persons alike in name, lines that repeat others by every rule, models without a price, credits."""
    with CaseFile.open(case) as opened:
        start = min(agent.totals.first for agent in opened.agents.all() if agent.totals.first)
        rules = [rule for n, rule in enumerate(RULES) for _ in range(n % 3 + 1)]
        told = [(f"s-{n % 5}", None) for n in range(90)] + [("s-1", rule) for rule in rules]
        take(opened, "gateway", *(
            use("mail sorter", start + n * DAY // 9, session=session, dropped_by=rule, input_tokens=9_000 + 71 * n,
                output_tokens=300, model="claude-opus-4-6" if n % 4 else "house-model-7", cost_microusd=40_000 + n)
            for n, (session, rule) in enumerate(told)
        ))  # fmt: skip
        take(opened, "other-gateway", *(use("Mail-Sorter", start + n * DAY, input_tokens=700 + n) for n in range(9)))
        credits = [use("pair coder", start + n * DAY, "Example, Ann", microcredits=1_250_000) for n in range(20)]
        take(opened, "seats", *credits)


def add_untold(case: Path) -> str:
    """An agent of whose two requests neither prompt, tokens, session nor outcome is told, assessed. Its name."""
    with CaseFile.open(case) as opened:
        start = min(agent.totals.first for agent in opened.agents.all() if agent.totals.first)
        take(opened, "sparse-gateway", *(use("calendar-feed", start + n * DAY, "Example, Cleo") for n in range(2)))
        assess(opened, beside=False)
    return "calendar-feed"


def add_data_since(case: Path) -> int:
    """Requests that came after the verdict of padding, assessed. The agent's id."""
    with CaseFile.open(case) as opened:
        padding = (agent for agent in opened.agents.all() if agent.label is Label.PADDING)
        agent = next(padding)
        end = agent.totals.last or 0
        told = (use(agent.name, end + n * DAY // 24, agent.person, input_tokens=40_000 + n) for n in range(1, 300))
        take(opened, "late-gateway", *told)
        assess(opened, beside=False)
    return agent.id


def add_verdicts(case: CaseFile) -> None:
    """A verdict on each agent that has none, or none to learn from: every third padding, the others useful."""
    for agent in case.agents.all():
        start, end = agent.totals.first or 0, agent.totals.last or 0
        if agent.label in (Label.USEFUL, Label.PADDING):
            continue
        if agent.id % 3:
            give_verdict(case, agent.id, Draft(Label.USEFUL))
        else:
            exhibit = pin_span(case, agent.id, start, end + 1, "All of it")
            give_verdict(case, agent.id, Draft(Label.PADDING, ("no outcome",), exhibits=(exhibit.id,)))


def use(agent: str, at: int, person: str = "ann.example", **told: Any) -> UsageEvent:
    return UsageEvent(at=at, agent=agent, line=1, person=person, **told)


def sums(person: str, day: int, quantity: int, unit: Unit = Unit.INPUT_TOKENS) -> UsageAggregate:
    return UsageAggregate(day * DAY, (day + 1) * DAY, quantity, unit, 1, person=person)
