"""Reads closed tickets as outcomes from the issues file of Beads (`.beads/issues.jsonl`).

Source: the ticket file of marot/spotter, 348 tickets, whose ids are also the names of the branches worked on. One JSON
object a line: `id`, `title`, `status` (open, in_progress, blocked, closed, tombstone), `issue_type`, `created_at` and
`closed_at` with the writer's offset and nanoseconds, `close_reason`, `owner` (an e-mail address), `created_by`, and
`assignee` where one was set.

Token semantics: none; a closed ticket is an outcome at `closed_at`. All others are none, and counted in one warning:
a tombstone is a ticket that was deleted, not done. The person is the assignee, else the owner, else who created it.
The branch is the ticket's id.

Identity: the ticket's id. Closed, opened again and closed anew, it is one outcome.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import Fields, fields_in, is_json, names_in, read_each, tally
from auditor.importers.values.left_out import left_out
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import utc_time
from auditor.records import Outcome, Record

_KNOWN_BY = {"id", "title", "status", "issue_type", "created_at"}
_NO_MORE_THAN_CLOSED = "closed"


def matches(peek: Peek) -> str:
    """The fields every ticket has."""
    known = is_json(peek) and names_in(peek, ("issue_type",)) >= _KNOWN_BY
    return "“id”, “status” and “issue_type” of a ticket" if known else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The closed tickets of one file."""
    others: Counter[str] = Counter()

    def outcome(told: Fields) -> Iterator[Outcome]:
        yield from _outcome(told, others)

    yield from read_each(fields_in(file), outcome)
    yield from left_out("tickets", others)


def _outcome(told: Fields, others: Counter[str]) -> Iterator[Outcome]:
    id_, status = told.told("id"), told.told("status")
    if id_ is None or status is None:
        raise Unreadable("no id" if id_ is None else "no status")
    if status != "closed":
        tally(others, status)
        return
    reason = told.told("close_reason")
    title = told.told("title") or ""
    yield Outcome(
        at=utc_time(told.value("closed_at")),
        kind="closed ticket",
        reference=id_,
        line=told.line,
        title=f"{title} – {reason}" if reason and reason.lower() != _NO_MORE_THAN_CLOSED else title,
        person=told.told("assignee", "owner", "created_by"),
        branch=id_,
        key=f"beads:{id_}",
    )


IMPORTER = Importer(
    name="beads-issues",
    title="Beads tickets",
    version=1,
    matches=matches,
    read=read,
    gives="one closed ticket: its person, title and branch",
)
