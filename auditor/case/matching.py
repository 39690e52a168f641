"""Which calls of one source are calls of another: by their counts and times, one to one. Pure arithmetic, no SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SECOND = 1_000_000
SLACK = 10 * SECOND
"""How far two clocks, or the beginning and the end of a call whose duration nobody tells, may lie apart."""

LONGEST_CALL = 600 * SECOND
"""Durations above this are taken for mistakes: they would match calls of different hours."""

REACH = SLACK + LONGEST_CALL
"""Calls further apart than this are never one."""

SHARE = 0.5
"""At least this share of the smaller source's calls in the time both tell of must be found again."""

ALL_BUT = 0.9
"""The same for the rows of two exports without ids: overlapping exports tell the same of every moment they share."""


class Call(NamedTuple):
    """What one recorded call is compared by. `told`: how many of its other fields are known."""

    id: int
    source: int
    at: int
    duration: int
    input_tokens: int
    output_tokens: int
    cache_read: int | None
    person: int | None
    told: int


@dataclass
class Twin:
    """Calls of the new source (`mine`) that are those of another (`theirs`), pair by pair, and what they are like.

    `kinds`: different pairs of input and output; `better`: by how much mine tell more; `one_person`: whether the person
    of each pair is known and the same. `strangers` counts pairs whose persons are known and differ: never one call.
    """

    mine: list[int] = field(default_factory=list[int])
    theirs: list[int] = field(default_factory=list[int])
    kinds: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    better: int = 0
    one_person: bool = True
    strangers: int = 0

    def add(self, mine: Call, theirs: Call) -> None:
        """Take one pair in."""
        if strangers(mine, theirs):
            self.strangers += 1
            return
        self.mine.append(mine.id)
        self.theirs.append(theirs.id)
        self.kinds.add((mine.input_tokens, mine.output_tokens))
        self.better += mine.told - theirs.told
        self.one_person &= mine.person is not None and mine.person == theirs.person

    def convinces(self, smaller: int) -> bool:
        """Whether the pairs are no chance, where the smaller source has `smaller` calls in the time both tell of."""
        if len(self.mine) >= 3 and len(self.kinds) >= 2:
            return len(self.mine) >= SHARE * smaller
        return bool(self.mine) and self.one_person and len(self.mine) >= smaller


def pairs(new: Iterable[Call], old: Iterable[Call]) -> Iterable[tuple[Call, Call]]:
    """(new, old) calls with equal input, output and (where both tell it) cached tokens, at the same time.

    The same time: no further apart than the longer duration and ten seconds. Each call is in one pair at most.
    """
    waiting: dict[tuple[int, int], list[Call]] = {}
    for call in sorted(old, key=_time, reverse=True):
        waiting.setdefault((call.input_tokens, call.output_tokens), []).append(call)
    for mine in sorted(new, key=_time):
        free = waiting.get((mine.input_tokens, mine.output_tokens), [])
        while free and free[-1].at < mine.at - REACH:
            free.pop()
        fitting: list[int] = []
        for place in range(len(free) - 1, -1, -1):
            if free[place].at > mine.at + REACH:
                break
            if _alike(mine, free[place]):
                fitting.append(place)
                if not strangers(mine, free[place]):
                    break
        if fitting:  # another person's only where there is no other
            chosen = fitting[-1] if not strangers(mine, free[fitting[-1]]) else fitting[0]
            yield mine, free.pop(chosen)


def strangers(one: Call, other: Call) -> bool:
    """Whether the persons of two calls are known and differ."""
    return one.person is not None and other.person is not None and one.person != other.person


def _time(call: Call) -> int:
    return call.at


def _alike(one: Call, other: Call) -> bool:
    apart = SLACK + min(max(one.duration, other.duration), LONGEST_CALL)
    cached = None in (one.cache_read, other.cache_read) or one.cache_read == other.cache_read
    return cached and abs(one.at - other.at) <= apart


def equal_rows(new: Sequence[tuple[int, int]], old: Sequence[tuple[int, int]]) -> list[int]:
    """Of rows given as (id, hash of all they tell) the ids of new ones that stand among the old, each used once."""
    free: dict[int, int] = {}
    for _, told in old:
        free[told] = free.get(told, 0) + 1
    found: list[int] = []
    for id_, told in new:
        if free.get(told, 0):
            free[told] -= 1
            found.append(id_)
    return found
