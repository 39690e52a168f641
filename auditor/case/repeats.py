"""Of several records of one call, in one file or in many, one counts: the fuller one, whichever came first."""

import json
import sqlite3
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from auditor.case.agents import Identities
from auditor.case.seen import Seen
from auditor.columns import EventColumns
from auditor.records import TOKEN_CLASSES, UsageEvent

FULLNESS = ("output_tokens", "input_tokens", *TOKEN_CLASSES, "cost_microusd")
"""Of two copies of one call the greater in these, in this order, counts: so totals do not depend on who came first."""
_fullness = attrgetter(*FULLNESS)

TOLD = ("sub_agent", "branch", "provider", "model", "operation", "microcredits", "duration_us", "status")
"""What else a copy may tell, beside session and texts."""
_told = attrgetter(*TOLD)
ALSO_TOLD = (*TOLD, "session_id", "prompt_id", "response_id")

CORRECT = "UPDATE events SET dropped_by = ? WHERE id = ?"


class Copy(NamedTuple):
    """One of several records of one call, ready to be compared. Of equal ranks the smaller agent's name decides.

    `rank`: the fullness, then the earlier time, then how much else is told.
    """

    rank: tuple[int, ...]
    agent_id: int


def _copy(event: UsageEvent, agent_id: int) -> Copy:
    full = [-1 if value is None else value for value in _fullness(event)]
    told = len(TOLD) - _told(event).count(None)
    told += (event.session is not None) + bool(event.prompt) + bool(event.response)
    return Copy((*full, -event.at, told), agent_id)


Known = dict[str, tuple[int, bool, Copy]]
"""By key, of the stored copy that counts: its row id, whether it is this source's own, the copy."""


class Repeats:
    """The repeats in one source. `superseded`: ids of other sources' events that count no more once it is complete."""

    def __init__(self, ids: Identities, source_id: int, *, first: bool) -> None:
        self.superseded: dict[int, str] = {}
        self.of_others = 0
        self._ids = ids
        self._source_id = source_id
        self._seen: Seen[str] | None = Seen() if first else None  # the first one cannot repeat what others told

    def dropped(
        self, connection: sqlite3.Connection, events: EventColumns, agents: Sequence[int]
    ) -> Sequence[str | None] | None:
        """For each event the rule by which it does not count, since a copy of it does; None if it counts.

        A transcript cut off early holds too few output tokens, hence the fuller copy.
        """
        given: Sequence[str | None] | None = events.plain.get("dropped_by")
        keys: Sequence[str | None] = events.plain.get("key", ())
        if given:
            keys = [None if rule else key for key, rule in zip(keys, given, strict=False)]
        told = [key for key in keys if key is not None]
        if not told:
            return given
        stored = self._stored(connection, self._seen.add(told) if self._seen else told)
        if not stored and len(set(told)) == len(told):
            return given
        return self._settled(connection, events, agents, keys, stored, list(given or [None] * len(keys)))

    def _settled(
        self,
        connection: sqlite3.Connection,
        events: EventColumns,
        agents: Sequence[int],
        keys: Sequence[str | None],
        stored: Known,
        dropped: list[str | None],
    ) -> list[str | None]:
        here: dict[str, int] = {}
        corrected: list[tuple[str, int]] = []
        for position, key in enumerate(keys):
            if key is None:
                continue
            if key in here:
                rival = here[key]
                new, old = (_copy(events.event(at), agents[at]) for at in (position, rival))
                if not self._wins(connection, new, old):
                    dropped[position] = "replayed-history"
                    continue
                dropped[rival] = "fuller-copy"
            elif key in stored:
                id_, mine, before = stored[key]
                if not self._wins(connection, _copy(events.event(position), agents[position]), before):
                    dropped[position] = "replayed-history"
                    continue
                if mine:
                    corrected.append(("fuller-copy", id_))
                else:
                    self.superseded[id_] = "fuller-copy"
            here[key] = position
        connection.executemany(CORRECT, corrected)
        return dropped

    def _wins(self, connection: sqlite3.Connection, new: Copy, old: Copy) -> bool:
        """Whether the new one of two copies counts: the same whichever of them came first."""
        if new.agent_id == old.agent_id:
            return new.rank > old.rank
        whose = [self._ids.whose(connection, copy.agent_id) for copy in (new, old)]
        known = not (whose[0][0] or whose[1][0])
        self.of_others += known and whose[0][2] != whose[1][2]
        return new.rank > old.rank if new.rank != old.rank else whose[0] < whose[1]

    def _stored(self, connection: sqlite3.Connection, keys: Sequence[str]) -> Known:
        """The counted events of the case that have one of these keys."""
        if not keys:
            return {}
        rows = connection.execute(
            f"SELECT e.key, e.id, e.source_id, e.agent_id, {', '.join(f'coalesce(e.{name}, -1)' for name in FULLNESS)},"
            f" -e.at, {' + '.join(f'(e.{name} IS NOT NULL)' for name in ALSO_TOLD)}"
            " FROM json_each(?) AS j JOIN events AS e INDEXED BY events_by_key"
            " ON e.key = j.value AND e.dropped_by IS NULL"
            " ORDER BY e.id",  # of two copies not yet settled the later one counts
            (json.dumps(keys),),
        )
        mine = self._source_id
        return {key: (id_, source == mine, Copy(tuple(rank), agent)) for key, id_, source, agent, *rank in rows}
