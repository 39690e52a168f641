"""A kind of agent in a hard company: how it talks, when it works, how large its calls are, what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.company.dice import Dice
from tests.company.hard.genre import Genre, Texts
from tests.company.hard.grammar import Phrase, phrases
from tests.company.hard.life import Life
from tests.company.hard.talk import Talk
from tests.company.hard.vocabulary import Vocabulary
from tests.company.kind import Size
from tests.company.models import MIDDLE, SMALL, TOP
from tests.company.rhythm import Times

Rhythm = Callable[[Dice, Life, int], Times]
"""About so many session starts within a life, sorted, in milliseconds UTC."""

Manner = Callable[[Genre, Talk], Texts]
"""How the phrases of a genre become a prompt and a response."""

MIXED = (MIDDLE, MIDDLE, SMALL, TOP)
"""What people choose without much thought."""

TITLES = phrases(
    "<thing> (for|at) <name>",
    "(Fix|Settle|Handle) the <noun> (of|for) <name>",
    "<Verb> the <adj> <noun>",
    "<Doc>: <thing>",
    "<name>: <noun> <state>",
)
HOLLOW = phrases(
    "(Fix|Correct) (typo|wording|spacing) in <code>",
    "(Rename|Reword) (heading|comment|variable)",
    "(Update|Touch) (readme|notes|date)",
    "Revert “(rename|reword) (heading|comment)”",
    "(Check|Note) the <noun>",
    "Whitespace",
)


@dataclass(frozen=True, slots=True)
class Flow:
    """Which matters come up: each `lasts` so many sessions, then a new one; or `pool` of them that return for ever.

    `each_call`: every call has its own. `old`: from before the first day. `words`: a `share`
    of them is of these words instead of the team's.
    """

    lasts: tuple[int, int] = (1, 2)
    pool: int = 0
    each_call: bool = False
    words: Vocabulary | None = None
    share: float = 1.0
    old: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """With this `chance` a session that ends its matter leaves these kinds of outcome, so many minutes later."""

    chance: float = 0.0
    kinds: tuple[str, ...] = ("ticket closed",)
    after: tuple[int, int] = (5, 400)
    titles: tuple[Phrase, ...] = TITLES


def plain(genre: Genre, talk: Talk) -> Texts:
    """As the genre has it."""
    return genre.say(talk)


@dataclass(frozen=True, slots=True)
class Kind:
    """One way an agent is used. `guilty`: what makes honest work look like padding, "" for plain honest work.

    `turns`: calls a session, on average; `gap`: seconds between them. `roles`: how many agents work as one group.
    `born`: the share of them that begins with the announcement. `fails`: the share of calls that fail, but for the
    last of a session. `aside`: another kind that the agent also does, and its share of the sessions.
    """

    name: str
    padding: bool
    story: str
    genre: Genre
    rhythm: Rhythm
    turns: float
    size: Size
    flow: Flow = Flow()
    results: Results = field(default_factory=Results)
    guilty: str = ""
    models: tuple[str, ...] = MIXED
    manner: Manner = plain
    gap: tuple[int, int] = (20, 240)
    roles: int = 1
    born: float = 0.0
    fails: float = 0.006
    aside: "tuple[Kind, float] | None" = None
    tops_up: bool = False
