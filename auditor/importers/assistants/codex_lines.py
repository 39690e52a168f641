"""One line of a Codex rollout: its counters, its texts, and what its header says of where it comes from."""

from typing import Annotated

import msgspec

from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.values.quantities import LARGEST

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NOT_TYPED = ("<", "# AGENTS.md instructions", "# Context from my IDE")
"""Beginnings of user items that the program writes; what the person typed stands in `user_message` too."""

CALLS = frozenset({"function_call", "custom_tool_call", "local_shell_call", "web_search_call", "tool_search_call"})


NOT_TOLD = msgspec.Raw(b"null")


class Tokens(msgspec.Struct, frozen=True):
    """One set of counters. Cached and written input are part of the input, reasoning is part of the output."""

    input_tokens: Count | None = None
    cached_input_tokens: Count | None = None
    cache_write_input_tokens: Count | None = None
    output_tokens: Count | None = None
    reasoning_output_tokens: Count | None = None
    total_tokens: Count | None = None

    @property
    def counters(self) -> tuple[int | None, ...]:
        """Without `total_tokens`, which some versions write otherwise."""
        return (
            self.input_tokens,
            self.cached_input_tokens,
            self.cache_write_input_tokens,
            self.output_tokens,
            self.reasoning_output_tokens,
        )

    @property
    def identity(self) -> str:
        """The counters in a row, as part of a key; where none is told, their sum."""
        parts = self.counters if self.is_split else (self.total_tokens,)
        return ":".join("" if part is None else str(part) for part in parts)

    @property
    def is_split(self) -> bool:
        """Whether more is told than a sum of all, of which no class can be known."""
        return any(part is not None for part in self.counters)

    def since(self, before: "Tokens | None") -> "Tokens | None":
        """What was added since an earlier total; None where a counter fell: it began anew."""
        if before is None:
            return self
        parts = [
            new if new is None or old is None else new - old
            for new, old in zip(self.counters, before.counters, strict=True)
        ]
        return None if any(part is not None and part < 0 for part in parts) else Tokens(*parts)

    def and_(self, more: "Tokens") -> "Tokens":
        """Both together."""
        return Tokens(
            *(
                one if other is None else other if one is None else one + other
                for one, other in zip(self.counters, more.counters, strict=True)
            )
        )


class Info(msgspec.Struct):
    """What a `token_count` tells: the thread's running total, and the last request's own counters."""

    total_token_usage: Tokens | None = None
    last_token_usage: Tokens | None = None
    model: str | None = None


class Payload(msgspec.Struct):
    """The fields that are read, over all types of lines; objects whose shape varies are looked at with care."""

    type: str | None = None
    id: object = None
    timestamp: object = None
    cwd: str | None = None
    originator: str | None = None
    source: object = None
    forked_from_id: str | None = None
    parent_thread_id: str | None = None
    subagent_history_start_ordinal: int | None = None
    model_provider: str | None = None
    git: object = None
    model: str | None = None
    info: msgspec.Raw = NOT_TOLD
    usage: msgspec.Raw = NOT_TOLD
    response_id: str | None = None
    thread_id: str | None = None
    turn_id: str | None = None
    thread_source: object = None
    agent_role: object = None
    agent_nickname: object = None
    message: object = None
    name: object = None
    role: object = None
    content: object = None


class Line(msgspec.Struct):
    """A rollout line. Older versions have neither `timestamp` nor `payload`: their items stand bare."""

    timestamp: object = None
    type: str | None = None
    ordinal: int | None = None
    payload: Payload | None = None
    id: str | None = None
    git: object = None
    role: object = None
    content: object = None


def spawn_of(payload: Payload) -> dict[str, object]:
    """The `thread_spawn` of a sub-agent's header, or an empty object."""
    return as_dict(as_dict(as_dict(payload.source).get("subagent")).get("thread_spawn"))


def parent_of(payload: Payload) -> str | None:
    """The thread a rollout was forked or spawned from."""
    return payload.forked_from_id or payload.parent_thread_id or as_text(spawn_of(payload).get("parent_thread_id"))


def role_of(payload: Payload) -> str | None:
    """What a sub-agent is called: its role, nickname or path, or the kind of task (“review”); None for a main one."""
    subagent = as_dict(payload.source).get("subagent")
    spawn = spawn_of(payload)
    names = (
        *(spawn.get("agent_role"), payload.agent_role, spawn.get("agent_nickname"), payload.agent_nickname),
        *(spawn.get("agent_path"), subagent),
    )
    if name := next(filter(None, map(as_text, names)), None):
        return name
    is_sub = subagent or payload.parent_thread_id or payload.thread_source == "subagent"
    return "sub-agent" if is_sub else None


def typed_in(payload: Payload) -> str:
    """What the person typed in a user item, without what the program adds."""
    texts = texts_in(payload.content)
    return "\n".join(text for text in texts if text.strip() and not text.startswith(NOT_TYPED))


def texts_in(content: object) -> list[str]:
    """The texts of an item's content."""
    return list(filter(None, (as_text(as_dict(block).get("text")) for block in as_list(content))))
