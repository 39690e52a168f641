"""One source on its way into the case: in batches, entirely or not at all."""

import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future
from operator import attrgetter
from typing import Any, NamedTuple

from auditor.case.agents import Identities
from auditor.case.bulk import insert_many
from auditor.case.duplicates import find
from auditor.case.log import Log, canonical
from auditor.case.persons import Persons
from auditor.case.store import Store
from auditor.case.texts import Texts, digest_of
from auditor.errors import CaseError
from auditor.records import TOKEN_CLASSES, ImportIssue, Outcome, Record, Severity, Totals, UsageAggregate, UsageEvent

IN_FLIGHT = 4
"""Batches the reader may be ahead of the writer, so that memory stays small."""

AT_ONCE = 5_000
"""Rows removed in one go when an import is taken back, so that a verdict given meanwhile does not wait long."""

PLAIN = (
    *("line", "at", "key", "sub_agent", "branch", "provider", "model", "operation"),
    *TOKEN_CLASSES,
    *("cost_microusd", "microcredits", "duration_us", "status", "lower_bound"),
)
_plain = attrgetter(*PLAIN)

FULLNESS = ("output_tokens", "input_tokens", *TOKEN_CLASSES, "cost_microusd")
"""Of two copies of one call the greater in these, in this order, counts: so totals do not depend on who came first."""
_fullness = attrgetter(*FULLNESS)


AGENT_USERS = ("sessions", "findings", "exhibits", "verdicts")
PERSON_USERS = ("agents", "aggregates", "outcomes")
"""Tables that refer to agents and persons: what they refer to stays when an import is taken back."""

TOLD = ("sub_agent", "branch", "provider", "model", "operation", "microcredits", "duration_us", "status")
"""What else a copy may tell, beside session and texts."""
_told = attrgetter(*TOLD)


class Copy(NamedTuple):
    """One of several records of one call, ready to be compared. Of equal ranks the smaller agent's name decides.

    `rank`: the fullness, then the earlier time, then how much else is told.
    """

    rank: tuple[int, ...]
    agent_id: int


def _copy(event: UsageEvent, agent_id: int) -> Copy:
    full = [-1 if value is None else value for value in _fullness(event)]
    told = len(TOLD) - _told(event).count(None)
    told += (event.session is not None) + bool(event.prompt) + bool(event.response)
    return Copy((*full, -event.at, told), agent_id)


Known = dict[str, tuple[int, bool, Copy]]
"""By key, of the stored copy that counts: its row id, whether it is this source's own, the copy."""


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
        self._superseded: dict[int, str] = {}
        self._superseded_outcomes: dict[int, None] = {}
        self._superseded_sums: dict[int, None] = {}
        self._of_others = 0
        self._events = 0

    def add(self, records: Sequence[Record]) -> None:
        """Queue a batch. Raises what an earlier batch met (a full disk, say)."""
        events = _Events([record for record in records if isinstance(record, UsageEvent)])
        others = [record for record in records if not isinstance(record, UsageEvent)]
        self._waiting.append(self._store.bulk(lambda connection: self._insert(connection, events, others)))
        while len(self._waiting) > IN_FLIGHT:
            self._waiting.pop(0).result()

    def complete(self, *, sha256: str, lines: int) -> None:
        """Count what came, and make the source part of the case, on disk. Raises CaseError if not all of it arrived."""
        while self._waiting:
            self._waiting.pop(0).result()
        self._store.flush()
        self._count_once()
        receipt = receipt_of(self._store, self.source_id)
        if receipt["raw"][0] != self._events:
            raise CaseError("The disk could not take all that was read.", "Free some space and import again.")
        self._store.write(lambda connection: self._complete(connection, sha256, lines, receipt))
        self.ended = True

    def _count_once(self) -> None:
        """Take out of the count what another source tells too."""
        found = find(self._store, self.source_id)
        drops = [(rule, id_) for id_, rule in found.mine.items()]
        for start in range(0, len(drops), AT_ONCE):
            some = drops[start : start + AT_ONCE]
            self._store.bulk(lambda connection, some=some: connection.executemany(CORRECT, some).close()).result()
        if drops:
            self._store.flush()
        self._superseded |= found.theirs
        self._ids.doubts += found.doubts

    def discard(self) -> None:
        """Take everything back."""
        self.ended = True
        self._store.forget_lost()
        for future in self._waiting:
            future.exception()
        self._texts.forget()
        discard(self._store, self.source_id)

    def _insert(self, connection: sqlite3.Connection, events: "_Events", others: Sequence[Record]) -> None:
        if events.events:
            self._insert_events(connection, events)
        for record in others:
            if isinstance(record, ImportIssue):
                _insert_issue(connection, self.source_id, record)
            elif isinstance(record, Outcome):
                self._insert_outcome(connection, record)
            elif isinstance(record, UsageAggregate):
                self._insert_aggregate(connection, record)

    def _insert_events(self, connection: sqlite3.Connection, batch: "_Events") -> None:
        text_ids = self._texts.store(connection, batch.texts)
        ids, get = self._ids, text_ids.get
        agents = [ids.agent(connection, event.person, event.agent, event.team) for event in batch.events]
        sessions = [event.session for event in batch.events]
        columns: dict[str, Sequence[Any]] = {
            "dropped_by": self._repeats(connection, batch.events, agents),
            "agent_id": agents,
            "session_id": ids.sessions(connection, list(zip(agents, sessions, strict=True))),
            "prompt_id": [digest and get(digest) for digest in batch.prompts],
            "response_id": [digest and get(digest) for digest in batch.responses],
            **batch.columns,
        }
        _insert_columns(connection, self.source_id, columns, len(agents))
        self._events += len(agents)

    def _repeats(self, connection: sqlite3.Connection, events: list[UsageEvent], agents: list[int]) -> list[str | None]:
        """For each event the rule by which it does not count, since a copy of it does; None if it counts.

        The fuller of two copies counts: a transcript cut off early holds too few output tokens.
        """
        dropped = [event.dropped_by for event in events]
        stored, here = _known(connection, events, self.source_id), dict[str, int]()
        corrected: list[tuple[str, int]] = []
        for position, event in enumerate(events):
            key = event.key
            if key is None or event.dropped_by:
                continue
            if key in here:
                rival = here[key]
                if not self._wins(connection, _copy(event, agents[position]), _copy(events[rival], agents[rival])):
                    dropped[position] = "replayed-history"
                    continue
                dropped[rival] = "fuller-copy"
            elif key in stored:
                id_, mine, before = stored[key]
                if not self._wins(connection, _copy(event, agents[position]), before):
                    dropped[position] = "replayed-history"
                    continue
                if mine:
                    corrected.append(("fuller-copy", id_))
                else:
                    self._superseded[id_] = "fuller-copy"
            here[key] = position
        connection.executemany(CORRECT, corrected)
        return dropped

    def _wins(self, connection: sqlite3.Connection, new: Copy, old: Copy) -> bool:
        """Whether the new one of two copies counts: the same whichever of them came first."""
        if new.agent_id == old.agent_id:
            return new.rank > old.rank
        whose = [self._ids.whose(connection, copy.agent_id) for copy in (new, old)]
        known = not (whose[0][0] or whose[1][0])
        self._of_others += known and whose[0][2] != whose[1][2]
        return new.rank > old.rank if new.rank != old.rank else whose[0] < whose[1]

    def _repeated_outcome(self, connection: sqlite3.Connection, outcome: Outcome) -> bool:
        """Whether a better copy of the outcome counts: one that names an agent, a branch, a person; the earlier."""
        rows = connection.execute(
            "SELECT o.id, o.source_id, o.agent, o.branch, p.name, o.at FROM outcomes AS o"
            " LEFT JOIN persons AS p ON p.id = o.person_id"
            " WHERE o.key = ? AND o.dropped_by IS NULL ORDER BY o.id DESC LIMIT 1",
            (outcome.key,),
        ).fetchall()
        for id_, source, agent, branch, person, at in rows:
            told = (outcome.agent, outcome.branch, outcome.person)
            if _preference(told, outcome.at) >= _preference((agent, branch, person), at):
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
            " dropped_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.source_id, outcome.line, outcome.at, outcome.kind, outcome.reference, outcome.title),
                self._ids.person(connection, outcome.person) if outcome.person else None,
                *(outcome.agent, outcome.branch, outcome.key, "replayed-history" if seen else None),
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
        corrected = [(rule, id_) for id_, rule in self._superseded.items()]
        stale = "INSERT OR IGNORE INTO stale_agents "
        connection.executemany(f"{stale} SELECT agent_id FROM events WHERE id = ?", [(id_,) for _, id_ in corrected])
        superseded = _by_source(connection, self._superseded)
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
        count = self._of_others
        shared = f"{count:,} request{' is' if count == 1 else 's are'} also told for another person"
        return self._ids.doubts + [shared] * (count > 0)


CORRECT = "UPDATE events SET dropped_by = ? WHERE id = ?"
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


def _preference(told: tuple[str | None, str | None, str | None], at: int) -> tuple[Any, ...]:
    """Of two copies of one outcome that with the smaller counts. `told`: agent, branch, person."""
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


class _Events:
    """Events made ready by the reader's thread, so that the writer's has little left to do but write.

    `columns` are those of PLAIN; `prompts` and `responses` hold digests, whose words are in `texts`.
    """

    def __init__(self, events: list[UsageEvent]) -> None:
        self.events = events
        self.texts: dict[bytes, str] = {}
        digests: dict[str, bytes] = {}
        for text in {text for event in events for text in (event.prompt, event.response) if text}:
            digests[text] = digest = digest_of(text)
            self.texts[digest] = text
        self.prompts = [digests.get(event.prompt or "") for event in events]
        self.responses = [digests.get(event.response or "") for event in events]
        self.columns: dict[str, Sequence[Any]] = {}
        if events:
            self.columns = dict(zip(PLAIN, zip(*map(_plain, events), strict=True), strict=True))
            # sqlite3 asks its adapters about each bool, at a microsecond apiece
            self.columns["lower_bound"] = list(map(int, self.columns["lower_bound"]))


def _insert_columns(
    connection: sqlite3.Connection, source_id: int, columns: dict[str, Sequence[Any]], length: int
) -> None:
    """Insert events. Columns unknown in the whole batch are left out: binding so many None is slow."""
    told = {name: values for name, values in columns.items() if values.count(None) < length}
    told["source_id"] = [source_id] * length
    insert_many(connection, "events", list(told), list(zip(*told.values(), strict=True)))


def _known(connection: sqlite3.Connection, events: list[UsageEvent], source_id: int) -> Known:
    """The counted events of the case that have a key of this batch."""
    keys = [event.key for event in events if event.key and not event.dropped_by]
    if not keys:
        return {}
    rows = connection.execute(
        f"SELECT e.key, e.id, e.source_id, e.agent_id, {', '.join(f'coalesce(e.{name}, -1)' for name in FULLNESS)},"
        f" -e.at, {' + '.join(f'(e.{name} IS NOT NULL)' for name in (*TOLD, 'session_id', 'prompt_id', 'response_id'))}"
        " FROM json_each(?) AS j JOIN events AS e INDEXED BY events_by_key"
        " ON e.key = j.value AND e.dropped_by IS NULL"
        " ORDER BY e.id",  # of two copies not yet settled the later one counts
        (json.dumps(keys),),
    )
    return {key: (id_, source == source_id, Copy(tuple(rank), agent)) for key, id_, source, agent, *rank in rows}


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
