"""One Bedrock invocation record: who called which model, for which agent, with what counts."""

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from auditor.importers.bedrock_texts import duration_in, is_finished, prompt_in, response_in
from auditor.importers.contract import NO_AGENT
from auditor.importers.json_lines import as_dict, as_list, as_text, is_dict
from auditor.importers.quantities import LARGEST, excerpt
from auditor.importers.times import utc_time
from auditor.records import ImportIssue, UsageEvent

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

AGENT_KEYS = ("agent", "agentname", "agentid", "bot", "botname", "application", "applicationname", "app", "appname")
SESSION_KEYS = ("sessionid", "session", "conversationid", "threadid")
_MACHINE_SESSION = re.compile(r"i-[0-9a-f]{8,}|botocore-session-\d+|[0-9a-f-]{32,36}|\d{10,}|aws-sdk-\w+-\d+")
"""Session names that AWS or an SDK made up: an instance or a process, not a person."""

PAGES = ("logEvents", "events", "Records", "records", "results")


class Input(msgspec.Struct, rename="camel"):
    """What was asked. The count excludes both cache classes."""

    input_token_count: Count | None = None
    cache_read_input_token_count: Count | None = None
    cache_write_input_token_count: Count | None = None
    input_body_json: object = None


class Output(msgspec.Struct, rename="camel"):
    """What was answered."""

    output_token_count: Count | None = None
    output_body_json: object = None


class Invocation(msgspec.Struct, rename="camel"):
    """The fields of a record that are read."""

    timestamp: int | float | str | None = None
    request_id: str | None = None
    operation: str | None = None
    model_id: str | None = None
    identity: object = None
    request_metadata: object = None
    error_code: str | None = None
    input: Input | None = None
    output: Output | None = None

    def event(self, number: int) -> UsageEvent:
        """The model call. Raises Unreadable."""
        asked, answered = self.input or Input(), self.output or Output()
        cached = asked.cache_read_input_token_count, asked.cache_write_input_token_count
        parts = [part for part in (asked.input_token_count, *cached) if part is not None]
        at = utc_time(self.timestamp)
        arn = as_text(as_dict(self.identity).get("arn")) or ""
        role, person = caller(arn)
        declared = {key.lower().replace("_", "").replace("-", ""): value for key, value in self._metadata()}
        identity = f"bedrock:{self.request_id}:{at}:{self.operation}:{self.model_id}:{arn}"
        return UsageEvent(
            at=at,
            agent=_first(declared, AGENT_KEYS) or profile_of(self.model_id) or role or NO_AGENT,
            line=number,
            person=person,
            team=_first(declared, ("team",)),
            key=identity if self.request_id else None,
            session=_first(declared, SESSION_KEYS),
            provider="aws.bedrock",
            model=self.model_id,
            operation=self.operation,
            input_tokens=sum(parts) if parts else None,
            cache_read_input_tokens=cached[0],
            cache_creation_input_tokens=cached[1],
            output_tokens=answered.output_token_count,
            duration_us=duration_in(answered.output_body_json),
            status="error" if self.error_code else "ok" if is_finished(answered.output_body_json) else None,
            prompt=prompt_in(asked.input_body_json),
            response=response_in(answered.output_body_json),
        )

    def _metadata(self) -> Iterator[tuple[str, str]]:
        for key, value in as_dict(self.request_metadata).items():
            if text := as_text(value):
                yield key, text


def _first(declared: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((declared[key] for key in keys if key in declared), None)


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
    """Whether a JSON object is one invocation record."""
    declared = record.get("schemaType") == "ModelInvocationLog"
    return declared or ("modelId" in record and "requestId" in record and bool({"input", "operation"} & record.keys()))


def unwrapped(number: int, value: dict[str, object], depth: int = 0) -> Iterator[dict[str, object] | ImportIssue]:
    """The invocation records in an object: itself, those of its page, or the one in its message."""
    page = next((value[key] for key in PAGES if isinstance(value.get(key), list)), None)
    message = value.get("@message", value.get("message"))
    if is_invocation(value):
        yield value
    elif depth < 3 and page is not None:
        for member in as_list(page):
            yield from unwrapped(number, as_dict(member), depth + 1)
    elif depth < 3 and isinstance(message, str):
        yield from _in_message(number, message, depth)
    elif depth < 3 and is_dict(message):
        yield from unwrapped(number, message, depth + 1)
    else:
        yield ImportIssue(number, "not a model invocation record", excerpt=excerpt(msgspec.json.encode(value)))


def _in_message(number: int, message: str, depth: int) -> Iterator[dict[str, object] | ImportIssue]:
    try:
        inner: object = msgspec.json.decode(message)
    except (msgspec.DecodeError, RecursionError) as error:
        yield ImportIssue(number, f"the message holds no JSON: {error}", excerpt=excerpt(message))
        return
    yield from unwrapped(number, as_dict(inner), depth + 1)
