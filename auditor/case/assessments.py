"""Where agents stand in the queue, and why; and what each adds to the summary of all. All of it is derived."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from auditor.case.store import Row, Store
from auditor.records import Aspect, Assessment, Rhythm

COLUMNS = "agent_id, rhythm, told, priority, top, aspects, reason, missing, computed_at"


class Assessments:
    """`case.assessments`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[int, Assessment]:
        """By agent; an agent never assessed is not in it."""
        rows = self._store.read(f"SELECT {COLUMNS} FROM assessments ORDER BY agent_id")
        return {row[0]: _assessment(row) for row in rows}

    def of_agent(self, agent_id: int) -> Assessment | None:
        """One agent's; None before it is assessed."""
        rows = self._store.read(f"SELECT {COLUMNS} FROM assessments WHERE agent_id = ?", (agent_id,))
        return _assessment(rows[0]) if rows else None

    def replace_all(self, assessments: Sequence[Assessment]) -> None:
        """Put these in the place of all there were; what is said of agents that are not among them goes too."""
        rows = [_row(one) for one in assessments]

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM assessments")
            connection.executemany(f"INSERT INTO assessments ({COLUMNS}) VALUES ({', '.join('?' * 9)})", rows)
            for table in ("findings", "agent_sketches"):
                connection.execute(f"DELETE FROM {table} WHERE agent_id NOT IN (SELECT agent_id FROM assessments)")

        self._store.bulk(work).result()
        self._store.flush()

    def sketches(self) -> dict[int, tuple[str, bytes]]:
        """(digest, data) by agent: what each adds to the summary of all."""
        return {row[0]: (row[1], row[2]) for row in self._store.read("SELECT * FROM agent_sketches")}

    def keep_sketches(self, sketches: Mapping[int, tuple[str, bytes]]) -> None:
        """Keep what agents add to the summary of all."""
        for agent_id, (digest, data) in sketches.items():
            row = (agent_id, digest, data)
            self._store.bulk(
                lambda c, row=row: c.execute("INSERT OR REPLACE INTO agent_sketches VALUES (?, ?, ?)", row).close()
            ).result()

    def forget(self, connection: sqlite3.Connection, agent_ids: Iterable[int]) -> None:
        """Within a transaction of the writer: what these agents add to the summary goes."""
        connection.executemany("DELETE FROM agent_sketches WHERE agent_id = ?", [(id_,) for id_ in agent_ids])


def _row(one: Assessment) -> Row:
    aspects = json.dumps({str(aspect): weight for aspect, weight in one.aspects.items()})
    return (
        *(one.agent_id, one.rhythm, one.told, one.priority, one.top, aspects, one.reason),
        *(json.dumps(one.missing, ensure_ascii=False), one.computed_at),
    )


def _assessment(row: Row) -> Assessment:
    agent_id, rhythm, told, priority, top, aspects, reason, missing, computed_at = row
    return Assessment(
        agent_id=agent_id,
        rhythm=Rhythm(rhythm) if rhythm else None,
        told=Rhythm(told) if told else None,
        priority=priority,
        top=bool(top),
        aspects={Aspect(aspect): weight for aspect, weight in json.loads(aspects).items()},
        reason=reason,
        missing=tuple(json.loads(missing)),
        computed_at=computed_at,
    )
