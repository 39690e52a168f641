"""Reads OpenRouter's activity: the CSV of single generations, and the sums by day and model.

Source: the header of a real activity export (`generation_id,created_at,cost_total,…,api_key_name,app_name`), columns
left out where a person chose fewer; OpenRouter's documentation of `/api/v1/activity` ({data: [{date, model, usage,
requests, prompt_tokens, …}]}) for the sums, which the dashboard saves as `Date,Slug,Usage,BYOK Usage,Requests,…`; and
of `/api/v1/generation` ({data: {id, native_tokens_prompt, …}}). Not yet seen on a whole real file.

Token semantics: `tokens_prompt` includes `tokens_cached`, `tokens_completion` includes `tokens_reasoning`, as in the
API's usage accounting. A single generation counts `native_tokens_…`, by which it is billed, before `tokens_…`, which
another tokenizer counted. What was written to a cache is not told. Sums: `prompt_tokens` and `completion_tokens` alike.

Cost: `cost_total` (`usage` in sums) is what OpenRouter charged; with a company's own provider key the inference itself
is `byok_usage_inference`, billed elsewhere, and is added. The other `cost_…` columns are parts of `cost_total`.

Agent: the app's name, else the API key's name. Identity: the generation id. Times without a zone are UTC.
"""

from collections.abc import Iterator

from auditor.importers.contract import NO_AGENT, Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.pages import key_paths
from auditor.importers.files.told_fields import Fields, fields_in, names_in, read_each
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Dollars, Unreadable, milliseconds
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import DAY, Slot, day_of
from auditor.records import Record, Unit, UsageAggregate, UsageEvent

PAGES = ("data",)
GENERATION = {"generation_id", "created_at"}
SINGLE = {"data/id", "data/native_tokens_prompt", "data/created_at"}
DASHBOARD = {
    "Date": "date", "Slug": "model", "Usage": "usage", "BYOK Usage": "byok_usage_inference", "Requests": "requests",
    "Prompt Tokens": "prompt_tokens", "Completion Tokens": "completion_tokens", "Reasoning Tokens": "reasoning_tokens",
}  # fmt: skip
"""The dashboard's headers → the API's names."""

TOLD_ONCE = {
    "generation_id": "id", "cost_total": "total_cost", "model_permaslug": "model",
    "tokens_prompt": "native_tokens_prompt", "tokens_completion": "native_tokens_completion",
    "tokens_cached": "native_tokens_cached", "tokens_reasoning": "native_tokens_reasoning",
    "generation_time_ms": "generation_time", "finish_reason_raw": "finish_reason", "app_name": "origin",
}  # fmt: skip
"""The table's headers → what the API calls the same of one generation."""

SUM = {"date", "model", "requests", "prompt_tokens", "completion_tokens"}
DIMENSIONS = (
    "model",
    "model_permaslug",
    "endpoint_id",
    "provider_name",
    "user",
    "api_key_name",
    "app_name",
    "workspace_id",
)


def matches(peek: Peek) -> str:
    """Generations with their tokens, or daily sums with OpenRouter's `usage`."""
    names = names_in(peek, ("model_permaslug", "generation_id", "byok_usage_inference", "BYOK Usage"), PAGES)
    if names >= GENERATION and names & {"tokens_prompt", "cost_total"}:
        return "columns “generation_id” and “created_at”"
    if names >= {*DASHBOARD} - {"Reasoning Tokens"}:
        return "columns “Slug” and “BYOK Usage”"
    if key_paths(peek, "native_tokens_prompt") >= SINGLE:
        return "a generation with “native_tokens_prompt”"
    known = names & {"model_permaslug", "byok_usage_inference"}
    return "daily sums with “model_permaslug”" if names >= SUM and known else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The generations, or the daily sums, of one export."""
    dollars = Dollars()

    def make(fields: Fields) -> Iterator[Record]:
        if "data" in fields:
            yield _generation(_renamed(fields, as_dict(fields.value("data"))), dollars)
        elif "generation_id" in fields:
            yield _generation(fields, dollars)
        elif "Slug" in fields:
            told = {ours: fields.value(theirs) for theirs, ours in DASHBOARD.items()}
            yield from _sums(Fields(fields.line, told), dollars)
        elif "date" in fields:
            yield from _sums(fields, dollars)
        else:
            raise Unreadable("neither a generation nor a daily sum")

    yield from read_each(fields_in(file, PAGES), make)


def _renamed(fields: Fields, told: dict[str, object]) -> Fields:
    """A single generation of the API under the table's names."""
    names = TOLD_ONCE.items()
    found = {ours: told[theirs] for ours, theirs in names if told.get(theirs) is not None}
    return Fields(fields.line, {**told, **found})


def _generation(fields: Fields, dollars: Dollars) -> UsageEvent:
    model, variant = fields.told("model_permaslug"), fields.told("variant")
    return UsageEvent(
        at=utc_time(fields.value("created_at")),
        agent=fields.told("app_name", "api_key_name") or NO_AGENT,
        line=fields.line,
        person=fields.told("user"),
        key=call_key("openrouter", fields.told("generation_id")),
        provider=fields.told("provider_name"),
        model=f"{model}:{variant}" if model and variant not in (None, "standard") else model,
        input_tokens=fields.count("tokens_prompt"),
        cache_read_input_tokens=fields.count("tokens_cached"),
        output_tokens=fields.count("tokens_completion"),
        reasoning_output_tokens=fields.count("tokens_reasoning"),
        cost_microusd=_cost(fields, "cost_total", dollars),
        duration_us=milliseconds(fields.value("generation_time_ms")),
        status=_status(fields),
    )


def _cost(fields: Fields, charged: str, dollars: Dollars) -> int | None:
    """What OpenRouter charged and what the company's own provider will charge."""
    told = [dollars.micro(fields.value(name), name) for name in (charged, "byok_usage_inference")]
    return None if told[0] is None else sum(part for part in told if part is not None)


def _status(fields: Fields) -> str | None:
    if (fields.told("cancelled") or "").lower() in ("true", "t", "1"):
        return "cancelled"
    reason = fields.told("finish_reason_normalized", "finish_reason_raw")
    return reason if reason is None or reason.lower() == "error" else "ok"


def _sums(fields: Fields, dollars: Dollars) -> Iterator[UsageAggregate]:
    start = day_of(fields.value("date"))
    slot = Slot.of(
        "openrouter-activity",
        (start, start + DAY),
        fields.line,
        [fields.told(name) for name in DIMENSIONS],
        person=fields.told("user"),
        agent=fields.told("app_name", "api_key_name"),
        model=fields.told("model_permaslug", "model"),
        client=fields.told("provider_name"),
    )
    total, output, reasoning = (fields.total(f"{kind}_tokens") for kind in ("prompt", "completion", "reasoning"))
    yield from slot.tokens(total, None, None, output, reasoning)
    yield from slot.counted(Unit.REQUESTS, fields.total("requests"))
    yield from slot.part(Unit.USD, _cost(fields, "usage", dollars))


IMPORTER = Importer(
    name="openrouter-activity",
    title="OpenRouter activity",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one generation: tokens, cost, app, API key's name, person; or sums by day and model",
    sums_of=("openrouter-activity",),
)
