"""Reads Azure OpenAI's diagnostic log (RequestResponse), and Azure Monitor's token metrics.

Source: Azure's documentation of resource logs and of platform metrics; three public log records. The log comes as JSON
lines from a storage account, as {records: […]} from an event hub, or as the CSV of a Log Analytics query; `properties`
is an object or JSON in a string. Metrics come as the same lines, as the CSV of AzureMetrics, or as the answer of
`az monitor metrics list`. Not yet seen on a real file.

Token semantics: the log tells no tokens, no texts and no cost: its calls have unknown counts, never 0. The metrics are
sums without a person: ProcessedPromptTokens (or InputTokens) are input, cached included, GeneratedTokens (or
OutputTokens) output, AzureOpenAIRequests (or ModelRequests) requests. TokenTransaction is the sum of both and not read.

Identity: time, correlation id, operation, deployment, and the lengths and ticks in `properties` together: correlation
ids repeat for different calls. A negative duration is unknown; .NET ticks tell it where they can.

Agent: the deployment, which companies make per application. Person: the caller's object id, where it is logged.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.importers.cloud.azure_openai_calls import call_of, is_call
from auditor.importers.cloud.azure_openai_metrics import METRIC_NAMES, listed_sums, metric_sum
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import Fields, Page, fields_in, names_in, read_each, tally
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity

PAGES = ("records",)
LISTED = ("value",)
CATEGORY = "RequestResponse"
LOGS = ({"time", "category", "operationName"}, {"Category", "OperationName"})
WORDS = ("ategory", "etricName", "timeseries")
"""In JSON and in tables, which begin names with capitals."""

METRICS = ({"time", "metricName", "total"}, {"MetricName", "Total"})


def matches(peek: Peek) -> str:
    """Log records of Cognitive Services or with a deployment's name; metrics by their names."""
    names = names_in(peek, WORDS, PAGES)
    if not names:
        return ""
    text = peek.text
    ours = "cognitiveservices" in text.lower() or "modelDeploymentName" in text
    if any(names >= log for log in LOGS) and ours and CATEGORY in text:
        return "records of category “RequestResponse” of Cognitive Services"
    told = next((name for name in METRIC_NAMES if name in text), "")
    if told and any(names >= metric for metric in METRICS):
        return f"metrics “{told}”"
    listed = told and "timeseries" in names_in(peek, WORDS, LISTED) and "interval" in names_in(peek, WORDS)
    return f"an answer of az monitor metrics with “{told}”" if listed else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The calls of a log, or the sums of metrics."""
    others: Counter[str] = Counter()
    answer: Page = {}

    def make(fields: Fields) -> Iterator[Record]:
        if "timeseries" in fields:
            yield from listed_sums(fields, answer, others)
        elif "metricName" in fields or "MetricName" in fields:
            yield from metric_sum(fields, others)
        elif not fields.value("category", "Category"):
            raise Unreadable("neither a log record nor a metric")
        elif is_call(fields):
            yield call_of(fields)
        else:
            tally(others, f"{fields.told('category', 'Category')} {fields.told('operationName', 'OperationName')}")

    def saw(page: Page, _members: int) -> None:
        answer.clear()
        answer.update(page)

    yield from read_each(fields_in(file, (*PAGES, *LISTED), saw), make)
    for other, times in sorted(others.items()):
        yield ImportIssue(0, f"{times} × {other}: not a model call or a sum of tokens, not counted", Severity.WARNING)


IMPORTER = Importer(
    name="azure-openai-log",
    title="Azure OpenAI request log or token metrics",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model call without tokens: time, deployment, duration, status; or sums of tokens per deployment",
    sums_of=("azure-openai-log",),
)
