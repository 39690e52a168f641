"""One Bedrock invocation record: who called which model, for which agent, with what counts."""

import re
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from auditor.importers.cloud.bedrock_bodies import Answer, Conversation, counts_in, duration_of, prompt_in, told_by
from auditor.importers.cloud.bedrock_cloudwatch import Wrapper
from auditor.importers.cloud.bedrock_streams import Stream
from auditor.importers.contract import NO_AGENT
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import as_text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import LARGEST
from auditor.importers.values.swift_event import swift_event
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

AGENT_KEYS = ("agent", "agentname", "agentid", "bot", "botname", "application", "applicationname", "app", "appname")
SESSION_KEYS = ("sessionid", "session", "conversationid", "threadid")
PLAIN = ("input_tokens", "inputTokens")
READ = ("cache_read_input_tokens", "cacheReadInputTokens")
WRITTEN = ("cache_creation_input_tokens", "cacheWriteInputTokens")
OUTPUT = ("output_tokens", "outputTokens")
"""Names in an answer's own `usage`, of Claude and of Converse."""

_MACHINE_SESSION = re.compile(r"i-[0-9a-f]{8,}|botocore-session-\d+|[0-9a-f-]{32,36}|\d{10,}|aws-sdk-\w+-\d+")
"""Session names that AWS or an SDK made up: an instance or a process, not a person."""

Place = tuple[str | None, str | None, str, str | None]
Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


def _no_body() -> Any:
    """Where a record has none. A default of None would make the type a union, of which `msgspec.Raw` takes no part."""
    return None


class Input(msgspec.Struct, Generic[Asked], rename="camel", gc=False):
    """What was asked. The count excludes both cache classes."""

    input_token_count: Count | None = None
    cache_read_input_token_count: Count | None = None
    cache_write_input_token_count: Count | None = None
    input_body_json: Asked = msgspec.field(default_factory=_no_body)
    input_body_s3_path: str | None = msgspec.field(name="inputBodyS3Path", default=None)


class Output(msgspec.Struct, Generic[Answered], rename="camel", gc=False):
    """What was answered."""

    output_token_count: Count | None = None
    output_body_json: Answered = msgspec.field(default_factory=_no_body)
    output_body_s3_path: str | None = msgspec.field(name="outputBodyS3Path", default=None)


class Identity(msgspec.Struct, gc=False):
    """Who called."""

    arn: str | None = None


class Invocation(Wrapper, Generic[Asked, Answered], rename="camel", gc=False):
    """The fields of a record that are read. Bodies are decoded only as far as their texts are wanted."""

    schema_type: str | None = None
    timestamp: int | float | str | None = None
    request_id: str | None = None
    operation: str | None = None
    model_id: str | None = None
    identity: Identity | None = None
    request_metadata: dict[str, object] | None = None
    error_code: str | None = None
    input: Input[Asked] | None = None
    output: Output[Answered] | None = None

    @property
    def is_record(self) -> bool:
        if self.schema_type == "ModelInvocationLog":
            return True
        return bool(self.model_id and self.request_id and (self.input or self.operation))

    @property
    def keeps_texts_elsewhere(self) -> bool:
        """Whether a body was too large for the log and lies in a file of its own."""
        asked, answered = self.input, self.output
        return bool((asked and asked.input_body_s3_path) or (answered and answered.output_body_s3_path))

    def event(self, number: int, file: ExportFile) -> UsageEvent:
        """The model call. Raises Unreadable."""
        asked, answered = self.input or Input[Asked](), self.output or Output[Answered]()
        told = told_by(answered.output_body_json, file)
        plain, read = asked.input_token_count, asked.cache_read_input_token_count
        written, output = asked.cache_write_input_token_count, answered.output_token_count
        if plain is None or read is None or written is None or output is None:
            usage = counts_in(answered.output_body_json, file)
            plain, read = _counted(plain, usage, PLAIN), _counted(read, usage, READ)
            written, output = _counted(written, usage, WRITTEN), _counted(output, usage, OUTPUT)
        nothing = plain is None and read is None and written is None
        at = utc_time(self.timestamp)
        arn = (self.identity and self.identity.arn) or ""
        person, team, agent, session = _place(arn, self.model_id, self.request_metadata)
        return swift_event(
            at,
            agent,
            number,
            person,
            team,
            self._key(at, arn, told.id),
            session,
            None,
            None,
            "aws.bedrock",
            self.model_id,
            self.operation,
            None if nothing else (plain or 0) + (read or 0) + (written or 0),
            read,
            written,
            output,
            None,
            None,
            None,
            duration_of(told.latency_ms),
            "error" if self.error_code else "ok" if told.finished else None,
            prompt_in(asked.input_body_json, file),
            told.text,
        )

    def _key(self, at: int, arn: str, own: str | None) -> str | None:
        """The answer's own id, where the model gives one; else what tells the request from others with its id."""
        if own and call_key("", own) == own:
            return own
        return f"bedrock:{self.request_id}:{at}:{self.operation}:{self.model_id}:{arn}" if self.request_id else None


def _place(arn: str, model: str | None, declared: dict[str, object] | None) -> Place:
    """(person, team, agent, session) of a call. Calls of one agent share them, and come in thousands."""
    try:
        return _known_place(arn, model, tuple(declared.items()) if declared else ())
    except TypeError:  # a list or an object among what was declared
        texts = {key: text for key, value in (declared or {}).items() if (text := as_text(value))}
        return _known_place(arn, model, tuple(texts.items()))


@lru_cache(maxsize=4096)
def _known_place(arn: str, model: str | None, told: tuple[tuple[str, object], ...]) -> Place:
    declared = {_plain_name(key): text for key, value in told if (text := as_text(value))}
    role, person = caller(arn)
    agent = _first(declared, AGENT_KEYS) or profile_of(model) or role or NO_AGENT
    return person, _first(declared, ("team",)), agent, _first(declared, SESSION_KEYS)


Unusual = Invocation[msgspec.Raw, msgspec.Raw]
"""A record of which only the frame is known; it is tried where the usual one does not fit."""

Usual = Invocation[Conversation | str | None, Answer | Stream | None]


def _plain_name(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _first(declared: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((declared[key] for key in keys if key in declared), None)


def _counted(count: int | None, usage: dict[str, object], names: tuple[str, str]) -> int | None:
    """The record's own count, else the answer's: logs of before 2025 leave out what a cache read or wrote."""
    if count is not None:
        return count
    told = next((usage[name] for name in names if name in usage), None)
    return told if type(told) is int and 0 <= told <= LARGEST else None


def caller(arn: str) -> tuple[str | None, str | None]:
    """(role, person) of an IAM or STS name; None where there is none."""
    kind, _, rest = arn.rpartition(":")[2].partition("/")
    if kind == "assumed-role":
        role, _, session = rest.rpartition("/")
        return role or None, None if _MACHINE_SESSION.fullmatch(session) else session or None
    if kind in ("user", "federated-user"):
        return None, rest.rpartition("/")[2] or None
    return (rest.rpartition("/")[2] or None if kind == "role" else None), None


def profile_of(model: str | None) -> str | None:
    """The application inference profile a model is called through, if any: companies make one per application."""
    _, mark, name = (model or "").partition("application-inference-profile/")
    return f"inference profile {name}" if mark and name else None


def is_invocation(record: dict[str, object]) -> bool:
    """Whether a JSON object, seen by its keys, is one invocation record."""
    declared = record.get("schemaType") == "ModelInvocationLog"
    return declared or ("modelId" in record and "requestId" in record and bool({"input", "operation"} & record.keys()))
