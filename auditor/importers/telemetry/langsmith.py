"""Reads runs of LangSmith: JSON or JSON lines of its API, or a bulk export that was saved as a table.

Source: LangSmith's documented run data format and its SDKs; not yet seen on a real file. Runs stand one per line, in
an array, in pages (`runs`, `data`), or nested in `child_runs`. In a table `inputs`, `outputs` and `extra` are JSON in
strings.

Token semantics: `prompt_tokens` (`usage_metadata.input_tokens`) is the sum of all input, what a cache read or wrote
included, `completion_tokens` all output, reasoning included; details stand in `prompt_token_details` and
`completion_token_details`, or in the answer's `usage_metadata`. `total_cost` is dollars, a string.

What counts: runs of type “llm” or “embedding”. Chains above them tell the sums of their children and are a
"parent-sum"; so is a call that wraps a call. A run of another type counts where no run below it tells usage.

Identity: the provider's own id where the outputs are its answer, else the run's id. `session_id` is the project, not a
conversation: that is `thread_id`, `session_id` or `conversation_id` in `extra.metadata`, of the run or the nearest
above it, else the trace. Agent: an agent's name in the metadata, else the name of the run the trace begins with, else
the project's.
"""

import re
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_list, is_list
from auditor.importers.files.shape import first_objects
from auditor.importers.files.table_file import headers_of, rows
from auditor.importers.files.told_fields import is_json
from auditor.importers.telemetry.langsmith_runs import span_of
from auditor.importers.telemetry.span_reading import Notes, Span, calls
from auditor.importers.values.quantities import Dollars, Unreadable, excerpt
from auditor.records import ImportIssue, Record

PLACE = re.compile(r'"(?:dotted_order|trace_id|parent_run_id|session_id)"\s*:')
PAGES = ("runs", "data")
MARKS = frozenset({"dotted_order", "session_id", "trace_id", "parent_run_id", "child_runs", "parent_run_ids"})
NOTHING = "This LangSmith export holds {} runs, and none is a model call or tells usage."


def matches(peek: Peek) -> str:
    """Runs with a type and a place in their trace, or a page or a table of them."""
    if not is_json(peek):
        return _known(frozenset(headers_of(peek)))
    for first in first_objects(peek):
        if reason := _known(frozenset(first)):
            return reason
        if any(key in first for key in PAGES) and '"run_type"' in peek.text and PLACE.search(peek.text):
            return "a page of runs with “run_type”"
    return ""


def _known(keys: frozenset[str]) -> str:
    known = {"run_type", "start_time"} <= keys and bool(keys & {"id", "run_id"} and keys & MARKS)
    return "runs with “run_type”" if known else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one export. Raises PassedOver where no run tells of one."""
    return calls(file, _spans, NOTHING)


def _spans(file: ExportFile, notes: Notes) -> Iterator[Span | ImportIssue]:
    dollars = Dollars()
    for item in _runs(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, run = item
        try:
            yield span_of(line, run, dollars, notes)
        except Unreadable as error:
            yield ImportIssue(line, str(error), excerpt=excerpt(str(run)))


def _runs(file: ExportFile) -> Iterator[tuple[int, dict[str, object]] | ImportIssue]:
    """Runs by their line: those of pages and of runs that hold their children too."""
    if not is_json(file.peek()):
        for row in rows(file):
            if isinstance(row, ImportIssue):
                yield row
            else:
                yield row.line, {name: row.told(name) for name in row.headers}
        return
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
        else:
            yield from ((item[0], run) for run in _within(item[1]))


def _within(value: dict[str, object]) -> Iterator[dict[str, object]]:
    """The runs in an object. A stack, not recursion: runs nest as deep as an agent goes."""
    waiting = [value]
    while waiting:
        run = waiting.pop()
        pages = [page for key in PAGES if is_list(page := run.get(key))]
        if pages and "run_type" not in run:
            waiting += map(as_dict, reversed(pages[0]))
            continue
        yield run
        above = {"parent_run_id": run.get("id"), "trace_id": run.get("trace_id")}
        waiting += ({**above, **as_dict(child)} for child in reversed(as_list(run.get("child_runs"))))


IMPORTER = Importer(
    name="langsmith",
    title="LangSmith runs",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call: tokens, cost, prompt, agent",
)
