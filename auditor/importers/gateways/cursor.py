"""Reads Cursor's usage: the dashboard's CSV in all its generations, and the Admin API's usage events.

Source: the columns of real CSV exports (71 rows, two generations) as others describe them; for the JSON the Admin API's
documentation (`usageEvents`; `usageEventsDisplay` from the dashboard). Not yet seen on a real file. First came
`Date,Model,…,Cost,Cost to you`; then `Kind` and `Max Mode`; a team's with `User` and `Requests` in place of a cost; the
newest with `Cloud Agent ID` and `Automation ID`. `Requests` counts plan units, no calls and no dollars: it is not read.

Token semantics: the four columns are disjoint and sum to `Total Tokens` (71 of 71 real rows). Here input = with cache
write + without cache write + cache read, and "Input (w/ Cache Write)" is what was written to a cache. The API's
`inputTokens` excludes both cache classes in the same way. Where the total is greater than the parts, the counts are a
lower bound; where it is smaller, the reader is warned.

Cost: `Included`, `-` and `NaN` are unknown, not free; so is what is no amount in dollars, with a warning. The API's
`totalCents` is the model's cost, else `chargedCents`.
Status: "error" or "aborted" by `Kind` ("Errored, No Charge"), though tokens may have been used; "ok" for other kinds.

The Admin API's daily usage (`composerRequests`, `chatRequests`, …) tells no tokens: its requests become sums by day.

Agent: the automation, else the cloud agent, else "Cursor". Identity: none. Identical rows are different calls and all
count, so two exports that overlap count twice: the reader is warned.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import Fields, Page, fields_in, names_in, read_each
from auditor.importers.gateways.cursor_calls import Calls
from auditor.importers.gateways.cursor_days import Days, is_day
from auditor.records import ImportIssue, Record, Severity

PAGES = ("usageEvents", "usageEventsDisplay", "data", "usageData")
COLUMNS = {"Date", "Model", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read", "Output Tokens"}
NO_IDENTITY = "rows of this export have no identity: import exports of a period once, overlapping ones count twice"


def matches(peek: Peek) -> str:
    """The CSV's columns, or an event with its `tokenUsage`."""
    words = ("Cache Read", "tokenUsage", "isTokenBasedCall", "requestsCosts", "composerRequests")
    names = names_in(peek, words, PAGES)
    if names >= COLUMNS:
        return "columns “Input (w/ Cache Write)” and “Input (w/o Cache Write)”"
    if is_day(names):
        return "days of team members with “composerRequests”"
    event = names >= {"timestamp", "model"} and names & {"tokenUsage", "isTokenBasedCall", "requestsCosts"}
    return "Cursor usage events with “tokenUsage”" if event else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one export, or the requests of team members by day."""
    calls, days, pages = Calls(), Days(), _Pages()

    def make(fields: Fields) -> Iterator[Record]:
        return days.sums(fields) if is_day(fields.names) else calls.records(fields)

    yield from read_each(fields_in(file, PAGES, pages.saw), make)
    yield from days.notes.issues()
    if calls.made:
        yield ImportIssue(0, NO_IDENTITY, Severity.WARNING)
    yield from calls.notes.issues()
    yield from pages.warnings()


class _Pages:
    """How many events the answer has, and how many of them the file holds."""

    def __init__(self) -> None:
        self._held = self._all = 0

    def saw(self, page: Page, members: int) -> None:
        total = str(page.get("totalUsageEventsCount"))  # a number, or a text
        self._held += members
        self._all = max(self._all, int(total) if total.isdecimal() and len(total) < 16 else 0)

    def warnings(self) -> Iterator[ImportIssue]:
        if self._held < self._all:
            reason = f"this file holds {self._held:,} of the answer's {self._all:,} events; the other pages are missing"
            yield ImportIssue(0, reason, Severity.WARNING)


IMPORTER = Importer(
    name="cursor-usage",
    title="Cursor usage (CSV or Admin API)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, cost, cloud agent or automation, person in team exports; no texts",
    sums_of=("cursor-usage",),
)
