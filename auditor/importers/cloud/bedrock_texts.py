"""Prompt and response texts in Bedrock bodies of any shape: objects, strings, streams of events. Never counts."""

from collections.abc import Iterator

import msgspec

from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import (
    NOT_DECODED,
    as_dict,
    as_list,
    as_text,
    decode_leniently,
    is_dict,
    is_list,
)

NOTHING = msgspec.Raw(b"")
PLAIN_PROMPTS = ("prompt", "inputText")
PLAIN_ANSWERS = ("completion", "generation", "outputText", "text")


def opened(body: msgspec.Raw, file: ExportFile) -> object:
    """A body as JSON value, also one that was saved as a string; a string that is no JSON stays what it is."""
    value = value_of(body, file)
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return msgspec.json.decode(value)
        except NOT_DECODED:
            return _leniently(bytes(body), file)
    return value


def value_of(body: msgspec.Raw, file: ExportFile) -> object:
    """A JSON value, also with stray bytes; None where there is none."""
    if not bytes(body):
        return None
    try:
        return msgspec.json.decode(body)
    except NOT_DECODED:
        return _leniently(bytes(body), file)


def _leniently(body: bytes, file: ExportFile) -> object:
    """A body with stray bytes, or a string that only begins like JSON."""
    try:
        return decode_leniently(file.decode(body), object)
    except (ValueError, RecursionError):
        return None


def plain_prompt(body: object) -> str | None:
    """The prompt of a body that is no usual conversation."""
    fields = as_dict(body)
    for message in reversed([as_dict(item) for item in as_list(fields.get("messages"))]):
        if message.get("role") == "user" and (text := text_of(message.get("content"))):
            return text
    return next((text for key in PLAIN_PROMPTS if (text := as_text(fields.get(key)))), None)


def text_of(content: object) -> str:
    """Texts and, as short lines, tool calls of a message's content, which is a string or blocks."""
    if isinstance(content, str):
        return content
    return "\n".join(filter(None, (_part(as_dict(block)) for block in as_list(content))))


def _part(block: dict[str, object]) -> str:
    tool = block.get("toolUse")
    if is_dict(tool) or block.get("type") == "tool_use":
        return f"[tool: {as_text((tool if is_dict(tool) else block).get('name')) or '?'}]"
    return as_text(block.get("text")) or ""


def response_in(body: object) -> str | None:
    """The answer's text, put together from a stream's events where it was streamed."""
    if is_list(body):
        return "".join(_stream(body)) or None
    return _whole(as_dict(body)) or None


def _whole(fields: dict[str, object]) -> str:
    message = as_dict(as_dict(fields.get("output")).get("message"))
    for content in (message.get("content"), fields.get("content")):
        if text := text_of(content):
            return text
    answers = [fields, *as_list(fields.get("results")), *as_list(fields.get("outputs"))]
    for answer in map(as_dict, answers):
        if text := next((text for key in PLAIN_ANSWERS if (text := as_text(answer.get(key)))), None):
            return text
    choice = as_dict(next(iter(as_list(fields.get("choices"))), None))
    return text_of(as_dict(choice.get("message")).get("content"))


def _stream(events: list[object]) -> Iterator[str]:
    """Pieces of text; a stream can end with the string "[DONE]", which is no event."""
    for event in map(as_dict, events):
        delta, block = as_dict(event.get("delta")), as_dict(as_dict(event.get("contentBlockDelta")).get("delta"))
        started = as_dict(as_dict(as_dict(event.get("contentBlockStart")).get("start")).get("toolUse"))
        texts = (delta.get("text"), block.get("text"), event.get("outputText"), event.get("generation"))
        if text := next(filter(None, map(as_text, texts)), None):
            yield text
        elif name := as_text(started.get("name")) or as_text(as_dict(event.get("content_block")).get("name")):
            yield f"\n[tool: {name}]\n"


def _parts(body: object) -> list[dict[str, object]]:
    """The body, or its stream's events."""
    return [as_dict(event) for event in (body if is_list(body) else [body])]


def is_finished(body: object) -> bool:
    """Whether the body says why the answer ended: then there was one, be it cut short or blocked by a guardrail."""
    fields = _parts(body)
    nested = [as_dict(event.get(key)) for event in fields for key in ("messageStop", "delta")]
    reasons = ("stopReason", "stop_reason", "amazon-bedrock-guardrailAction")
    return any(as_text(part.get(key)) for part in (*fields, *nested) for key in reasons)


def message_id_in(body: object) -> str | None:
    """The model's own id of its answer (msg_bdrk_…), which the caller's transcript repeats."""
    for part in _parts(body)[:2]:
        id_ = as_text(part.get("id")) or as_text(as_dict(part.get("message")).get("id"))
        if id_:
            return id_
    return None
