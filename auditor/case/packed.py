"""The events of each agent as packed columns: derived from the rows, and read many times as fast."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from functools import partial
from hashlib import sha256
from threading import local

import numpy as np
from numpy.typing import NDArray

from auditor.case.event_columns import BASE, NAMED, Told, from_rows
from auditor.case.packing import Pack, packed, packed_names, unpacked, unpacked_names
from auditor.case.store import Row, Store
from auditor.errors import CaseError
from auditor.progress import Progress
from auditor.records import UNKNOWN, Column

TABLES = ("agent_columns", "agent_families")
"""What goes as soon as the events of an agent change."""

STALE = """
    SELECT agent_id FROM stale_agents
    UNION SELECT s.agent_id FROM strands AS s JOIN stale_agents AS a ON a.agent_id = s.origin_id
"""
"""Agents whose events changed since their sums and columns were made."""

FAMILY, FAMILIES, LAST = "family", "families", "at"
"""The column that is kept beside those of the rows, its names; the column written last: it tells that all are there."""

OF_ROWS = {*BASE, *NAMED.values()}

STORED = f"""
    SELECT c.name, c.kind, c.low, c.checksum, c.data, t.events
    FROM agent_totals AS t JOIN agent_columns AS c ON c.agent_id = t.agent_id
    WHERE t.agent_id = ?1 AND ?1 NOT IN ({STALE})
    UNION ALL SELECT '{FAMILIES}', '', 0, count(*) = max(number) + 1, json_group_array(template), 0
    FROM (SELECT number, template FROM agent_families WHERE agent_id = ?1 ORDER BY number)
"""
MISSING = f"""
    SELECT agent_id FROM agent_totals
    WHERE agent_id NOT IN (SELECT agent_id FROM agent_columns WHERE name = '{LAST}') AND agent_id NOT IN ({STALE})
    ORDER BY events DESC, agent_id
"""
FITS = f"SELECT 1 FROM agent_totals WHERE agent_id = ?1 AND events = ?2 AND ?1 NOT IN ({STALE})"
THERE = "SELECT 1 FROM agent_columns WHERE agent_id = ? AND name = ?"
PUT = "INSERT OR REPLACE INTO agent_columns (agent_id, name, kind, low, checksum, data) VALUES (?, ?, ?, ?, ?, ?)"

DIGESTS = f"""
    SELECT agent_id, group_concat(name || ':' || kind || ':' || low || ':' || checksum, ',') FROM (
        SELECT agent_id, name, kind, low, checksum FROM agent_columns
        WHERE name <> '{FAMILY}' AND agent_id NOT IN ({STALE}) ORDER BY agent_id, name
    ) GROUP BY agent_id
"""

BYTES_AT_ONCE = 2_000_000
"""Written in one batch of bulk work, so that a verdict given meanwhile does not wait long."""


class Packed:
    """`case.packed`. Whatever is kept here belongs to the events as they are now: it goes when they change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes: Counter[int] = Counter()
        self._seen = local()

    def keep(self, agent_id: int, columns: Mapping[str, NDArray[np.int64]]) -> None:
        """Keep columns beside those of the rows (the family of each event), one value per event in order of time.

        Nothing is kept if the agent's events changed since this thread read them, or if their own columns are not
        packed (see `missing`).
        """
        packs = [packed(name, column) for name, column in columns.items()]
        self._write(agent_id, packs, {len(column) for column in columns.values()}, self._since(agent_id))

    def read(self, agent_id: int) -> dict[str, NDArray[np.int64]]:
        """All columns kept of an agent, read-only, those of its rows too; an empty dict if there are none."""
        told = self.told(agent_id)
        return dict(told.columns) if told else {}

    def told(self, agent_id: int, *, mend: bool = True) -> Told | None:
        """Columns and names; None where the agent is not packed, is behind its events, or what was kept is damaged.

        What is damaged is taken out, to be made anew, unless told not to `mend`.
        """
        self.see(agent_id)
        rows = self._store.read(STORED, (agent_id,))
        packs = {row[0]: Pack(*row[:5]) for row in rows[:-1]}
        if LAST not in packs:
            return None
        told = _of_rows(packs, rows[0][5])
        grouped = told and _with_family(told, packs.get(FAMILY), rows[-1])
        damaged = tuple(packs) if told is None else (FAMILY,) if grouped is None else ()
        if damaged and mend:
            self._drop(agent_id, damaged)
        return grouped or told

    def see(self, agent_id: int) -> None:
        """What this thread keeps of an agent next was made from its events as they are now, or later."""
        if not hasattr(self._seen, "since"):
            self._seen.since = dict[int, int]()
        self._seen.since[agent_id] = self._changes[agent_id]

    def ready(self, agent_id: int) -> bool:
        """Whether an agent is packed, so that reading it is quick."""
        return bool(self._store.read(f"{THERE} AND agent_id NOT IN ({STALE})", (agent_id, LAST)))

    def missing(self) -> list[int]:
        """The agents that are not packed, those with most events first."""
        return [agent_id for (agent_id,) in self._store.read(MISSING)]

    def digests(self) -> dict[int, str]:
        """For each packed agent a digest of its events: it changes when they do. Families have no part in it."""
        rows = self._store.read(DIGESTS)
        return {agent_id: sha256(told.encode()).hexdigest() for agent_id, told in rows}

    def pack(self, agent_id: int, progress: Progress | None = None) -> None:
        """Pack the events of an agent. Nothing is kept if they change meanwhile. Raises `Cancelled`."""
        self.see(agent_id)
        since = self._since(agent_id)
        told = from_rows(self._store, agent_id, progress)
        self._write(agent_id, _packs(told), {len(told.columns[LAST])}, since)

    def forget(self, connection: sqlite3.Connection, agent_ids: Iterable[int]) -> None:
        """Within a transaction of the writer: what was kept of these agents goes, and nothing read before comes in."""
        for agent_id in agent_ids:
            self._changes[agent_id] += 1
            for table in TABLES:
                connection.execute(f"DELETE FROM {table} WHERE agent_id = ?", (agent_id,))

    def _write(self, agent_id: int, packs: Iterable[Pack], lengths: set[int], since: int) -> None:
        for batch in _batches(packs):
            if not self._store.bulk(partial(self._put, agent_id, batch, lengths, since)).result():
                break
        self._store.flush()

    def _put(self, agent_id: int, packs: Sequence[Pack], lengths: set[int], since: int, c: sqlite3.Connection) -> bool:
        fits = all(c.execute(FITS, (agent_id, length)).fetchone() for length in lengths)
        beside = any(pack.name not in OF_ROWS for pack in packs) and not c.execute(THERE, (agent_id, LAST)).fetchone()
        if self._changes[agent_id] != since or not fits or beside:
            return False
        c.executemany(PUT, [(agent_id, *astuple(pack)) for pack in packs])
        return True

    def _drop(self, agent_id: int, names: Sequence[str]) -> None:
        """Take out what is damaged, so that it is made anew; a case for reading only is read from its rows."""
        rows = [(agent_id, name) for name in names]
        statement = "DELETE FROM agent_columns WHERE agent_id = ? AND name = ?"
        with suppress(CaseError):
            self._store.bulk(lambda connection: connection.executemany(statement, rows).close())

    def _since(self, agent_id: int) -> int:
        since: dict[int, int] = getattr(self._seen, "since", {})
        return since.get(agent_id, self._changes[agent_id])


def _packs(told: Told) -> Iterator[Pack]:
    """One after the other, so that memory holds few of them; LAST is the last one."""
    for name, names in told.names.items():
        yield packed_names(name, names)
    for name in sorted(told.columns, key=lambda name: name == LAST):
        yield packed(name, told.columns[name])


def _of_rows(packs: Mapping[str, Pack], length: int) -> Told | None:
    """What the rows told; None where some of it is missing, damaged, or does not fit the number of events."""
    columns = {name: column for name in BASE if (column := unpacked(packs.get(name), length)) is not None}
    names = {plural: told for plural in NAMED.values() if (told := unpacked_names(packs.get(plural))) is not None}
    whole = len(columns) == len(BASE) and len(names) == len(NAMED)
    fits = whole and all(_refers(columns[name], names[plural]) for name, plural in NAMED.items())
    return Told(columns, names) if fits else None


def _with_family(told: Told, pack: Pack | None, templates: Row) -> Told | None:
    """With the families, where they were found out; None where they do not fit."""
    if pack is None:
        return told
    family = unpacked(pack, len(told.columns[LAST]))
    families: tuple[str, ...] = tuple(json.loads(templates[4])) if templates[3] else ()
    if family is None or not _refers(family, families):
        return None
    return Told({**told.columns, FAMILY: family}, {**told.names, FAMILIES: families})


def _refers(places: Column, names: Sequence[str]) -> bool:
    """Whether each place is one in the list, or unknown."""
    return not len(places) or (int(places.min()) >= UNKNOWN and int(places.max()) < len(names))


def _batches(packs: Iterable[Pack]) -> Iterator[list[Pack]]:
    """Some together, some millions of bytes at most."""
    batch: list[Pack] = []
    for pack in packs:
        if batch and sum(len(one.data) for one in (*batch, pack)) > BYTES_AT_ONCE:
            yield batch
            batch = []
        batch.append(pack)
    yield batch
