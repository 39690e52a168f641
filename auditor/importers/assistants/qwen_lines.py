"""One line of a Qwen Code session, and what the lines before it say of it."""

from pathlib import PurePosixPath

import msgspec

from auditor.importers.assistants.gemini_messages import text_of
from auditor.importers.assistants.gemini_tokens import Count, Counts
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.quantities import milliseconds
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent


class Usage(msgspec.Struct, rename="camel"):
    """The counts of an answer, in Gemini's names."""

    prompt_token_count: Count | None = None
    candidates_token_count: Count | None = None
    cached_content_token_count: Count | None = None
    thoughts_token_count: Count | None = None
    tool_use_prompt_token_count: Count | None = None
    total_token_count: Count | None = None

    @property
    def counts(self) -> Counts:
        return Counts(
            self.prompt_token_count,
            self.candidates_token_count,
            self.cached_content_token_count,
            self.thoughts_token_count,
            self.tool_use_prompt_token_count,
            self.total_token_count,
        )


class Telemetry(msgspec.Struct):
    """What the program told of a call it made."""

    name: str | None = msgspec.field(name="event.name", default=None)
    response_id: str | None = None
    model: str | None = None
    duration_ms: object = None
    error: object = None
    input_token_count: Count | None = None
    output_token_count: Count | None = None
    cached_content_token_count: Count | None = None
    thoughts_token_count: Count | None = None
    tool_token_count: Count | None = None
    total_token_count: Count | None = None

    @property
    def counts(self) -> Counts:
        return Counts(
            self.input_token_count,
            self.output_token_count,
            self.cached_content_token_count,
            self.thoughts_token_count,
            self.tool_token_count,
            self.total_token_count,
        )


class Line(msgspec.Struct, rename="camel"):
    """The fields of a line that are read."""

    uuid: str | None = None
    session_id: str | None = None
    timestamp: object = None
    type: str | None = None
    subtype: str | None = None
    cwd: str | None = None
    git_branch: str | None = None
    agent_name: str | None = None
    agent_id: str | None = None
    forked_from: object = None
    model: str | None = None
    message: object = None
    usage_metadata: Usage | None = None
    system_payload: object = None


class Chat:
    """What is known of the session while its lines are read."""

    def __init__(self, name: str) -> None:
        self._stem = PurePosixPath(name.replace("\\", "/")).name.split(".json")[0]
        self._keeper = keeper_of(name)
        self._cwd: str | None = None
        self._prompt: str | None = None

    def event(self, number: int, line: Line) -> tuple[UsageEvent | None, bool]:
        """(the event a line tells, whether it is the answer itself). Raises Unreadable, msgspec.ValidationError."""
        self._cwd = self._cwd or line.cwd
        if line.type == "user":
            self._prompt = text_of(as_dict(line.message).get("parts")) or self._prompt
        elif line.type == "assistant":
            return self._answer(number, line), True
        elif line.subtype == "ui_telemetry":
            return self._call(number, line, as_dict(as_dict(line.system_payload).get("uiEvent"))), False
        return None, False

    def _answer(self, number: int, line: Line) -> UsageEvent:
        parts = as_dict(line.message).get("parts")
        called = (as_dict(as_dict(part).get("functionCall")).get("name") for part in as_list(parts))
        calls = [f"[tool: {name}]" for name in map(as_text, called) if name]
        counts = line.usage_metadata.counts if line.usage_metadata else Counts()
        key = call_key("qwen-code", line.uuid)
        response = "\n".join(filter(None, [text_of(parts), *calls])) or None
        return self._event(number, line, line.model, counts, key, "ok" if counts.is_told else None, response)

    def _call(self, number: int, line: Line, fields: dict[str, object]) -> UsageEvent | None:
        name = (as_text(fields.get("event.name")) or "").rpartition(".")[2]
        if name not in ("api_response", "api_error"):
            return None
        told = msgspec.convert(fields, type=Telemetry)
        own = call_key("qwen-code", told.response_id)
        key = own if own and own == told.response_id else call_key("qwen-code", line.uuid)
        if name == "api_error":
            text = as_text(told.error) or as_text(fields.get("error_message"))
            return self._event(number, line, told.model, Counts(), key, "error", text)
        text = as_text(fields.get("response_text"))
        return self._event(number, line, told.model, told.counts, key, "ok", text, told.duration_ms)

    def _event(
        self,
        number: int,
        line: Line,
        model: str | None,
        counts: Counts,
        key: str | None,
        status: str | None,
        response: str | None,
        duration_ms: object = None,
    ) -> UsageEvent:
        given, written = counts.sums()
        return UsageEvent(
            at=utc_time(line.timestamp),
            agent=project_of(self._cwd) or "Qwen Code",
            line=number,
            person=owner_of(self._cwd) or self._keeper,
            key=key,
            session=line.session_id or self._stem,
            sub_agent=line.agent_name or line.agent_id,
            branch=line.git_branch,
            model=model,
            operation="chat",
            input_tokens=given,
            cache_read_input_tokens=counts.cached,
            output_tokens=written,
            reasoning_output_tokens=counts.thoughts,
            duration_us=milliseconds(duration_ms),
            status=status,
            prompt=self._prompt,
            response=response,
        )
