"""A Bedrock call's bodies, decoded only as far as they are wanted: the last question, and the answer."""

from typing import NamedTuple

import msgspec

from auditor.importers.cloud.bedrock_texts import (
    NOTHING,
    is_finished,
    message_id_in,
    opened,
    plain_prompt,
    response_in,
    text_of,
)
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import NOT_DECODED, as_dict, is_list
from auditor.importers.values.quantities import Unreadable, milliseconds


class Turn(msgspec.Struct):
    """One message of the conversation that is sent again with every request."""

    role: str | None = None
    content: msgspec.Raw = NOTHING


class Conversation(msgspec.Struct, rename="camel"):
    """A usual request body. Only its last user message is decoded: the rest makes nine tenths of a log."""

    messages: list[Turn] | None = None
    prompt: str | None = None
    input_text: str | None = None


class Metrics(msgspec.Struct, rename="camel"):
    """What the service measured."""

    latency_ms: int | float | None = None


class ToolUse(msgspec.Struct):
    """A tool the model calls."""

    name: str | None = None


class Part(msgspec.Struct, rename="camel"):
    """A part of an answer."""

    type: str | None = None
    text: str | None = None
    name: str | None = None
    tool_use: ToolUse | None = None


class Said(msgspec.Struct):
    """The message in an answer."""

    content: list[Part] | None = None


class Output(msgspec.Struct):
    """Where Converse puts the message."""

    message: Said | None = None


class Answer(msgspec.Struct):
    """A usual answer: of Converse (`output`), or of Claude (`content`)."""

    id: str | None = None
    output: Output | None = None
    content: list[Part] | None = None
    stop: str | None = msgspec.field(name="stopReason", default=None)
    stop_reason: str | None = None
    guardrail: str | None = msgspec.field(name="amazon-bedrock-guardrailAction", default=None)
    metrics: Metrics | None = None
    usage: dict[str, object] | None = None


class Told(NamedTuple):
    """What an answer's body tells: its text, whether it says why it ended, latency in ms, its own id, its `usage`."""

    text: str | None
    finished: bool
    latency_ms: object
    id: str | None
    usage: dict[str, object]


_conversation = msgspec.json.Decoder(Conversation)
_answer = msgspec.json.Decoder(Answer)


def prompt_in(body: object, file: ExportFile) -> str | None:
    """The last user message only: every turn repeats the whole conversation before it. `body` is decoded or raw."""
    if isinstance(body, msgspec.Raw):
        return plain_prompt(opened(body, file))
    if isinstance(body, str):
        try:
            body = _conversation.decode(body)
        except NOT_DECODED:
            return plain_prompt(opened(msgspec.Raw(msgspec.json.encode(body)), file))
    if not isinstance(body, Conversation):
        return None
    for turn in reversed(body.messages or []):
        if turn.role == "user" and (text := text_of(opened(turn.content, file))):
            return text
    return body.prompt or body.input_text or None


def told_by(body: msgspec.Raw, file: ExportFile) -> Told:
    """What an answer's body tells."""
    try:
        answer = _answer.decode(body)
    except NOT_DECODED:
        answer = Answer()
    parts = (answer.output and answer.output.message and answer.output.message.content) or answer.content
    if text := "\n".join(filter(None, map(_said, parts or []))):
        finished = bool(answer.stop or answer.stop_reason or answer.guardrail)
        return Told(text, finished, answer.metrics and answer.metrics.latency_ms, answer.id, answer.usage or {})
    value = opened(body, file)
    latency = as_dict(as_dict(value).get("metrics")).get("latencyMs")
    return Told(response_in(value), is_finished(value), latency, message_id_in(value), usage_in(value))


def usage_in(value: object) -> dict[str, object]:
    """The usage an answer tells of itself; of a stream's events the last telling of each count."""
    if not is_list(value):
        return as_dict(as_dict(value).get("usage"))
    found: dict[str, object] = {}
    for event in map(as_dict, value):
        for holder in (as_dict(event.get("message")), as_dict(event.get("metadata")), event):
            found |= {name: told for name, told in as_dict(holder.get("usage")).items() if told}
    return found


def _said(part: Part) -> str:
    if part.tool_use or part.type == "tool_use":
        return f"[tool: {(part.tool_use or part).name or '?'}]"
    return part.text or ""


def duration_of(told: Told) -> int | None:
    """The latency the service measured, microseconds."""
    if type(told.latency_ms) is int and 0 <= told.latency_ms < 10**12:
        return told.latency_ms * 1000
    try:
        return milliseconds(told.latency_ms)
    except Unreadable:
        return None
