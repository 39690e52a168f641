"""Reads Claude Code's own telemetry as OpenTelemetry JSON (OTLP): its events and its counters.

Source: Claude Code's documentation of monitoring, and public dashboards and receivers for it. Not yet seen on a real
file. A collector's file exporter writes one export request a line (`resourceLogs`, `resourceMetrics`); arrays,
pretty-printed files, snake_case names, integers as strings and numbers as string attributes are read alike. Records of
other services in the same file are passed by, and so are spans: a file of spans is for `otlp-genai`.

Token semantics: `input_tokens` (and the counter's type "input") is the uncached part only; here input = uncached +
cache read + cache creation. An `api_request` event is one request; an `api_error` one that failed, its tokens unknown.
Prompts come from `user_prompt` events, and only where texts were asked for. All other events tell no model call.

Counters (`claude_code.token.usage`, `cost.usage`) are sums without requests: aggregates, reconciled with the events of
the same file, never added to them. Steps and running totals: see `otel_counters`. The dollars of both are Claude Code's
own estimate. It also counts sessions, commits, pull requests and lines of code: no use, and named in a warning.

Identity: the request's id. A transcript knows the same request by the answer's id, which is not told here, so the two
cannot be recognised as one: import one of them for the same sessions. Person: `user.email`, else account, else
installation. Agent: the one the main session ran as, else "Claude Code"; a helper's name or source is the sub-agent.
"""

import re
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.shape import first_objects
from auditor.importers.telemetry.otel_counters import Counters
from auditor.importers.telemetry.otel_events import PREFIX, Events, event_name
from auditor.importers.telemetry.otel_values import Attributes
from auditor.importers.telemetry.otlp_values import attributes, field, members, plain, text
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity

OURS = re.compile(
    r'"(?:stringValue|string_value|name|eventName|event_name)"\s*:\s*"(?:claude_code\.|claude-code")|'
    r'"service\.name"\s*:\s*"claude-code"'
)
"""A name of Claude Code's as JSON writes it. In a text its quotation marks would be escaped."""

SIGNALS = {"resourceLogs", "resource_logs", "resourceMetrics", "resource_metrics"}
SPANS = ("resourceSpans", "resource_spans")
PASSED_BY = "records of other services, or of other kinds, passed by: {}"
NO_USE = "counted, but no use of a model: {}"


def matches(peek: Peek) -> str:
    """Export requests of logs or metrics in which Claude Code is named; files with spans are read as traces."""
    found: set[str] = set()
    for first in first_objects(peek):
        found |= first.keys()
    if not found & SIGNALS or found.intersection(SPANS):
        return ""
    return "OpenTelemetry logs or metrics of Claude Code" if OURS.search(peek.text) else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The requests and the sums of one file."""
    reading = _Reading()
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, request = item
        yield from reading.logs(number, request)
        yield from reading.metrics(number, request)
        reading.others += sum(1 for name in SPANS if name in request)
    yield from reading.counters.rest()
    yield from reading.notes()


class _Reading:
    """One pass over a file."""

    def __init__(self) -> None:
        self.counters = Counters()
        self.others = 0
        self._events = Events()

    def logs(self, number: int, request: dict[str, object]) -> Iterator[Record]:
        """The events of one export request."""
        for resource, scope in _scopes(request, "resourceLogs", "scopeLogs"):
            for record in members(scope, "logRecords"):
                told = resource | attributes(record)
                name = event_name(record, told, plain(field(record, "body")))
                self.others += not name
                try:
                    event = self._events.event(number, name, record, told)
                except Unreadable as error:
                    yield ImportIssue(number, f"{name}: {error}", excerpt=excerpt(str(record)))
                    continue
                if event is not None:
                    yield event

    def metrics(self, number: int, request: dict[str, object]) -> Iterator[Record]:
        """The sums of one export request."""
        for resource, scope in _scopes(request, "resourceMetrics", "scopeMetrics"):
            for metric in members(scope, "metrics"):
                name = text(metric.get("name")) or ""
                if name.startswith(PREFIX):
                    yield from self.counters.sums(number, name.removeprefix(PREFIX), metric, resource)
                else:
                    self.others += 1

    def notes(self) -> Iterator[ImportIssue]:
        """What was read and is no use of a model."""
        if self.counters.others:
            yield ImportIssue(0, NO_USE.format(", ".join(sorted(self.counters.others))), Severity.WARNING)
        if self.others:
            yield ImportIssue(0, PASSED_BY.format(f"{self.others:,}"), Severity.WARNING)


def _scopes(request: dict[str, object], of: str, inner: str) -> Iterator[tuple[Attributes, dict[str, object]]]:
    """(attributes of the resource, scope) of one kind of signal. Old collectors call scopes libraries."""
    library = inner.replace("scope", "instrumentationLibrary")
    for group in members(request, of):
        resource = attributes(as_dict(group.get("resource")))
        for scope in (*members(group, inner), *members(group, library)):
            yield resource, scope


IMPORTER = Importer(
    name="claude-code-otel",
    title="Claude Code telemetry (OpenTelemetry)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens by class, cost, person, session; and sums of tokens and dollars",
    sums_of=("claude-code", "claude-code-otel"),
)
