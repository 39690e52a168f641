"""Reads the older user activity reports of Kiro and Amazon Q Developer (`by_user_analytic`), one row per user and day.

Source: kiro.dev, "Legacy report", and the Amazon Q Developer guide; the header and a few rows in public pipelines.
Not yet seen on a real file. Kept at
`AWSLogs/<account>/{KiroLogs|QDeveloperLogs}/by_user_analytic/…/<account>_by_user_analytic_<time>_report.csv`.

Token semantics: none, and no credits. `Chat_MessagesSent` (messages to and from the assistant) are messages; the uses
of other features, `…EventCount`, are added as requests. How many lines were accepted, inserted or rejected is no use.
Inline completions come unasked and are left out, as in the newer report. A row of zeros stands for a day the
service counted as zero (telemetry off, often) and is kept; an empty cell tells nothing.

Identity: day and user. Dates are written month first. Kiro writes this report beside the newer one for each client
(`kiro-user-report`), and both tell the messages of CLI and plugin: do not add the two.
"""

import re
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.table_file import TableRow, headers_of, rows
from auditor.importers.reports.kiro_user_report import user_of
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.token_sums import DAY, Notes, Slot, added, day_of, whole
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

MONTH_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
ASKED = (
    "CodeFix_GenerationEventCount", "CodeReview_FailedEventCount", "CodeReview_SucceededEventCount",
    "Dev_GenerationEventCount", "DocGeneration_EventCount", "InlineChat_TotalEventCount",
    "TestGeneration_EventCount", "Transformation_EventCount",
)  # fmt: skip
"""How often a feature other than chat was asked for. Accepting or dismissing its answer is no further use."""

TELLS_NOTHING = "rows without any count of messages or requests"


def matches(peek: Peek) -> str:
    """A header with user, date and chat messages, and no client."""
    headers = set(headers_of(peek))
    if {"UserId", "Date", "Chat_MessagesSent"} <= headers and "Client_Type" not in headers:
        return "headers “UserId”, “Chat_MessagesSent”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of one report."""
    notes = Notes()
    for row in rows(file):
        if isinstance(row, ImportIssue):
            yield row
            continue
        try:
            found = _sums(row)
            yield from found
            if not found:
                notes.add(row.line, TELLS_NOTHING)
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())
    yield from notes.issues()


def _sums(row: TableRow) -> list[UsageAggregate]:
    user = row.told("UserId")
    if user is None:
        raise Unreadable("no user")
    start = day_of(MONTH_FIRST.sub(_year_first, row.get("Date")))
    who = user_of(user)
    slot = Slot.of("kiro-user-activity", (start, start + DAY), row.line, (who,), person=who)
    asked = added([whole(row.told(name), name) for name in ASKED])
    messages = whole(row.told("Chat_MessagesSent"), "Chat_MessagesSent")
    return [*slot.counted(Unit.MESSAGES, messages), *slot.counted(Unit.REQUESTS, asked)]


def _year_first(date: re.Match[str]) -> str:
    month, day, year = date.groups()
    return f"{year}-{month:>02}-{day:>02}"


IMPORTER = Importer(
    name="kiro-user-activity",
    title="Kiro or Amazon Q user activity (CSV, older report)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per person and day: messages, and uses of other features",
    sums_of=("kiro-cli", "kiro-prompt-log"),
)
