"""One row of Cursor's usage as an event: a line of the CSV, or an event of the API."""

import re
from collections.abc import Iterator

from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.told_fields import Fields
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Cents, Notes
from auditor.records import Record, UsageEvent

AGENT = "Cursor"
NOT_THE_SUM = "a total smaller than its four token columns: these may not be disjoint in this export"
MORE = "a total greater than its four token columns: the counts are read as lower bounds"

NO_DOLLARS = "a cost that is no amount in dollars: it is unknown"
_THOUSANDS = re.compile(r"(?:US)?\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?")

WRITTEN = ("Input (w/ Cache Write)", "cacheWriteTokens")
PLAIN = ("Input (w/o Cache Write)", "inputTokens")
READ = ("Cache Read", "cacheReadTokens")
OUTPUT = ("Output Tokens", "outputTokens")


class Calls:
    """Makes events of one file; `notes` gathers what the reader must know, `made` counts the events."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.made = 0
        self._dollars = Dollars()
        self._cents = Cents()

    def records(self, fields: Fields) -> Iterator[Record]:
        """The event of a row. Raises Unreadable."""
        yield self._row(fields) if "Date" in fields else self._api_event(fields)
        self.made += 1

    def _row(self, fields: Fields) -> UsageEvent:
        return self._event(
            fields,
            tokens=fields,
            at=utc_time(fields.value("Date")),
            cost=self._cost(fields),
            model=fields.told("Model"),
            kind=fields.told("Kind"),
            person=fields.told("User"),
            cloud_agent=fields.told("Cloud Agent ID"),
            automation=fields.told("Automation ID"),
            session=None,
        )

    def _cost(self, fields: Fields) -> int | None:
        """An amount in dollars; anything else leaves the cost unknown, and the row's tokens count all the same."""
        cell = fields.told("Cost", "Cost to you")
        if cell is None or not any(map(str.isdecimal, cell)):
            return None  # "Included", "NaN"
        try:
            return self._dollars.micro(cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell)
        except Unreadable:
            self.notes.add(fields.line, NO_DOLLARS)
            return None

    def _api_event(self, fields: Fields) -> UsageEvent:
        tokens = Fields(fields.line, as_dict(fields.inner("tokenUsage")))
        return self._event(
            fields,
            tokens=tokens,
            at=utc_time(fields.value("timestamp")),
            cost=self._cents.micro(tokens.told("totalCents") or fields.told("chargedCents"), "cost"),
            model=fields.told("model"),
            kind=fields.told("kind"),
            person=fields.told("userEmail", "owningUser"),
            cloud_agent=fields.told("cloudAgentId"),
            automation=fields.told("automationId"),
            session=fields.told("conversationId"),
        )

    def _event(
        self, fields: Fields, *, tokens: Fields, at: int, cost: int | None, model: str | None, kind: str | None,
        person: str | None, cloud_agent: str | None, automation: str | None, session: str | None,
    ) -> UsageEvent:  # fmt: skip
        written, plain, read, output = (tokens.count(*names) for names in (WRITTEN, PLAIN, READ, OUTPUT))
        inputs = [part for part in (written, plain, read) if part is not None]
        return UsageEvent(
            at=at,
            agent=_agent(cloud_agent, automation),
            line=fields.line,
            person=person,
            session=session or cloud_agent,
            model=model,
            input_tokens=sum(inputs) if inputs else None,
            cache_read_input_tokens=read,
            cache_creation_input_tokens=written,
            output_tokens=output,
            cost_microusd=cost,
            status=_status(kind),
            lower_bound=self._is_lower_bound(fields, sum(inputs) + (output or 0)),
        )

    def _is_lower_bound(self, fields: Fields, parts: int) -> bool:
        """Whether the row's own total tells more than its parts."""
        total = fields.count("Total Tokens")
        if total is not None and total != parts:
            self.notes.add(fields.line, MORE if total > parts else NOT_THE_SUM)
        return total is not None and total > parts


def _agent(cloud_agent: str | None, automation: str | None) -> str:
    """An automation starts a new cloud agent each time: it is what lasts, and is judged."""
    if automation:
        return f"automation {automation}"
    return f"cloud agent {cloud_agent}" if cloud_agent else AGENT


def _status(kind: str | None) -> str | None:
    word = (kind or "").lower()
    if "error" in word:
        return "error"
    if "abort" in word:
        return "aborted"
    return "ok" if kind else None
