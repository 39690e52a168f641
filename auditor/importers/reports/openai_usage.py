"""Reads OpenAI's organization usage: `/v1/organization/usage/…` and `/costs` as JSON, and the dashboard's CSV.

Source: platform.openai.com, "Usage" reference, and what users tell of the CSV; not yet seen on a real file. JSON comes
as one page, an array of pages, a page per line, or the buckets alone. The CSV (`completions_usage_<from>_<to>.csv`) has
a row for each minute or day, project, key and model; days without use stand in it as rows of which only the times are
told.

The older dashboard and `/v1/usage` (`n_context_tokens_total`, …) are read, too: see `openai_activity`.

Token semantics: `input_tokens` includes what came from the cache (`input_cached_tokens`); `output_tokens` includes
reasoning. Audio tokens are part of both. `num_model_requests` are requests. Costs: `amount.value`, a number or a text,
in dollars, with `line_item` in the model's place. Endpoints that meter otherwise (bytes stored, sessions of the code
interpreter) tell no use of a model: their results are passed over with a warning.

Who: `user_id` is the person, the API key's id (or name) the agent, the project its team; null where the answer was not
grouped by it.
Identity: the bucket's start and every text or flag told with it; for the CSV the known dimensions, and rows that agree
in all of them are parts of one sum. Answers grouped differently tell the same use under different identities: do not
import two of them for the same days.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.pages import bucket_keys, buckets
from auditor.importers.files.table_file import headers_of, rows
from auditor.importers.files.told_fields import fields_in, names_in, read_each
from auditor.importers.reports.openai_activity import CONTEXT, GENERATED, Activity
from auditor.importers.reports.openai_results import Results
from auditor.importers.values.token_sums import CALLS_OF_ANY_PROVIDER
from auditor.records import ImportIssue, Record

SPAN = {"start_time", "end_time", "start_time_iso", "end_time_iso"}
ACTIVITY = ("data",)


def matches(peek: Peek) -> str:
    """The dashboard's columns of times, or the older ones of tokens; or buckets with a start, an end and results."""
    if set(headers_of(peek, _delimiter(peek))) >= SPAN:
        return "headers “start_time”, “end_time_iso”"
    if {CONTEXT, GENERATED} <= names_in(peek, (CONTEXT,), ACTIVITY):
        return f"“{CONTEXT}” and “{GENERATED}”"
    keys = bucket_keys(peek, "start_time")
    if {"start_time", "end_time"} <= keys and keys & {"results", "result"}:
        return "buckets with “start_time” and “results”"
    return ""


def _delimiter(peek: Peek) -> str:
    """A spreadsheet saves the table with tabs."""
    return "\t" if "\t" in peek.first_line else ","


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of all results."""
    peek = file.peek()
    if {CONTEXT, GENERATED} <= names_in(peek, (CONTEXT,), ACTIVITY):
        activity = Activity()
        yield from read_each(fields_in(file, ACTIVITY), activity.sums)
        yield from activity.notes.issues()
        return
    results = Results()
    if peek.text.lstrip().startswith(("{", "[")):
        for item in buckets(file):
            yield from [item] if isinstance(item, ImportIssue) else results.of_bucket(*item)
    else:
        for row in rows(file, _delimiter(peek)):
            yield from [row] if isinstance(row, ImportIssue) else results.of_row(row)
    yield from results.notes.issues()


IMPORTER = Importer(
    name="openai-usage",
    title="OpenAI usage or costs (JSON or CSV)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per user, API key, interval and model: tokens and requests, or dollars",
    sums_of=("codex", *CALLS_OF_ANY_PROVIDER),
)
