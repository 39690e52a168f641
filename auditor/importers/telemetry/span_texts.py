"""Prompt and answer in what tracing systems keep of a call: strings, messages in many dialects, any JSON. Never counts.

Known: OpenAI's and Anthropic's messages, Gemini's contents and candidates, OpenTelemetry's parts, OpenInference's
`message.role`, LangChain's serialised messages and generations. JSON of no known shape is shown as JSON.
"""

from collections.abc import Iterator, Sequence

import msgspec

from auditor.importers.files.json_lines import as_dict, as_list, as_text, is_dict, is_list
from auditor.importers.files.told_fields import opened

DEEPEST = 6
"""Levels of wrapping that are opened."""

PROMPT_KEYS = ("messages", "input", "contents", "prompt", "prompts", "new_message", "message", "query", "question")
ANSWER_KEYS = ("choices", "candidates", "generations", "output", "content", "message", "messages", "completion", "text")
ROLES = {"human": "user", "humanmessage": "user", "humanmessagechunk": "user"} | dict.fromkeys(
    ("ai", "model", "aimessage", "aimessagechunk"), "assistant"
)
CALLS = frozenset({"tool_call", "tool_use", "function_call", "tool-call"})
CONTENTS = ("content", "parts", "message.content", "contents", "message.contents", "text")
TOOL_CALLS = ("tool_calls", "message.tool_calls")
TOOL_NAMES = ("name", "toolName", "function.name", "tool_call.function.name")
RESULTS = frozenset({"tool_call_response", "tool_result", "function_call_output", "tool-result", "reasoning"})


def prompt_in(value: object) -> str | None:
    """The last user message: every turn repeats the whole conversation before it. The whole where there is none."""
    return _found(value, PROMPT_KEYS, "user", 0)


def answer_in(value: object) -> str | None:
    """The last answer's text; tool calls as short lines."""
    return _found(value, ANSWER_KEYS, "assistant", 0)


def _found(value: object, keys: Sequence[str], role: str, depth: int) -> str | None:
    inner = opened(value)
    if inner is None or isinstance(inner, str) or depth > DEEPEST:
        return as_text(inner)
    if is_list(inner):
        return _of_list(inner, keys, role, depth)
    if is_dict(inner) and _role(inner) == role and (text := message_text(inner)):
        return text
    nested = as_dict(inner)
    for key in keys:
        if nested.get(key) and (text := _found(nested[key], keys, role, depth + 1)):
            return text
    return message_text(nested) or text_of(nested) or (_json(inner) if inner not in ({}, False) else None)


def _of_list(items: list[object], keys: Sequence[str], role: str, depth: int) -> str | None:
    messages = [as_dict(item) for item in items]
    for message in reversed(messages):
        if _role(message) == role and (text := message_text(message)):
            return text
    if len(items) == 1:
        return _found(items[0], keys, role, depth + 1)
    return text_of(items) or (_json(items) if items else None)


def _role(message: dict[str, object]) -> str:
    inner = as_dict(message.get("message")) or message
    kind = next((text for key in ("role", "message.role", "type") if (text := as_text(inner.get(key)))), "")
    if kind == "constructor" or not kind:
        kind = as_text((as_list(inner.get("id")) or [""])[-1]) or ""
    return ROLES.get(kind.lower(), kind.lower())


def message_text(message: dict[str, object]) -> str:
    """The text of one message, whichever dialect it is in."""
    inner = as_dict(message.get("message")) or as_dict(message.get("kwargs")) or message
    text = next((text for key in CONTENTS if (text := text_of(inner.get(key)))), "")
    calls = next((found for key in TOOL_CALLS if (found := as_list(inner.get(key)))), None)
    calls = calls or as_dict(inner.get("additional_kwargs")).get("tool_calls")
    return "\n".join(filter(None, (text, *(_called(as_dict(call)) for call in as_list(calls)))))


def text_of(content: object) -> str:
    """Texts and, as short lines, tool calls of a content: a string, one part, or many."""
    if content is None or isinstance(content, str):
        return content or ""
    parts = content if is_list(content) else [content]
    return "\n".join(filter(None, (part if isinstance(part, str) else _part(as_dict(part)) for part in parts)))


def _part(part: dict[str, object]) -> str:
    if call := as_dict(part.get("toolUse")) or as_dict(part.get("functionCall")) or as_dict(part.get("function_call")):
        return _called(call)
    kind = as_text(part.get("type"))
    if kind in CALLS or "toolCallId" in part:
        return _called(part)
    if kind in RESULTS:
        return ""
    told = as_dict(part.get("message_content")) or part
    return next(_texts(told), "")


def _texts(part: dict[str, object]) -> Iterator[str]:
    for key in ("text", "content", "message_content.text"):
        if text := as_text(part.get(key)):
            yield text


def _called(call: dict[str, object]) -> str:
    outer = as_dict(call.get("tool_call")) or call
    inner = as_dict(outer.get("function")) or outer
    name = next((text for key in TOOL_NAMES if (text := as_text(inner.get(key)))), "?")
    return f"[tool: {name}]"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
