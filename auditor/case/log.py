"""The activity log: who did what, when, as a chain in which a line changed, or missing from amid others, shows."""

import hashlib
import json
import sqlite3
from typing import Any

from auditor.case.store import Store, now
from auditor.records import LogLine

START = "0" * 64


def canonical(detail: dict[str, Any] | list[Any]) -> str:
    """JSON with one spelling, so that equal details have equal digests."""
    return json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def link(previous: str, at: int, who: str, action: str, detail: str) -> str:
    """The chain value of a line: SHA-256 over the previous value and the line, as hex."""
    return hashlib.sha256(canonical([previous, at, who, action, detail]).encode()).hexdigest()


class Log:
    """`case.log`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, connection: sqlite3.Connection, action: str, **detail: Any) -> None:
        """Add a line within the transaction of what it tells of."""
        last = connection.execute("SELECT chain FROM log ORDER BY id DESC LIMIT 1").fetchone()
        at, who, text = now(), self._store.who, canonical(detail)
        chain = link(last[0] if last else START, at, who, action, text)
        connection.execute(
            "INSERT INTO log (at, who, action, detail, chain) VALUES (?, ?, ?, ?, ?)", (at, who, action, text, chain)
        )

    def note(self, action: str, **detail: Any) -> None:
        """Add a line of its own."""
        self._store.write(lambda connection: self.append(connection, action, **detail))

    def lines(self) -> list[LogLine]:
        """All lines, oldest first."""
        return [LogLine(*row) for row in self._store.read("SELECT id, at, who, action, detail FROM log ORDER BY id")]

    def broken_at(self) -> int | None:
        """The id of the first line that does not fit its chain, None if all fit."""
        previous = START
        for id_, at, who, action, detail, chain in self._store.read(
            "SELECT id, at, who, action, detail, chain FROM log ORDER BY id"
        ):
            if chain != link(previous, at, who, action, detail):
                return id_
            previous = chain
        return None
