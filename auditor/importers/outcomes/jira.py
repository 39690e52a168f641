"""Reads resolved tickets as outcomes from Jira: its CSV ("export all fields"), or a search result of its REST API.

Source: Atlassian's help pages and REST description; not yet seen on a real file. The CSV repeats headers (`Labels`,
`Comment`, `Sprint`), writes dates in the language and order of who exported it ("03/Nov/26 4:15 PM"), without a zone,
and separates by comma, semicolon, tab or bar, as that person chose. Headers are read in English and German. A search
result holds `issues`, each with `key` and `fields`, and says in `total` how many there are.

Token semantics: none; a resolved ticket is an outcome at the time of its resolution. Unresolved ones are none: they are
counted in one warning. A resolution other than done or fixed ("Won't Do", "Duplicate") stands behind the title. The
person is the assignee. The branch is the ticket's key, which many teams name their branches after.

Identity: the ticket's key. Resolved, opened again and resolved anew, it is one outcome.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from auditor.errors import ImportFailed
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.table_file import TableRow, headers_of, rows
from auditor.importers.files.told_fields import Fields, Page, fields_in, is_json, names_in, read_each, tally
from auditor.importers.outcomes.jira_dates import jira_time, order_told
from auditor.importers.values.left_out import left_out
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Outcome, Record, Severity

KEY = ("Issue key", "Key", "Vorgangsschlüssel", "Schlüssel")
SUMMARY = ("Summary", "Zusammenfassung")
RESOLVED = ("Resolved", "Erledigt", "Gelöst")
RESOLUTION = ("Resolution", "Lösung")
STATUS = ("Status",)
TYPE = ("Issue Type", "Vorgangstyp")
"""Besides a key so called it takes this header to know a table for Jira's."""

ASSIGNEE = ("Assignee", "Bearbeiter", "Zugewiesene Person")
DELIMITERS = ",;\t|"
PAGES = ("issues",)
AS_DONE = frozenset({"done", "fixed", "fertig", "erledigt", "behoben"})
"""Resolutions that say no more than that the ticket is resolved."""


def matches(peek: Peek) -> str:
    """Jira's headers for key and summary; or a ticket's `key` and `fields`, with an issue type among them."""
    if is_json(peek):
        known = {"key", "fields"} <= names_in(peek, ("issuetype", "resolutiondate"), PAGES)
        return "“key” and “fields” of Jira tickets" if known else ""
    headers = set(headers_of(peek, _delimiter(peek)))
    found = [next((name for name in names if name in headers), "") for names in (KEY, SUMMARY, STATUS)]
    plain = found[0] == "Key" and not headers & {*TYPE}
    return f"Jira's headers “{found[0]}” and “{found[1]}”" if all(found) and not plain else ""


def _delimiter(peek: Peek) -> str:
    return max(DELIMITERS, key=peek.first_line.count)


def read(file: ExportFile) -> Iterator[Record]:
    """The resolved tickets. Raises ImportFailed where the table does not tell when tickets were resolved."""
    peek = file.peek()
    unresolved: Counter[str] = Counter()
    yield from _read_json(file, unresolved) if is_json(peek) else _read_table(file, _delimiter(peek), unresolved)
    yield from left_out("tickets", unresolved)


def _read_table(file: ExportFile, delimiter: str, unresolved: Counter[str]) -> Iterator[Record]:
    column, order, said = "", "", False
    for row in rows(file, delimiter):
        if isinstance(row, ImportIssue):
            yield row
            continue
        if not column:
            column = _resolved_column(row)
            order = _order_in(file, delimiter, column)
        try:
            written = row.told(column)
            if written is None:
                tally(unresolved, _first(row, STATUS) or "unresolved")
                continue
            at, assumed = jira_time(written, file.zone, order)
            yield _ticket(row.line, _first(row, KEY), at, _first(row, SUMMARY), _first(row, RESOLUTION),
                          _first(row, ASSIGNEE))  # fmt: skip
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())
            continue
        if assumed and not said:
            said = True
            reason = f"times without a time zone were read as {file.zone}"
            yield ImportIssue(row.line, reason, Severity.WARNING)


def _first(row: TableRow, names: tuple[str, ...]) -> str | None:
    return next((told for name in names if (told := row.told(name)) is not None), None)


def _resolved_column(row: TableRow) -> str:
    column = next((name for name in RESOLVED if name in row), None)
    if column is None:
        raise ImportFailed(
            "The table has no column “Resolved”: it does not tell when tickets were closed.",
            "Export all fields, or add that column; or map the columns (--mapping).",
        )
    return column


def _order_in(file: ExportFile, delimiter: str, column: str) -> str:
    """Whether dates such as 03/11/26 begin with the day: the first date of the table that can be read one way only."""
    first = True
    for row in rows(replace(file), delimiter):
        if isinstance(row, ImportIssue) or (written := row.told(column)) is None:
            continue
        if order := order_told(written):
            return order
        if first and "/" not in written and "-" not in written[:3]:
            return ""
        first = False
    return ""


def _ticket(
    line: int, key: str | None, at: int, title: str | None, resolution: str | None, person: str | None
) -> Outcome:
    if key is None:
        raise Unreadable("no key of a ticket")
    plain = title or ""
    told = resolution and resolution.lower() not in AS_DONE
    return Outcome(
        at=at,
        kind="closed ticket",
        reference=key,
        line=line,
        title=f"{plain} – {resolution}" if told else plain,
        person=person,
        branch=key,
        key=f"jira:{key}",
    )


def _read_json(file: ExportFile, unresolved: Counter[str]) -> Iterator[Record]:
    pages = _Pages()

    def outcome(told: Fields) -> Iterator[Outcome]:
        fields = as_dict(told.value("fields"))
        status = as_text(as_dict(fields.get("status")).get("name"))
        written = fields.get("resolutiondate")
        if written is None:
            if told.told("key") is None:
                raise Unreadable("no key of a ticket")
            tally(unresolved, status or "unresolved")
            return
        at, _ = jira_time(written, file.zone) if isinstance(written, str) else jira_time("", file.zone)
        assignee = as_dict(fields.get("assignee"))
        person = next(filter(None, map(as_text, map(assignee.get, ("emailAddress", "displayName", "name")))), None)
        resolution = as_text(as_dict(fields.get("resolution")).get("name"))
        yield _ticket(told.line, told.told("key"), at, as_text(fields.get("summary")), resolution, person)

    yield from read_each(fields_in(file, PAGES, pages.seen), outcome)
    yield from pages.missing()


class _Pages:
    """How many tickets the pages hold, and how many they say there are."""

    def __init__(self) -> None:
        self.held = self.total = 0

    def seen(self, page: Page, members: int) -> None:
        total = page.get("total")
        self.held += members
        self.total = max(self.total, total if isinstance(total, int) else 0)

    def missing(self) -> Iterator[ImportIssue]:
        if self.held < self.total:
            reason = f"the search found {self.total:,} tickets, this file holds {self.held:,}: pages are missing"
            yield ImportIssue(0, reason, Severity.WARNING)


IMPORTER = Importer(
    name="jira-issues",
    title="Jira tickets",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one resolved ticket: its assignee, title and key",
)
