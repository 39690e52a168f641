"""The imported files of a case, with their receipts."""

import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

from auditor.case.intake import Intake, discard, totals_from
from auditor.case.log import Log, canonical
from auditor.case.persons import Persons
from auditor.case.schema import SHARED
from auditor.case.store import Row, Store, now
from auditor.case.strands import RESOLVED
from auditor.case.texts import Texts
from auditor.errors import CaseError
from auditor.records import ImportIssue, Severity, Source, SourcePart

COLUMNS = (
    "id, path, sha256, size, importer, importer_version, imported_at, imported_by, lines, events, aggregates, outcomes,"
    " duplicates, rejected, receipt"
)

MARKS = "SELECT " + ", ".join(f"(SELECT coalesce(max(id), 0) FROM {table})" for table in SHARED)


class Sources:
    """`case.sources`."""

    def __init__(self, store: Store, log: Log, persons: Persons, texts: Texts) -> None:
        self._store = store
        self._log = log
        self._persons = persons
        self._texts = texts
        self._current: Intake | None = None

    def begin(self, path: str, size: int, importer: str, version: int) -> Intake:
        """Start taking in a source. Raises CaseError while another is being taken in."""
        if self._current and not self._current.ended:
            raise CaseError("Another import into this case is under way.", "Wait for it to end, or cancel it.")
        if self._current:
            self._current.settle()
        self._store.forget_lost()
        if not (self._current and self._current.completed):
            self.clear_leftovers()

        def work(connection: sqlite3.Connection) -> int:
            marks: dict[str, int] = dict(zip(SHARED, connection.execute(MARKS).fetchone(), strict=True))
            cursor = connection.execute(
                "INSERT INTO sources (state, path, size, importer, importer_version, imported_at, imported_by, marks)"
                " VALUES ('importing', ?, ?, ?, ?, ?, ?, ?)",
                (path, size, importer, version, now(), self._store.who, canonical(marks)),
            )
            return int(cursor.lastrowid or 0)

        # What comes behind it in the write-ahead log cannot survive a crash without it.
        id_ = self._store.write(work, durable=False)
        self._current = Intake(self._store, self._log, self._persons, self._texts, id_)
        return self._current

    def all(self) -> list[Source]:
        """Complete sources, in order of import."""
        return self._complete("1")

    def count(self) -> int:
        """How many complete sources there are."""
        return self._store.read("SELECT COUNT(*) FROM sources WHERE state = 'complete'")[0][0]

    def with_digest(self, sha256: str) -> Source | None:
        """The complete source with these bytes, if there is one."""
        return next(iter(self._complete("sha256 = ?", sha256)), None)

    def with_size(self, size: int) -> bool:
        """Whether a complete source has this size: else no file of it can be one of them."""
        return bool(self._store.read("SELECT 1 FROM sources WHERE size = ? AND state = 'complete' LIMIT 1", (size,)))

    def _complete(self, condition: str, *parameters: object) -> list[Source]:
        rows = self._store.read(
            f"SELECT {COLUMNS} FROM sources WHERE state = 'complete' AND {condition} ORDER BY id", parameters
        )
        warnings: dict[int, list[str]] = {}
        for source_id, reason in self._store.read(
            "SELECT source_id, reason FROM import_issues JOIN sources AS s ON s.id = source_id"
            f" WHERE severity = ? AND {condition} ORDER BY import_issues.id",
            (Severity.WARNING, *parameters),
        ):
            warnings.setdefault(source_id, []).append(reason)
        return [_source(row, tuple(warnings.get(row[0], ()))) for row in rows]

    def parts(self, source_id: int) -> list[SourcePart]:
        """A source's counted events by person and model, most tokens first."""
        rows = self._store.read(
            "SELECT p.id, p.name, p.alias, events.model, COUNT(*), SUM(input_tokens), SUM(output_tokens),"
            f" SUM(cost_microusd), SUM(microcredits) FROM events JOIN judged AS a ON a.id = {RESOLVED}"
            " JOIN people AS p ON p.id = a.person_id WHERE source_id = ? AND dropped_by IS NULL"
            " GROUP BY p.id, events.model"
            " ORDER BY coalesce(SUM(input_tokens), 0) + coalesce(SUM(output_tokens), 0) DESC, p.id, events.model",
            (source_id,),
        )
        return [SourcePart(*row) for row in rows]

    def of_events(self, event: NDArray[np.int64]) -> NDArray[np.int64]:
        """The source (n) of each of the events with these ids (n); UNKNOWN of ids that are none."""
        asked = "SELECT coalesce(e.source_id, -1) FROM json_each(?) AS j LEFT JOIN events AS e ON e.id = j.value"
        rows = self._store.read(f"{asked} ORDER BY j.key", (json.dumps(event.tolist()),))
        return np.array([source_id for (source_id,) in rows], dtype=np.int64)

    def issues(self, source_id: int) -> list[ImportIssue]:
        """What could not be read of a source, and its warnings, by line."""
        rows = self._store.read(
            "SELECT line, reason, severity, excerpt FROM import_issues WHERE source_id = ? ORDER BY line, id",
            (source_id,),
        )
        return [ImportIssue(line, reason, Severity(severity), excerpt) for line, reason, severity, excerpt in rows]

    def clear_leftovers(self) -> int:
        """Take back what a crash left half-imported; how many sources that were.

        A person or agent it brought that something else has come to refer to stays.
        """
        left = self._store.read("SELECT id, path FROM sources WHERE state = 'importing' ORDER BY id DESC")
        for id_, path in left:
            try:
                discard(self._store, id_)
            except sqlite3.IntegrityError:
                self._store.write(lambda c, id_=id_: c.execute("DELETE FROM sources WHERE id = ?", (id_,)).close())
            self._log.note("broken import removed", path=path)
        return len(left)


def _source(row: Row, warnings: tuple[str, ...]) -> Source:
    receipt = json.loads(row[14])
    totals = totals_from(receipt["counted"])
    seen = None if totals.first is None or totals.last is None else (totals.first, totals.last)
    return Source(
        *row[:14],
        totals=totals,
        raw=totals_from(receipt["raw"]),
        rules=receipt["rules"],
        warnings=warnings,
        quantities={unit: quantity for unit, rule, _, quantity in receipt.get("sums", ()) if rule is None},
        covers=tuple(receipt["covers"]) if receipt.get("covers") else seen,
    )
