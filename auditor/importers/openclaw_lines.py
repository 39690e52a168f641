"""One line of an OpenClaw session, and what the lines before it say of it."""

from decimal import Decimal
from pathlib import PurePosixPath
from typing import Annotated

import msgspec

from auditor.importers.claude_lines import block_text
from auditor.importers.json_lines import as_dict, as_list, as_text
from auditor.importers.places import keeper_of, owner_of, project_of
from auditor.importers.quantities import LARGEST, Dollars
from auditor.importers.times import utc_time
from auditor.records import UsageEvent

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

PLACEHOLDERS = frozenset({"gateway-injected", "delivery-mirror"})
"""Models of lines that OpenClaw itself writes; they have no usage."""


class Cost(msgspec.Struct):
    """Dollars."""

    total: Decimal | None = None


class Usage(msgspec.Struct, rename="camel"):
    """The counters of one request. Input here excludes both cache classes."""

    input: Count | None = None
    output: Count | None = None
    cache_read: Count | None = None
    cache_write: Count | None = None
    cost: Cost | None = None


class Message(msgspec.Struct, rename="camel"):
    """What was said."""

    role: str | None = None
    content: object = None
    provider: str | None = None
    model: str | None = None
    usage: Usage | None = None
    stop_reason: str | None = None
    error_message: object = None
    timestamp: int | float | str | None = None


class Line(msgspec.Struct, rename="camel"):
    """The fields of a line that are read."""

    type: str | None = None
    id: str | None = None
    timestamp: int | float | str | None = None
    cwd: str | None = None
    branched_from: str | None = None
    message: Message | None = None


def text_of(content: object) -> str:
    """Texts and, as short lines, tool calls of a message."""
    if isinstance(content, str):
        return content
    return "\n".join(filter(None, map(_part, as_list(content))))


def _part(block: object) -> str:
    fields = as_dict(block)
    if fields.get("type") == "toolCall":
        return f"[tool: {as_text(fields.get('name')) or '?'}]"
    return block_text(block)


class Session:
    """What is known of the session while its lines are read."""

    def __init__(self, name: str) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        self.branched_from: str | None = None
        self.began = 0
        self.has_own_requests = False
        self._id = path.name.split(".jsonl")[0]
        self._cwd: str | None = None
        self._agent_folder = _agent_folder(path)
        self._keeper = keeper_of(name)
        self._prompt: str | None = None
        self._dollars = Dollars()

    def event(self, number: int, line: Line) -> UsageEvent | None:
        """The event a line tells, if it is a request. Raises Unreadable."""
        if line.type == "session":
            self._begin(line)
        message = line.message
        if line.type != "message" or message is None:
            return None
        if message.role == "user":
            self._prompt = text_of(message.content) or self._prompt
        if message.role != "assistant" or (message.model in PLACEHOLDERS and not _uses(message.usage)):
            return None
        return self._request(number, line, message)

    def _begin(self, line: Line) -> None:
        self._id = line.id or self._id
        self._cwd = line.cwd or self._cwd
        self.branched_from = line.branched_from or self.branched_from
        self.began = utc_time(line.timestamp) if line.timestamp else 0

    def _agent(self) -> str:
        return self._agent_folder or project_of(self._cwd) or "OpenClaw"

    def _origin(self, line: Line) -> str:
        """What tells a request without counters from others of the same millisecond."""
        return line.id or f"{self._id}:{self._agent()}"

    def _request(self, number: int, line: Line, message: Message) -> UsageEvent:
        at = utc_time(message.timestamp if message.timestamp is not None else line.timestamp)
        usage = message.usage or Usage()
        parts = [part for part in (usage.input, usage.cache_read, usage.cache_write) if part is not None]
        model = message.model or None
        counters = f"{usage.input}:{usage.output}:{usage.cache_read}:{usage.cache_write}"
        return UsageEvent(
            at=at,
            agent=self._agent(),
            line=number,
            person=owner_of(self._cwd) or self._keeper,
            key=f"openclaw:{at // 1000}:{model}:{counters}" + ("" if _uses(usage) else f":{self._origin(line)}"),
            session=self._id,
            provider=message.provider,
            model=model,
            operation="chat",
            input_tokens=sum(parts) if parts else None,
            cache_read_input_tokens=usage.cache_read,
            cache_creation_input_tokens=usage.cache_write,
            output_tokens=usage.output,
            cost_microusd=self._dollars.micro(usage.cost.total) if usage.cost else None,
            status=_status(message),
            prompt=self._prompt,
            response=text_of(message.content) or as_text(message.error_message),
        )


def _status(message: Message) -> str | None:
    """Whether the request was answered; every reason to stop but these two comes with an answer."""
    if message.stop_reason in ("error", "aborted"):
        return message.stop_reason
    if message.error_message:
        return "error"
    return "ok" if message.stop_reason else None


def _uses(usage: Usage | None) -> bool:
    return usage is not None and bool(usage.input or usage.output or usage.cache_read or usage.cache_write)


def _agent_folder(path: PurePosixPath) -> str | None:
    """X of …/agents/X/sessions/…"""
    parts = path.parts
    places = (i for i in range(len(parts) - 3) if parts[i] == "agents" and parts[i + 2] == "sessions")
    return next((parts[i + 1] for i in places), None)
