"""Every verdict ever given. Nothing is changed or removed: a correction and an undo are new lines."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from operator import itemgetter

from auditor.case import grounds
from auditor.case.log import Log, canonical
from auditor.case.store import Row, Store
from auditor.records import Label, Verdict

COLUMNS = "id, agent_id, label, reviewer, recorded_at, reasons, confidence, note, exhibits, supersedes, undoes"


def digest_of(verdict: Verdict) -> str:
    """SHA-256 of a verdict as the log keeps it, hex."""
    return sha256(canonical(asdict(verdict)).encode()).hexdigest()


def standing(history: Iterable[Verdict]) -> list[Verdict]:
    """Of an agent's history, oldest first: each reviewer's label that stands, the one that counts first.

    The later given counts. A line that restores an earlier verdict ranks where that verdict did.
    """
    return [verdict for _, verdict in standing_with_origin(history)]


def standing_with_origin(history: Iterable[Verdict]) -> list[tuple[int, Verdict]]:
    """The same, each with the id of the line in which it was given: another one where an undo restored it."""
    given: dict[str, list[int]] = {}
    latest: dict[str, tuple[int, Verdict]] = {}
    for verdict in history:
        mine = given.setdefault(verdict.reviewer, [])
        if verdict.undoes is None:
            mine.append(verdict.id)
        elif verdict.undoes in mine:
            mine.remove(verdict.undoes)
        latest[verdict.reviewer] = (mine[-1] if mine else verdict.id, verdict)
    ranked = sorted(latest.values(), key=itemgetter(0), reverse=True)
    return [(origin, verdict) for origin, verdict in ranked if verdict.label]


class Verdicts:
    """`case.verdicts`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def append(self, verdicts: Sequence[Verdict], *, sealed: bool = False) -> list[Verdict]:
        """Store new verdicts (their ids are given here) in one transaction; on disk when this returns.

        What the program says of their agents now is kept with them (see grounds.py). `sealed`: it was hidden.
        """

        def work(connection: sqlite3.Connection) -> list[Verdict]:
            return [self._append(connection, verdict, sealed) for verdict in verdicts]

        return self._store.write(work)

    def all(self) -> list[Verdict]:
        """The whole history, oldest first."""
        return [_verdict(row) for row in self._store.read(f"SELECT {COLUMNS} FROM verdicts ORDER BY id")]

    def reasons(self) -> tuple[str, ...]:
        """All reasons that were ever given, by first use."""
        rows = self._store.read("SELECT reasons FROM verdicts GROUP BY reasons ORDER BY min(id)")
        return tuple(dict.fromkeys(reason for (told,) in rows for reason in json.loads(told)))

    def of_agent(self, agent_id: int) -> list[Verdict]:
        """An agent's history, oldest first."""
        return [
            _verdict(row)
            for row in self._store.read(f"SELECT {COLUMNS} FROM verdicts WHERE agent_id = ? ORDER BY id", (agent_id,))
        ]

    def judged_by(self, reviewer: str) -> frozenset[int]:
        """The agents on which a reviewer ever gave a verdict, taken back or not."""
        rows = self._store.read("SELECT DISTINCT agent_id FROM verdicts WHERE reviewer = ?", (reviewer,))
        return frozenset(agent_id for (agent_id,) in rows)

    def _append(self, connection: sqlite3.Connection, verdict: Verdict, sealed: bool) -> Verdict:
        last = connection.execute("SELECT coalesce(max(id), 0) FROM verdicts").fetchone()[0]
        previous = connection.execute(
            "SELECT max(id) FROM verdicts WHERE agent_id = ? AND reviewer = ?", (verdict.agent_id, verdict.reviewer)
        ).fetchone()[0]
        stored = replace(verdict, id=last + 1, supersedes=previous)
        connection.execute(
            f"INSERT INTO verdicts ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(stored.id, stored.agent_id, stored.label, stored.reviewer, stored.recorded_at),
                *(json.dumps(stored.reasons, ensure_ascii=False), stored.confidence, stored.note),
                *(json.dumps(stored.exhibits), stored.supersedes, stored.undoes),
            ),
        )
        action = "verdict taken back" if stored.undoes else "verdict given"
        said = grounds.put(connection, stored.id, stored.agent_id, sealed=sealed)
        ground = {"grounds": said} if said else {}
        told = {"verdict": stored.id, "agent": stored.agent_id, "sha256": digest_of(stored)} | ground
        self._log.append(connection, action, **told)
        return stored


def _verdict(row: Row) -> Verdict:
    return Verdict(
        *(row[0], row[1], Label(row[2]) if row[2] else None, row[3], row[4]),
        *(tuple(json.loads(row[5])), row[6], row[7], tuple(json.loads(row[8])), row[9], row[10]),
    )
