"""How padding is made to look like work. Each disguise fits any kind, and several go together."""

from dataclasses import replace

import numpy as np

from tests.company.dice import Dice
from tests.company.hard.genre import Texts
from tests.company.hard.kind import Kind
from tests.company.hard.life import Life
from tests.company.hard.subjects import reference
from tests.company.hard.talk import KEPT, Talk
from tests.company.rhythm import DAY, HOUR, Times, on_days

JITTER, PARAPHRASE, OFFICE_HOURS = "jittered timing", "paraphrased prompts", "office hours only"
REAL_THIRD, FAKE_REFERENCES, SLOW_RAMP = "a third of real work", "fake references", "slow ramp-up"
DISGUISES = (JITTER, PARAPHRASE, OFFICE_HOURS, REAL_THIRD, FAKE_REFERENCES, SLOW_RAMP)

HOW_MANY = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3)
"""Disguises a padding agent wears: one is the commonest, a fifth wears none."""

RAMP_DAYS = 24
REFERRED = ("{ref}: {text}", "{text} ({ref})", "{text} See {ref}.", "For {ref}: {text}", "[{ref}] {text}")
NEVER_MOVED = 0.4
"""Share of fake references that look like a ticket of that very day; the others are of no time."""


def chosen(dice: Dice) -> tuple[str, ...]:
    """What one padding agent wears, in the order of DISGUISES."""
    left, worn = list(DISGUISES), set[str]()
    for _ in range(dice.pick(HOW_MANY)):
        worn.add(left.pop(dice.between(0, len(left) - 1)))
    return tuple(name for name in DISGUISES if name in worn)


def retimed(starts: Times, worn: tuple[str, ...], dice: Dice, life: Life) -> Times:
    """Session starts as the disguises have them."""
    if SLOW_RAMP in worn:
        rising = (starts - life.span.start) / (RAMP_DAYS * DAY)
        starts = starts[dice.many(len(starts)) < np.maximum(rising, 0.04)]
    if JITTER in worn and len(starts) > 2:
        gap = np.median(np.diff(starts)) * 0.9
        moved = starts + ((dice.many(len(starts)) - 0.5) * max(float(gap), HOUR)).astype(np.int64)
        starts = np.maximum(moved, life.span.start)[dice.many(len(starts)) > 0.1]
    if OFFICE_HOURS in worn:
        starts = _in_office(starts, dice, life)
    return np.sort(starts)


def _in_office(starts: Times, dice: Dice, life: Life) -> Times:
    """What falls outside a working day is done within one instead."""
    day = np.clip((starts - life.span.start) // DAY, 0, life.span.days - 1)
    local = starts + life.span.offsets()[day]
    hour = local % DAY / HOUR - life.span.shift
    local_day = np.clip((local - life.span.start) // DAY, 0, life.span.days - 1)
    works = np.array([weight > 0.05 for weight in life.weights])[local_day]
    inside = works & (hour >= 8.5) & (hour < 17.5)
    others = on_days(dice, life.span, int((~inside).sum()), [weight + 1e-9 for weight in life.weights])
    return np.concatenate([starts[inside], others])


def thinned(worn: tuple[str, ...]) -> float:
    """How many more sessions are to be planned for as many to be left."""
    return (1.7 if SLOW_RAMP in worn else 1.0) * (1.1 if JITTER in worn else 1.0)


def unwritten(kind: Kind, worn: tuple[str, ...]) -> Kind:
    """The kind, with prompts and answers worded anew each time if it paraphrases."""
    if PARAPHRASE not in worn:
        return kind
    return replace(kind, genre=replace(kind.genre, fixed=False, form=False))


def referring(texts: Texts, talk: Talk, day: int) -> Texts:
    """The prompt with a ticket nobody ever closed."""
    dice = talk.dice
    if dice.chance(0.35):
        return texts
    words = talk.subject.words
    of_today = (
        reference(words, day, dice) if dice.chance(NEVER_MOVED) else f"{words.prefix}-{dice.between(10_000, 99_000)}"
    )
    form = dice.pick(REFERRED)
    return form.replace("{ref}", of_today).replace("{text}", texts[0])[:KEPT], texts[1]
