"""Texts of a Claude Code transcript: what was typed, what was answered, which sub-agents were sent out."""

import msgspec

from auditor.importers.assistants.claude_lines import Line, Message
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import NOT_DECODED, as_dict, as_list, as_text, decode_leniently

NOT_TYPED = (
    *("<system-reminder>", "<local-command-stdout>", "<local-command-stderr>", "<local-command-caveat>"),
    *("<task-notification>", "<ide_opened_file>", "[Request interrupted by user"),
)
"""Beginnings of user texts that the program writes, not the person."""


class Block(msgspec.Struct):
    """A part of a message. A tool call's input and a tool's result are not decoded."""

    type: str | None = None
    text: str | None = None
    name: str | None = None
    input: msgspec.Raw = msgspec.Raw(b"")


class Attachment(msgspec.Struct, rename="camel"):
    """What the program puts between the lines; a “queued_command” was typed while the model was at work."""

    type: str | None = None
    prompt: object = None
    command_mode: str | None = None
    origin: object = None
    is_meta: bool | None = None


class SubAgentOrder(msgspec.Struct):
    """What the tool call that sends out a sub-agent says."""

    prompt: str = ""
    description: str | None = None
    subagent_type: str | None = None


TOOL_CALLS = ("tool_use", "server_tool_use", "mcp_tool_use")

_content = msgspec.json.Decoder(str | list[Block] | None)
_attachment = msgspec.json.Decoder(Attachment)
_order = msgspec.json.Decoder(SubAgentOrder)


def blocks_of(message: Message | None, file: ExportFile) -> list[Block]:
    """The blocks of a message."""
    return blocks_in(message.content, file) if message else []


def blocks_in(raw: msgspec.Raw, file: ExportFile) -> list[Block]:
    """The blocks of a content; a plain string is one text block. Blocks of unknown shape are left out."""
    if not bytes(raw):
        return []
    try:
        content = _content.decode(raw)
    except NOT_DECODED:
        content = _unusual(bytes(raw), file)
    return [Block("text", content)] if isinstance(content, str) else content or []


def _unusual(content: bytes, file: ExportFile) -> str | list[Block]:
    """Content with stray bytes, or with blocks that are not as they should be."""
    try:
        value = decode_leniently(file.decode(content), object)
    except (ValueError, RecursionError):
        return []
    return value if isinstance(value, str) else [_unusual_block(as_dict(block)) for block in as_list(value)]


def _unusual_block(block: dict[str, object]) -> Block:
    kind, text, name = (as_text(block.get(key)) for key in ("type", "text", "name"))
    return Block(kind, text, name, msgspec.Raw(msgspec.json.encode(block.get("input"))))


def prompt_in(line: Line, file: ExportFile) -> str:
    """What the person typed in this line; "" for tool results and for what the program adds by itself."""
    if line.is_meta or line.is_compact_summary:
        return ""
    texts = [block.text for block in blocks_of(line.message, file) if block.type == "text" and block.text]
    return _typed(texts)


def queued_in(line: Line) -> str:
    """What the person typed while the model was at work; "" for all other attachments."""
    if b"queued_command" not in bytes(line.attachment):
        return ""
    try:
        queued = _attachment.decode(line.attachment)
    except NOT_DECODED:
        return ""
    by_person = as_dict(queued.origin).get("kind") in (None, "human") and not queued.is_meta
    if queued.type != "queued_command" or queued.command_mode not in (None, "prompt") or not by_person:
        return ""
    prompt = queued.prompt
    texts = [prompt] if isinstance(prompt, str) else [as_text(as_dict(part).get("text")) for part in as_list(prompt)]
    return _typed([text for text in texts if text])


def _typed(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text.strip() and not text.startswith(NOT_TYPED))


def answer_in(blocks: list[Block]) -> tuple[list[str], int]:
    """(texts and tool calls as short lines, characters the model must have written) of a response's blocks."""
    texts: list[str] = []
    written = 0
    for block in blocks:
        if block.type in TOOL_CALLS:
            texts.append(f"[tool: {block.name or '?'}]")
            written += len(bytes(block.input))
        elif block.type == "text" and block.text:
            texts.append(block.text)
            written += len(block.text)
    return texts, written


def orders_in(blocks: list[Block]) -> list[SubAgentOrder]:
    """The sub-agents a response sends out."""
    found: list[SubAgentOrder] = []
    for block in blocks:
        if block.type == "tool_use" and block.name in ("Task", "Agent"):
            try:
                found.append(_order.decode(block.input))
            except NOT_DECODED:
                continue
    return found
