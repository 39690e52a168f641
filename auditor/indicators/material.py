"""What an indicator is given of one agent: its events, what they say, what came of them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity, Column
from auditor.said.ragged import Ragged
from auditor.said.said import Said

DAY = 86_400_000_000
PAUSE = 1_800_000_000
"""Half an hour in µs: requests that tell no session belong to one until such a pause."""


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Outcomes (m) of the agent's person, by time (µs).

    `strength` is how firmly each is tied to this very agent, 0 (only to the person) to 1 (named by the source).
    `hollow` indexes HOLLOW, 0 where nothing speaks against it. `references` (m): what it is called and names, hashed as
    in `Said.references`. `change`: a merged change or a commit. `delivered`: from when to when outcomes of the agent's
    team are told by others than this agent's; None: no outcome data. `elsewhere` (m): the source names another agent.
    Of the team's other persons: `around` is from when to when their outcomes are told, `around_kinds` how many of them
    carry a reference of each of `said.references.KINDS`. `moved`, `moved_at`: what anybody's outcomes are called and
    name, and when, sorted by both; at least what this agent's prompts name.
    """

    at: Column
    strength: NDArray[np.float64]
    hollow: Column
    references: Ragged
    commit: NDArray[np.bool_]
    delivered: tuple[int, int] | None
    elsewhere: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    around: tuple[int, int] | None = None
    around_kinds: Column = field(default_factory=lambda: np.zeros(4, np.int64))
    moved: Column = field(default_factory=lambda: np.empty(0, np.int64))
    moved_at: Column = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def tied(self) -> NDArray[np.bool_]:
        """Which are this agent's rather than only its person's."""
        return self.strength >= TIED


HOLLOW = ("", "trivial", "reverted", "self-approved", "without a change request")
TIED = 0.5
"""The strength from which an outcome counts as the agent's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Of one agent with n events, in an order that does not hang on how files told them.

    `day` (n) counts days from the first event, each beginning in the longest pause of the agent's day: so times in
    another zone give the same. `session` (n) numbers sessions by their start. `amount` (n) is what counts towards the
    target: tokens or millionths of credits, 0 where not told. `other_at`, `other_amount`: the same of the person's
    other agents, by time. `number` is the agent's place in the arrays of `Reference`.
    """

    activity: Activity
    said: Said
    results: Results
    day: Column
    session: Column
    amount: Column
    other_at: Column
    other_amount: Column
    number: int

    def __len__(self) -> int:
        return len(self.activity)

    @property
    def starts(self) -> Column:
        """When each session starts (k, µs), rising."""
        _, first = np.unique(self.session, return_index=True)
        return self.activity.at[first]


def days_of(at: Column) -> Column:
    """The day of each time (n, sorted, µs), from 0; days begin after the longest pause on the circle of 24 hours."""
    if not len(at):
        return np.empty(0, np.int64)
    hours = np.sort((at - at[0]) % DAY)
    gaps = np.diff(hours, append=hours[0] + DAY)
    begin = hours[(int(gaps.argmax()) + 1) % len(hours)]
    days = (at - at[0] - begin) // DAY
    return days - days[0]


def sessions_of(activity: Activity) -> Column:
    """A number for each event's session (n), by start; events that tell none are one until a PAUSE."""
    session = activity.session.copy()
    loose = np.flatnonzero(session == UNKNOWN)
    if len(loose):
        begins = np.append(True, np.diff(activity.at[loose]) > PAUSE)
        session[loose] = -2 - np.cumsum(begins)
    ids, first, place = np.unique(session, return_index=True, return_inverse=True)
    rank = np.empty(len(ids), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(ids))
    return rank[place.reshape(-1)]
