"""What the auditor says of an agent against what the program works out. Insert-only; taking back is a new line."""

import sqlite3

from auditor.case.log import Log
from auditor.case.store import Row, Store, now
from auditor.errors import CaseError
from auditor.records import Override, OverrideKind

COLUMNS = "id, at, who, agent_id, kind, value, reason, expires, withdraws"


class Overrides:
    """`case.overrides`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def all(self) -> list[Override]:
        """Every line ever written, oldest first."""
        return [_override(row) for row in self._store.read(f"SELECT {COLUMNS} FROM overrides ORDER BY id")]

    def standing(self, today: str = "") -> dict[tuple[int, OverrideKind], Override]:
        """What holds, by agent and kind: the latest word on each, unless that takes back. No earlier one comes back.

        With `today` (ISO day) what has expired before that day is left out.
        """
        latest = {(line.agent_id, line.kind): line for line in self.all()}
        return {
            key: line
            for key, line in latest.items()
            if line.withdraws is None and not (today and line.expires and line.expires < today)
        }

    def say(self, agent_id: int, kind: OverrideKind, value: str, reason: str, expires: str = "") -> Override:
        """Keep a word on an agent; it is logged."""
        return self._append(agent_id, kind, value, reason, expires, None)

    def withdraw(self, line: Override, reason: str = "") -> Override:
        """Take back the line that holds. Raises CaseError if it does so no longer."""
        if self.standing().get((line.agent_id, line.kind)) != line:
            raise CaseError("This was taken back or replaced already.", "Open the agent again to see what holds.")
        return self._append(line.agent_id, line.kind, line.value, reason, line.expires, line.id)

    def _append(
        self, agent_id: int, kind: OverrideKind, value: str, reason: str, expires: str, withdraws: int | None
    ) -> Override:
        at, who = now(), self._store.who
        row = (at, who, agent_id, kind, value, reason.strip(), expires, withdraws)

        def work(connection: sqlite3.Connection) -> Override:
            cursor = connection.execute(f"INSERT INTO overrides ({COLUMNS[4:]}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            kept = _override((int(cursor.lastrowid or 0), *row))
            action = "override taken back" if withdraws is not None else "override said"
            self._log.append(connection, action, override=kept.id, told=told_of(kept))
            return kept

        return self._store.write(work)


def told_of(line: Override) -> list[str | int | None]:
    """What the log keeps of a line."""
    return [line.agent_id, str(line.kind), line.value, line.reason, line.expires, line.withdraws]


def _override(row: Row) -> Override:
    return Override(row[0], row[1], row[2], row[3], OverrideKind(row[4]), *row[5:9])
