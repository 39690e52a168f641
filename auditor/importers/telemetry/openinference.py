"""Reads spans of Arize Phoenix, which uses OpenInference's words: JSON of its API or window, or its data frame as CSV.

Source: Phoenix's span schema and OpenInference's semantic conventions; written from these, not yet seen on a real
file. A span has `context {trace_id, span_id}`, `parent_id`, `span_kind`, times with a zone, and `attributes`, nested or
dotted. Spans stand one per line, in an array, in pages (`data`, `spans`) or in groups by name; a data frame has columns
`context.span_id`, `attributes.llm.token_count.prompt`, …. The same words in OTLP files are read by `otlp-genai`.

Token semantics: `llm.token_count.prompt` holds what was cached (`prompt_details.cache_read`, `.cache_write`),
`completion` the reasoning. Where the total or greater parts prove otherwise they are added. Cost is `llm.cost.total`,
dollars as Phoenix or the writer estimated them.

What counts: spans of kind LLM or EMBEDDING, leaves only; agents, chains and calls that tell the sum of spans below
them are a "parent-sum". A span of another kind that tells usage counts where no span below it does.

Identity: the provider's own id in the answer, else trace and span. Agent: `agent.name`, or the name of an AGENT span,
of the span or the nearest above it. Session: `session.id`, or the trace where none is told. Person: `user.id`.
"""

import re
from collections.abc import Iterator
from functools import partial

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_list, as_text, is_list
from auditor.importers.files.shape import first_objects
from auditor.importers.files.table_file import headers_of, rows
from auditor.importers.files.told_fields import is_json, opened
from auditor.importers.telemetry.span_attributes import Attributes, flat
from auditor.importers.telemetry.span_calls import RawSpan, span_of
from auditor.importers.telemetry.span_contents import SpanEvent
from auditor.importers.telemetry.span_reading import Notes, Span, calls
from auditor.importers.values.quantities import Dollars, excerpt
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record

PAGES = ("data", "spans")
PREFIX = "attributes."
GROUPED = re.compile(r'"context"\s*:\s*\{[^{}]*"span_id"[^{}]*\}\s*,\s*"span_kind"')
SPAN = frozenset({"span_kind", "start_time"})
NOTHING = "This file holds {} OpenInference spans, and none is a model call or tells usage."


def matches(peek: Peek) -> str:
    """Spans with a kind and a context, or a page or a table of them."""
    if not is_json(peek):
        return _known(frozenset(headers_of(peek)), "columns")
    for first in first_objects(peek):
        if reason := _known(frozenset(first), "spans with"):
            return reason
        paged = any(key in first for key in PAGES) and '"span_kind"' in peek.text and '"trace_id"' in peek.text
        if paged and "observations" not in first and "runs" not in first:
            return "a page of spans with “span_kind”"
        if first and all(told == "" or is_list(told) for told in first.values()) and GROUPED.search(peek.text):
            return "groups of spans with “span_kind” and “context”"
    return ""


def _known(keys: frozenset[str], what: str) -> str:
    if not keys >= SPAN:
        return ""
    identified = bool(keys & {"context", "context.span_id", "context.trace_id"})
    attributed = any(key == "attributes" or key.startswith(PREFIX) for key in keys)
    return f"{what} “span_kind” and “context”" if identified and attributed else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one file. Raises PassedOver where no span tells of one."""
    return calls(file, _spans, NOTHING)


def _spans(file: ExportFile, notes: Notes) -> Iterator[Span | ImportIssue]:
    dollars = Dollars()
    place = 0
    for item in _members(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        place += 1
        line, value = item
        if {"context", "context.span_id"} & value.keys():
            yield span_of(_raw(line, place, value), dollars, notes)
        else:
            yield ImportIssue(line, "not an OpenInference span", excerpt=excerpt(str(value)))


def _members(file: ExportFile) -> Iterator[tuple[int, dict[str, object]] | ImportIssue]:
    """Spans by their line, those of pages one by one; rows of a table without the cells that tell nothing."""
    if not is_json(file.peek()):
        for row in rows(file):
            told = row if isinstance(row, ImportIssue) else {name: row.told(name) for name in row.headers}
            yield told if isinstance(told, ImportIssue) else (row.line, {**told})
        return
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
        else:
            yield from ((item[0], span) for span in _within(item[1]))


def _within(value: dict[str, object]) -> Iterator[dict[str, object]]:
    """The spans in an object: itself, or those of its page, and of the traces on it."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        pages = [page for key in PAGES if is_list(page := found.get(key))][:1]
        pages = pages or [page for page in found.values() if is_list(page)]
        if pages and "context" not in found:
            waiting += (as_dict(span) for page in reversed(pages) for span in reversed(page))
        else:
            yield found


def _raw(line: int, place: int, span: dict[str, object]) -> RawSpan:
    context = {**span, **flat({"context": span.get("context")})}
    return RawSpan(
        line=line,
        trace=as_text(context.get("context.trace_id")) or "",
        id=as_text(context.get("context.span_id")),
        parent=as_text(span.get("parent_id")),
        name=as_text(span.get("name")),
        begun=partial(_time, span.get("start_time")),
        ended=partial(_time, span.get("end_time")),
        failed={"ERROR": True, "OK": False}.get((as_text(span.get("status_code")) or "").upper()),
        attributes=_attributes(span),
        kind=as_text(span.get("span_kind")) or "",
        place=f"span {place}",
        events=partial(_events, span),
    )


def _attributes(span: dict[str, object]) -> Attributes:
    """The attributes by their dotted names; of a data frame those columns that tell something."""
    columns = {name[len(PREFIX) :]: v for name, v in span.items() if name.startswith(PREFIX) and v is not None}
    return {**flat(as_dict(opened(span.get("attributes")))), **columns}


def _time(written: object) -> int | None:
    return None if written in (None, "") else utc_time(written)


def _events(span: dict[str, object]) -> list[SpanEvent]:
    events = [as_dict(event) for event in as_list(opened(span.get("events")))]
    return [SpanEvent(as_text(event.get("name")) or "", as_dict(event.get("attributes"))) for event in events]


IMPORTER = Importer(
    name="openinference",
    title="OpenInference spans (Arize Phoenix)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, cost, prompt, agent",
)
