"""The sums a trajectory's writer made at the end: compared with the steps, or taken where no step tells counts."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from auditor.importers.assistants.atif_steps import Count
from auditor.importers.files.json_lines import as_dict, plain_reason
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.token_sums import Slot
from auditor.records import ImportIssue, Record, Severity, Unit, UsageAggregate, UsageEvent

DIFFERS = "final_metrics tell {:,} {} tokens, the steps sum up to {:,}: some steps may be missing"


class FinalMetrics(msgspec.Struct):
    """Sums the writer made."""

    total_prompt_tokens: Count | None = None
    total_completion_tokens: Count | None = None
    total_cached_tokens: Count | None = None
    total_cost_usd: Decimal | None = None


def final_sums(
    number: int, fields: dict[str, object], own: list[UsageEvent], below: list[UsageEvent]
) -> Iterator[Record]:
    """What to make of the writer's sums: they stand for steps that tell no counts, and else are compared with these."""
    try:
        final = msgspec.convert(as_dict(fields.get("final_metrics")), type=FinalMetrics)
    except msgspec.ValidationError as error:
        yield ImportIssue(number, f"final_metrics: {plain_reason(error)}", Severity.WARNING)
        return
    if own and not any(_tells(event) for event in own + below):
        try:
            yield from list(_sums(number, final, own))
        except Unreadable as error:
            yield ImportIssue(number, f"final_metrics: {error}", Severity.WARNING)
    else:
        yield from _compared(number, final, own, below)


def _tells(event: UsageEvent) -> bool:
    return event.input_tokens is not None or event.output_tokens is not None


def _sums(number: int, final: FinalMetrics, own: list[UsageEvent]) -> Iterator[UsageAggregate]:
    """The sums of a run whose steps tell no counts, from its first step to its last. Raises Unreadable."""
    first, times = own[0], [event.at for event in own]
    names = first.session, first.agent, first.sub_agent, first.model
    slot = Slot.of(
        "atif", (min(times), max(times) + 1), number, names,
        person=first.person, agent=first.agent, model=first.model,
    )  # fmt: skip
    yield from slot.counted(Unit.INPUT_TOKENS, final.total_prompt_tokens)
    yield from slot.counted(Unit.CACHE_READ_INPUT_TOKENS, final.total_cached_tokens)
    yield from slot.counted(Unit.OUTPUT_TOKENS, final.total_completion_tokens)
    yield from slot.part(Unit.USD, Dollars().micro(final.total_cost_usd))


def _compared(
    number: int, final: FinalMetrics, own: list[UsageEvent], below: list[UsageEvent]
) -> Iterator[ImportIssue]:
    """A warning for each sum of the writer that is neither that of all steps nor that of the run's own new ones."""
    new = [event for event in own if event.dropped_by is None]
    ways = (own, new, own + below, new + below)
    told = {"prompt": final.total_prompt_tokens, "completion": final.total_completion_tokens}
    for name, total in told.items():
        sums = [sum((e.input_tokens if name == "prompt" else e.output_tokens) or 0 for e in way) for way in ways]
        if total is not None and total not in sums:
            yield ImportIssue(number, DIFFERS.format(total, name, sums[0]), Severity.WARNING)
