"""Prompt and response texts as gateways store them: requests and answers of the providers' own APIs. Never counts."""

from collections.abc import Iterator

from auditor.importers.files.json_lines import as_dict, as_list, as_text, is_list


def prompt_in(request: object) -> str | None:
    """The last user message only: every request repeats the conversation before it.

    Reads chat completions and Anthropic's messages (`messages`), responses (`input`), Gemini (`contents`), `prompt`.
    """
    asked = as_dict(request)
    for turns in (asked.get("messages"), asked.get("input"), asked.get("contents")):
        for turn in map(as_dict, reversed(as_list(turns))):
            if turn.get("role") in ("user", None) and (text := _said(turn)):
                return text
    return as_text(asked.get("input")) or as_text(asked.get("prompt"))


def response_in(answer: object) -> str | None:
    """The answer's text, put together from a stream's pieces where it was streamed."""
    if isinstance(answer, str):
        return answer or None
    if is_list(answer):
        return "".join(text for piece in answer if (text := _piece(as_dict(piece)))) or None
    return _piece(as_dict(answer)) or None


def text_of(content: object) -> str:
    """Texts and, as short lines, tool calls of a message's content, which is a string or parts."""
    if isinstance(content, str):
        return content
    return "\n".join(filter(None, (_part(as_dict(part)) for part in as_list(content))))


def _said(turn: dict[str, object]) -> str:
    return text_of(turn.get("content")) or text_of(turn.get("parts"))


def _part(part: dict[str, object]) -> str:
    """A model's thoughts are not its answer."""
    if part.get("thought") is True:
        return ""
    if part.get("type") == "tool_use":
        return f"[tool: {as_text(part.get('name')) or '?'}]"
    return as_text(part.get("text")) or ""


def _piece(answer: dict[str, object]) -> str:
    """The text of a whole answer, or of one piece of a stream."""
    if delta := as_text(as_dict(answer.get("delta")).get("text")):
        return delta
    return "\n".join(filter(None, _texts(answer)))


def _texts(answer: dict[str, object]) -> Iterator[str]:
    yield text_of(answer.get("content"))
    for choice in map(as_dict, as_list(answer.get("choices"))[:1]):
        message = as_dict(choice.get("message")) or as_dict(choice.get("delta"))
        yield text_of(message.get("content")) or as_text(choice.get("text")) or ""
        for call in map(as_dict, as_list(message.get("tool_calls"))):
            if name := as_text(as_dict(call.get("function")).get("name")):
                yield f"[tool: {name}]"
    for item in map(as_dict, as_list(answer.get("output"))):
        yield text_of(item.get("content"))
    for candidate in map(as_dict, as_list(answer.get("candidates"))[:1]):
        yield _said(as_dict(candidate.get("content")))
