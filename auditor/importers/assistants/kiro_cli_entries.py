"""The conversation of a Kiro CLI session: what was typed and answered, by message id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import utc_time


class Data(msgspec.Struct):
    """A message."""

    message_id: str | None = None
    content: object = None
    meta: object = None


class Entry(msgspec.Struct):
    """A line of `<session>.jsonl`. Only prompts tell a time, and only in newer versions."""

    kind: str | None = None
    data: Data | None = None


@dataclass
class Exchange:
    """A prompt and the answers to it, with the ids of those."""

    line: int = 0
    at: int | None = None
    prompt: str | None = None
    ids: list[str] = field(default_factory=list[str])
    texts: list[str] = field(default_factory=list[str])

    @property
    def response(self) -> str | None:
        return "\n".join(self.texts) or None


def exchanges(entries: Iterable[tuple[int, Entry]]) -> Iterator[Exchange]:
    """Each prompt with its answers, in order."""
    current: Exchange | None = None
    for number, entry in entries:
        data = entry.data or Data()
        if entry.kind == "Prompt":
            if current:
                yield current
            current = Exchange(number, _time(data), "\n".join(_texts(data)) or None)
        elif entry.kind == "AssistantMessage":
            current = current or Exchange(number)
            current.texts += _texts(data)
            current.ids += [data.message_id] if data.message_id else []
    if current:
        yield current


def _time(data: Data) -> int | None:
    try:
        return utc_time(as_dict(data.meta).get("timestamp"))
    except Unreadable:
        return None


def _texts(data: Data) -> list[str]:
    """Texts and, as short lines, tool calls; what the model only thought is left out."""
    return [text for block in as_list(data.content) if (text := _part(as_dict(block)))]


def _part(block: dict[str, object]) -> str:
    if block.get("kind") == "toolUse":
        return f"[tool: {as_text(as_dict(block.get('data')).get('name')) or '?'}]"
    return (as_text(block.get("data")) or "") if block.get("kind") == "text" else ""
