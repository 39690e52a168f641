"""An agent's calls as columns: when, in which session, how large. Words come later, so truth is known at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.company.dice import Dice
from tests.company.kind import Kind
from tests.company.rhythm import DAY, SECOND, Span

Column = NDArray[np.int64]
FAILED = 0.006
"""Share of calls that fail where a format tells failures."""


@dataclass(slots=True)
class Track:
    """Columns of equal length in order of session and turn. `fresh` excludes both cache classes."""

    at: Column
    session: Column
    turn: Column
    fresh: Column
    cache_read: Column
    cache_creation: Column
    output: Column
    model: Column
    failed: NDArray[np.bool_]
    lengths: Column

    @property
    def input(self) -> Column:
        """All input, cached included."""
        return self.fresh + self.cache_read + self.cache_creation

    def weekly(self, start: int, weeks: int) -> NDArray[np.int64]:
        """Tokens, input and output, of every week from `start` (ms)."""
        inside = self.at >= start
        week = np.minimum((self.at[inside] - start) // (7 * DAY), weeks - 1)
        return np.bincount(week, (self.input + self.output)[inside], weeks).astype(np.int64)


def lengths_of(dice: Dice, sessions: int, calls: int, even: bool) -> Column:
    """Calls of each session: about equal, uneven, together exactly `calls`, none empty."""
    if sessions == calls:
        return np.ones(calls, np.int64)
    shares = np.ones(sessions) if even else 0.25 + dice.many(sessions) + dice.many(sessions) * dice.many(sessions)
    lengths = 1 + np.floor(shares / shares.cumsum()[-1] * (calls - sessions)).astype(np.int64)
    lengths[np.arange(calls - lengths.sum()) % sessions] += 1
    return lengths


def track_of(kind: Kind, span: Span, calls: int, group: str, role: int, fails: bool) -> Track:
    """All calls of one agent. Agents of one `group` share sessions; each `role` speaks some seconds after the other."""
    dice = Dice(group, "rhythm")
    sessions = max(1, round(calls / kind.turns))
    lengths = lengths_of(dice, sessions, calls, kind.even)
    starts = kind.starts(dice, span, sessions)
    session = np.repeat(np.arange(sessions), lengths)
    turn = np.arange(calls) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    low, high = kind.gap
    gaps = np.where(turn == 0, 0, (low + dice.many(calls) * dice.many(calls) * (high - low)) * SECOND).astype(np.int64)
    since = np.cumsum(gaps)
    at = starts[session] + since - since[np.cumsum(lengths) - lengths][session] + role * low * SECOND // kind.roles
    return _sized(Dice(group, role, "sizes"), kind, at, session, turn, lengths, fails)


def _sized(dice: Dice, kind: Kind, at: Column, session: Column, turn: Column, lengths: Column, fails: bool) -> Track:
    """Token counts for the calls: context grows with every turn, cached or sent anew."""
    size, calls = kind.size, len(at)
    context = size.base * (0.6 + 0.8 * dice.many(len(lengths)))[session] + size.step * turn
    step = size.step * dice.noise(calls) + 12
    failed = dice.many(calls) < (FAILED if fails else 0)
    fresh = context * (0.9 + 0.2 * dice.many(calls)) + 9
    cache_read = cache_creation = np.zeros(calls)
    if size.cached:
        fresh = 3 + 9 * dice.many(calls)
        cache_creation = np.where(turn == 0, context * 0.35, step)
        cache_read = np.where(turn == 0, context * 0.65, context)
    output = size.output * dice.noise(calls) + 4
    columns = [np.where(failed, 0, column).astype(np.int64) for column in (fresh, cache_read, cache_creation, output)]
    model = (dice.many(len(lengths)) * len(kind.models)).astype(np.int64)[session]
    return Track(at, session, turn, *columns, model, failed, lengths)


def top_up(track: Track, start: int, needs: Column, surplus: NDArray[np.float64]) -> None:
    """Scale every week so that it adds up to what the person's other agents leave open, and a little more."""
    week = np.clip((track.at - start) // (7 * DAY), 0, len(needs) - 1)
    have = np.maximum(track.weekly(start, len(needs)), 1)
    factor = (np.maximum(needs, have // 4) * surplus / have)[week]
    for column in (track.fresh, track.output):
        column[:] = (column * factor).astype(np.int64)
