"""Reads GitHub's usage reports of Copilot: CSV by user, day, model and sku, and the billing API's answers.

Source: a real report of 1,693 rows with names replaced, and the columns of others (docs.github.com, "Billing reports").
Reports begin with a byte order mark; `exceeds_quota`, `repository` and token columns come and go; the first ones were
`Timestamp, User, Model, Requests Used, …`. The API's answer (`usageItems`) was seen as a maker's mock only.

Token semantics: premium requests are requests, AI credits are credits; a model's factor makes both fractional, and
they are read to the millionth. `input` of the newest reports is read as the uncached input, since two cache columns
stand beside it (not yet seen on a real file). Dollars are the gross amount, what the use is worth: the net amount
depends on what others had used up of the plan before. `aic_quantity` says what requests would have cost in credits,
it is not counted. While GitHub changed from requests to credits, a report may list both for the same use: the reader
is warned. Rows in other units (seats, minutes) are no use of a model and are passed over with a warning.

Agent: told by the sku: `coding_agent_…` is the "Copilot coding agent", `spark_…` is Spark; older reports name the
coding agent and code review in the model's place.
Identity: interval, user, sku, model, unit, organization and cost centre. Rows of one report that agree in all of them
are parts of one sum (84 such sums in the real report): each counts. Sums without a day are told for their month.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_text, is_dict, is_list
from auditor.importers.files.pages import key_paths
from auditor.importers.files.table_file import TableRow, headers_of, rows
from auditor.importers.reports.copilot_bills import Bill, Bills
from auditor.importers.values.quantities import Unreadable, excerpt, shown
from auditor.importers.values.times import EPOCH, utc_time
from auditor.importers.values.token_sums import DAY, MILLION, day_of, whole
from auditor.records import ImportIssue, Record

LEGACY = {"Timestamp", "User", "Model", "Requests Used"}
COPILOT = ("copilot_", "coding_agent_", "spark_")


def matches(peek: Peek) -> str:
    """A billing header with a model or a Copilot sku, the first reports' header, or the billing API's items."""
    headers, text = set(headers_of(peek)), peek.text
    copilot = any(word in text for word in COPILOT)
    if headers >= LEGACY:
        return "headers “User”, “Requests Used”"
    if {"date", "sku", "quantity", "unit_type"} <= headers and (copilot or "model" in headers):
        return "headers “sku”, “quantity”, “unit_type”"
    if "usageItems/sku" in (paths := key_paths(peek, "usageItems")) and (copilot or "usageItems/model" in paths):
        return "the billing API's “usageItems”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of one report."""
    bills = Bills()
    is_json = file.peek().text.lstrip().startswith(("{", "["))
    yield from _answers(file, bills) if is_json else _table(file, bills)
    yield from bills.notes.issues()


def _table(file: ExportFile, bills: Bills) -> Iterator[Record]:
    for row in rows(file):
        if isinstance(row, ImportIssue):
            yield row
            continue
        try:
            yield from bills.sums(_legacy(row) if "Requests Used" in row else _row(row))
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())


def _row(row: TableRow) -> Bill:
    start = day_of(row.told("date"))
    tokens = [row.told(name) for name in ("input", "cache_read", "cache_write", "output")]
    return Bill(
        (start, start + DAY), row.line, row.told("username"), row.get("sku"), row.told("model"), row.get("unit_type"),
        row.told("quantity"), row.told("gross_amount"), row.told("organization"), row.told("cost_center_name"),
        row.told("product"), tokens,
    )  # fmt: skip


def _legacy(row: TableRow) -> Bill:
    """The first reports tell moments, to the second; some only the day."""
    written = row.get("Timestamp")
    start = utc_time(written)
    span = (start, start + (MILLION if ":" in written else DAY))
    user, model, quantity = row.told("User"), row.told("Model"), row.told("Requests Used")
    return Bill(span, row.line, user, "copilot_premium_request", model, "requests", quantity)


def _answers(file: ExportFile, bills: Bills) -> Iterator[Record]:
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, answer = item
        asked = {name: answer[name] for name in ("user", "organization", "timePeriod") if name in answer}
        items = answer.get("usageItems")
        if not is_list(items):
            yield ImportIssue(line, "an answer without usageItems", excerpt=excerpt(str(answer)))
            continue
        for use in items:
            try:
                yield from bills.sums(_item(line, {**asked, **use} if is_dict(use) else {}))
            except Unreadable as error:
                yield ImportIssue(line, str(error), excerpt=excerpt(str(use)))


def _item(line: int, use: dict[str, object]) -> Bill:
    """One of the API's items; what its answer was asked for stands where it does not tell it itself."""
    text = {name: as_text(use.get(name)) for name in use}
    organization = text.get("organization") or text.get("organizationName")
    return Bill(
        _period(use), line, text.get("user"), text.get("sku") or "", text.get("model"), text.get("unitType") or "",
        use.get("grossQuantity", use.get("quantity")), use.get("grossAmount"), organization,
        product=(text.get("product") or "").lower() or None,
    )  # fmt: skip


def _period(use: dict[str, object]) -> tuple[int, int]:
    """The day an item tells, else the day, month or year the API was asked for."""
    if use.get("date") is not None:
        start = day_of(use["date"])
        return start, start + DAY
    asked = as_dict(use.get("timePeriod"))
    year, month, day = (whole(asked.get(name), name) for name in ("year", "month", "day"))
    if year is None:
        raise Unreadable("neither a date nor a period")
    if day:
        return _start(year, month or 1, day), _start(year, month or 1, day) + DAY
    if month:
        return _start(year, month, 1), _start(year + month // 12, month % 12 + 1, 1)
    return _start(year, 1, 1), _start(year + 1, 1, 1)


def _start(year: int, month: int, day: int) -> int:
    if not 1970 <= year < 2200:
        raise Unreadable(f"the year {shown(year)} lies outside 1970–2199")
    try:
        return (datetime(year, month, day, tzinfo=UTC) - EPOCH).days * DAY
    except ValueError:
        raise Unreadable(f"{year}-{month}-{day} is not a day") from None


IMPORTER = Importer(
    name="copilot-usage",
    title="GitHub Copilot usage report (premium requests, AI credits)",
    version=1,
    matches=matches,
    read=read,
    gives="one sum per person, day, model and sku: requests or credits, gross dollars",
    sums_of=("copilot-usage",),
)
