"""One Langfuse observation, with the trace it belongs to: who called which model, and what it used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.told_fields import opened
from auditor.importers.telemetry.langfuse_usage import tells_usage, usage_of
from auditor.importers.telemetry.span_calls import span_key
from auditor.importers.telemetry.span_counts import first_told, is_some
from auditor.importers.telemetry.span_names import AGENT_NAME, CREATION, INPUT, OUTPUT, PROVIDER, READ
from auditor.importers.telemetry.span_own_words import known_words
from auditor.importers.telemetry.span_reading import Notes, Span
from auditor.importers.telemetry.span_texts import answer_in, prompt_in
from auditor.importers.telemetry.span_tree import Link, Told
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Dollars, Unreadable, shown
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

CALLS = frozenset({"GENERATION", "LLM", "EMBEDDING"})
MODEL = ("model", "providedModelName", "modelName", "internalModelName")
COST = ("totalCost", "calculatedTotalCost", "cost")
FLAT_USAGE = {
    "input": ("inputUsage", "inputTokens", "promptTokens"),
    "output": ("outputUsage", "outputTokens", "completionTokens"),
    "total": ("totalUsage", "totalTokens"),
}
OWN_COUNTS = {"input": INPUT, "output": OUTPUT, "input_cache_read": READ, "input_cache_creation": CREATION}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_SNAKE = re.compile(r"_([a-z])")


def camel(row: Mapping[str, object]) -> dict[str, object]:
    """A row with Langfuse's camelCase keys: exports to a bucket write them in snake_case."""
    return {_camel(key): value for key, value in row.items()}


@lru_cache(maxsize=1_000)
def _camel(key: str) -> str:
    return _SNAKE.sub(lambda found: found[1].upper(), key)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a trace tells of all its observations."""

    id: str
    name: str | None = None
    person: str | None = None
    session: str | None = None

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> "Trace":
        """From a trace object, or from the columns a flat row repeats of it."""
        id_ = as_text(fields.get("traceId")) or as_text(fields.get("id")) or ""
        name = as_text(fields.get("traceName")) or (None if "traceId" in fields else as_text(fields.get("name")))
        return cls(id_, name, as_text(fields.get("userId")), as_text(fields.get("sessionId")))


def span_of(line: int, row: dict[str, object], trace: Trace, dollars: Dollars, notes: Notes) -> Span:
    """The observation as a span. Raises Unreadable where it has no id."""
    id_ = as_text(row.get("id"))
    if not id_:
        raise Unreadable("the observation has no id")
    kind = (as_text(row.get("type")) or "").upper()
    trace_id = as_text(row.get("traceId")) or trace.id
    name = as_text(row.get("name"))
    attributes = _attributes(row)
    named = as_text(first_told(attributes, AGENT_NAME))
    # A name with a generated id tells one run, not the agent that ran.
    agent = named or (name if kind == "AGENT" and name and not _UUID.search(name) else None)
    details = usage_details(row) or _own_counts(attributes, name)
    link = Link(
        trace_id,
        id_,
        as_text(row.get("parentObservationId")),
        is_call=kind in CALLS,
        is_tool=kind == "TOOL",
        tells_usage=tells_usage(details),
        agent=agent,
    )

    def event(told: Told) -> UsageEvent:
        begun = utc_time(row.get("startTime"))
        model = as_text(first_told(row, MODEL))
        usage = usage_of(_in_tokens(line, details, notes), model)
        if usage.doubt:
            notes.add(line, usage.doubt)
        return UsageEvent(
            at=begun,
            agent=told.agent or trace.name or NO_AGENT,
            line=line,
            person=trace.person,
            key=_provider_id(row, attributes) or span_key(trace_id, id_),
            session=trace.session or trace_id or None,
            provider=as_text(first_told(attributes, PROVIDER)),
            model=model,
            operation=name,
            input_tokens=usage.input,
            cache_read_input_tokens=usage.cache_read,
            cache_creation_input_tokens=usage.cache_creation,
            output_tokens=usage.output,
            reasoning_output_tokens=usage.reasoning,
            cost_microusd=dollars.micro(cost_of(row)),
            duration_us=_duration(row, begun),
            status=_status(row),
            prompt=prompt_in(row.get("input")),
            response=answer_in(row.get("output")),
            lower_bound=usage.lower_bound,
        )

    return Span(line, link, event, f"{kind} {id_} {name or ''}")


def usage_details(row: Mapping[str, object]) -> dict[str, object]:
    """The counts, wherever this version of Langfuse keeps them. A flat 0 is its "none told"."""
    for key in ("usageDetails", "usage"):
        if details := as_dict(opened(row.get(key))):
            return details
    flat = {name: first_told(row, keys) for name, keys in FLAT_USAGE.items()}
    return flat if any(map(is_some, flat.values())) else {}


def _own_counts(attributes: Mapping[str, object], name: str | None) -> dict[str, object]:
    """The counts of Claude Code's spans, which Langfuse keeps among the attributes only; input is the uncached part."""
    words = known_words(attributes, name)
    told = {key: first_told(words.attributes, names) for key, names in OWN_COUNTS.items()} if words.beside else {}
    return {key: value for key, value in told.items() if value is not None}


def _in_tokens(line: int, details: dict[str, object], notes: Notes) -> dict[str, object]:
    unit = as_text(details.get("unit"))
    if unit is None or unit.upper() == "TOKENS":
        return details
    notes.add(line, f"use told in {shown(unit.lower())}: these are no tokens, and were left unknown")
    return {}


def cost_of(row: Mapping[str, object]) -> object:
    """Dollars; None where neither the integration nor Langfuse's price table told any."""
    told = as_dict(opened(row.get("costDetails"))).get("total")
    if told is not None:
        return told
    flat = first_told(row, COST)
    return flat if is_some(flat) else None


def _attributes(row: Mapping[str, object]) -> dict[str, object]:
    """OpenTelemetry attributes as Langfuse keeps them: JSON in a string, within metadata."""
    metadata = as_dict(opened(row.get("metadata")))
    return as_dict(opened(metadata.get("attributes"))) or metadata


def _provider_id(row: Mapping[str, object], attributes: Mapping[str, object]) -> str | None:
    """The provider's own id of the answer, by which other systems know the call too."""
    parameters, answer = as_dict(opened(row.get("modelParameters"))), as_dict(opened(row.get("output")))
    for id_ in (attributes.get("gen_ai.response.id"), parameters.get("id"), answer.get("id")):
        if (text := as_text(id_)) and call_key("", text) == text:
            return text
    return None


def _duration(row: Mapping[str, object], begun: int) -> int | None:
    ended = row.get("endTime")
    return max(0, utc_time(ended) - begun) if ended else None


def _status(row: Mapping[str, object]) -> str | None:
    if as_text(row.get("level")) == "ERROR":
        return "error"
    return "ok" if row.get("output") not in (None, "") else None
