"""Conversations of Kiro CLI's older database, table `conversations_v2`, exported as JSON rows."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from auditor.importers.assistants.kiro_cli_turns import CREDITS, NO_NAME, Metered, credits_of
from auditor.importers.files.json_lines import as_dict, as_list, as_text, plain_reason
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.quantities import Dollars, Unreadable, excerpt
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record, UsageEvent


class Request(msgspec.Struct):
    """What the database tells of one request."""

    request_id: str | None = None
    message_id: str | None = None
    request_start_timestamp_ms: int | None = None
    stream_end_timestamp_ms: int | None = None
    model_id: str | None = None


def conversation(number: int, row: dict[str, object], name: str) -> Iterator[Record]:
    """The requests of one row: `key` is the folder, `value` the conversation as JSON text (or as an object)."""
    value = row.get("value")
    try:
        told = as_dict(msgspec.json.decode(value) if isinstance(value, str) else value)
    except msgspec.DecodeError as error:
        yield ImportIssue(number, f"the conversation in “value” is no JSON: {error}", excerpt=excerpt(str(value)))
        return
    cwd = as_text(row.get("key"))
    session = as_text(row.get("conversation_id")) or as_text(told.get("conversation_id"))
    model = as_text(as_dict(told.get("model_info")).get("model_id"))
    common = UsageEvent(
        at=0,
        agent=project_of(cwd) or NO_NAME,
        line=number,
        person=owner_of(cwd) or keeper_of(name),
        session=session,
        provider="kiro",
        model=model,
        operation="chat",
    )
    events: list[UsageEvent] = []
    for turn in map(as_dict, as_list(told.get("history"))):
        try:
            events += _request(common, turn, events[-1].prompt if events else None)
        except msgspec.ValidationError as error:
            yield ImportIssue(number, plain_reason(error), excerpt=excerpt(str(turn)))
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=excerpt(str(turn)))
    try:
        credits = _credits(told)
    except (Unreadable, msgspec.ValidationError) as error:
        yield ImportIssue(number, f"the credits of the last turn: {error}", excerpt=excerpt(str(told)))
        credits = None
    yield from events[:-1]
    yield from (replace(event, microcredits=credits) for event in events[-1:])


def _request(common: UsageEvent, turn: dict[str, object], prompt: str | None) -> list[UsageEvent]:
    request = msgspec.convert(as_dict(turn.get("request_metadata")), type=Request)
    user = as_dict(turn.get("user"))
    typed = as_text(as_dict(as_dict(user.get("content")).get("Prompt")).get("prompt"))
    start, end = request.request_start_timestamp_ms, request.stream_end_timestamp_ms
    at = utc_time(start or end or user.get("timestamp"))
    answer = as_dict(turn.get("assistant"))
    said = as_dict(answer.get("ToolUse") or answer.get("Response"))
    calls = [f"[tool: {as_text(as_dict(call).get('name')) or '?'}]" for call in as_list(said.get("tool_uses"))]
    identity = request.request_id or request.message_id or f"{common.session}:{at}"
    return [
        replace(
            common,
            at=at,
            key=f"kiro-cli:{identity}",
            model=request.model_id or common.model,
            duration_us=(end - start) * 1_000 if start and end and end >= start else None,
            prompt=typed or prompt,
            response="\n".join(filter(None, [as_text(said.get("content")), *calls])) or None,
        )
    ]


def _credits(told: dict[str, object]) -> int | None:
    """Credits of the conversation's last turn: the database keeps no others."""
    parts = msgspec.convert(as_dict(told.get("user_turn_metadata")).get("usage_info") or [], type=list[Metered])
    return credits_of((part.value for part in parts if part.unit in CREDITS), Dollars())
