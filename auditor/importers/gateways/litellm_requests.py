"""One row of LiteLLM's spend logs as an event."""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.files.told_fields import Fields, count_of, opened, tally
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.gateway_texts import prompt_in, response_in
from auditor.importers.values.quantities import Dollars, milliseconds
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Notes
from auditor.records import ImportIssue, Record, Severity, UsageEvent

NO_PRICE = "tokens at $0: LiteLLM had no price for the model, the cost is unknown"
OWN_CACHE = "answered from LiteLLM's own cache: no model was called for the tokens told"
CACHE_OUTSIDE = "more cached than prompt tokens: the input is read as a lower bound"
PLACEHOLDER_USERS = frozenset({"default_user_id", "litellm-proxy-master-key"})
USER_AGENT = "User-Agent:"
_SECRET = re.compile(r"sk-\S{8,}")

DETAILS = ("additional_usage_values", "usage_object")
CACHE_READ = (("cache_read_input_tokens",), ("prompt_tokens_details", "cached_tokens"))
CACHE_CREATION = (("cache_creation_input_tokens",), ("prompt_tokens_details", "cache_creation_tokens"))
REASONING = (("completion_tokens_details", "reasoning_tokens"),)


def as_row(payload: Fields) -> Fields:
    """A standard logging payload under the names of the spend logs."""
    metadata = as_dict(payload.inner("metadata"))
    told = {name: payload.value(name) for name in payload.names}
    renamed = {"request_id": told.get("id"), "spend": told.get("response_cost")}
    known = {"api_key": metadata.get("user_api_key_hash"), "team_id": metadata.get("user_api_key_team_id")}
    return Fields(payload.line, {**known, **told, **renamed, "session_id": told.get("trace_id")})


class Requests:
    """Makes events of one file; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._dollars = Dollars()
        self._others: Counter[str] = Counter()

    def records(self, fields: Fields) -> Iterator[Record]:
        """The event of a row; none for a tool call, which is counted. Raises Unreadable."""
        if "mcp" in (call := fields.told("call_type") or ""):
            tally(self._others, call)
        else:
            yield self._event(fields)

    def warnings(self) -> Iterator[ImportIssue]:
        """What stands at the end of the file."""
        yield from self.notes.issues()
        for call, times in sorted(self._others.items()):
            yield ImportIssue(0, f"{times} × {call}: not a model call, not counted", Severity.WARNING)

    def _event(self, fields: Fields) -> UsageEvent:
        metadata = as_dict(fields.inner("metadata"))
        at = utc_time(fields.value("startTime"))
        ours = (fields.told("cache_hit") or "").lower() in ("true", "t")
        failed = (fields.told("status") or as_text(metadata.get("status"))) == "failure"
        prompt, completion = fields.count("prompt_tokens"), fields.count("completion_tokens")
        if not prompt and not completion:
            prompt = completion = None
        usages = [usage for place in DETAILS if (usage := as_dict(opened(metadata.get(place))))]
        read, created = _detail(usages, CACHE_READ), _detail(usages, CACHE_CREATION)
        cached = (read or 0) + (created or 0)
        outside = prompt is not None and cached > prompt
        if outside:
            self.notes.add(fields.line, CACHE_OUTSIDE)
        if ours:
            self.notes.add(fields.line, OWN_CACHE)
        return UsageEvent(
            at=at,
            agent=agent_of(fields, metadata),
            line=fields.line,
            person=person_of(fields, metadata),
            team=as_text(metadata.get("user_api_key_team_alias")) or fields.told("team_id"),
            key=call_key("litellm", fields.told("request_id")),
            session=fields.told("session_id"),
            provider=fields.told("custom_llm_provider"),
            model=fields.told("model", "model_group"),
            operation=fields.told("call_type"),
            input_tokens=cached if outside else prompt,
            cache_read_input_tokens=read if prompt is not None else None,
            cache_creation_input_tokens=created if prompt is not None else None,
            output_tokens=completion,
            reasoning_output_tokens=_detail(usages, REASONING) if completion is not None else None,
            cost_microusd=self._cost(fields, free=ours or failed, used=prompt is not None),
            duration_us=_duration(fields, at),
            status="error" if failed else _status(fields, metadata),
            prompt=_prompt(fields),
            response=response_in(fields.inner("response")),
            lower_bound=outside,
        )

    def _cost(self, fields: Fields, *, free: bool, used: bool) -> int | None:
        cost = self._dollars.micro(fields.value("spend"), "spend")
        if free or _is_told_amount(fields.value("spend")):
            return cost
        if used:
            self.notes.add(fields.line, NO_PRICE)
        return None


def _is_told_amount(value: object) -> bool:
    """Whether an amount is more than a row of zeros; a fraction of a micro-dollar is."""
    return any(digit in "123456789" for digit in str(value).lower().partition("e")[0])


def _status(fields: Fields, metadata: dict[str, object]) -> str | None:
    word = fields.told("status") or as_text(metadata.get("status"))
    return "ok" if word == "success" else word


def _detail(usages: list[dict[str, object]], paths: tuple[tuple[str, ...], ...]) -> int | None:
    """The greatest of a count's tellings: providers' own names beside OpenAI's, zeros where one was not filled."""
    told: list[int] = []
    for usage in usages:
        for *places, name in paths:
            inner = usage
            for place in places:
                inner = as_dict(opened(inner.get(place)))
            if (number := count_of(inner.get(name), name)) is not None:
                told.append(number)
    return max(told, default=None)


def agent_of(fields: Fields, metadata: dict[str, object]) -> str:
    """The most specific name of what called; of a key only the end is shown."""
    tags = [tag for tag in as_list(fields.inner("request_tags")) if isinstance(tag, str) and tag]
    named = [tag for tag in tags if not tag.startswith(USER_AGENT)]
    tools = [tag.removeprefix(USER_AGENT).strip() for tag in tags if tag.startswith(USER_AGENT)]
    alias = as_text(metadata.get("user_api_key_alias"))
    name = fields.told("agent_id") or alias or ", ".join(named) or next(iter(tools), None)
    if name:
        return (key_name(name) if _SECRET.fullmatch(name) else name) or NO_AGENT
    return key_name(fields.told("api_key")) or NO_AGENT


def key_name(key: str | None) -> str | None:
    """What a key, or its hash, is called: never more than its last four characters."""
    return f"key …{key[-4:]}" if key and len(key) > 8 else None


def person_of(fields: Fields, metadata: dict[str, object]) -> str | None:
    """Whose use it is: an e-mail address before an internal id, the key's owner before who the caller says."""
    email = as_text(metadata.get("user_api_key_user_email"))
    user = fields.told("user") or as_text(metadata.get("user_api_key_user_id"))
    if user in PLACEHOLDER_USERS or (email and "@" not in (user or "")):
        user = None
    return user or email or fields.told("end_user")


def _duration(fields: Fields, at: int) -> int | None:
    told = milliseconds(fields.value("request_duration_ms"))
    if told is not None or fields.value("endTime") is None:
        return told
    end = utc_time(fields.value("endTime"))
    return end - at if end >= at else None


def _prompt(fields: Fields) -> str | None:
    """The last user message; `{}` stands where LiteLLM does not store texts."""
    messages = fields.inner("messages")
    if isinstance(messages, str):
        return messages
    asked = as_dict(fields.inner("proxy_server_request"))
    return prompt_in({"messages": messages}) or prompt_in(asked)
