"""What the program said of an agent when a verdict on it was given, so that a later change shows. Insert-only."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from auditor.case.log import canonical
from auditor.case.store import Row, Store

Reading = Callable[[str, Sequence[Any]], list[Row]]

FINDING = ("indicator", "title", "version", "value", "percentile", "weight", "n", "sources")
"""What is kept of a finding."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """`said` as JSON would hold it (see `said_of`); `sealed`: it was hidden from the reviewer until the verdict."""

    verdict_id: int
    sealed: bool
    said: Mapping[str, Any]


class GroundsTable:
    """`case.grounds`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[int, Grounds]:
        """By verdict; those given before there were findings have none."""
        rows = self._store.read("SELECT id, sealed, said FROM grounds ORDER BY id")
        return {row[0]: Grounds(row[0], bool(row[1]), json.loads(row[2])) for row in rows}

    def of_verdict(self, verdict_id: int) -> Grounds | None:
        """Those of one verdict."""
        rows = self._store.read("SELECT id, sealed, said FROM grounds WHERE id = ?", (verdict_id,))
        return Grounds(rows[0][0], bool(rows[0][1]), json.loads(rows[0][2])) if rows else None

    def now(self, agent_id: int | None = None) -> dict[int, dict[str, Any]]:
        """What is said of one agent or of all at this moment, in the same form as it is kept with a verdict."""
        return said_of(self._store.read, agent_id)

    def digests(self) -> dict[int, str]:
        """SHA-256 of what is kept with each verdict, as the log tells it."""
        rows = self._store.read("SELECT id, sealed, said FROM grounds ORDER BY id")
        return {id_: digest_of(bool(sealed), said) for id_, sealed, said in rows}


def said_of(read: Reading, agent_id: int | None = None) -> dict[int, dict[str, Any]]:
    """By agent: `priority` (bans) and `rhythm`, None before it is assessed; counted `requests`, `tokens`; `findings`.

    Agents that are now part of another are left out.
    """
    one, parameters = ("1", ()) if agent_id is None else ("j.id = ?", (agent_id,))
    said: dict[int, dict[str, Any]] = {
        row[0]: {"priority": row[1], "rhythm": row[2], "requests": row[3], "tokens": row[4], "findings": []}
        for row in read(
            "SELECT j.id, a.priority, coalesce(a.told, a.rhythm), coalesce(t.events, 0),"
            " coalesce(t.input_tokens, 0) + coalesce(t.output_tokens, 0) FROM judged AS j"
            " LEFT JOIN assessments AS a ON a.agent_id = j.id LEFT JOIN agent_totals AS t ON t.agent_id = j.id"
            f" WHERE j.merged_into IS NULL AND {one}",
            parameters,
        )
    }
    some = "1" if agent_id is None else "agent_id = ?"
    told = f"SELECT agent_id, {', '.join(FINDING)} FROM findings WHERE {some} ORDER BY agent_id, indicator"
    for row in read(told, parameters):
        if row[0] in said:
            said[row[0]]["findings"].append(dict(zip(FINDING, row[1:], strict=True)))
    return said


def put(connection: sqlite3.Connection, verdict_id: int, agent_id: int, *, sealed: bool) -> str | None:
    """Within the transaction of the verdict: keep what is said of its agent now. Gives the digest of it, hex.

    None where nothing is kept, since nothing was said yet and nothing hidden.
    """

    def read(sql: str, parameters: Sequence[Any]) -> list[Row]:
        return connection.execute(sql, parameters).fetchall()

    told = said_of(read, agent_id).get(agent_id)
    if not sealed and (told is None or (told["priority"] is None and not told["findings"])):
        return None
    said = canonical(told or {})
    connection.execute("INSERT INTO grounds VALUES (?, ?, ?)", (verdict_id, sealed, said))
    return digest_of(sealed, said)


def digest_of(sealed: bool, said: str) -> str:
    """SHA-256 of grounds as they are stored, hex."""
    return sha256(canonical([sealed, said]).encode()).hexdigest()
