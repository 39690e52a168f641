"""Sums per agent, kept for speed. They can be dropped and rebuilt at any time."""

import sqlite3
from functools import partial
from typing import Any

from auditor.case.intake import SUMS, added
from auditor.case.packed import STALE, Packed
from auditor.case.store import Row, Store
from auditor.case.strands import condition
from auditor.records import TOKEN_CLASSES

TABLES = (
    "agent_totals",
    "agent_days",
    "agent_sources",
    "agent_branches",
    "agent_coverage",
    "agent_dropped",
    "agent_models",
)
AT_ONCE = 5
"""Agents rebuilt in one go, so that a verdict given meanwhile does not wait long."""

MICROSECONDS_A_DAY = 86_400_000_000
COMPLETE = "source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"
LONG = 200_000
"""Input tokens above which some models cost more."""

GROUPS = f"""
    SELECT at / {MICROSECONDS_A_DAY}, source_id, branch, coalesce(model, ''), coalesce(input_tokens > {LONG}, 0),
        count(prompt_id), SUM(input_tokens IS NULL AND output_tokens IS NULL), count(cost_microusd),
        {SUMS}, min(at), max(at)
    FROM events WHERE {{whose}} AND dropped_by IS NULL AND {COMPLETE}
    GROUP BY 1, 2, 3, 4, 5
"""
DROPPED = f"""
    INSERT INTO agent_dropped
    SELECT {{agent_id}}, dropped_by, COUNT(*), SUM(input_tokens), SUM(output_tokens), SUM(cost_microusd)
    FROM events INDEXED BY events_dropped
    WHERE {{whose}} AND dropped_by IS NOT NULL AND {COMPLETE} GROUP BY dropped_by
"""


class Derived:
    """`case.derived`."""

    def __init__(self, store: Store, packed: Packed) -> None:
        self._store = store
        self._packed = packed

    def refresh(self) -> None:
        """Bring the sums of all agents whose events changed up to date."""
        stale = [id_ for (id_,) in self._store.read(STALE)]
        for start in range(0, len(stale), AT_ONCE):
            agents = {id_: condition(self._store, id_) for id_ in stale[start : start + AT_ONCE]}
            self._store.bulk(partial(self._refresh, agents)).result()
        if stale:
            self._store.flush()

    def rebuild(self) -> None:
        """Make everything derived anew."""
        self._store.write(lambda c: c.execute("INSERT OR IGNORE INTO stale_agents SELECT id FROM agents"))
        self.refresh()

    def _refresh(self, agents: dict[int, str], connection: sqlite3.Connection) -> None:
        """Sum up agents, given with the condition on their events; what was packed of them is packed anew later."""
        ids = [(agent_id,) for agent_id in agents]
        for table in TABLES:
            connection.executemany(f"DELETE FROM {table} WHERE agent_id = ?", ids)
        self._packed.forget(connection, agents)
        importers: dict[int, str] = dict(connection.execute("SELECT id, importer FROM sources").fetchall())
        for agent_id, whose in agents.items():
            _sum_up(connection, agent_id, whose, importers)
        connection.executemany("DELETE FROM stale_agents WHERE agent_id = ?", ids)


def _sum_up(connection: sqlite3.Connection, agent_id: int, whose: str, importers: dict[int, str]) -> None:
    """All sums of one agent, from one pass over its events. `importers` of sources by id."""
    connection.execute(DROPPED.format(agent_id=agent_id, whose=whose))
    groups = connection.execute(GROUPS.format(whose=whose)).fetchall()
    if not groups:
        return
    days: dict[int, list[Row]] = {}
    models: dict[tuple[str, int, int, str], list[Row]] = {}
    for day, source, _, model, long, *counts_and_sums in groups:
        days.setdefault(day, []).append(tuple(counts_and_sums[3:]))
        models.setdefault((model, day, long, importers[source]), []).append(tuple(counts_and_sums))
    daily = [(agent_id, day, *_tokens_and_events(added(rows))) for day, rows in days.items()]
    by_model = [(agent_id, *key, *_model_sums(rows)) for key, rows in models.items()]
    total = added([group[8:] for group in groups])
    coverage = [sum(column) for column in zip(*(group[5:8] for group in groups), strict=True)]
    sources = {(agent_id, group[1]) for group in groups}
    branches = {(agent_id, group[2]) for group in groups if group[2] is not None}
    for table, rows in (
        ("agent_totals", [(agent_id, *total)]),
        ("agent_coverage", [(agent_id, *coverage)]),
        ("agent_days", daily),
        ("agent_models", by_model),
        ("agent_sources", sorted(sources)),
        ("agent_branches", sorted(branches)),
    ):
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _model_sums(rows: list[Row]) -> list[Any]:
    """Events, token classes, reported cost, credits, and how many of the events report a cost."""
    sums = added([row[3:] for row in rows])
    return [*sums[: 2 + len(TOKEN_CLASSES)], sums[3 + len(TOKEN_CLASSES)], sum(row[2] for row in rows)]


def _tokens_and_events(sums: list[Any]) -> tuple[int, int]:
    return (sums[1] or 0) + (sums[1 + TOKEN_CLASSES.index("output_tokens")] or 0), sums[0]
