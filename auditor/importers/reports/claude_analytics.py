"""Reads answers of the Claude Code Analytics API: one record per person (or API key), UTC day and terminal.

Source: platform.claude.com, "Claude Code Analytics API", and its example; not yet seen on a real file. One page, an
array of pages, a page per line, or the records alone.

Token semantics: in `model_breakdown`, `input` excludes both cache classes; here input = input + cache_read +
cache_creation. `estimated_cost.amount` is in cents. Sessions, commits, lines and tool decisions are no use; a record
without models is counted in a warning.

Who: the e-mail is the person; of an API key its name is the agent. The terminal is the client.
Identity: day, actor, terminal, customer type, organization and model.
"""

from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.files.pages import bucket_keys, buckets
from auditor.importers.values.quantities import Unreadable, excerpt, shown
from auditor.importers.values.token_sums import DAY, Cents, Notes, Slot, day_of, whole
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

NO_MODELS = "records that tell no model: sessions without tokens"
TOKENS = ("input", "cache_read", "cache_creation", "output")
DIMENSIONS = ("terminal_type", "customer_type", "organization_id")


def matches(peek: Peek) -> str:
    """Records with an actor and a breakdown by model."""
    if {"actor", "date", "model_breakdown"} <= bucket_keys(peek, "model_breakdown"):
        return "records with “actor” and “model_breakdown”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of all records, by model."""
    cents, notes = Cents(), Notes()
    for item in buckets(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, record = item
        models = as_list(record.get("model_breakdown"))
        if not models:
            notes.add(line, NO_MODELS)
        for told in models:
            try:
                yield from _sums(line, record, as_dict(told), cents)
            except Unreadable as error:
                yield ImportIssue(line, str(error), excerpt=excerpt(str(told)))
    yield from notes.issues()


def _sums(line: int, record: dict[str, object], told: dict[str, object], cents: Cents) -> list[UsageAggregate]:
    actor = as_dict(record.get("actor"))
    person, agent = as_text(actor.get("email_address")), as_text(actor.get("api_key_name"))
    if not (person or agent):
        raise Unreadable("the actor is not named")
    start, model, terminal = (
        day_of(record.get("date")),
        as_text(told.get("model")),
        as_text(record.get("terminal_type")),
    )
    slot = Slot.of(
        "claude-code-analytics", (start, start + DAY), line,
        (person, agent, model, *(as_text(record.get(name)) for name in DIMENSIONS)),
        person=person, agent=agent, model=model, client=terminal,
    )  # fmt: skip
    tokens = as_dict(told.get("tokens"))
    uncached, cache_read, cache_creation, output = (whole(tokens.get(name), name) for name in TOKENS)
    cost = as_dict(told.get("estimated_cost"))
    currency = as_text(cost.get("currency")) or "USD"
    if currency.upper() != "USD":
        raise Unreadable(f"a cost in {shown(currency)}, not in dollars")
    dollars = cents.micro(cost.get("amount"), "estimated_cost")
    found = [*slot.disjoint_tokens(uncached, cache_read, cache_creation, output), *slot.part(Unit.USD, dollars)]
    if not found:
        raise Unreadable("a model with neither tokens nor a cost")
    return found


IMPORTER = Importer(
    name="claude-code-analytics",
    title="Claude Code Analytics API (JSON)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per person, day, terminal and model: tokens and estimated dollars",
    sums_of=("claude-code", "claude-code-otel"),
)
