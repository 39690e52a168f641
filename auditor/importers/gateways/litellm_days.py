"""LiteLLM's sums per day: its Daily…Spend tables, what is made of them for its usage page, and summed spend logs."""

from collections.abc import Iterator, Set

from auditor.importers.files.json_lines import as_dict
from auditor.importers.files.told_fields import Fields
from auditor.importers.gateways.litellm_requests import key_name
from auditor.importers.values.quantities import Dollars
from auditor.importers.values.token_sums import DAY, Notes, Slot, day_of
from auditor.records import Unit, UsageAggregate

FORMAT = "litellm-spend-logs"
TABLE = {"date", "spend", "prompt_tokens", "api_requests"}
SUMMED = {"startTime", "spend", "users", "models"}
ACTIVITY = {"date", "metrics", "breakdown"}
"""A day in the answer of `/user/daily/activity`, `/team/daily/activity` and their like."""

USAGE_PAGE = {"Date", "Spend ($)"}
PAGE_REQUESTS = {"Requests", "Total Requests", "Successful Requests", "Successful"}

WHO = ("user_id", "team_id", "organization_id", "end_user_id", "end_user", "agent_id", "tag")
"""Each Daily…Spend table has one of these; the usage page has "Team ID" and its like."""

TOLD_AGAIN = "daily sums: LiteLLM tells the same use again in its other daily tables and in its spend logs"
BY_MODEL = "daily sums by model: versions of LiteLLM's usage page tell a team's whole use under every model"
NO_PRICE = "tokens at $0: LiteLLM had no price for the model, the cost is unknown"
TOKENS = (
    ("prompt_tokens", "Prompt Tokens"),
    ("cache_read_input_tokens", "Cache Read Tokens", "Cache Read Input Tokens"),
    ("cache_creation_input_tokens", "Cache Creation Tokens", "Cache Creation Input Tokens"),
    ("completion_tokens", "Completion Tokens"),
)


def is_day(names: Set[str]) -> bool:
    """Whether a record of these fields is a sum per day of LiteLLM."""
    return (
        names >= TABLE or names >= ACTIVITY or names >= SUMMED or (names >= USAGE_PAGE and bool(names & PAGE_REQUESTS))
    )


class DaySums:
    """Makes sums of one file's rows; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._dollars = Dollars()

    def sums(self, fields: Fields) -> Iterator[UsageAggregate]:
        """The sums of one row. Raises Unreadable."""
        self.notes.add(fields.line, TOLD_AGAIN)
        if "Model" in fields:
            self.notes.add(fields.line, BY_MODEL)
        start = day_of(fields.value("date", "Date", "startTime"))
        if "breakdown" in fields:
            return (one for part in _parts(fields) for one in self._row(part, start))
        return self._by_user(fields, start) if "users" in fields else self._row(fields, start)

    def _row(self, fields: Fields, start: int) -> Iterator[UsageAggregate]:
        tokens = [fields.total(*names) for names in TOKENS]
        cost = self._dollars.micro((fields.told("spend", "Spend ($)") or "").replace(",", ""), "spend")
        if cost == 0 and any(tokens):
            self.notes.add(fields.line, NO_PRICE)
            cost = None
        slot = _slot(fields, start)
        yield from slot.tokens(*tokens)
        yield from slot.counted(Unit.REQUESTS, fields.total("api_requests", "Requests", "Total Requests"))
        yield from slot.part(Unit.USD, cost)

    def _by_user(self, fields: Fields, start: int) -> Iterator[UsageAggregate]:
        """Dollars, as `/spend/logs` gives them for a range of days; `models` tells the same sum again."""
        for user, spend in as_dict(fields.inner("users")).items():
            slot = Slot.of(FORMAT, (start, start + DAY), fields.line, ("user", user), person=user or None)
            yield from slot.part(Unit.USD, self._dollars.micro(spend, "spend"))


def _parts(day: Fields) -> Iterator[Fields]:
    """A day's sums by model, and by key where they are told; every other part of its breakdown tells them again."""
    breakdown = as_dict(day.inner("breakdown"))
    models = as_dict(breakdown.get("models"))
    for model, told in models.items():
        yield from _by_key(day.line, {"model": model}, as_dict(told), as_dict(told).get("api_key_breakdown"))
    if not models:
        yield from _by_key(day.line, {}, as_dict(day.inner("metrics")), breakdown.get("api_keys"))


def _by_key(line: int, slot: dict[str, object], told: dict[str, object], by_key: object) -> Iterator[Fields]:
    for key, part in as_dict(by_key).items():
        alias = as_dict(as_dict(part).get("metadata"))
        named = {"api_key": key, "key_alias": alias.get("key_alias"), "team_id": alias.get("team_id")}
        yield Fields(line, {**slot, **named, **_metrics(as_dict(part))})
    if not by_key:
        yield Fields(line, {**slot, **_metrics(told)})


def _metrics(told: dict[str, object]) -> dict[str, object]:
    """Newer versions put the numbers one step deeper."""
    return as_dict(told.get("metrics")) or told


def _slot(fields: Fields, start: int) -> Slot:
    kind = next((name for name in WHO if name in fields), "") or _page_kind(fields)
    who, model, client = fields.told(kind), fields.told("model", "Model"), fields.told("custom_llm_provider")
    more = (fields.told("model_group"), fields.told("mcp_namespaced_tool_name"), fields.told("endpoint"))
    agents = ("agent_id", "Agent ID")
    return Slot.of(
        FORMAT,
        (start, start + DAY),
        fields.line,
        (kind, who, fields.told("api_key"), model, client, *more),
        person=who if kind in ("user_id", "end_user_id", "end_user", "User ID") else None,
        team=fields.told("team_id", "Team", "Team ID"),
        agent=who if kind in agents else fields.told("key_alias") or key_name(fields.told("api_key")),
        model=model,
        client=client,
    )


def _page_kind(fields: Fields) -> str:
    """The usage page's column of whom a row is about: "Team ID" beside "Team"."""
    return next((name for name in fields.names if name.endswith(" ID")), "")
