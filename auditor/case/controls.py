"""Control totals: what an invoice, a dashboard or a letter says the use was, and the sums to hold against it."""

import sqlite3
from dataclasses import dataclass, replace

from auditor.case.log import Log
from auditor.case.store import Row, Store, now
from auditor.case.strands import RESOLVED
from auditor.records import ControlTotal, Unit

COLUMNS = 'id, at, who, kind, unit, quantity, start, "end", person_id, model, source_id, note, withdraws'
DAY = 86_400_000_000

AMOUNT = {
    "tokens": "coalesce(input_tokens, 0) + coalesce(output_tokens, 0)",
    Unit.INPUT_TOKENS: "input_tokens",
    Unit.CACHE_READ_INPUT_TOKENS: "cache_read_input_tokens",
    Unit.CACHE_CREATION_INPUT_TOKENS: "cache_creation_input_tokens",
    Unit.OUTPUT_TOKENS: "output_tokens",
    Unit.REASONING_OUTPUT_TOKENS: "reasoning_output_tokens",
    Unit.REQUESTS: "1",
    Unit.CREDITS: "microcredits",
    Unit.USD: "cost_microusd",
}
"""What an event adds to a unit; credits and money are kept in millionths. Messages are no property of events."""

MILLIONTHS = (Unit.CREDITS, Unit.USD)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which events: in [start, end) µs, of a person (as the auditor joined persons), model, source; None: any."""

    start: int
    end: int
    person_id: int | None = None
    model: str | None = None
    source_id: int | None = None


class Controls:
    """`case.controls`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def all(self) -> list[ControlTotal]:
        """Every control total ever entered, oldest first."""
        return [_control(row) for row in self._store.read(f"SELECT {COLUMNS} FROM control_totals ORDER BY id")]

    def standing(self) -> list[ControlTotal]:
        """Those that were not withdrawn."""
        controls = self.all()
        gone = {control.withdraws for control in controls}
        return [control for control in controls if control.withdraws is None and control.id not in gone]

    def append(self, control: ControlTotal) -> ControlTotal:
        """Keep a control total; the id, time and reviewer are given here."""

        def work(connection: sqlite3.Connection) -> ControlTotal:
            kept = replace(control, at=now(), who=self._store.who)
            told = told_of(kept)
            cursor = connection.execute(
                f"INSERT INTO control_totals ({COLUMNS[4:]}) VALUES ({', '.join('?' * 12)})", (kept.at, kept.who, *told)
            )
            kept = replace(kept, id=int(cursor.lastrowid or 0))
            action = "control total withdrawn" if kept.withdraws else "control total entered"
            self._log.append(connection, action, control=kept.id, told=told)
            return kept

        return self._store.write(work)

    def by_rule(self, unit: str, scope: Scope) -> dict[str | None, int]:
        """Millionths of `unit` that the events of a scope hold, by the rule that dropped them; None: they count."""
        factor = 1 if unit in MILLIONTHS else 1_000_000
        where, parameters = _where(scope)
        rows = self._store.read(
            f"SELECT events.dropped_by, coalesce(SUM({AMOUNT[unit]}), 0) * {factor} FROM events {where} GROUP BY 1",
            parameters,
        )
        return dict(rows)

    def doubtful(self, unit: str, scope: Scope) -> tuple[int, int, int]:
        """Of the counted events of a scope: how many, how many do not tell `unit`, how many are lower bounds."""
        where, parameters = _where(scope)
        amount = "coalesce(input_tokens, output_tokens)" if unit == "tokens" else AMOUNT[unit]
        return self._store.read(
            f"SELECT COUNT(*), coalesce(SUM(({amount}) IS NULL), 0), coalesce(SUM(lower_bound), 0) FROM events {where}"
            " AND events.dropped_by IS NULL",
            parameters,
        )[0]

    def sums(self) -> list[Row]:
        """Counted aggregates: importer, person, first and last UTC day, model, unit, quantity in millionths."""
        return self._store.read(
            'SELECT s.importer, coalesce(p.joined_to, a.person_id), a.start / ?1, (a."end" - 1) / ?1, a.model, a.unit,'
            " SUM(a.quantity) FROM aggregates AS a JOIN sources AS s ON s.id = a.source_id"
            " LEFT JOIN people AS p ON p.id = a.person_id"
            " WHERE a.dropped_by IS NULL AND s.state = 'complete' GROUP BY 1, 2, 3, 4, 5, 6",
            (DAY,),
        )

    def days_used(self) -> list[Row]:
        """Counted events by importer, person, UTC day and model: events, token classes, cost, credits."""
        return self._store.read(
            "SELECT m.importer, a.person_id, m.day, m.model, SUM(m.events), SUM(m.input_tokens),"
            " SUM(m.cache_read_input_tokens), SUM(m.cache_creation_input_tokens), SUM(m.output_tokens),"
            " SUM(m.reasoning_output_tokens), SUM(m.cost_microusd), SUM(m.microcredits)"
            " FROM agent_models AS m JOIN judged AS a ON a.id = m.agent_id GROUP BY 1, 2, 3, 4"
        )

    def dropped(self) -> dict[str, int]:
        """Events that do not count, by correction rule."""
        return dict(self._store.read("SELECT rule, SUM(events) FROM agent_dropped GROUP BY rule ORDER BY 2 DESC, 1"))

    def days_told(self) -> list[Row]:
        """(importer, day, records) of complete sources: on which days each kind of export tells of anything."""
        return self._store.read(
            "SELECT s.importer, day, SUM(n) FROM ("
            " SELECT source_id, at / ?1 AS day, COUNT(*) AS n FROM events GROUP BY 1, 2"
            " UNION ALL SELECT source_id, start / ?1, COUNT(*) FROM aggregates GROUP BY 1, 2"
            " UNION ALL SELECT source_id, at / ?1, COUNT(*) FROM outcomes GROUP BY 1, 2"
            ") JOIN sources AS s ON s.id = source_id WHERE s.state = 'complete' GROUP BY 1, 2 ORDER BY 1, 2",
            (DAY,),
        )


def told_of(control: ControlTotal) -> list[str | int | None]:
    """What the log keeps of a control total."""
    what = (control.kind, control.unit, control.quantity, control.start, control.end)
    return [*what, control.person_id, control.model, control.source_id, control.note, control.withdraws]


def _where(scope: Scope) -> tuple[str, tuple[object, ...]]:
    conditions = ["events.at >= ? AND events.at < ?"]
    parameters: list[object] = [scope.start, scope.end]
    if scope.person_id is not None:
        conditions.append(f"{RESOLVED} IN (SELECT id FROM judged WHERE person_id = ?)")
        parameters.append(scope.person_id)
    if scope.model is not None:
        conditions.append("events.model = ?")
        parameters.append(scope.model)
    if scope.source_id is not None:
        conditions.append("events.source_id = ?")
        parameters.append(scope.source_id)
    complete = "events.source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"
    return f"WHERE {' AND '.join([*conditions, complete])}", tuple(parameters)


def _control(row: Row) -> ControlTotal:
    id_, at, who, kind, unit, quantity, start, end, person, model, source, note, withdraws = row
    return ControlTotal(kind, unit, quantity, start, end, person, model, source, note, withdraws, id_, at, who)
