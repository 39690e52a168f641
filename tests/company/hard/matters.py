"""Which matter each session of a strand is about, and which sessions end in something that is recorded."""

from tests.company.dice import Dice
from tests.company.hard.part import Part
from tests.company.hard.subjects import Subject, same_matter, subject
from tests.company.rhythm import DAY, Times

RETURNS, RECALLED = 0.15, 12
"""Now and then people come back to one of the matters of their last sessions."""
OLD_DAYS = (-320, -40)
"""How long ago closed work lies, in days before the company's first."""


def day_of(part: Part, start: int) -> int:
    """The day of the company on which something begins (ms UTC)."""
    return int((start - part.life.facts.start) // DAY)


def new_subject(part: Part, day: int, dice: Dice) -> Subject:
    """A matter of the part's kind that comes up on that day."""
    flow = part.kind.flow
    words = flow.words if flow.words and dice.chance(flow.share) else part.words
    return subject(words, dice.between(*OLD_DAYS) if flow.old else day, dice)


def subjects(part: Part, starts: Times, dice: Dice) -> list[Subject]:
    """The matter of every session."""
    days = [day_of(part, start) for start in starts.tolist()]
    return _pooled(part, days, dice) if part.kind.flow.pool else _flowing(part, days, dice)


def _pooled(part: Part, days: list[int], dice: Dice) -> list[Subject]:
    """The same few for ever; where something comes of them, under a new ticket each time."""
    pool = [new_subject(part, 0, dice) for _ in range(part.kind.flow.pool)]
    chosen = [dice.pick(pool) for _ in days]
    if not part.kind.results.chance:
        return chosen
    return [same_matter(one, day, dice) for one, day in zip(chosen, days, strict=True)]


def _flowing(part: Part, days: list[int], dice: Dice) -> list[Subject]:
    """One after the other, with a look back now and then."""
    found: list[Subject] = []
    while len(found) < len(days):
        one = new_subject(part, days[len(found)], dice)
        for _ in range(dice.between(*part.kind.flow.lasts)):
            found.append(dice.pick(found[-RECALLED:]) if found and dice.chance(RETURNS) else one)
    return found[: len(days)]


def endings(part: Part, matters: list[Subject], dice: Dice) -> list[bool]:
    """Whether a session is the last of its matter, and something comes of it that is recorded."""
    last = {id(one): session for session, one in enumerate(matters)}
    chance = part.kind.results.chance * part.records
    return [last[id(one)] == session and dice.chance(chance) for session, one in enumerate(matters)]
