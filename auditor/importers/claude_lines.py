"""One line of a Claude Code transcript, and the texts in it."""

from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.json_lines import as_dict, as_list, as_text
from auditor.importers.quantities import LARGEST

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NOT_TYPED = ("<system-reminder>", "<local-command-stdout>", "<local-command-caveat>", "[Request interrupted by user")
"""Beginnings of user texts that the program writes, not the person."""

HOUSEKEEPING = {"file-history-snapshot": "snapshot", "summary": "leafUuid", "queue-operation": "operation"}
"""Line types without a sessionId (in some versions) → the key that tells them from other formats' lines."""


class Usage(msgspec.Struct):
    """The counters of one line. Input here is the uncached part only."""

    input_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None
    output_tokens: Count | None = None


class Message(msgspec.Struct):
    """What was said."""

    id: str | None = None
    role: str | None = None
    model: str | None = None
    content: object = None
    stop_reason: str | None = None
    usage: Usage | None = None


class Line(msgspec.Struct, rename="camel"):
    """The fields of a line that are read; all others are skipped while decoding."""

    type: str | None = None
    timestamp: str | None = None
    session_id: str | None = None
    agent_id: str | None = None
    is_sidechain: bool | None = None
    is_meta: bool | None = None
    is_compact_summary: bool | None = None
    is_api_error_message: bool | None = None
    cwd: str | None = None
    git_branch: str | None = None
    uuid: str | None = None
    cost: Decimal | None = msgspec.field(name="costUSD", default=None)
    message: Message | None = None

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
        """The response's id, else the line's."""
        if self.message and self.message.id:
            return f"anthropic:{self.message.id}"
        return f"claude-code:{self.uuid}" if self.uuid else None

    @property
    def thread(self) -> str:
        """Whose conversation the line belongs to: the main one (""), or a sub-agent's."""
        return self.agent_id or ("sidechain" if self.is_sidechain else "")


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


def prompt_in(line: Line) -> str:
    """What the person typed in this line; "" for tool results and for what the program adds by itself."""
    if line.message is None or line.is_meta or line.is_compact_summary:
        return ""
    content = line.message.content
    texts = [content] if isinstance(content, str) else [block_text(block) for block in as_list(content)]
    return "\n".join(text for text in texts if text.strip() and not text.startswith(NOT_TYPED))


def block_text(block: object) -> str:
    """A text block's text, or ""."""
    fields = as_dict(block)
    return (as_text(fields.get("text")) or "") if fields.get("type") == "text" else ""


def answer_in(content: object) -> tuple[list[str], int]:
    """(texts and tool calls as short lines, characters the model must have written) of a response's blocks."""
    if isinstance(content, str):
        return [content], len(content)
    texts: list[str] = []
    written = 0
    for block in map(as_dict, as_list(content)):
        if block.get("type") == "tool_use":
            texts.append(f"[tool: {as_text(block.get('name')) or '?'}]")
            written += len(msgspec.json.encode(block.get("input")))
        elif text := block_text(block):
            texts.append(text)
            written += len(text)
    return texts, written
