"""What is told of the company's AI use beside its agents' own records: sums, use nobody recorded, calls told again."""

from dataclasses import dataclass

from tests.company.agent import Plan
from tests.company.people import Person


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Claude Code use whose transcripts never came: a `plan` that lived `days` days, and `why`. Only sums tell it."""

    plan: Plan
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class KiroUse:
    """A person's use of Kiro on the working days of a time: `clients`, about so many messages a day on each."""

    person: Person
    clients: tuple[str, ...]
    since: int
    days: int
    messages: int


@dataclass(frozen=True, slots=True)
class ToldAgain:
    """A Bedrock agent (home name of its person, name) before which a gateway was put `since` a day: it logs too."""

    person: str
    agent: str
    since: int


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is delivered beside the agents' own records. `sums`: the vendor's, of all Claude Code use."""

    sums: bool = False
    undelivered: tuple[Undelivered, ...] = ()
    kiro: tuple[KiroUse, ...] = ()
    again: tuple[ToldAgain, ...] = ()


NOTHING = Beside()
