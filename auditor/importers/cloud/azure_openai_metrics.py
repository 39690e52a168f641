"""Azure Monitor's token metrics as sums per minute, hour or day."""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.importers.cloud.azure_openai_calls import time_of
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.files.told_fields import Fields, Page, tally
from auditor.importers.values.quantities import Unreadable, shown
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Slot, whole
from auditor.records import Unit, UsageAggregate

UNITS = {
    "processedprompttokens": Unit.INPUT_TOKENS,
    "inputtokens": Unit.INPUT_TOKENS,
    "generatedtokens": Unit.OUTPUT_TOKENS,
    "outputtokens": Unit.OUTPUT_TOKENS,
    "azureopenairequests": Unit.REQUESTS,
    "modelrequests": Unit.REQUESTS,
}
METRIC_NAMES = ("ProcessedPromptTokens", "GeneratedTokens", "AzureOpenAIRequests", "ModelRequests")
"""By which a file is known; the names of newer metrics are too common words for that."""

_GRAIN = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,3})M)?)?")
MINUTE = 60_000_000


def metric_sum(fields: Fields, others: Counter[str]) -> Iterator[UsageAggregate]:
    """The sum of a metrics line; a metric of something else is counted in `others`. Raises Unreadable."""
    name = fields.told("metricName", "MetricName") or ""
    unit = UNITS.get(name.lower())
    if unit is None:
        tally(others, f"metric {name}")
        return
    where = fields.told("resourceId", "ResourceId", "_ResourceId", "Resource") or ""
    told = {key.lower(): value for key, value in as_dict(fields.inner("dimensions")).items()}
    grain = fields.told("timeGrain", "TimeGrain") or ""
    yield from _sum(fields.line, time_of(fields), grain, fields.total("total", "Total"), unit, where, told)


def listed_sums(fields: Fields, answer: Page, others: Counter[str]) -> Iterator[UsageAggregate]:
    """The sums of one metric in the answer of `az monitor metrics list`. Raises Unreadable."""
    name = as_text(as_dict(fields.value("name")).get("value")) or fields.told("name") or ""
    unit = UNITS.get(name.lower())
    if unit is None:
        tally(others, f"metric {name}")
        return
    where = (fields.told("id") or "").partition("/providers/Microsoft.Insights/")[0]
    for series in map(as_dict, as_list(fields.value("timeseries"))):
        pairs = [(as_dict(one.get("name")).get("value"), one.get("value")) for one in _values(series)]
        told = {str(key).lower(): value for key, value in pairs}
        for point in map(as_dict, as_list(series.get("data"))):
            total, at = whole(point.get("total"), "total"), utc_time(point.get("timeStamp"))
            yield from _sum(fields.line, at, as_text(answer.get("interval")) or "", total, unit, where, told)


def _values(series: dict[str, object]) -> list[dict[str, object]]:
    return [as_dict(value) for value in as_list(series.get("metadatavalues"))]


def _sum(
    line: int, start: int, grain: str, total: int | None, unit: Unit, where: str, told: dict[str, object]
) -> Iterator[UsageAggregate]:
    deployment = as_text(told.get("modeldeploymentname"))
    yield from Slot.of(
        "azure-openai-log",
        (start, start + _length(grain)),
        line,
        (grain, where.lower(), sorted((name, str(value)) for name, value in told.items())),
        agent=f"deployment {deployment}" if deployment else None,
        model=as_text(told.get("modelname")),
        client=where.rpartition("/")[2] or None,
    ).counted(unit, total)


def _length(grain: str) -> int:
    """Microseconds of an ISO 8601 duration of days, hours and minutes. Raises Unreadable."""
    found = _GRAIN.fullmatch(grain)
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    length = ((days * 24 + hours) * 60 + minutes) * MINUTE
    if not length:
        raise Unreadable(f"{shown(grain)} is not the length of a sum")
    return length
