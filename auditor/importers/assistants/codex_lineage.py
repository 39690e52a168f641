"""Whether a line of a Codex rollout is its thread's own, or history copied from the thread it was forked from."""

from auditor.importers.assistants.codex_lines import Line, Payload, parent_of
from auditor.importers.files.json_lines import as_text
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import utc_time

BURST_US = 1_000_000
"""Copied history is written in one go, lines milliseconds apart; a model's first answer takes longer than this."""


class Lineage:
    """What the headers say. The first one is the thread's own, others are copied with the history they head.

    Four things tell copied lines: a position before `subagent_history_start_ordinal` (newest versions), a turn older
    than the thread (ids of turns and threads begin with their time), a time before the thread began (copied with their
    times), and standing in the burst of lines a fork opens with (copied with the time of the fork).
    """

    def __init__(self) -> None:
        self.thread: str | None = None
        self.parent: str | None = None
        self.is_history = False
        self.is_certain = False
        self._began = 0
        self._first_own: int | None = None
        self._last_at: int | None = None
        self._bursting = True
        self._is_old_turn: bool | None = None

    def headed(self, payload: Payload) -> bool:
        """Take a header; whether it is the thread's own."""
        if self.thread is None:
            self.thread = as_text(payload.id)
            self.parent = parent_of(payload)
            self._first_own = payload.subagent_history_start_ordinal
            self._began = _time_or_zero(payload.timestamp)
            return True
        other = as_text(payload.id)
        if other and other != self.thread:
            self.parent = other
            self.is_certain = self._bursting
        return False

    def reached(self, at: int, line: Line) -> None:
        """Take the next line's time, turn and position."""
        turn, thread = (born(id_) for id_ in (line.payload and line.payload.turn_id, self.thread))
        if turn and thread:
            self._is_old_turn = turn < thread
        if self._last_at is not None and at - self._last_at >= BURST_US:
            self._bursting = False
        copied_with_its_time = self.parent is not None and at < self._began
        if copied_with_its_time:
            self._bursting = False  # its end is told by the times; the thread's own first lines may follow at once
        else:
            self._last_at = at
        if self.parent is not None and self._first_own is not None and line.ordinal is not None:
            self.is_history = self.is_certain = line.ordinal < self._first_own
        elif self.parent is not None and self._is_old_turn is not None:
            self.is_history = self.is_certain = self._is_old_turn or copied_with_its_time
        else:
            self.is_history = copied_with_its_time or (self.parent is not None and self._bursting)
            self.is_certain = copied_with_its_time or (self.is_certain and self._bursting)


def born(id_: str | None) -> str:
    """The milliseconds a UUID of version 7 begins with, in its own digits; "" for any other id."""
    return id_[:13].lower() if id_ and len(id_) == 36 and id_[14] == "7" else ""


def _time_or_zero(value: object) -> int:
    try:
        return utc_time(value)
    except Unreadable:
        return 0
