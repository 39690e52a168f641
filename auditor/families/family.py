"""What a table of families tells of each: how often, how many tokens, from when to when, an example."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.families.numbering import letter
from auditor.records import UNKNOWN, Activity, Column


@dataclass(frozen=True, slots=True)
class Family:
    """One family of an agent. `tokens` are input (cached included) and output, None if none of its events tells any.

    The shares are of all counted events, and of all tokens told (None: none). `first`, `last`: µs UTC. `example` is
    the id of the text of its first prompt, None where no text is stored.
    """

    number: int
    template: str
    events: int
    tokens: int | None
    share_of_events: float
    share_of_tokens: float | None
    first: int
    last: int
    example: int | None

    @property
    def letter(self) -> str:
        """A for the family with most events, then B, …."""
        return letter(self.number)


def families_of(activity: Activity) -> tuple[Family, ...]:
    """The families of an agent, those with most events first; none where they are not found out yet."""
    told = activity.family != UNKNOWN
    if not activity.families or not told.any():
        return ()
    family = activity.family if told.all() else activity.family[told]
    count = len(activity.families)
    events = np.bincount(family, minlength=count)
    tokens, known = _tokens(activity)
    sums = np.bincount(family, tokens[told], count)
    knowns = np.bincount(family, known[told], count)
    places = np.flatnonzero(told)
    first, last = _first(family, count), _last(family, count)
    examples = examples_of(activity.prompt[places], family, count)
    total = int(tokens.sum())
    return tuple(
        Family(
            number,
            activity.families[number],
            int(events[number]),
            int(sums[number]) if knowns[number] else None,
            float(events[number] / len(activity)),
            float(sums[number] / total) if total and knowns[number] else None,
            int(activity.at[places[first[number]]]),
            int(activity.at[places[last[number]]]),
            int(examples[number]) if examples[number] != UNKNOWN else None,
        )
        for number in sorted(range(count), key=lambda number: (-int(events[number]), number))
        if events[number]
    )


def _tokens(activity: Activity) -> tuple[Column, NDArray[np.bool_]]:
    """Tokens of each event, 0 where none are told, and whether any are."""
    taken, made = activity.input_tokens, activity.output_tokens
    return np.maximum(taken, 0) + np.maximum(made, 0), (taken != UNKNOWN) | (made != UNKNOWN)


def _first(family: Column, count: int) -> Column:
    """The first event of each family."""
    first = np.zeros(count, np.int64)
    first[family[::-1]] = np.arange(len(family) - 1, -1, -1)  # of several values for one place the last one stays
    return first


def _last(family: Column, count: int) -> Column:
    last = np.zeros(count, np.int64)
    last[family] = np.arange(len(family))
    return last


def examples_of(prompts: Column, family: Column, count: int) -> Column:
    """The first prompt that is stored, by family (`count` of them); UNKNOWN where none is."""
    examples = np.full(count, UNKNOWN, np.int64)
    stored = prompts != UNKNOWN
    examples[family[stored][::-1]] = prompts[stored][::-1]
    return examples


def distinct_members(activity: Activity, number: int, limit: int) -> Column:
    """Places in the activity of at most `limit` members of a family, one for each prompt, spread from first to last."""
    members = np.flatnonzero(activity.family == number)
    prompts = activity.prompt[members]
    _, first = np.unique(prompts, return_index=True)
    untold = np.flatnonzero(prompts == UNKNOWN)
    places = members[np.unique(np.concatenate([first, untold]))]
    if len(places) <= limit:
        return places
    return places[np.linspace(0, len(places) - 1, limit).round().astype(np.int64)]
