"""OpenAI's older usage: the dashboard's activity export, and `/v1/usage`, with a row for each model and day or bucket.

The columns `n_requests`, `n_context_tokens_total` and `n_generated_tokens_total` came with the first dashboard (2023)
and are still what other tools write when they say "OpenAI usage".
"""

from collections.abc import Iterator

from auditor.importers.files.json_lines import as_text
from auditor.importers.files.told_fields import Fields
from auditor.importers.values.quantities import Dollars, Unreadable, shown
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import DAY, Notes, Repeats, Slot
from auditor.records import Unit, UsageAggregate

CONTEXT, GENERATED = "n_context_tokens_total", "n_generated_tokens_total"
STARTS = ("aggregation_timestamp", "timestamp", "usage_date", "date", "start_time")
MODEL = ("model", "snapshot_id")
PERSON = ("user_email", "email", "user", "user_id")
AGENT = ("api_key_name", "api_key_id")
TEAM = ("project_name", "project", "project_id")
DIMENSIONS = (*MODEL, *PERSON, *AGENT, *TEAM, "organization_id", "operation", "usage_type", "request_type", "batch")
COST = ("amount", "cost_usd", "cost")

BUCKET = 300_000_000
"""Five minutes: what a time within the day stood for."""

OTHER_CURRENCY = "an amount in {} is left out: it is not US dollars"


class Activity:
    """Makes the sums of one file; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._dollars = Dollars()
        self._repeats = Repeats()

    def sums(self, fields: Fields) -> Iterator[UsageAggregate]:
        """The sums of a row. Raises Unreadable."""
        start = utc_time(fields.value(*STARTS))
        span = (start, start + (BUCKET if start % DAY else DAY))
        told = Slot.of(
            "openai-activity", span, fields.line, [fields.told(name) for name in DIMENSIONS],
            person=fields.told(*PERSON), agent=fields.told(*AGENT), team=fields.told(*TEAM), model=fields.told(*MODEL),
        )  # fmt: skip
        total, output = fields.total(CONTEXT), fields.total(GENERATED)
        cached, requests = fields.total("n_cached_context_tokens_total"), fields.total("n_requests")
        if total is not None and (cached or 0) > total:
            raise Unreadable(f"{shown(cached)} cached tokens exceed {CONTEXT} {shown(total)}")
        slot = self._repeats.distinct(told)
        yield from slot.tokens(total, cached, None, output)
        yield from slot.counted(Unit.REQUESTS, requests)
        yield from slot.part(Unit.USD, self._cost(fields))

    def _cost(self, fields: Fields) -> int | None:
        currency = as_text(fields.told("currency")) or "USD"
        if currency.upper() != "USD":
            self.notes.add(fields.line, OTHER_CURRENCY.format(shown(currency)))
            return None
        return self._dollars.micro(fields.value(*COST))
