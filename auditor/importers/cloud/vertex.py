"""Reads Vertex AI's request-response logs, exported from their BigQuery table as JSON lines, JSON or CSV.

Source: Google's documentation of request-response logging and the table's columns (endpoint, deployed_model_id,
logging_time, request_id, model, model_version, api_method, full_request, full_response, metadata, otel_log); JSON
columns come as objects or as strings. Gemini (`generateContent`) and Claude (`rawPredict`) both. Not yet seen on a
real file.

Token semantics: `usageMetadata.promptTokenCount` includes `cachedContentTokenCount`; `toolUsePromptTokenCount` is input
beside it, `thoughtsTokenCount` is output beside `candidatesTokenCount`. A stream's pieces repeat the counts as they
grow: the last telling of each counts. Claude's `input_tokens` excludes both cache classes: input is their sum.

Sampling: the log holds the fraction of requests set by `samplingRate`, which it does not tell. Each event is exact; all
sums are estimates from below unless the rate was 1, and the reader is warned.

Agent: a label of the request (agent, app …), else a tuned model's endpoint. Person: a label (user, email …), or none.
Identity: the provider's id in Claude's answers, else the request id.
"""

from collections.abc import Iterator

from auditor.importers.cloud.vertex_calls import event_of
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import Fields, fields_in, names_in, read_each
from auditor.records import ImportIssue, Record, Severity

COLUMNS = {"logging_time", "request_id"}
PAYLOADS = {"full_request", "full_response", "request_payload", "response_payload"}
SAMPLED = (
    "Vertex AI logs a sample of requests (samplingRate): each is exact, but sums are estimates, and absence means"
    " nothing, unless the rate was 1"
)


def matches(peek: Peek) -> str:
    """Rows of the log's table."""
    names = names_in(peek, ("logging_time",))
    beside = names & (PAYLOADS | {"deployed_model_id"})
    return "columns “logging_time” and “full_request”" if names >= COLUMNS and beside else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The logged model calls."""

    def make(fields: Fields) -> Iterator[Record]:
        yield event_of(fields)

    yield from read_each(fields_in(file), make)
    yield ImportIssue(0, SAMPLED, Severity.WARNING)


IMPORTER = Importer(
    name="vertex-request-log",
    title="Vertex AI request-response log (BigQuery)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sampled model call: tokens, texts; no person unless a label tells it",
)
