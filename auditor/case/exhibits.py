"""Pinned evidence: time spans and events that a verdict rests on."""

import sqlite3

from auditor.case.log import Log
from auditor.case.store import Store, now
from auditor.records import Exhibit, ExhibitKind

COLUMNS = "id, agent_id, kind, reference, title, pinned_by, pinned_at"


class Exhibits:
    """`case.exhibits`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def pin(self, agent_id: int, kind: ExhibitKind, reference: str, title: str) -> Exhibit:
        """Keep a piece of evidence; the same one twice is kept once."""
        for exhibit in self.of_agent(agent_id):
            if (exhibit.kind, exhibit.reference) == (kind, reference):
                return exhibit
        at, who = now(), self._store.who

        def work(connection: sqlite3.Connection) -> int:
            cursor = connection.execute(
                f"INSERT INTO exhibits ({COLUMNS[4:]}) VALUES (?, ?, ?, ?, ?, ?)",
                (agent_id, kind, reference, title, who, at),
            )
            self._log.append(connection, "exhibit pinned", agent=agent_id, reference=reference)
            return int(cursor.lastrowid or 0)

        return Exhibit(self._store.write(work), agent_id, kind, reference, title, who, at)

    def of_agent(self, agent_id: int) -> list[Exhibit]:
        """An agent's exhibits, oldest first."""
        return self._where("WHERE agent_id = ?", agent_id)

    def all(self) -> list[Exhibit]:
        """All exhibits of the case, oldest first."""
        return self._where("")

    def _where(self, condition: str, *parameters: object) -> list[Exhibit]:
        rows = self._store.read(f"SELECT {COLUMNS} FROM exhibits {condition} ORDER BY id", parameters)
        return [Exhibit(id_, agent, ExhibitKind(kind), *rest) for id_, agent, kind, *rest in rows]
