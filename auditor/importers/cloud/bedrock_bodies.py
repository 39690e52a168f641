"""A Bedrock call's bodies, decoded only as far as they are wanted: the last question, and the answer."""

from collections.abc import Sequence
from typing import cast

import msgspec

from auditor.importers.cloud.bedrock_streams import (
    Ending,
    Holder,
    Stream,
    counts_of_stream,
    id_of_stream,
    is_finished_stream,
    text_of_stream,
)
from auditor.importers.cloud.bedrock_texts import (
    NOTHING,
    is_finished,
    message_id_in,
    opened,
    plain_prompt,
    response_in,
    text_of,
    value_of,
)
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import NOT_DECODED, as_dict, is_list
from auditor.importers.values.quantities import Unreadable, milliseconds


class Turn(msgspec.Struct, gc=False):
    """One message of the conversation that is sent again with every request."""

    role: str | None = None
    content: msgspec.Raw = NOTHING


class Conversation(msgspec.Struct, rename="camel", gc=False):
    """A usual request body. Only its last user message is decoded: the rest makes nine tenths of a log."""

    messages: list[Turn] | None = None
    prompt: str | None = None
    input_text: str | None = None


class Metrics(msgspec.Struct, rename="camel", gc=False):
    """What the service measured."""

    latency_ms: int | float | None = None


class ToolUse(msgspec.Struct, gc=False):
    """A tool the model calls."""

    name: str | None = None


class Part(msgspec.Struct, rename="camel", gc=False):
    """A part of a message."""

    type: str | None = None
    text: str | None = None
    name: str | None = None
    tool_use: ToolUse | None = None


class Said(msgspec.Struct, gc=False):
    """The message in an answer."""

    content: list[Part] | None = None


class Output(msgspec.Struct, gc=False):
    """Where Converse puts the message."""

    message: Said | None = None


class Answer(Ending, rename="camel", gc=False):
    """A usual answer that is no stream: of Converse (`output`), Claude (`content`), or models that give one text.

    Those that give several, in `results` and such, do not fit: their answers are read by `bedrock_texts`.
    """

    id: str | None = None
    message: Holder | None = None
    output: Output | None = None
    content: list[Part] | None = None
    metrics: Metrics | None = None
    usage: msgspec.Raw = NOTHING
    delta: Ending | None = None
    message_stop: Ending | None = None
    completion: str | None = None
    generation: str | None = None
    output_text: str | None = None
    text: str | None = None
    results: None = None
    outputs: None = None
    choices: None = None


class Told(msgspec.Struct, gc=False):
    """What an answer's body tells: its text, whether it says why it ended, latency in ms, its own id."""

    text: str | None = None
    finished: bool = False
    latency_ms: object = None
    id: str | None = None


NO_ANSWER = Told()

_conversation = msgspec.json.Decoder(Conversation)
_content = msgspec.json.Decoder(str | list[Part] | None)


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
    for turn in reversed(body.messages or ()):
        if turn.role == "user" and turn.content is not NOTHING and (text := _text_in(turn.content, file)):
            return text
    return body.prompt or body.input_text or None


def _text_in(content: msgspec.Raw, file: ExportFile) -> str:
    try:
        said = _content.decode(content)
    except NOT_DECODED:
        return text_of(value_of(content, file))
    return said if isinstance(said, str) else _joined(said or ())


def told_by(body: object, file: ExportFile) -> Told:
    """What an answer's body tells. `body` is decoded or raw."""
    if isinstance(body, Answer):
        return _told_by_answer(body)
    if isinstance(body, msgspec.Raw):
        value = opened(body, file)
        latency = as_dict(as_dict(value).get("metrics")).get("latencyMs")
        return Told(response_in(value), is_finished(value), latency, message_id_in(value))
    if not isinstance(body, list):
        return NO_ANSWER
    stream = cast("Stream", body)
    return Told(text_of_stream(stream), is_finished_stream(stream), None, id_of_stream(stream))


def _told_by_answer(answer: Answer) -> Told:
    message, metrics = answer.output and answer.output.message, answer.metrics
    text = (message and _joined(message.content or ())) or _joined(answer.content or ())
    if not text:
        text = answer.completion or answer.generation or answer.output_text or answer.text or None
    endings = (answer, answer.delta, answer.message_stop)
    finished = bool(answer.stop) or any(ending.is_finished for ending in endings if ending)
    id_ = answer.id or (answer.message and answer.message.id) or None
    return Told(text, finished, metrics and metrics.latency_ms, id_)


def counts_in(body: object, file: ExportFile) -> dict[str, object]:
    """The usage an answer tells of itself. `body` is decoded or raw."""
    if isinstance(body, Answer):
        return as_dict(value_of(body.usage, file))
    if isinstance(body, msgspec.Raw):
        return usage_in(opened(body, file))
    return counts_of_stream(cast("Stream", body)) if isinstance(body, list) else {}


def usage_in(value: object) -> dict[str, object]:
    """The usage an answer tells of itself; of a stream's events the last telling of each count."""
    if not is_list(value):
        return as_dict(as_dict(value).get("usage"))
    found: dict[str, object] = {}
    for event in map(as_dict, value):
        for holder in (as_dict(event.get("message")), as_dict(event.get("metadata")), event):
            found |= {name: told for name, told in as_dict(holder.get("usage")).items() if told}
    return found


def _joined(parts: Sequence[Part]) -> str:
    """Texts and, as short lines, tool calls."""
    if len(parts) == 1 and parts[0].tool_use is None and parts[0].type != "tool_use":
        return parts[0].text or ""
    return "\n".join(filter(None, map(_said, parts)))


def _said(part: Part) -> str:
    if part.tool_use is not None or part.type == "tool_use":
        return f"[tool: {(part.tool_use or part).name or '?'}]"
    return part.text or ""


def duration_of(latency_ms: object) -> int | None:
    """The latency the service measured, microseconds."""
    if latency_ms is None:
        return None
    if type(latency_ms) is int and 0 <= latency_ms < 10**12:
        return latency_ms * 1000
    try:
        return milliseconds(latency_ms)
    except Unreadable:
        return None
