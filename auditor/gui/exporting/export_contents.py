"""What each exported table will hold, told before it is written."""

from dataclasses import dataclass

from auditor.gui.figures import whole
from auditor.gui.session import Session


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows of a table, and what is said of them."""

    rows: int
    words: str


def contents(session: Session) -> dict[str, Contents]:
    """By exporter name; a table this does not know is left out."""
    judged = sum(agent.label is not None for agent in session.agents)
    agents, events = len(session.agents), sum(agent.totals.events for agent in session.agents)
    given = len(session.case.verdicts.all()) if session.case else 0
    return {
        "labels": Contents(agents, f"{_count(agents, 'agent')}, {whole(judged)} judged"),
        "verdicts": Contents(given, _count(given, "verdict")),
        "events": Contents(events, _count(events, "event")),
    }


def _count(number: int, thing: str) -> str:
    return f"{whole(number)} {thing}{'' if number == 1 else 's'}"
