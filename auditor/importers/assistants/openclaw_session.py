"""What is known of an OpenClaw session while its lines are read."""

from pathlib import PurePosixPath

from auditor.importers.assistants.openclaw_lines import PLACEHOLDERS, Line, Message, Snapshot, Usage, model_in, text_of
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import as_text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.quantities import Dollars
from auditor.importers.values.swift_event import swift_event
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent


class Session:
    """What is known of the session while its lines are read."""

    def __init__(self, file: ExportFile) -> None:
        path = PurePosixPath(file.name.replace("\\", "/"))
        self._file = file
        self.branched_from: str | None = None
        self.began = 0
        self.has_own_requests = False
        self._id = path.name.split(".jsonl")[0]
        self._cwd: str | None = None
        self._agent_folder = _agent_folder(path)
        self._keeper = keeper_of(file.name)
        self._prompt: str | None = None
        self._model = Snapshot()
        self._dollars = Dollars()

    def event(self, number: int, line: Line) -> UsageEvent | None:
        """The event a line tells, if it is a request. Raises Unreadable."""
        if line.type == "session":
            self._begin(line)
        if line.type in ("session", "model_change") and line.model_id:
            self._model = Snapshot(line.provider, line.model_id)
        elif line.custom_type == "model-snapshot":
            self._model = model_in(line.data) or self._model
        message = line.message
        if line.type != "message" or message is None:
            return None
        if message.role == "user":
            self._prompt = text_of(message.content, self._file) or self._prompt
        if message.role != "assistant" or (message.model in PLACEHOLDERS and not _uses(message.usage)):
            return None
        return self._request(number, line, message)

    def _begin(self, line: Line) -> None:
        if self.began:
            self._prompt = None  # of the session before; a first header can be written after its first messages
        self._id = line.id or self._id
        self._cwd = line.cwd or self._cwd
        self.branched_from = line.branched_from or line.parent_session or self.branched_from
        self.began = utc_time(line.timestamp) if line.timestamp else 0

    def _agent(self) -> str:
        return self._agent_folder or project_of(self._cwd) or "OpenClaw"

    def _origin(self, line: Line) -> str:
        """What tells a request without counters from others of the same millisecond."""
        return line.id or f"{self._id}:{self._agent()}"

    def _request(self, number: int, line: Line, message: Message) -> UsageEvent:
        at = utc_time(message.timestamp if message.timestamp is not None else line.timestamp)
        usage = message.usage or Usage()
        parts = [part for part in (usage.input, usage.cache_read, usage.cache_write) if part is not None]
        model = message.model or None
        counters = f"{usage.input}:{usage.output}:{usage.cache_read}:{usage.cache_write}"
        key = f"openclaw:{at // 1000}:{model}:{counters}" + ("" if _uses(usage) else f":{self._origin(line)}")
        if message.response_id and call_key("", message.response_id) == message.response_id:
            key = message.response_id
        cost = self._dollars.micro(usage.cost.total) if usage.cost else None
        response = text_of(message.content, self._file) or as_text(message.error_message)
        return swift_event(
            *(at, self._agent(), number, owner_of(self._cwd) or self._keeper, None, key, self._id, None, None),
            *(message.provider or self._model.provider, model or self._model.model_id, "chat"),
            *(sum(parts) if parts else None, usage.cache_read, usage.cache_write, usage.output, usage.reasoning, cost),
            *(None, None, _status(message), self._prompt, response),
        )


def _status(message: Message) -> str | None:
    """Whether the request was answered; every reason to stop but these two comes with an answer."""
    if message.stop_reason in ("error", "aborted"):
        return message.stop_reason
    if message.error_message:
        return "error"
    return "ok" if message.stop_reason else None


def _uses(usage: Usage | None) -> bool:
    return usage is not None and bool(usage.input or usage.output or usage.cache_read or usage.cache_write)


def _agent_folder(path: PurePosixPath) -> str | None:
    """X of …/agents/X/sessions/…"""
    parts = path.parts
    places = (i for i in range(len(parts) - 3) if parts[i] == "agents" and parts[i + 2] == "sessions")
    return next((parts[i + 1] for i in places), None)
