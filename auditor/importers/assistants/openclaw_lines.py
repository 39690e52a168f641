"""One line of an OpenClaw session."""

from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.assistants.claude_texts import Block, blocks_in
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import NOT_DECODED
from auditor.importers.values.quantities import LARGEST

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NOTHING = msgspec.Raw(b"")

PLACEHOLDERS = frozenset({"gateway-injected", "delivery-mirror"})
"""Models of lines that OpenClaw itself writes; they have no usage."""


class Cost(msgspec.Struct):
    """Dollars."""

    total: Decimal | None = None


class Usage(msgspec.Struct, rename="camel"):
    """The counters of one request. Input here excludes both cache classes, output includes reasoning."""

    input: Count | None = None
    output: Count | None = None
    cache_read: Count | None = None
    cache_write: Count | None = None
    reasoning: Count | None = None
    cost: Cost | None = None


class Message(msgspec.Struct, rename="camel"):
    """What was said."""

    role: str | None = None
    content: msgspec.Raw = NOTHING
    provider: str | None = None
    model: str | None = None
    usage: Usage | None = None
    stop_reason: str | None = None
    error_message: object = None
    response_id: str | None = None
    timestamp: int | float | str | None = None


class Snapshot(msgspec.Struct, rename="camel"):
    """Which model the session uses from here on."""

    provider: str | None = None
    model_id: str | None = None


class Line(msgspec.Struct, rename="camel"):
    """The fields of a line that are read. A header and a change of model tell the model beside, a snapshot within."""

    type: str | None = None
    id: str | None = None
    timestamp: int | float | str | None = None
    cwd: str | None = None
    branched_from: str | None = None
    parent_session: str | None = None
    provider: str | None = None
    model_id: str | None = None
    custom_type: str | None = None
    data: msgspec.Raw = NOTHING
    message: Message | None = None


_snapshot = msgspec.json.Decoder(Snapshot)


def text_of(content: msgspec.Raw, file: ExportFile) -> str:
    """Texts and, as short lines, tool calls of a message."""
    return "\n".join(filter(None, map(_part, blocks_in(content, file))))


def _part(block: Block) -> str:
    if block.type == "toolCall":
        return f"[tool: {block.name or '?'}]"
    return (block.text or "") if block.type == "text" else ""


def model_in(data: msgspec.Raw) -> Snapshot | None:
    """The model a snapshot tells; None where it tells none."""
    try:
        return _snapshot.decode(data)
    except NOT_DECODED:
        return None
