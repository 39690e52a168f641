"""One AgentCore invocation record: which agent was asked what by whom, in which session."""

import msgspec

from auditor.importers.cloud.bedrock_cloudwatch import Wrapper
from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import NOT_DECODED, as_dict, as_list, as_text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

ENDPOINT = ".DEFAULT"
"""The endpoint an agent has from the beginning; other endpoints stay part of its name."""

NO_ACTOR = frozenset({"", "default", "anonymous", "unknown"})
QUESTIONS = ("prompt", "input", "inputText", "message", "messages", "query", "question", "content", "text")
ANSWERS = ("text", "response", "result", "output", "message", "messages", "content", "answer", "completion", "error")


class Resource(msgspec.Struct):
    """The agent's own attributes."""

    attributes: dict[str, object] = {}


class Invocation(Wrapper):
    """The fields of a record that are read. Payloads are the agent's own and have any shape."""

    resource_arn: str | None = None
    event_timestamp: int | float | str | None = None
    time_unix_nano: int | float | str | None = msgspec.field(name="timeUnixNano", default=None)
    request_id: str | None = None
    session_id: str | None = None
    operation: str | None = None
    severity: str | None = msgspec.field(name="severityText", default=None)
    resource: Resource | None = None
    resource_attributes: dict[str, object] = msgspec.field(
        name="resource.attributes", default_factory=dict[str, object]
    )
    attributes: dict[str, object] = msgspec.field(default_factory=dict[str, object])
    body: object = None
    request_payload: object = None
    response_payload: object = None

    @property
    def is_record(self) -> bool:
        return bool(self.resource_arn and ":bedrock-agentcore:" in self.resource_arn)

    @property
    def is_invocation(self) -> bool:
        return (self.operation or as_text(self.attributes.get("aws.operation.name"))) == "InvokeAgentRuntime"

    def event(self, number: int) -> UsageEvent:
        """The invocation. Its tokens are not told. Raises Unreadable."""
        body = as_dict(opened(self.body))
        asked = opened(body.get("request_payload", self.request_payload))
        answered = opened(body.get("response_payload", self.response_payload))
        failed = self.severity is not None and self.severity.upper() in ("ERROR", "FATAL")
        return UsageEvent(
            at=self._time(),
            agent=self._agent(),
            line=number,
            person=_person(as_text(as_dict(asked).get("actor_id"))),
            key=call_key("agentcore", self.request_id or as_text(self.attributes.get("aws.request.id"))),
            session=self.session_id or as_text(self.attributes.get("session.id")),
            provider="aws.bedrock",
            operation="invoke_agent",
            status="error" if failed else None if answered is None else "ok",
            prompt=text_of(asked, QUESTIONS, "user") or None,
            response=text_of(answered, ANSWERS, "assistant") or None,
        )

    def _time(self) -> int:
        """The record's own time in nanoseconds, an integer beyond 2^53; else when it was logged."""
        if self.time_unix_nano in (None, 0, "0", ""):
            return utc_time(self.event_timestamp)
        return utc_time(self.time_unix_nano)

    def _agent(self) -> str:
        told = (self.resource and self.resource.attributes) or self.resource_attributes
        name = as_text(told.get("service.name")) or ""
        runtime = (self.resource_arn or "").rpartition("/")[2]
        return name.removesuffix(ENDPOINT) or runtime or NO_AGENT


def _person(actor: str | None) -> str | None:
    return None if actor is None or actor.lower() in NO_ACTOR else actor


def opened(value: object) -> object:
    """A payload, also one that was saved as a string of JSON."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return msgspec.json.decode(value)
        except NOT_DECODED:
            return value
    return value


def text_of(payload: object, keys: tuple[str, ...], role: str, depth: int = 0) -> str:
    """The text in a payload: itself, the value of the first key that has one, or the messages of one role."""
    if isinstance(payload, str) or depth > 4:
        return payload if isinstance(payload, str) else ""
    if members := as_list(payload):
        own = [one for one in members if as_dict(one).get("role", role) == role]
        texts = [text_of(one, keys, role, depth + 1) for one in own]
        return (
            next((text for text in reversed(texts) if text), "") if role == "user" else "\n".join(filter(None, texts))
        )
    fields = as_dict(payload)
    return next((text for key in keys if key in fields and (text := text_of(fields[key], keys, role, depth + 1))), "")
