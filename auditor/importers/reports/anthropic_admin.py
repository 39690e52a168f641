"""Reads answers of Anthropic's Admin API: `usage_report/messages` (tokens) and `cost_report` (dollars), page by page.

Source: platform.claude.com, "Usage and Cost Admin API"; not yet seen on a real file. Buckets of a minute, an hour or a
day in UTC, `{starting_at, ending_at, results}`; one page, an array of pages, a page per line, or the buckets alone.

Token semantics: `uncached_input_tokens` excludes both cache classes; here input = uncached + cache creation (5 minutes
and 1 hour) + cache read. `amount` is a decimal text in cents. Web searches are no tokens and stay out, but what they
cost is in the dollars. Costs of the priority tier are in no report.

Who: `api_key_id` is the agent, the workspace its team, `account_id` the person; null where the answer was not grouped
by it, or for the default workspace and the Workbench.
Identity: kind of report, the bucket's start, and every text or flag of the result. Answers grouped differently tell
the same use under different identities: do not import two of them for the same days.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, as_text, is_dict, is_list
from auditor.importers.files.pages import bucket_keys, buckets, dimensions
from auditor.importers.values.quantities import Unreadable, excerpt, shown
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import CALLS_OF_ANY_PROVIDER, Cents, Slot, added, whole
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

CACHE_WRITES = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")
MEASURES = frozenset({"amount"})


def matches(peek: Peek) -> str:
    """Buckets with a start, an end and results, in pages or not."""
    if {"starting_at", "ending_at", "results"} <= bucket_keys(peek, "starting_at"):
        return "buckets with “starting_at” and “results”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of all results of all buckets."""
    cents = Cents()
    for item in buckets(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, bucket = item
        try:
            span = utc_time(bucket.get("starting_at")), utc_time(bucket.get("ending_at"))
            results = bucket.get("results")
            if not is_list(results):
                raise Unreadable("a bucket without results")
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(str(bucket)))
            continue
        for result in results:
            try:
                if not is_dict(result):
                    raise Unreadable("not a JSON object")
                yield from _cost(span, line, result, cents) if "amount" in result else _usage(span, line, result)
            except Unreadable as error:
                yield ImportIssue(line, str(error), excerpt=excerpt(str(result)))


def _slot(what: str, span: tuple[int, int], line: int, result: dict[str, object]) -> Slot:
    identity = [what, *dimensions(result, MEASURES)]
    return Slot.of(
        "anthropic-admin", span, line, identity, person=as_text(result.get("account_id")),
        team=as_text(result.get("workspace_id")), agent=as_text(result.get("api_key_id")),
        model=as_text(result.get("model")),
    )  # fmt: skip


def _usage(span: tuple[int, int], line: int, result: dict[str, object]) -> list[UsageAggregate]:
    names = ("uncached_input_tokens", "cache_read_input_tokens", "output_tokens")
    uncached, cache_read, output = (whole(result.get(name), name) for name in names)
    by_age = as_dict(result.get("cache_creation"))
    written = added([whole(by_age.get(name), name) for name in CACHE_WRITES])
    if uncached is None and output is None:
        raise Unreadable("a result with neither tokens nor an amount")
    return [*_slot("usage", span, line, result).disjoint_tokens(uncached, cache_read, written, output)]


def _cost(span: tuple[int, int], line: int, result: dict[str, object], cents: Cents) -> list[UsageAggregate]:
    currency = as_text(result.get("currency")) or "USD"
    if currency.upper() != "USD":
        raise Unreadable(f"an amount in {shown(currency)}, not in dollars")
    amount = cents.micro(result.get("amount"))
    if amount is None:
        raise Unreadable("no amount")
    return [*_slot("cost", span, line, result).part(Unit.USD, amount)]


IMPORTER = Importer(
    name="anthropic-admin",
    title="Anthropic Admin API usage or cost report (JSON)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per API key, interval and model: tokens, or dollars",
    sums_of=("claude-code", "claude-code-otel", *CALLS_OF_ANY_PROVIDER),
)
