"""One message of a Gemini CLI session, and what the records around it say of it."""

from dataclasses import replace
from pathlib import PurePosixPath

import msgspec

from auditor.importers.assistants.gemini_tokens import Count, Counts
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

ANSWERS = frozenset({"gemini", "qwen"})
"""Qwen Code was forked from Gemini CLI and wrote the same files at first."""

SHOWN_OF_HASH = 8


class Tokens(msgspec.Struct):
    """What a message says its response took."""

    input: Count | None = None
    output: Count | None = None
    cached: Count | None = None
    thoughts: Count | None = None
    tool: Count | None = None
    total: Count | None = None


class Message(msgspec.Struct, rename="camel"):
    """A message record; later records with its id replace it."""

    id: str | None = None
    timestamp: object = None
    type: str | None = None
    content: object = None
    model: str | None = None
    tokens: Tokens | None = None
    tool_calls: object = None


class Session:
    """What is known of the session while its records are read."""

    def __init__(self, name: str) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        self._id = path.name.split(".json")[0]
        self._folder = _project_folder(path)
        self._keeper = keeper_of(name)
        self._folders: list[str] = []
        self._hash: str | None = None
        self._is_sub = False
        self._prompt: str | None = None
        self._waits = False
        self._said: dict[str, Message] = {}

    def told(self, fields: dict[str, object]) -> None:
        """Take the session's own fields, from its header or an update."""
        self._id = as_text(fields.get("sessionId")) or self._id
        self._hash = as_text(fields.get("projectHash")) or self._hash
        self._is_sub = self._is_sub or fields.get("kind") == "subagent"
        self._folders += filter(None, map(as_text, as_list(fields.get("directories"))))

    def event(self, number: int, message: Message) -> UsageEvent | None:
        """The event of a message, if it is an answer, or an error in place of one. Raises Unreadable."""
        if message.type == "user":
            self._prompt, self._waits = text_of(message.content) or self._prompt, True
            return None
        if message.type == "message_update":
            message = self._updated(message)
        if message.type in ANSWERS:
            self._waits = False
            self._said[message.id or ""] = Message(message.id, message.timestamp, message.type, model=message.model)
            return self._answer(number, message)
        if message.type == "error" and self._waits:
            self._waits = False
            return replace(self._answer(number, message), model=None, status="error")
        return None

    def _updated(self, update: Message) -> Message:
        """The message that is changed, with what is new."""
        of = self._said.get(update.id or "", Message())
        at, model = update.timestamp or of.timestamp, update.model or of.model
        return Message(update.id, at, of.type, update.content, model, update.tokens, update.tool_calls)

    def _answer(self, number: int, message: Message) -> UsageEvent:
        at = utc_time(message.timestamp)
        tokens = message.tokens or Tokens()
        counts = Counts(tokens.input, tokens.output, tokens.cached, tokens.thoughts, tokens.tool, tokens.total)
        given, written = counts.sums()
        cwd = next(iter(self._folders), None)
        calls = [f"[tool: {as_text(as_dict(call).get('name')) or '?'}]" for call in as_list(message.tool_calls)]
        return UsageEvent(
            at=at,
            agent=self._agent(cwd),
            line=number,
            person=owner_of(cwd) or self._keeper,
            key=f"gemini-cli:{self._id}:{message.id or at}",
            session=self._id,
            sub_agent="subagent" if self._is_sub else None,
            provider="google" if message.type == "gemini" else None,
            model=message.model,
            operation="chat",
            input_tokens=given,
            cache_read_input_tokens=tokens.cached,
            output_tokens=written,
            reasoning_output_tokens=tokens.thoughts,
            status="ok" if counts.is_told else None,
            prompt=self._prompt,
            response="\n".join(filter(None, [text_of(message.content), *calls])) or None,
        )

    def _agent(self, cwd: str | None) -> str:
        if self._folder and not _is_hash(self._folder):
            return self._folder
        code = self._folder or self._hash or ""
        return project_of(cwd) or (f"project {code[:SHOWN_OF_HASH]}" if code else "Gemini CLI")


def text_of(content: object) -> str:
    """The text of a message: a string, or its parts, those the model only thought left out."""
    if isinstance(content, str):
        return content
    parts = map(as_dict, as_list(content))
    return "\n".join(filter(None, (as_text(part.get("text")) for part in parts if part.get("thought") is not True)))


def _project_folder(path: PurePosixPath) -> str | None:
    """X of …/tmp/X/chats/…: a name, or in older versions the hash of the project's path."""
    parts = path.parts
    places = (i for i in range(len(parts) - 2) if parts[i] == "tmp" and parts[i + 2] == "chats")
    return next((parts[i + 1] for i in places), None)


def _is_hash(text: str) -> bool:
    return len(text) == 64 and all(c in "0123456789abcdef" for c in text)
