"""Sums per agent, kept for speed. They can be dropped and rebuilt at any time."""

import sqlite3
from functools import partial

from auditor.case.intake import SUMS
from auditor.case.store import Store

TABLES = ("agent_totals", "agent_days", "agent_sources", "agent_branches")
AT_ONCE = 5
"""Agents rebuilt in one go, so that a verdict given meanwhile does not wait long."""

MICROSECONDS_A_DAY = 86_400_000_000
ROWS = (
    "FROM events WHERE agent_id = ? AND dropped_by IS NULL"
    " AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"
)
REBUILD = (
    f"INSERT INTO agent_totals SELECT agent_id, {SUMS}, min(at), max(at) {ROWS} GROUP BY agent_id",
    f"INSERT INTO agent_days SELECT agent_id, at / {MICROSECONDS_A_DAY},"
    f" sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), COUNT(*) {ROWS} GROUP BY agent_id, 2",
    f"INSERT INTO agent_sources SELECT DISTINCT agent_id, source_id {ROWS}",
    f"INSERT INTO agent_branches SELECT DISTINCT agent_id, branch {ROWS} AND branch IS NOT NULL",
)


class Derived:
    """`case.derived`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def refresh(self) -> None:
        """Bring the sums of all agents whose events changed up to date."""
        stale = [id_ for (id_,) in self._store.read("SELECT agent_id FROM stale_agents")]
        for start in range(0, len(stale), AT_ONCE):
            agents = [(id_,) for id_ in stale[start : start + AT_ONCE]]
            self._store.bulk(partial(_refresh, agents)).result()
        if stale:
            self._store.flush()

    def rebuild(self) -> None:
        """Make everything derived anew."""
        self._store.write(lambda c: c.execute("INSERT OR IGNORE INTO stale_agents SELECT id FROM agents"))
        self.refresh()


def _refresh(agents: list[tuple[int]], connection: sqlite3.Connection) -> None:
    for table in TABLES:
        connection.executemany(f"DELETE FROM {table} WHERE agent_id = ?", agents)
    for statement in REBUILD:
        connection.executemany(statement, agents)
    connection.executemany("DELETE FROM stale_agents WHERE agent_id = ?", agents)
