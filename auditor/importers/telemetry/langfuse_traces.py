"""Langfuse's flat export of traces: one row for each trace, with the sums of its observations."""

from collections.abc import Iterable, Iterator, Mapping

from auditor.importers.files.json_lines import as_text
from auditor.importers.telemetry.langfuse_observations import camel, cost_of, usage_details
from auditor.importers.telemetry.langfuse_usage import usage_of
from auditor.importers.values.quantities import Dollars, Unreadable, excerpt, milliseconds
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Slot
from auditor.records import ImportIssue, Record, Unit

SUMS = frozenset({"usage", "usageDetails", "totalCost", "calculatedTotalCost", "inputTokens", "promptTokens"})
MARKS = frozenset({"bookmarked", "observationCount", "sessionId", "userId", "release", "tags"})


def is_trace_row(row: Mapping[str, object]) -> bool:
    """Whether a flat row is one trace with its sums (camelCase keys)."""
    keys = row.keys()
    return {"id", "timestamp", "name"} <= keys and bool(keys & SUMS and keys & MARKS) and not keys & {"observations"}


def sums_of(items: Iterable[tuple[int, dict[str, object]] | ImportIssue]) -> Iterator[Record]:
    """The sums of each trace."""
    dollars = Dollars()
    for item in items:
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, value = item
        try:
            yield from list(_sums(line, camel(value), dollars))
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(str(value)))


def _sums(line: int, row: Mapping[str, object], dollars: Dollars) -> Iterator[Record]:
    begun = utc_time(row.get("timestamp"))
    trace, name = as_text(row.get("id")), as_text(row.get("name"))
    lasted = (milliseconds(row.get("latency"), "latency") or 0) * 1_000  # told in seconds
    slot = Slot.of(
        "langfuse",
        (begun, begun + max(1, lasted)),
        line,
        [trace],
        person=as_text(row.get("userId")),
        agent=name,
        client=as_text(row.get("environment")),
    )
    usage = usage_of(usage_details(row), None)
    yield from slot.tokens(usage.input, usage.cache_read, usage.cache_creation, usage.output, usage.reasoning)
    cost = dollars.micro(cost_of(row))
    yield from slot.part(Unit.USD, cost)
