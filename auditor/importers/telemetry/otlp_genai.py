"""Reads traces of OpenTelemetry as JSON (OTLP), with GenAI or OpenInference attributes: a collector's file exporter.

Source: the OTLP specification, OpenTelemetry's semantic conventions for generative AI (status: development), and a
collector file of real use, whose spans have no GenAI attributes; with them not yet seen on a real file. One
ExportTraceServiceRequest fills a line; single documents, arrays, snake_case names and files cut by rotation are read
alike. Logs and metrics in the same file are passed by, and the reader is told. Spans written in OpenInference's words
are read here too, if they come as OTLP.

Token semantics: `gen_ai.usage.input_tokens` holds what was cached, `output_tokens` the reasoning. Some writers count
otherwise: a total decides, and cached input greater than the input proves it. 64-bit integers are strings in OTLP, or
numbers; older and other names of the counts are read as well (prompt_tokens, llm.usage.*, llm.token_count.*), and
those of Claude Code's and Codex's own traces (see span_own_words).

What counts: model calls (chat, generate_content, text_completion, embeddings, responses), leaves only. An agent or a
workflow often carries the sum of its children: it is a "parent-sum" where a span below it in the same file tells
usage, and counts where none does. A call that wraps a call, with no tool between, too.

Identity: `gen_ai.response.id`, else trace and span. Agent: `gen_ai.agent.name` or id of the span or the nearest above
it, else the service's name. Session: the conversation, or the trace where none is told. Person: `user.email`,
`enduser.id` or `user.id`. Texts: attributes or, before version 1.37 of the conventions, events of the span.
"""

from collections.abc import Iterator
from functools import partial

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.shape import first_objects
from auditor.importers.telemetry.otlp_values import attributes, field, members, nano_time, text
from auditor.importers.telemetry.span_attributes import Attributes, flat
from auditor.importers.telemetry.span_calls import RawSpan, span_of
from auditor.importers.telemetry.span_contents import SpanEvent
from auditor.importers.telemetry.span_reading import Notes, Span, calls
from auditor.importers.values.quantities import Dollars
from auditor.records import ImportIssue, Record

TRACES = ("resourceSpans", "resource_spans")
LOGS, METRICS = "log records", "metrics"
OTHERS = {"resourceLogs": LOGS, "resource_logs": LOGS, "resourceMetrics": METRICS, "resource_metrics": METRICS}
PASSED_BY = "an export of {}: no spans, passed by (Claude Code's own need a file without spans)"
NOTHING = "This OpenTelemetry file holds {} spans, and none has attributes of a model call (gen_ai.*, llm.*)."


def matches(peek: Peek) -> str:
    """An export request of spans among the first objects; the first line may be cut by rotation."""
    firsts = list(first_objects(peek)) or list(first_objects(Peek(peek.path, peek.head.partition(b"\n")[2])))
    found = next((key for first in firsts for key in TRACES if key in first), "")
    return f"OpenTelemetry “{found}”" if found else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one file. Raises PassedOver where no span tells of one."""
    return calls(file, _spans, NOTHING)


def _spans(file: ExportFile, notes: Notes) -> Iterator[Span | ImportIssue]:
    dollars = Dollars()
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, request = item
        others = [kind for key, kind in OTHERS.items() if key in request]
        for kind in others:
            notes.add(line, PASSED_BY.format(kind))
        if not others and not any(key in request for key in TRACES):
            yield ImportIssue(line, "not an export of spans, log records or metrics")
        for raw in _in_request(line, request):
            yield span_of(raw, dollars, notes)


def _in_request(line: int, request: dict[str, object]) -> Iterator[RawSpan]:
    place = 0
    for group in members(request, "resourceSpans"):
        resource = attributes(as_dict(field(group, "resource")))
        scopes = (*members(group, "scopeSpans"), *members(group, "instrumentationLibrarySpans"))
        for scope in scopes:
            for span in members(scope, "spans"):
                place += 1
                yield _raw(line, place, span, resource)


def _raw(line: int, place: int, span: dict[str, object], resource: Attributes) -> RawSpan:
    return RawSpan(
        line=line,
        trace=text(field(span, "traceId")) or "",
        id=text(field(span, "spanId")),
        parent=text(field(span, "parentSpanId")),
        name=text(span.get("name")),
        begun=partial(nano_time, field(span, "startTimeUnixNano")),
        ended=partial(nano_time, field(span, "endTimeUnixNano")),
        failed=_failed(as_dict(span.get("status")).get("code")),
        attributes=flat(attributes(span)),
        place=f"line {line}, span {place}",
        resource=resource,
        events=partial(_events, span),
    )


def _failed(code: object) -> bool | None:
    """OTLP's status: error, ok, or not set."""
    if code in (2, "2", "STATUS_CODE_ERROR"):
        return True
    return False if code in (1, "1", "STATUS_CODE_OK") else None


def _events(span: dict[str, object]) -> list[SpanEvent]:
    return [SpanEvent(text(event.get("name")) or "", attributes(event)) for event in members(span, "events")]


IMPORTER = Importer(
    name="otlp-genai",
    title="OpenTelemetry traces (OTLP JSON, GenAI)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, agent, and texts where they were recorded",
)
