"""One record of Azure OpenAI's RequestResponse log as an event."""

import re
from datetime import UTC, datetime

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.told_fields import Fields
from auditor.importers.values.quantities import Unreadable, milliseconds
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

_CALL = re.compile(r"completion|embedding|response|image|audio|speech|transcri|translat|inference|message", re.I)
_PORTAL_TIMES = ("%m/%d/%Y, %I:%M:%S.%f %p", "%m/%d/%Y, %I:%M:%S %p")
"""As the Azure portal writes "TimeGenerated [UTC]" into a CSV."""

TICKS_IN_MICROSECOND = 10


def is_call(fields: Fields) -> bool:
    """Whether a record tells a model call, and not the listing of models or a change of the resource."""
    if fields.told("category", "Category") != "RequestResponse":
        return False
    properties = properties_of(fields)
    named = properties.get("modelDeploymentName") or properties.get("modelName")
    return bool(named or _CALL.search(fields.told("operationName", "OperationName") or ""))


def properties_of(fields: Fields) -> dict[str, object]:
    """The record's own part: an object, or JSON in a string."""
    return as_dict(fields.inner("properties", "properties_s", "Properties"))


def call_of(fields: Fields) -> UsageEvent:
    """The event of a record. Raises Unreadable."""
    properties = properties_of(fields)
    at = time_of(fields)
    operation = fields.told("operationName", "OperationName")
    deployment, model = as_text(properties.get("modelDeploymentName")), as_text(properties.get("modelName"))
    correlation = fields.told("correlationId", "CorrelationId")
    told = [properties.get(name) for name in ("requestTime", "responseTime", "requestLength", "responseLength")]
    identity = ":".join(str(part) for part in (correlation, at, operation, deployment, *told))
    return UsageEvent(
        at=at,
        agent=f"deployment {deployment}" if deployment else NO_AGENT,
        line=fields.line,
        person=as_text(properties.get("objectId")),
        key=f"azure-openai:{identity}" if correlation else None,
        provider="azure.ai.openai",
        model=model,
        operation=operation,
        duration_us=_duration(fields, properties),
        status=_status(fields.told("resultSignature", "ResultSignature", "resultType", "ResultType")),
    )


def time_of(fields: Fields) -> int:
    """The record's time; the portal's CSV has its own way to write it. Raises Unreadable."""
    written = fields.value("time", "TimeGenerated", "TimeGenerated [UTC]")
    try:
        return utc_time(written)
    except Unreadable:
        for form in _PORTAL_TIMES:
            try:
                return utc_time(datetime.strptime(str(written), form).replace(tzinfo=UTC).isoformat())
            except ValueError:
                continue
        raise


def _duration(fields: Fields, properties: dict[str, object]) -> int | None:
    """Milliseconds as logged, else from the ticks; negative ones, which the log holds, tell nothing."""
    written = fields.value("durationMs", "DurationMs")
    if written is not None and not str(written).strip().startswith("-"):
        return milliseconds(written)
    start, end = (_ticks(properties.get(name)) for name in ("requestTime", "responseTime"))
    return (end - start) // TICKS_IN_MICROSECOND if start and end and end >= start else None


def _ticks(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 18 else None


def _status(written: str | None) -> str | None:
    """ "ok" for 2xx, "error" for other codes, else the log's own word."""
    if written is None or not written.isdecimal():
        return written
    return "ok" if written.startswith("2") else "error"
