"""A span with GenAI or OpenInference attributes as a usage event."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.importers.contract import NO_AGENT
from auditor.importers.telemetry.span_attributes import (
    Attributes,
    agent_in,
    counts_of,
    first,
    first_text,
    kind_of,
    response_id,
    tells_usage,
)
from auditor.importers.telemetry.span_contents import SpanEvent, answer_of, events_written, prompt_of
from auditor.importers.telemetry.span_counts import settled
from auditor.importers.telemetry.span_names import COST, MODEL, PERSON, PROVIDER, SESSION
from auditor.importers.telemetry.span_own_words import known_words
from auditor.importers.telemetry.span_reading import Notes, Span
from auditor.importers.telemetry.span_tree import Link, Told
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.records import UsageEvent


def span_key(trace: str, span: str) -> str:
    """A span's identity in every system that keeps OpenTelemetry's ids."""
    return f"span:{trace}:{span}"


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A span as its file tells it. `begun` and `ended` give microseconds, and may raise Unreadable."""

    line: int
    trace: str
    id: str | None
    parent: str | None
    name: str | None
    begun: Callable[[], int | None]
    ended: Callable[[], int | None]
    failed: bool | None
    attributes: Attributes  # flat
    kind: str = ""
    place: str = ""
    """Stands for the id where there is none: unique in the file."""
    resource: Attributes = field(default_factory=dict[str, object])
    events: Callable[[], list[SpanEvent]] = list


def span_of(raw: RawSpan, dollars: Dollars, notes: Notes) -> Span:
    """The span with its links, ready to become an event."""
    words = known_words(raw.attributes, raw.name)
    of = words.attributes
    kind = kind_of(of, raw.kind)
    link = Link(
        raw.trace,
        raw.id or raw.place,
        raw.parent,
        is_call=kind.is_call,
        is_tool=kind.is_tool,
        tells_usage=tells_usage(of),
        agent=agent_in(of, kind, raw.name),
        session=first_text(of, SESSION),
        person=first_text(of, PERSON),
    )

    def event(told: Told) -> UsageEvent:
        begun, ended = raw.begun(), raw.ended()
        at = begun if begun is not None else ended
        if at is None:
            raise Unreadable("no time")
        model = first_text(of, MODEL)
        usage = settled(counts_of(of), beside=words.beside, model=model)
        if usage.doubt and not words.beside:
            notes.add(raw.line, usage.doubt)
        events = [*raw.events(), *events_written(of)]
        answer = answer_of(of, events)
        return UsageEvent(
            at=at,
            agent=told.agent or words.agent or _service(raw.resource) or NO_AGENT,
            line=raw.line,
            person=told.person or first_text(raw.resource, PERSON),
            key=words.key or call_key("gen_ai", response_id(of)) or (span_key(raw.trace, raw.id) if raw.id else None),
            session=told.session or first_text(raw.resource, SESSION) or raw.trace or None,
            sub_agent=words.sub_agent,
            provider=first_text(of, PROVIDER),
            model=model,
            operation=kind.operation,
            input_tokens=usage.input,
            cache_read_input_tokens=usage.cache_read,
            cache_creation_input_tokens=usage.cache_creation,
            output_tokens=usage.output,
            reasoning_output_tokens=usage.reasoning,
            cost_microusd=dollars.micro(first(of, COST)),
            duration_us=None if begun is None or ended is None else max(0, ended - begun),
            status=_status(raw, of, words.failed, answer),
            prompt=prompt_of(of, events),
            response=answer,
            lower_bound=usage.lower_bound,
        )

    return Span(raw.line, link, event, f"span {raw.id or '?'} {raw.name or ''}")


def _service(resource: Attributes) -> str | None:
    """The service a span came from; SDKs write “unknown_service” where nobody named one."""
    name = first_text(resource, ("service.name",))
    return None if name is None or name.startswith("unknown_service") else name


def _status(raw: RawSpan, of: Attributes, failed: bool | None, answer: str | None) -> str | None:
    if raw.failed or failed or of.get("error.type") is not None:
        return "error"
    finished = False in (raw.failed, failed) or answer or of.get("gen_ai.response.finish_reasons")
    return "ok" if finished else None
