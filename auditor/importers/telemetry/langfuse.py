"""Reads Langfuse traces: the download of one trace, and exports of many observations or traces.

Source: "Download JSON" of a trace (sixteen real ones of Langfuse's own integration examples), Langfuse's export code
for the rest. Known shapes: `{trace, observations}`; a trace of the API with its observations; pages; flat rows of
observations as CSV, JSON or JSON lines, with camelCase keys (window, API) or snake_case (export to a bucket). JSON
stands in strings here and there. Of the flat shapes none was seen as a real file.

Token semantics: usage keys are free. `input`, `output` and `total` go by several names; a key with “cache” is a cache
read, or a creation where it says so; one with “reasoning” or “thoughts” is reasoning; other `input_…` and `output_…`
keys (audio) are parts of input and output. Langfuse means them to lie beside each other, integrations differ: `total`
decides, see span_counts. What an observation does not tell is unknown; a `totalCost` of 0 without details too.

What counts: observations of type GENERATION, LLM or EMBEDDING, leaves only. One that holds another one (two
integrations recording one call) is a "parent-sum": Langfuse estimates tokens for such wrappers from their text. So is
an agent or a span that tells usage above others that do. Seen in real files: agno's `OpenAIChat.invoke`, Vercel's
`ai.generateText`. A generation below a tool below a generation is a call of its own.

A flat export of traces holds sums, one for each trace: they are aggregates, to be reconciled with observations.

Identity: the provider's own id of the answer where input or output tell it, else trace and observation id. Agent: the
nearest AGENT observation or agent attribute, else the trace's name; a session is told or is the trace.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_list, as_text, is_dict, is_list
from auditor.importers.files.shape import first_objects
from auditor.importers.files.table_file import headers_of, rows
from auditor.importers.files.told_fields import opened
from auditor.importers.telemetry.langfuse_observations import Trace, camel, span_of
from auditor.importers.telemetry.langfuse_traces import is_trace_row, sums_of
from auditor.importers.telemetry.span_reading import Notes, Span, calls
from auditor.importers.values.quantities import Dollars, Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity

OBSERVATION = frozenset({"parentObservationId", "usageDetails", "completionStartTime", "promptTokens", "inputUsage"})
TRACE = frozenset({"observations", "bookmarked", "htmlPath", "sessionId", "userId"})
NOTHING = "This Langfuse export holds {} observations, and none is a model call or tells usage."

Row = tuple[int, dict[str, object]]


def matches(peek: Peek) -> str:
    """A trace with its observations, or rows with the keys of observations or traces; not the name alone."""
    if peek.first_line.lstrip()[:1] in ("{", "["):
        return next((reason for first in first_objects(peek) if (reason := _known(first, peek))), "")
    return _known(dict.fromkeys(headers_of(peek), ""), peek)


def _known(fields: dict[str, object], peek: Peek) -> str:
    row = camel(fields)
    if "trace" in row and '"projectId"' in peek.text and row.keys() <= {"trace", "observations"}:
        return "a “trace” with “observations”"
    if {"id", "timestamp", "projectId"} <= row.keys() and row.keys() & TRACE:
        return "traces of a project"
    if {"id", "traceId", "type", "startTime"} <= row.keys() and row.keys() & OBSERVATION:
        return "observations with “traceId”"
    if is_trace_row(row):
        return "traces with their sums"
    page = "data" in row and '"traceId"' in peek.text and '"parentObservationId"' in peek.text
    return "a page of observations" if page else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one export, or the sums of its traces. Raises PassedOver where it tells no use."""
    # The head of a file may end before the observations begin, so a whole object must be seen.
    first = next((item[1] for item in _objects(file) if not isinstance(item, ImportIssue)), dict[str, object]())
    if is_trace_row(camel(first)):
        yield from sums_of(_objects(file))
    else:
        yield from calls(file, _spans, NOTHING)


def _objects(file: ExportFile) -> Iterator[Row | ImportIssue]:
    """Objects of a JSON file, or the rows of a table: cells that are empty are not told."""
    if file.peek().first_line.lstrip()[:1] in ("{", "["):
        yield from objects(file)
        return
    for row in rows(file):
        if isinstance(row, ImportIssue):
            yield row
        else:
            yield row.line, {header: cell for header in row.headers if (cell := row.told(header)) is not None}


def _spans(file: ExportFile, notes: Notes) -> Iterator[Span | ImportIssue]:
    dollars = Dollars()
    for item in _objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, value = item
        for row, trace in _observations(value):
            if isinstance(row, str):
                notes.add(line, "an observation is told by its id only: export the observations too")
                continue
            try:
                yield span_of(line, row, trace, dollars, notes)
            except Unreadable as error:
                yield ImportIssue(line, str(error), Severity.REJECTED, excerpt(str(row)))


def _observations(value: dict[str, object]) -> Iterator[tuple[dict[str, object] | str, Trace]]:
    """The observations in an object: those of its page, of its trace, or itself."""
    if is_list(page := value.get("data")):
        for member in page:
            if is_dict(member):
                yield from _observations(member)
        return
    members = opened(value.get("observations"))
    if not is_list(members):
        row = camel(value)
        yield row, Trace.of(row)
        return
    told = opened(value.get("trace"))
    trace = Trace.of(camel(told if is_dict(told) else value))
    for member in as_list(members):
        if is_dict(member):
            yield camel(member), trace
        elif id_ := as_text(member):
            yield id_, trace


IMPORTER = Importer(
    name="langfuse",
    title="Langfuse traces",
    version=1,
    matches=matches,
    read=read,
    gives="one model call: tokens, cost, prompt, agent; or one trace's sums",
    sums_of=("langfuse",),
)
