"""What a session is about: a matter of a team with its own names, numbers and words, which last as long as it does."""

from dataclasses import dataclass, replace
from functools import cache

from tests.company.dice import Dice
from tests.company.hard.vocabulary import Vocabulary
from tests.company.hard.worldly import FIRST, LAST, SITES
from tests.company.words import proper_name

TICKETS_A_DAY = 400
"""How far apart ticket numbers of a team lie from day to day: few of them are ever anybody's in these files."""

KNOWN_NAMES = 70
"""Customers, places and suppliers a team hears of all the time, the first ones most."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "the first", "the tenth", "the twentieth")


@dataclass(frozen=True, slots=True)
class Subject:
    """`reference` is its ticket, `name` a customer or place, `part` an article number, `code` a name in some file."""

    words: Vocabulary
    reference: str
    thing: str
    nouns: tuple[str, ...]
    name: str
    other: str
    code: str
    part: str
    who: str
    site: str


def reference(words: Vocabulary, day: int, dice: Dice) -> str:
    """A ticket number as the team gave them out on that day of the company."""
    start = 20_000 + sum(map(ord, words.prefix)) * 97
    return f"{words.prefix}-{start + day * TICKETS_A_DAY + dice.between(0, TICKETS_A_DAY - 1)}"


def subject(words: Vocabulary, day: int, dice: Dice) -> Subject:
    """A new matter of a team that came up on that day."""
    nouns = _different(words.nouns, 4, dice)
    thing = f"{dice.pick(words.adjectives)} {nouns[0]}" if dice.chance(0.6) else f"{nouns[1]} and {nouns[0]}"
    code = "_".join((dice.pick(words.verbs), *dice.pick(words.nouns).split()[-1:], *nouns[2].split()[-1:]))
    part = f"{chr(65 + dice.between(0, 25))}{chr(65 + dice.between(0, 25))}-{dice.between(1000, 9999)}"
    return Subject(
        words=words,
        reference=reference(words, day, dice),
        thing=thing,
        nouns=nouns,
        name=known_name(words, dice) if dice.chance(0.65) else proper_name(dice),
        other=known_name(words, dice),
        code=code.replace("-", "_"),
        part=part,
        who=f"{dice.pick(FIRST)} {dice.pick(LAST)}",
        site=dice.pick(SITES),
    )


def known_name(words: Vocabulary, dice: Dice) -> str:
    """A name the whole team knows; a few are heard of far more often than the rest."""
    return _known(words.team, int(KNOWN_NAMES * dice.random() * dice.random()))


@cache
def _known(team: str, place: int) -> str:
    return proper_name(Dice("known name", team, place))


def same_matter(old: Subject, day: int, dice: Dice) -> Subject:
    """The same again under a new ticket."""
    return replace(old, reference=reference(old.words, day, dice))


def _different(words: tuple[str, ...], count: int, dice: Dice) -> tuple[str, ...]:
    left = list(words)
    return tuple(left.pop(dice.between(0, len(left) - 1)) for _ in range(count))
