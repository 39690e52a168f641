"""One source on its way into the case: in batches, entirely or not at all."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from typing import Any

from auditor.case.agents import Identities
from auditor.case.bulk import insert_many
from auditor.case.duplicates import find
from auditor.case.log import Log, canonical
from auditor.case.persons import Persons
from auditor.case.repeats import CORRECT, Repeats
from auditor.case.store import Store
from auditor.case.texts import Texts
from auditor.columns import Batch, EventColumns, Place
from auditor.errors import CaseError
from auditor.records import TOKEN_CLASSES, ImportIssue, Outcome, Record, SamePerson, Severity, Totals, UsageAggregate

SLICE = 1_000
"""Events or texts stored in one go: a verdict given meanwhile waits for those at hand, some hundredths of a second."""

IN_FLIGHT = 32
"""Slices the reader may be ahead of the writer, so that memory stays small."""

FEW = 10_000
"""Events up to which a load is not worth its beginning, and which are taken back while the caller waits."""

AT_ONCE = 2_000
"""Rows removed in one go when an import is taken back, so that a verdict given meanwhile does not wait long."""

AGENT_USERS = ("sessions", "findings", "exhibits", "verdicts")
PERSON_USERS = ("agents", "aggregates", "outcomes")
"""Tables that refer to agents and persons: what they refer to stays when an import is taken back."""


@dataclass(slots=True)
class _Ids:
    """Of one batch: the row ids of its texts, and of the agent and session of its places."""

    texts: list[int] = field(default_factory=list[int])
    agents: list[int] = field(default_factory=list[int])
    sessions: list[int | None] = field(default_factory=list[int | None])


class Intake:
    """Takes the records of one source. `complete` makes them visible; `discard` leaves the case as before."""

    def __init__(self, store: Store, log: Log, persons: Persons, texts: Texts, source_id: int) -> None:
        self.source_id = source_id
        self.ended = self.completed = False
        self._store = store
        self._log = log
        self._texts = texts
        self._ids = Identities(persons)
        self._waiting: list[Future[None]] = []
        self._leaving: Thread | None = None
        self._superseded_outcomes: dict[int, None] = {}
        self._superseded_sums: dict[int, None] = {}
        self._coming = self._events = 0
        self._repeats = Repeats(self._ids, source_id, first=not store.read("SELECT 1 FROM events LIMIT 1"))

    def add(self, records: Sequence[Record]) -> None:
        """Queue some records. Raises what earlier ones met (a full disk, say)."""
        self.take(Batch.of(records))

    def take(self, batch: Batch) -> None:
        """Queue a batch. Raises what an earlier one met."""
        events, ids = batch.events, _Ids()
        self._coming += events.length
        if links := [record for record in batch.others if isinstance(record, SamePerson)]:
            self._send(partial(self._insert_others, links))
        for start in range(0, len(events.texts), SLICE):
            self._send(partial(self._insert_texts, events, start, ids))
        if events.places:
            self._send(partial(self._insert_places, events.places, ids))
        for part in events.parts(SLICE):
            self._send(partial(self._insert_events, part, ids))
        if batch.others:
            self._send(partial(self._insert_others, batch.others))

    def _send(self, work: Callable[[sqlite3.Connection], None]) -> None:
        send = self._store.load if self._coming > FEW else self._store.bulk
        self._waiting.append(send(lambda connection: None if self.ended else work(connection)))
        while len(self._waiting) > IN_FLIGHT:
            self._waiting.pop(0).result()

    def complete(self, *, sha256: str, lines: int, durable: bool = True) -> None:
        """Count what came, and make the source part of the case, on disk if `durable` (else see `Store.sync`).

        Raises CaseError if not all of it arrived.
        """
        while self._waiting:
            self._waiting.pop(0).result()
        self._store.flush()
        self._count_once()
        receipt = receipt_of(self._store, self.source_id)
        if receipt["raw"][0] != self._events:
            raise CaseError("The disk could not take all that was read.", "Free some space and import again.")
        self._store.write(lambda connection: self._complete(connection, sha256, lines, receipt), durable=durable)
        self.ended = self.completed = True

    def _count_once(self) -> None:
        """Take out of the count what another source tells too."""
        found = find(self._store, self.source_id)
        drops = [(rule, id_) for id_, rule in found.mine.items()]
        for start in range(0, len(drops), AT_ONCE):
            some = drops[start : start + AT_ONCE]
            self._store.bulk(lambda connection, some=some: connection.executemany(CORRECT, some).close()).result()
        if drops:
            self._store.flush()
        self._repeats.superseded |= found.theirs
        self._ids.doubts += found.doubts

    def discard(self) -> None:
        """Take everything back: no view shows it any more, and soon it is gone (see `settle`)."""
        self.ended = True
        self._store.forget_lost()
        for future in self._waiting:
            future.exception()
        if self._events <= FEW:
            discard(self._store, self.source_id)
        else:
            self._leaving = self._store.aside(partial(discard, self._store, self.source_id))

    def settle(self) -> None:
        """Wait until what was discarded is gone."""
        if self._leaving:
            self._leaving.join()

    def _insert_texts(self, events: EventColumns, start: int, ids: "_Ids", connection: sqlite3.Connection) -> None:
        stop = start + SLICE
        ids.texts += self._texts.store(connection, events.digests[start:stop], events.texts[start:stop])

    def _insert_places(self, places: Sequence[Place], ids: "_Ids", connection: sqlite3.Connection) -> None:
        ids.agents = [self._ids.agent(connection, person, agent, team) for person, agent, team, _ in places]
        named = [(agent, session) for agent, (_, _, _, session) in zip(ids.agents, places, strict=True)]
        ids.sessions = self._ids.sessions(connection, named)

    def _insert_events(self, events: EventColumns, ids: "_Ids", connection: sqlite3.Connection) -> None:
        agents = [ids.agents[place] for place in events.place]
        columns: dict[str, Sequence[Any] | None] = {
            **events.plain,
            "dropped_by": self._repeats.dropped(connection, events, agents),
            "source_id": [self.source_id] * events.length,
            "agent_id": agents,
            "session_id": [ids.sessions[place] for place in events.place],
            "prompt_id": [None if text is None else ids.texts[text] for text in events.prompt],
            "response_id": [None if text is None else ids.texts[text] for text in events.response],
        }
        if "lower_bound" in events.plain:  # sqlite3 asks its adapters about each bool, at a microsecond apiece
            columns["lower_bound"] = list(map(int, events.plain["lower_bound"]))
        told = {name: column for name, column in columns.items() if column}
        insert_many(connection, "events", list(told), zip(*told.values(), strict=True))
        self._events += events.length

    def _insert_others(self, records: Sequence[Record], connection: sqlite3.Connection) -> None:
        for record in records:
            if isinstance(record, ImportIssue):
                _insert_issue(connection, self.source_id, record)
            elif isinstance(record, Outcome):
                self._insert_outcome(connection, record)
            elif isinstance(record, UsageAggregate):
                self._insert_aggregate(connection, record)
            elif isinstance(record, SamePerson):
                self._ids.same(connection, record.name, record.other)
            else:  # a reader's mistake must not lose an event silently
                raise TypeError(f"{type(record).__name__} among what is no event")

    def _repeated_outcome(self, connection: sqlite3.Connection, outcome: Outcome) -> bool:
        """Whether a better copy of the outcome counts: it names an agent, a branch, a person, a tool; the earlier."""
        rows = connection.execute(
            "SELECT o.id, o.source_id, o.agent, o.branch, p.name, o.helper, o.at FROM outcomes AS o"
            " LEFT JOIN persons AS p ON p.id = o.person_id"
            " WHERE o.key = ? AND o.dropped_by IS NULL ORDER BY o.id DESC LIMIT 1",
            (outcome.key,),
        ).fetchall()
        for id_, source, *there, at in rows:
            told = (outcome.agent, outcome.branch, outcome.person, outcome.helper)
            if _preference(told, outcome.at) >= _preference(there, at):
                return True
            if source == self.source_id:
                connection.execute(CORRECT_OUTCOME, (id_,))
            else:
                self._superseded_outcomes[id_] = None
        return False

    def _insert_outcome(self, connection: sqlite3.Connection, outcome: Outcome) -> None:
        seen = outcome.key is not None and self._repeated_outcome(connection, outcome)
        connection.execute(
            "INSERT INTO outcomes (source_id, line, at, kind, reference, title, person_id, agent, branch, key,"
            " helper, dropped_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.source_id, outcome.line, outcome.at, outcome.kind, outcome.reference, outcome.title),
                self._ids.person(connection, outcome.person) if outcome.person else None,
                *(outcome.agent, outcome.branch, outcome.key, outcome.helper, "replayed-history" if seen else None),
            ),
        )

    def _insert_aggregate(self, connection: sqlite3.Connection, sum_: UsageAggregate) -> None:
        repeated = sum_.dropped_by is None and sum_.key is not None and self._overlaps(connection, sum_)
        connection.execute(
            'INSERT INTO aggregates (source_id, line, start, "end", unit, quantity, person_id, team, agent, model,'
            " client, key, dropped_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.source_id, sum_.line, sum_.start, sum_.end, sum_.unit, sum_.quantity),
                self._ids.person(connection, sum_.person) if sum_.person else None,
                *(sum_.team, sum_.agent, sum_.model, sum_.client, sum_.key),
                OVERLAP if repeated else sum_.dropped_by,
            ),
        )

    def _overlaps(self, connection: sqlite3.Connection, sum_: UsageAggregate) -> bool:
        """Whether the same sum counts already and is no smaller; a smaller one was told before its day ended."""
        rows = connection.execute(
            "SELECT id, source_id, quantity FROM aggregates WHERE key = ? AND unit = ? AND dropped_by IS NULL"
            " ORDER BY id DESC",
            (sum_.key, sum_.unit),
        ).fetchall()
        for id_, source, quantity in rows:
            if id_ in self._superseded_sums:
                continue
            if quantity >= sum_.quantity:
                return True
            if source == self.source_id:
                connection.execute(CORRECT_SUM, (id_,))
            else:
                self._superseded_sums[id_] = None
        return False

    def _complete(
        self,
        connection: sqlite3.Connection,
        sha256: str,
        lines: int,
        receipt: dict[str, Any],
    ) -> None:
        source = self.source_id
        corrected = [(rule, id_) for id_, rule in self._repeats.superseded.items()]
        stale = "INSERT OR IGNORE INTO stale_agents "
        connection.executemany(f"{stale} SELECT agent_id FROM events WHERE id = ?", [(id_,) for _, id_ in corrected])
        superseded = _by_source(connection, self._repeats.superseded)
        connection.executemany(f"{stale} VALUES (?)", [(id_,) for id_ in self._ids.agents_met()])
        connection.executemany(CORRECT, corrected)
        connection.executemany(CORRECT_OUTCOME, [(id_,) for id_ in self._superseded_outcomes])
        connection.executemany(CORRECT_SUM, [(id_,) for id_ in self._superseded_sums])
        connection.executemany(TEAM, [(team, id_) for id_, team in self._ids.teams.items()])
        for doubt in self._doubts():
            _insert_issue(connection, source, ImportIssue(0, doubt, Severity.WARNING))
        outcomes, repeated = receipt["outcomes"]
        aggregates = sum(rows for _, rule, rows, _ in receipt["sums"] if rule is None)
        repeated += sum(rows for _, rule, rows, _ in receipt["sums"] if rule is not None)
        duplicates = sum(receipt["rules"].values()) + repeated
        connection.execute(
            "UPDATE sources SET state = 'complete', sha256 = ?, lines = ?, events = ?, aggregates = ?, outcomes = ?,"
            " duplicates = ?, rejected = ?, receipt = ?, first = ?, last = ? WHERE id = ?",
            (
                *(sha256, lines, receipt["counted"][0], aggregates, outcomes),
                *(duplicates, receipt["rejected"], canonical(receipt), *receipt["raw"][-2:], source),
            ),
        )
        for person, name in self._ids.joined:
            self._log.append(connection, "person joined", person=person, name=name, because="same account name")
        path, importer = connection.execute("SELECT path, importer FROM sources WHERE id = ?", (source,)).fetchone()
        self._log.append(
            connection,
            "source imported",
            source=source,
            path=path,
            sha256=sha256,
            importer=importer,
            receipt=receipt,
            superseded=superseded,
        )

    def _doubts(self) -> list[str]:
        """What a reader must know of the names in this source."""
        count = self._repeats.of_others
        shared = f"{count:,} request{' is' if count == 1 else 's are'} also told for another person"
        return self._ids.doubts + [shared] * (count > 0)


CORRECT_OUTCOME = "UPDATE outcomes SET dropped_by = 'fuller-copy' WHERE id = ?"
OVERLAP = "overlapping-window"
CORRECT_SUM = f"UPDATE aggregates SET dropped_by = '{OVERLAP}' WHERE id = ?"
REJECTED = f"SELECT COUNT(*) FROM import_issues WHERE source_id = ? AND severity = '{Severity.REJECTED}'"
TEAM = "UPDATE agents SET team = ? WHERE id = ? AND team IS NULL"
SUMS = ", ".join(
    [
        "COUNT(*)",
        *(f"SUM({name})" for name in TOKEN_CLASSES),
        "SUM(cost_microusd)",
        "SUM(lower_bound)",
        "SUM(microcredits)",
    ]
)


def _by_source(connection: sqlite3.Connection, superseded: dict[int, str]) -> dict[str, dict[str, int]]:
    """How many events of earlier sources count no more, by source and rule, as the log keeps it."""
    counts: dict[str, dict[str, int]] = {}
    for id_, rule in superseded.items():
        source = str(connection.execute("SELECT source_id FROM events WHERE id = ?", (id_,)).fetchone()[0])
        of_source = counts.setdefault(source, {})
        of_source[rule] = of_source.get(rule, 0) + 1
    return counts


def _preference(told: Sequence[str | None], at: int) -> tuple[Any, ...]:
    """Of two copies of one outcome that with the smaller counts. `told`: agent, branch, person, helper."""
    return (*(name is None for name in told), at, *((name or "").casefold() for name in told))


def receipt_of(store: Store, source_id: int) -> dict[str, Any]:
    """What a source brought, as its receipt keeps it.

    `counted` and `raw`: figures of its events (see `totals_from`); `rules` → dropped events; `sums`: [unit, rule or
    None, rows, quantity in millionths] of its aggregates; `outcomes`: [counted, repeated]; `rejected` lines;
    `covers`: first and last moment, µs, that anything in it tells of.
    """
    mine = (source_id,)
    found = store.read(
        f"SELECT dropped_by, {SUMS}, min(at), max(at) FROM events WHERE source_id = ? GROUP BY dropped_by", mine
    )
    raw = added([row[1:] for row in found])
    sums = store.read(
        'SELECT unit, dropped_by, COUNT(*), SUM(quantity), min(start), max("end") FROM aggregates WHERE source_id = ?'
        " GROUP BY unit, dropped_by ORDER BY unit, dropped_by",
        mine,
    )
    outcomes = store.read(
        "SELECT coalesce(sum(dropped_by IS NULL), 0), coalesce(sum(dropped_by IS NOT NULL), 0), min(at), max(at)"
        " FROM outcomes WHERE source_id = ?",
        mine,
    )[0]
    spans = [raw[-2:], *([row[4], row[5] - 1] for row in sums), outcomes[2:]]
    told = [moment for span in spans for moment in span if moment is not None]
    return {
        "rules": {row[0]: row[1] for row in found if row[0] is not None},
        "counted": added([row[1:] for row in found if row[0] is None]),
        "raw": raw,
        "sums": [list(row[:4]) for row in sums],
        "outcomes": list(outcomes[:2]),
        "rejected": store.read(REJECTED, mine)[0][0],
        "covers": [min(told), max(told)] if told else None,
    }


def added(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Rows of `SUMS, min(at), max(at)` added up. Unknown and known make known; nothing but unknown stays unknown."""
    if not rows:
        return [0, *[None] * (len(TOKEN_CLASSES) + 5)]
    known = [[value for value in column if value is not None] for column in zip(*rows, strict=True)]
    *sums, first, last = known
    return [*(sum(values) if values else None for values in sums), min(first), max(last)]


def totals_from(figures: list[Any]) -> Totals:
    """`Totals` from the list a receipt stores."""
    figures = with_credits(figures)
    return Totals(*(*figures[:7], figures[7] or 0, *figures[8:]))


def with_credits(figures: list[Any]) -> list[Any]:
    """The figures of a receipt; those of before credits were counted tell none."""
    return figures if len(figures) == len(TOKEN_CLASSES) + 6 else [*figures[:8], None, *figures[8:]]


def _insert_issue(connection: sqlite3.Connection, source_id: int, issue: ImportIssue) -> None:
    connection.execute(
        "INSERT INTO import_issues (source_id, line, severity, reason, excerpt) VALUES (?, ?, ?, ?, ?)",
        (source_id, issue.line, issue.severity, issue.reason, issue.excerpt),
    )


def discard(store: Store, source_id: int) -> None:
    """Remove an unfinished source and all it brought, in steps: what a crash leaves of it goes when next opened."""
    store.flush()
    found = store.read("SELECT marks FROM sources WHERE id = ? AND state = 'importing'", (source_id,))
    if not found:
        return
    marks: dict[str, int] = json.loads(found[0][0])
    for table in ("events", "aggregates", "outcomes", "import_issues"):
        _remove(store, table, f"source_id = {source_id}")
    store.flush()
    prompts, responses, sessions, agents = store.read(
        "SELECT max(prompt_id), max(response_id), max(session_id), max(agent_id) FROM events"
    )[0]
    _remove(store, "texts", f"id > {max(marks['texts'], prompts or 0, responses or 0)}")
    _remove(store, "sessions", f"id > {max(marks['sessions'], sessions or 0)}")
    agents = max(marks["agents"], agents or 0, *_highest(store, AGENT_USERS, "agent_id"))
    _remove(store, "agents", f"id > {agents}")
    persons = max(marks["persons"], *_highest(store, PERSON_USERS, "person_id"))
    trusted = persons == marks["persons"]  # else the marks are not those of its beginning: whose names came, who knows
    _remove(store, "person_names", f"id > {marks['person_names']}" if trusted else f"person_id > {persons}")
    _remove(store, "persons", f"id > {persons}")
    store.write(lambda connection: connection.execute("DELETE FROM sources WHERE id = ?", (source_id,)).close())


def _highest(store: Store, tables: Sequence[str], column: str) -> list[int]:
    """The highest id each table refers to in this column."""
    store.flush()
    return [store.read(f"SELECT coalesce(max({column}), 0) FROM {table}")[0][0] for table in tables]


def _remove(store: Store, table: str, condition: str) -> None:
    statement = f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {condition} LIMIT {AT_ONCE})"
    while store.bulk(lambda connection: connection.execute(statement).rowcount).result():
        pass
