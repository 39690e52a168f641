"""One line of a Claude Code transcript: whose it is, and what it counts."""

from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.call_keys import call_key
from auditor.importers.quantities import LARGEST, Dollars

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NOTHING_WRITTEN = msgspec.Raw(b"")
"""A field the line does not have."""

HOUSEKEEPING = {"file-history-snapshot": "snapshot", "summary": "leafUuid", "queue-operation": "operation"}
"""Line types without a sessionId (in some versions) → the key that tells them from other formats' lines."""

Counters = tuple[int | None, int | None, int | None, int | None, int | None]
"""Uncached input, cache creation, cache read, output, micro-dollars, as one line tells them."""


class Usage(msgspec.Struct):
    """The counters of one line. Input here is the uncached part only."""

    input_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None
    output_tokens: Count | None = None


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
    request_id: str | None = None
    uuid: str | None = None
    parent_uuid: str | None = None
    cost: Decimal | None = msgspec.field(name="costUSD", default=None)
    message: Message | None = None
    tool_use_result: msgspec.Raw = NOTHING_WRITTEN

    @property
    def is_user(self) -> bool:
        return self.message is not None and (self.type or self.message.role) == "user"

    @property
    def is_assistant(self) -> bool:
        """Versions of 2025 and earlier tell the role only."""
        return self.message is not None and (self.type or self.message.role) == "assistant"

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
        )


def is_transcript(line: dict[str, object]) -> str:
    """Why a JSON object is a transcript line, or ""."""
    kind = line.get("type")
    if "sessionId" in line and ({"isSidechain", "userType"} & line.keys() or kind == "queue-operation"):
        return "lines with “sessionId” and “isSidechain”"
    if {"sessionId", "message", "requestId"} <= line.keys():
        return "lines with “sessionId”, “requestId” and “message”"
    if isinstance(kind, str) and HOUSEKEEPING.get(kind, "type?") in line:
        return f"a line of type “{kind}”"
    return ""
