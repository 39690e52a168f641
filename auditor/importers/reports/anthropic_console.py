"""Reads the two CSV exports of Anthropic's Console: usage (tokens) and cost (dollars), by UTC day, model and API key.

Source: headers that tools reading these exports test against; not yet seen on a real file. Usage:
`usage_date_utc, model_version, api_key, workspace, usage_type, context_window, usage_input_tokens_no_cache,
usage_input_tokens_cache_write_5m, …_1h, usage_input_tokens_cache_read, usage_output_tokens, web_search_count, …`;
older files have one cache write column, and no context window. Cost is long, a row per token type: `usage_date_utc,
model, workspace, api_key, usage_type, context_window, token_type, cost_usd, list_price_usd, cost_type, …`.

Token semantics: the input columns are disjoint; here input = no_cache + cache writes + cache_read. Web searches are
told, but are no tokens: they stay out. Cost is `cost_usd`; the list price is not what was paid. Rows of 0.00 are kept.
The two cannot be joined: usage names the model by its id, cost by its display name.

Who: the name of the API key is the agent, the workspace its team; no person is told. What the export calls `api_key`
is a name; one that looks like a key itself is shown by its last four characters.
Identity: day, model, key, workspace, usage type, context window and place; for cost also token and cost type. Rows
that agree in all of them are parts of one sum: each counts.
"""

import re
from collections.abc import Callable, Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.table_file import TableRow, headers_of, rows
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.token_sums import CALLS_OF_ANY_PROVIDER, DAY, Repeats, Slot, added, day_of, whole
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

DATE = "usage_date_utc"
INPUT = "usage_input_tokens_no_cache"
OUTPUT = "usage_output_tokens"
CACHE_READ = "usage_input_tokens_cache_read"
CACHE_WRITES = (
    "usage_input_tokens_cache_write",
    "usage_input_tokens_cache_write_5m",
    "usage_input_tokens_cache_write_1h",
)
DIMENSIONS = ("workspace", "usage_type", "context_window", "token_type", "cost_type", "inference_geo", "speed")

_SECRET = re.compile(r"sk-[A-Za-z0-9_-]{12,}")


def matches(peek: Peek) -> str:
    """A header with the UTC date of use, and tokens or dollars."""
    headers = set(headers_of(peek))
    if {DATE, INPUT} <= headers or {DATE, OUTPUT} <= headers:
        return f"headers “{DATE}”, “{OUTPUT}”"
    return f"headers “{DATE}”, “cost_usd”" if {DATE, "cost_usd"} <= headers else ""


def key_name(written: str | None) -> str | None:
    """The name of a key; of a key itself no more than its end."""
    return f"key …{written[-4:]}" if written and _SECRET.fullmatch(written) else written


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of one export."""
    slots, dollars = _Slots(), Dollars()
    for row in rows(file):
        if isinstance(row, ImportIssue):
            yield row
            continue
        try:
            yield from _cost(row, slots.of, dollars) if "cost_usd" in row else _usage(row, slots.of)
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())


class _Slots:
    """What the rows of one export are told for."""

    def __init__(self) -> None:
        self._repeats = Repeats()

    def of(self, row: TableRow, what: str) -> Slot:
        start = day_of(row.told(DATE))
        model = row.told("model_version") or row.told("model")
        agent = key_name(row.told("api_key"))
        identity = (what, model, agent, row.told("api_key_id"), *(row.told(name) for name in DIMENSIONS))
        slot = Slot.of(
            "anthropic-console", (start, start + DAY), row.line, identity,
            team=row.told("workspace"), agent=agent, model=model,
        )  # fmt: skip
        return self._repeats.distinct(slot)


def _usage(row: TableRow, slot: Callable[[TableRow, str], Slot]) -> list[UsageAggregate]:
    uncached, read_, output = (whole(row.told(name), name) for name in (INPUT, CACHE_READ, OUTPUT))
    written = added([whole(row.told(name), name) for name in CACHE_WRITES])
    if uncached is None and output is None:
        raise Unreadable("neither input nor output is told")
    return [*slot(row, "usage").disjoint_tokens(uncached, read_, written, output)]


def _cost(row: TableRow, slot: Callable[[TableRow, str], Slot], dollars: Dollars) -> list[UsageAggregate]:
    cost = dollars.micro(row.told("cost_usd"), "cost_usd")
    if cost is None:
        raise Unreadable("no cost")
    return [*slot(row, "cost").part(Unit.USD, cost)]


IMPORTER = Importer(
    name="anthropic-console",
    title="Anthropic Console usage or cost (CSV)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per API key, day and model: tokens, or dollars",
    sums_of=("claude-code", "claude-code-otel", *CALLS_OF_ANY_PROVIDER),
)
