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
from auditor.case.schema import INSERT
from auditor.case.store import Store
from auditor.case.texts import Texts
from auditor.errors import CaseError
from auditor.records import TOKEN_CLASSES, ImportIssue, Outcome, Record, Severity, Totals, UsageAggregate, UsageEvent

IN_FLIGHT = 8
"""Batches the reader may be ahead of the writer, so that memory stays small."""

AT_ONCE = 5_000
"""Rows removed in one go when an import is taken back, so that a verdict given meanwhile does not wait long."""

PLAIN = (
    *("line", "at", "key", "sub_agent", "branch", "provider", "model", "operation"),
    *TOKEN_CLASSES,
    *("cost_microusd", "microcredits", "duration_us", "status", "lower_bound"),
)
_plain = attrgetter(*PLAIN)
EVENT_COLUMNS = ("dropped_by", "agent_id", "session_id", "prompt_id", "response_id", *PLAIN)

FULLNESS = ("output_tokens", "input_tokens", *TOKEN_CLASSES, "cost_microusd")
"""Of two copies of one call the greater in these, in this order, counts: so totals do not depend on who came first."""
_fullness = attrgetter(*FULLNESS)

MARKED = ("persons", "person_names", "agents", "sessions", "texts")
"""Tables shared by sources: an import that is taken back removes the rows it added above its marks."""

Known = dict[str, tuple[int, bool, tuple[int, ...]]]
"""By key, of the copy that counts: its row id (-1 - position in the batch at hand), whether it is this source's own,
its fullness."""


class Intake:
    """Takes the records of one source. `complete` makes them visible; `discard` leaves the case as before."""

    def __init__(self, store: Store, log: Log, persons: Persons, texts: Texts, source_id: int) -> None:
        self.source_id = source_id
        self.ended = False
        self._store = store
        self._log = log
        self._texts = texts
        self._ids = Identities(persons)
        self._waiting: list[Future[None]] = []
        self._superseded: dict[int, None] = {}
        self._events = 0

    def add(self, records: Sequence[Record]) -> None:
        """Queue a batch. Raises what an earlier batch met (a full disk, say)."""
        self._waiting.append(self._store.bulk(lambda connection: self._insert(connection, records)))
        while len(self._waiting) > IN_FLIGHT:
            self._waiting.pop(0).result()

    def complete(self, *, sha256: str, lines: int) -> None:
        """Count what came, and make the source part of the case, on disk. Raises CaseError if not all of it arrived."""
        while self._waiting:
            self._waiting.pop(0).result()
        self._store.flush()
        receipt = receipt_of(self._store, self.source_id)
        if receipt["raw"][0] != self._events:
            raise CaseError("The disk could not take all that was read.", "Free some space and import again.")
        counts = counts_of(self._store, self.source_id)
        self._store.write(lambda connection: self._complete(connection, sha256, lines, receipt, counts))
        self.ended = True

    def discard(self) -> None:
        """Take everything back."""
        self.ended = True
        for future in self._waiting:
            future.exception()
        self._texts.forget()
        discard(self._store, self.source_id)

    def _insert(self, connection: sqlite3.Connection, records: Sequence[Record]) -> None:
        events = [record for record in records if isinstance(record, UsageEvent)]
        if events:
            self._insert_events(connection, events)
        for record in records if len(events) < len(records) else ():
            if isinstance(record, ImportIssue):
                _insert_issue(connection, self.source_id, record)
            elif isinstance(record, Outcome):
                self._insert_outcome(connection, record)
            elif isinstance(record, UsageAggregate):
                self._insert_aggregate(connection, record)

    def _insert_events(self, connection: sqlite3.Connection, events: list[UsageEvent]) -> None:
        texts = {text for event in events for text in (event.prompt, event.response) if text}
        text_ids: dict[str | None, int] = {**self._texts.store(connection, texts)}
        dropped = self._repeats(connection, events)
        ids = self._ids
        rows: list[tuple[Any, ...]] = []
        for event, rule in zip(events, dropped, strict=True):
            agent_id = ids.agent(connection, event.person, event.agent, event.team)
            session_id = ids.session(connection, agent_id, event.session) if event.session else None
            prompt_id, response_id = text_ids.get(event.prompt), text_ids.get(event.response)
            rows.append((rule, agent_id, session_id, prompt_id, response_id, *_plain(event)))
        _insert_rows(connection, self.source_id, rows)
        self._events += len(rows)

    def _repeats(self, connection: sqlite3.Connection, events: list[UsageEvent]) -> list[str | None]:
        """For each event the rule by which it does not count, since a copy of it does; None if it counts.

        The fuller of two copies counts: a transcript cut off early holds too few output tokens.
        """
        dropped = [event.dropped_by for event in events]
        known = _known(connection, events, self.source_id)
        corrected: list[tuple[int]] = []
        for position, event in enumerate(events):
            if event.key is None or event.dropped_by:
                continue
            fullness = tuple([-1 if value is None else value for value in _fullness(event)])
            if event.key in known:
                place, mine, before = known[event.key]
                if fullness <= before:
                    dropped[position] = "replayed-history"
                    continue
                if place < 0:
                    dropped[-1 - place] = "fuller-copy"
                elif mine:
                    corrected.append((place,))
                else:
                    self._superseded[place] = None
            known[event.key] = (-1 - position, True, fullness)
        connection.executemany(CORRECT, corrected)
        return dropped

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

    def _complete(
        self,
        connection: sqlite3.Connection,
        sha256: str,
        lines: int,
        receipt: dict[str, Any],
        counts: list[int],
    ) -> None:
        source = self.source_id
        corrected = [(id_,) for id_ in self._superseded]
        stale = "INSERT OR IGNORE INTO stale_agents "
        connection.executemany(f"{stale} SELECT agent_id FROM events WHERE id = ?", corrected)
        connection.executemany(f"{stale} VALUES (?)", [(id_,) for id_ in self._ids.agents_met()])
        connection.executemany(CORRECT, corrected)
        aggregates, outcomes, repeated_outcomes, rejected = counts
        duplicates = sum(receipt["rules"].values()) + repeated_outcomes
        connection.execute(
            "UPDATE sources SET state = 'complete', sha256 = ?, lines = ?, events = ?, aggregates = ?, outcomes = ?,"
            " duplicates = ?, rejected = ?, receipt = ? WHERE id = ?",
            (
                *(sha256, lines, receipt["counted"][0], aggregates, outcomes),
                *(duplicates, rejected, canonical(receipt), source),
            ),
        )
        for person, name in self._ids.joined:
            self._log.append(connection, "person joined", person=person, name=name, because="same account name")
        path, importer = connection.execute("SELECT path, importer FROM sources WHERE id = ?", (source,)).fetchone()
        self._log.append(
            connection, "source imported", source=source, path=path, sha256=sha256, importer=importer, receipt=receipt
        )


CORRECT = "UPDATE events SET dropped_by = 'fuller-copy' WHERE id = ?"
SUMS = ", ".join(["COUNT(*)", *(f"SUM({name})" for name in TOKEN_CLASSES), "SUM(cost_microusd)", "SUM(lower_bound)"])


def receipt_of(store: Store, source_id: int) -> dict[str, Any]:
    """What a source's events add up to: `counted` and `raw` as the fields of `Totals`, `rules` → dropped events."""
    where = "FROM events WHERE source_id = ?"
    rules = store.read(
        f"SELECT dropped_by, COUNT(*) {where} AND dropped_by IS NOT NULL GROUP BY dropped_by", (source_id,)
    )
    sums = f"SELECT {SUMS}, min(at), max(at) {where}"
    return {
        "rules": dict(rules),
        "counted": list(store.read(f"{sums} AND dropped_by IS NULL", (source_id,))[0]),
        "raw": list(store.read(sums, (source_id,))[0]),
    }


def counts_of(store: Store, source_id: int) -> list[int]:
    """How many aggregates, outcomes, repeated outcomes and rejected lines a source brought."""
    asked = (
        ("aggregates", "1"),
        ("outcomes", "dropped_by IS NULL"),
        ("outcomes", "dropped_by IS NOT NULL"),
        ("import_issues", f"severity = '{Severity.REJECTED}'"),
    )
    return [
        store.read(f"SELECT COUNT(*) FROM {table} WHERE source_id = ? AND {condition}", (source_id,))[0][0]
        for table, condition in asked
    ]


def totals_from(figures: list[Any]) -> Totals:
    """`Totals` from the list a receipt stores."""
    values: tuple[Any, ...] = (*figures[:7], figures[7] or 0, *figures[8:])
    return Totals(*values)


def _insert_rows(connection: sqlite3.Connection, source_id: int, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows of EVENT_COLUMNS. Columns unknown in the whole batch are left out: binding a None is slow."""
    told = [
        (name, [int(value) for value in values] if name == "lower_bound" else values)
        for name, values in zip(EVENT_COLUMNS, zip(*rows, strict=True), strict=True)
        if values.count(None) < len(rows) and (name != "lower_bound" or any(values))
    ]
    names = ", ".join(name for name, _ in told)
    connection.executemany(
        f"{INSERT} INTO events (source_id, {names}) VALUES ({source_id}{', ?' * len(told)})",
        zip(*(values for _, values in told), strict=True),
    )


def _known(connection: sqlite3.Connection, events: list[UsageEvent], source_id: int) -> Known:
    """The counted events of the case that have a key of this batch."""
    keys = [event.key for event in events if event.key and not event.dropped_by]
    if not keys:
        return {}
    rows = connection.execute(
        f"SELECT e.key, e.id, e.source_id, {', '.join(f'coalesce(e.{name}, -1)' for name in FULLNESS)}"
        " FROM json_each(?) AS j JOIN events AS e INDEXED BY events_by_key"
        " ON e.key = j.value AND e.dropped_by IS NULL"
        " ORDER BY e.id",  # of two copies not yet settled the later one counts
        (json.dumps(keys),),
    )
    return {key: (id_, source == source_id, tuple(fullness)) for key, id_, source, *fullness in rows}


def _insert_issue(connection: sqlite3.Connection, source_id: int, issue: ImportIssue) -> None:
    connection.execute(
        "INSERT INTO import_issues (source_id, line, severity, reason, excerpt) VALUES (?, ?, ?, ?, ?)",
        (source_id, issue.line, issue.severity, issue.reason, issue.excerpt),
    )


def discard(store: Store, source_id: int) -> None:
    """Remove an unfinished source and all it brought, in steps: what a crash leaves of it goes when next opened."""
    found = store.read("SELECT marks FROM sources WHERE id = ? AND state = 'importing'", (source_id,))
    if not found:
        return
    marks: dict[str, int] = json.loads(found[0][0])
    for table in ("events", "aggregates", "outcomes", "import_issues"):
        _remove(store, table, f"source_id = {source_id}")
    for table in reversed(MARKED):
        _remove(store, table, f"id > {marks[table]}")
    store.write(lambda connection: connection.execute("DELETE FROM sources WHERE id = ?", (source_id,)).close())


def _remove(store: Store, table: str, condition: str) -> None:
    statement = f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {condition} LIMIT {AT_ONCE})"
    while store.bulk(lambda connection: connection.execute(statement).rowcount).result():
        pass
