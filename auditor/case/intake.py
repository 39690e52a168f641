"""One source on its way into the case: in batches, entirely or not at all."""

import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future
from operator import attrgetter
from typing import Any

from auditor.case.agents import Identities
from auditor.case.log import Log, canonical
from auditor.case.persons import Persons
from auditor.case.store import Store
from auditor.case.texts import Texts
from auditor.records import TOKEN_CLASSES, ImportIssue, Outcome, Record, Severity, Totals, UsageAggregate, UsageEvent

IN_FLIGHT = 3
"""Batches the reader may be ahead of the writer, so that memory stays small."""

COUNTERS = ("input_tokens", "output_tokens")

PLAIN = (
    *("line", "at", "key", "sub_agent", "branch", "provider", "model", "operation"),
    *TOKEN_CLASSES,
    *("cost_microusd", "microcredits", "duration_us", "status", "lower_bound"),
)
_plain = attrgetter(*PLAIN)
EVENT_COLUMNS = ("source_id", "agent_id", "session_id", "prompt_id", "response_id", "dropped_by", *PLAIN)
INSERT_EVENT = f"INSERT INTO events ({', '.join(EVENT_COLUMNS)}) VALUES ({', '.join('?' * len(EVENT_COLUMNS))})"

MARKED = ("persons", "person_names", "agents", "sessions", "texts")
"""Tables shared by sources: an import that is taken back removes the rows it added above its marks."""

Known = dict[str, tuple[int | None, int, int]]
"""By key: the row id (None within the batch at hand), input and output tokens of the event that counts."""


class Intake:
    """Takes the records of one source. `complete` makes them visible; `discard` leaves the case as before."""

    def __init__(self, store: Store, log: Log, persons: Persons, texts: Texts, source_id: int) -> None:
        self.source_id = source_id
        self._store = store
        self._log = log
        self._texts = texts
        self._ids = Identities(persons)
        self._waiting: list[Future[None]] = []
        self._superseded: list[int] = []

    def add(self, records: Sequence[Record]) -> None:
        """Queue a batch. Raises what an earlier batch met (a full disk, say)."""
        self._waiting.append(self._store.bulk(lambda connection: self._insert(connection, records)))
        while len(self._waiting) > IN_FLIGHT:
            self._waiting.pop(0).result()

    def complete(self, *, sha256: str, lines: int) -> None:
        """Count what came, and make the source part of the case, on disk."""
        self._drain()
        self._store.write(lambda connection: self._complete(connection, sha256, lines))

    def discard(self) -> None:
        """Take everything back."""
        for future in self._waiting:
            future.exception()
        self._texts.forget()
        self._store.write(lambda connection: discard(connection, self.source_id))

    def _drain(self) -> None:
        while self._waiting:
            self._waiting.pop(0).result()

    def _insert(self, connection: sqlite3.Connection, records: Sequence[Record]) -> None:
        events = [record for record in records if isinstance(record, UsageEvent)]
        if events:
            self._insert_events(connection, events)
        for record in records:
            if isinstance(record, ImportIssue):
                _insert_issue(connection, self.source_id, record)
            elif isinstance(record, Outcome):
                self._insert_outcome(connection, record)
            elif isinstance(record, UsageAggregate):
                self._insert_aggregate(connection, record)

    def _insert_events(self, connection: sqlite3.Connection, events: list[UsageEvent]) -> None:
        texts = {text for event in events for text in (event.prompt, event.response) if text}
        text_ids: dict[str | None, int] = {**self._texts.store(connection, texts)}
        known = _known(connection, events)
        rows: list[tuple[Any, ...]] = []
        ids = self._ids
        for event in events:
            agent_id = ids.agent(connection, event.person, event.agent, event.team)
            rows.append(
                (
                    self.source_id,
                    agent_id,
                    ids.session(connection, agent_id, event.session),
                    text_ids.get(event.prompt),
                    text_ids.get(event.response),
                    event.dropped_by or self._repeat(known, event, rows),
                    *_plain(event),
                )
            )
        connection.executemany(INSERT_EVENT, rows)

    def _repeat(self, known: Known, event: UsageEvent, rows: list[tuple[Any, ...]]) -> str | None:
        """The rule by which an event that is in the case already does not count again.

        The fuller of two copies counts: a transcript cut off early holds too few output tokens.
        """
        if event.key is None:
            return None
        counters = (event.input_tokens or 0, event.output_tokens or 0)
        if event.key in known:
            id_, *before = known[event.key]
            if not (counters[0] >= before[0] and counters[1] >= before[1] and counters != tuple(before)):
                return "replayed-history"
            if id_ is None:
                position = next(n for n, row in enumerate(rows) if row[8] == event.key and row[5] is None)
                rows[position] = (*rows[position][:5], "fuller-copy", *rows[position][6:])
            else:
                self._superseded.append(id_)
        known[event.key] = (None, *counters)
        return None

    def _insert_outcome(self, connection: sqlite3.Connection, outcome: Outcome) -> None:
        seen = outcome.key and connection.execute("SELECT 1 FROM outcomes WHERE key = ?", (outcome.key,)).fetchone()
        connection.execute(
            "INSERT INTO outcomes (source_id, line, at, kind, reference, title, person_id, agent, branch, key,"
            " dropped_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.source_id, outcome.line, outcome.at, outcome.kind, outcome.reference, outcome.title),
                self._ids.person(connection, outcome.person) if outcome.person else None,
                *(outcome.agent, outcome.branch, outcome.key, "replayed-history" if seen else None),
            ),
        )

    def _insert_aggregate(self, connection: sqlite3.Connection, sum_: UsageAggregate) -> None:
        connection.execute(
            'INSERT INTO aggregates (source_id, line, start, "end", unit, quantity, person_id, team, agent, model,'
            " client) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.source_id, sum_.line, sum_.start, sum_.end, sum_.unit, sum_.quantity),
                self._ids.person(connection, sum_.person) if sum_.person else None,
                *(sum_.team, sum_.agent, sum_.model, sum_.client),
            ),
        )

    def _complete(self, connection: sqlite3.Connection, sha256: str, lines: int) -> None:
        source = self.source_id
        corrected = [(id_,) for id_ in dict.fromkeys(self._superseded)]
        touched = "INSERT OR IGNORE INTO stale_agents SELECT agent_id FROM events WHERE id = ?"
        connection.executemany(touched, corrected)
        connection.executemany("UPDATE events SET dropped_by = 'fuller-copy' WHERE id = ?", corrected)
        connection.execute(
            "INSERT OR IGNORE INTO stale_agents SELECT DISTINCT agent_id FROM events WHERE source_id = ?", (source,)
        )
        receipt = receipt_of(connection, source)
        counted = "SELECT COUNT(*) FROM {} WHERE source_id = ? AND {}"
        count = [
            connection.execute(counted.format(table, condition), (source,)).fetchone()[0]
            for table, condition in (
                ("aggregates", "1"),
                ("outcomes", "dropped_by IS NULL"),
                ("outcomes", "dropped_by IS NOT NULL"),
                ("import_issues", f"severity = '{Severity.REJECTED}'"),
            )
        ]
        duplicates = sum(receipt["rules"].values()) + count[2]
        connection.execute(
            "UPDATE sources SET state = 'complete', sha256 = ?, lines = ?, events = ?, aggregates = ?, outcomes = ?,"
            " duplicates = ?, rejected = ?, receipt = ? WHERE id = ?",
            (sha256, lines, receipt["counted"][0], *count[:2], duplicates, count[3], canonical(receipt), source),
        )
        path, importer = connection.execute("SELECT path, importer FROM sources WHERE id = ?", (source,)).fetchone()
        self._log.append(
            connection, "source imported", source=source, path=path, sha256=sha256, importer=importer, receipt=receipt
        )


SUMS = ", ".join(["COUNT(*)", *(f"SUM({name})" for name in TOKEN_CLASSES), "SUM(cost_microusd)", "SUM(lower_bound)"])


def receipt_of(connection: sqlite3.Connection, source_id: int) -> dict[str, Any]:
    """What a source's events add up to: `counted` and `raw` as the fields of `Totals`, `rules` → dropped events."""
    where = "FROM events WHERE source_id = ?"
    rules = connection.execute(
        f"SELECT dropped_by, COUNT(*) {where} AND dropped_by IS NOT NULL GROUP BY dropped_by", (source_id,)
    )
    sums = f"SELECT {SUMS}, min(at), max(at) {where}"
    return {
        "rules": dict(rules.fetchall()),
        "counted": list(connection.execute(f"{sums} AND dropped_by IS NULL", (source_id,)).fetchone()),
        "raw": list(connection.execute(sums, (source_id,)).fetchone()),
    }


def totals_from(figures: list[Any]) -> Totals:
    """`Totals` from the list a receipt stores."""
    values: tuple[Any, ...] = (*figures[:7], figures[7] or 0, *figures[8:])
    return Totals(*values)


def _known(connection: sqlite3.Connection, events: list[UsageEvent]) -> Known:
    """The counted events of the case that have a key of this batch."""
    keys = json.dumps([event.key for event in events if event.key])
    return (
        {
            key: (id_, *counters)
            for key, id_, *counters in connection.execute(
                "SELECT e.key, e.id, coalesce(e.input_tokens, 0), coalesce(e.output_tokens, 0) FROM json_each(?) AS j"
                " JOIN events AS e INDEXED BY events_by_key ON e.key = j.value AND e.dropped_by IS NULL"
                " ORDER BY e.id",  # of two copies not yet settled the later one counts
                (keys,),
            )
        }
        if len(keys) > 2
        else {}
    )


def _insert_issue(connection: sqlite3.Connection, source_id: int, issue: ImportIssue) -> None:
    connection.execute(
        "INSERT INTO import_issues (source_id, line, severity, reason, excerpt) VALUES (?, ?, ?, ?, ?)",
        (source_id, issue.line, issue.severity, issue.reason, issue.excerpt),
    )


def discard(connection: sqlite3.Connection, source_id: int) -> None:
    """Remove an unfinished source and all it brought."""
    found = connection.execute(
        "SELECT marks FROM sources WHERE id = ? AND state = 'importing'", (source_id,)
    ).fetchone()
    if not found:
        return
    for table in ("events", "aggregates", "outcomes", "import_issues"):
        connection.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
    marks: dict[str, int] = json.loads(found[0])
    for table in reversed(MARKED):
        connection.execute(f"DELETE FROM {table} WHERE id > ?", (marks[table],))
    connection.execute("DELETE FROM sources WHERE id = ?", (source_id,))
