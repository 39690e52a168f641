"""Reads LiteLLM's spend logs, one row per request, and its sums per day.

Source: the LiteLLM_SpendLogs table of LiteLLM's schema and what exports it: `psql \\copy … csv header` (JSON cells,
`t`/`f`, `\\N`), `/spend/logs` (an array), `/spend/logs/v2` and the page of the user interface ({data, total, page,
page_size, total_pages}: one page, an array of pages, a page a line). The payload that its logging callbacks write to S3
or GCS (`id`, `startTime`, `response_cost`) tells the same under other names. The LiteLLM_Daily…Spend tables, the usage
page's CSV, the answers of `/…/daily/activity`, and `/spend/logs` summed by day become aggregates: they tell the same
use again, and so do each other. Known by `request_id`, `startTime` and `spend`. Not yet seen on a real file.

Token semantics: `prompt_tokens` includes what a provider's cache read and wrote, for Anthropic too; the two counts lie
in `metadata`. Where they exceed prompt_tokens (some versions counted otherwise), input is their sum, a lower bound.
Zeros stand where LiteLLM had no usage (failures, streams without it): a request of 0 tokens has unknown counts.
`cache_hit` is LiteLLM's own store of answers, not a provider's cache: no model was called, and the reader is warned.

Cost: LiteLLM writes $0 where it knows no price for a model. $0 for tokens is an unknown cost, not a free request.

Identity: the request id, which is often the provider's own. Agent: the agent id, else the key's alias, else the tags,
else the last four characters of the key's hash. Times without a zone are UTC.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.told_fields import Fields, Page, fields_in, names_in, read_each
from auditor.importers.gateways.litellm_days import DaySums, is_day
from auditor.importers.gateways.litellm_requests import Requests, as_row
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity

PAGES = ("data", "results")
REQUEST = {"request_id", "startTime", "spend"}
PAYLOAD = {"id", "call_type", "startTime", "response_cost"}
"""Of LiteLLM's standard logging payload."""

MOST_MISSING = 10
"""Page numbers listed in the warning."""


def matches(peek: Peek) -> str:
    """Rows of SpendLogs, or daily sums of LiteLLM."""
    names = names_in(peek, ("spend", "Spend", "response_cost"), PAGES)
    if names >= REQUEST:
        return "records with “request_id”, “startTime” and “spend”"
    if names >= PAYLOAD:
        return "records with “response_cost” and “startTime”"
    return "daily sums of LiteLLM" if is_day(names) else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The requests, or the daily sums, of one export."""
    pages, requests, days = _Pages(), Requests(), DaySums()

    def make(fields: Fields) -> Iterator[Record]:
        if "request_id" in fields:
            yield from requests.records(fields)
        elif fields.names >= PAYLOAD:
            yield from requests.records(as_row(fields))
        elif is_day(fields.names):
            yield from days.sums(fields)
        else:
            raise Unreadable("neither a request nor a daily sum of LiteLLM")

    yield from read_each(fields_in(file, PAGES, pages.saw), make)
    yield from requests.warnings()
    yield from days.notes.issues()
    yield from pages.warnings()


class _Pages:
    """Which pages of an answer the file holds."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()
        self._last = 0

    def saw(self, page: Page, members: int) -> None:
        about = page if "page" in page else as_dict(page.get("metadata"))
        number, last = about.get("page"), about.get("total_pages")
        if isinstance(number, int) and isinstance(last, int) and members:
            self._seen[number] += 1
            self._last = max(self._last, last)

    def warnings(self) -> Iterator[ImportIssue]:
        if not self._seen or len(self._seen) >= self._last:
            return
        numbers = (number for number in range(1, self._last + 1) if number not in self._seen)
        listed = [str(number) for number, _ in zip(numbers, range(MOST_MISSING), strict=False)]
        more = " …" if self._last - len(self._seen) > MOST_MISSING else ""
        reason = f"pages missing here, of {self._last}: {', '.join(listed)}{more}; their requests are not in this file"
        yield ImportIssue(0, reason, Severity.WARNING)


IMPORTER = Importer(
    name="litellm-spend-logs",
    title="LiteLLM spend logs",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, cost, agent or key, person, team; texts where they were stored",
    sums_of=("litellm-spend-logs",),
)
