"""Claude Code's telemetry events: the requests it made, those that failed, and the prompts they answer."""

from auditor.importers.telemetry.otel_values import PERSONS, TEAMS, Attributes, first_text, time_of, whole
from auditor.importers.telemetry.otlp_values import field, text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Dollars, milliseconds
from auditor.records import UsageEvent

PREFIX = "claude_code."
REDACTED = "<REDACTED>"
"""What stands for a prompt unless texts were asked for (OTEL_LOG_USER_PROMPTS=1)."""

PROMPTS_HELD = 10_000
"""A prompt is followed by its requests at once; older ones are forgotten, so that memory stays small."""


def event_name(record: dict[str, object], attributes: Attributes, body: object) -> str:
    """The event's name without its prefix, "" where it is none of Claude Code's. Writers put it in three places."""
    told = [text(value) or "" for value in (body, field(record, "eventName"), attributes.get("event.name"))]
    full = next((name for name in told if name.startswith(PREFIX)), "")
    if full or attributes.get("service.name") == "claude-code":
        return (full or told[2] or told[1]).removeprefix(PREFIX)
    return ""


class Events:
    """Turns log records into usage events; remembers prompts until their requests come."""

    def __init__(self) -> None:
        self._prompts: dict[str, str] = {}
        self._dollars = Dollars()

    def event(self, number: int, name: str, record: dict[str, object], attributes: Attributes) -> UsageEvent | None:
        """The event of a record, if it is a request or a failed one. Raises Unreadable."""
        if name == "user_prompt":
            self._heard(attributes)
        if name not in ("api_request", "api_error"):
            return None
        times = field(record, "timeUnixNano"), attributes.get("event.timestamp"), field(record, "observedTimeUnixNano")
        return self._request(number, name == "api_error", time_of(*times), attributes)

    def _request(self, number: int, failed: bool, at: int, told: Attributes) -> UsageEvent:
        read, created = whole(told, "cache_read_tokens"), whole(told, "cache_creation_tokens")
        parts = [part for part in (whole(told, "input_tokens"), read, created) if part is not None]
        source, helper = text(told.get("query_source")), text(told.get("agent.name"))
        is_main = source == "main"
        return UsageEvent(
            at=at,
            agent=(helper if is_main else None) or "Claude Code",
            line=number,
            person=first_text(told, PERSONS),
            team=first_text(told, TEAMS),
            key=_key(at, failed, told),
            session=text(told.get("session.id")),
            sub_agent=None if is_main else helper or source,
            provider="anthropic",
            model=text(told.get("model")),
            operation="chat",
            input_tokens=sum(parts) if parts else None,
            cache_read_input_tokens=read,
            cache_creation_input_tokens=created,
            output_tokens=whole(told, "output_tokens"),
            cost_microusd=self._dollars.micro(told.get("cost_usd")),
            duration_us=milliseconds(told.get("duration_ms")),
            status="error" if failed else "ok",
            prompt=self._prompts.get(_conversation(told)),
            response=text(told.get("error")) if failed else None,
        )

    def _heard(self, told: Attributes) -> None:
        prompt = text(told.get("prompt"))
        self._prompts.pop(_conversation(told), None)
        if prompt and prompt != REDACTED:
            self._prompts[_conversation(told)] = prompt
            if len(self._prompts) > PROMPTS_HELD:
                del self._prompts[next(iter(self._prompts))]


def _conversation(told: Attributes) -> str:
    """What a prompt and its requests have in common: the prompt's id, in older versions only the session."""
    return f"{text(told.get('session.id'))}:{text(told.get('prompt.id'))}"


def _key(at: int, failed: bool, told: Attributes) -> str | None:
    """The request's id; without one, session, time and counters, which a record delivered twice repeats."""
    if id_ := text(told.get("request_id")):
        return call_key("claude-code-otel", f"error:{id_}" if failed else id_)
    session = text(told.get("session.id"))
    if session is None:
        return None
    parts = ("event.sequence", "model", "duration_ms", "input_tokens", "output_tokens")
    return f"claude-code-otel:{session}:{at}:{failed}:" + ":".join(str(told.get(name)) for name in parts)
