"""One line of a Claude Code transcript: whose it is, and what it counts."""

from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.files.json_lines import as_dict
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import LARGEST, Dollars

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NOTHING_WRITTEN = msgspec.Raw(b"")
"""A field the line does not have."""

HOUSEKEEPING = {"file-history-snapshot": "snapshot", "summary": "leafUuid", "queue-operation": "operation"}
"""Line types without a sessionId (in some versions) → the key that tells them from other formats' lines."""

SETTINGS = frozenset({"permission-mode", "last-prompt", "custom-title", "ai-title", "agent-name", "mode", "pr-link"})
"""Line types that keep what a session is called and how it runs."""

Counters = tuple[int | None, int | None, int | None, int | None, int | None, int | None]
"""Uncached input, cache creation, cache read, output, micro-dollars, thinking, as one line tells them."""


class OutputDetails(msgspec.Struct):
    """What the output holds."""

    thinking_tokens: Count | None = None


class Usage(msgspec.Struct):
    """The counters of one line. Input here is the uncached part only; output holds the thinking."""

    input_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None
    output_tokens: Count | None = None
    output_tokens_details: OutputDetails | None = None
    iterations: msgspec.Raw = NOTHING_WRITTEN


class Message(msgspec.Struct):
    """What was said. `content` is a string or blocks, decoded only where a line's texts are wanted."""

    id: str | None = None
    role: str | None = None
    model: str | None = None
    content: msgspec.Raw = NOTHING_WRITTEN
    stop_reason: str | None = None
    usage: Usage | None = None


class Line(msgspec.Struct, rename="camel"):
    """The fields of a line that are read; all others are skipped while decoding."""

    type: str | None = None
    timestamp: str | None = None
    session_id: str | None = None
    agent_id: str | None = None
    agent_name: str | None = None
    team_name: str | None = None
    is_sidechain: bool | None = None
    is_meta: bool | None = None
    is_compact_summary: bool | None = None
    is_api_error_message: bool | None = None
    cwd: str | None = None
    git_branch: str | None = None
    attribution_agent: str | None = None
    request_id: str | None = None
    uuid: str | None = None
    parent_uuid: str | None = None
    cost: Decimal | None = msgspec.field(name="costUSD", default=None)
    message: Message | None = None
    tool_use_result: msgspec.Raw = NOTHING_WRITTEN
    attachment: msgspec.Raw = NOTHING_WRITTEN

    @property
    def is_user(self) -> bool:
        return self.message is not None and (self.type or self.message.role) == "user"

    @property
    def is_assistant(self) -> bool:
        """Versions of 2025 and earlier tell the role only, or not even that."""
        message = self.message
        return message is not None and (self.type or message.role or (message.usage and "assistant")) == "assistant"

    @property
    def is_local_error(self) -> bool:
        """Written by the program in place of an answer that never came."""
        return bool(self.is_api_error_message) or (self.message is not None and self.message.model == "<synthetic>")

    @property
    def identity(self) -> str | None:
        """The response's id; where it has none the request's, which all its lines share; else the line's own."""
        if self.message and self.message.id:
            return call_key("anthropic", self.message.id)
        return call_key("claude-code", self.request_id or self.uuid)

    def counters(self) -> Counters:
        """The line's own counters; None where it does not tell them. Raises Unreadable for a cost that is none."""
        usage = (self.message and self.message.usage) or Usage()
        return (
            *(usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens),
            *(usage.output_tokens, Dollars().micro(self.cost)),
            usage.output_tokens_details.thinking_tokens if usage.output_tokens_details else None,
        )


def is_transcript(line: dict[str, object]) -> str:
    """Why a JSON object is a transcript line, or ""."""
    kind = line.get("type")
    if "sessionId" in line and ({"isSidechain", "userType"} & line.keys() or kind == "queue-operation"):
        return "lines with “sessionId” and “isSidechain”"
    if {"sessionId", "message", "requestId"} <= line.keys():
        return "lines with “sessionId”, “requestId” and “message”"
    if "timestamp" in line and (what := _said(line)):
        return what
    if kind in SETTINGS and "sessionId" in line and len(line) <= 5:
        return f"a session's line of type “{kind}”"
    if isinstance(kind, str) and HOUSEKEEPING.get(kind, "type?") in line:
        return f"a line of type “{kind}”"
    return ""


def _said(line: dict[str, object]) -> str:
    """Why a line stripped of all but what was said is a transcript's, or ""."""
    message, kind = as_dict(line.get("message")), line.get("type")
    if kind in ("user", "assistant") and "sessionId" in line and message.get("role") == kind and "content" in message:
        return "lines with “sessionId” and a “message”"
    usage = as_dict(message.get("usage"))
    counted = "input_tokens" in usage and "output_tokens" in usage
    return "lines with a “message” that tells its usage" if counted and kind in ("assistant", None) else ""
