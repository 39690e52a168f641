"""Traps of OpenClaw sessions: copies, placeholders, failures, and who the agent is."""

import json

import pytest

from auditor.importers.assistants.openclaw import IMPORTER
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

MS = 1_767_323_045_000
USAGE = {"input": 1, "output": 2, "cacheRead": 30, "cacheWrite": 4, "cost": {"total": 0.00001}}


def header(**more: object) -> str:
    first = {"type": "session", "version": 3, "id": "s", "timestamp": "2026-01-02T03:05:00Z", "cwd": "/home/ann/desk"}
    return json.dumps(first | more) + "\n"


def answer(ms: int = MS, **more: object) -> str:
    message = {"role": "assistant", "model": "m", "usage": USAGE, "stopReason": "stop", "timestamp": ms} | more
    return json.dumps({"type": "message", "timestamp": "2026-01-02T03:04:06Z", "message": message}) + "\n"


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def test_input_includes_both_cache_classes(read: Read) -> None:
    (event,) = events(read(IMPORTER, header() + answer()))
    assert (event.input_tokens, event.output_tokens, event.cost_microusd) == (35, 2, 10)
    assert event.key == f"openclaw:{MS}:m:1:2:30:4"


def test_a_second_identical_request_is_replayed_history(read: Read) -> None:
    found = events(read(IMPORTER, header() + answer() * 2 + answer(MS + 1)))
    assert [event.dropped_by for event in found] == [None, "replayed-history", None]


def test_a_branched_file_with_only_older_requests_is_copied_history(read: Read) -> None:
    records = read(IMPORTER, header(branchedFrom="/old.jsonl") + answer())
    assert [event.dropped_by for event in events(records)] == ["copied-history"]
    assert next(record.reason for record in records if isinstance(record, ImportIssue)).startswith("copied history")


def test_a_branched_file_with_requests_of_its_own_is_counted(read: Read) -> None:
    records = read(IMPORTER, header(branchedFrom="/old.jsonl") + answer() + answer(MS + 600_000))
    assert [event.dropped_by for event in events(records)] == [None, None]


def test_a_lazily_written_header_does_not_drop_what_came_before_it(read: Read) -> None:
    assert [event.dropped_by for event in events(read(IMPORTER, header() + answer()))] == [None]


def test_a_failed_request_without_usage_has_unknown_tokens(read: Read) -> None:
    (event,) = events(read(IMPORTER, header() + answer(usage=None, stopReason="error", errorMessage="fetch failed")))
    assert (event.input_tokens, event.output_tokens, event.status) == (None, None, "error")


@pytest.mark.parametrize("model", ["gateway-injected", "delivery-mirror"])
def test_placeholder_models_are_no_events(read: Read, model: str) -> None:
    assert events(read(IMPORTER, header() + answer(model=model, usage={"input": 0, "output": 0}))) == []


@pytest.mark.parametrize(
    ("name", "agent"),
    [("home/.openclaw/agents/courier/sessions/s.jsonl", "courier"), ("s.jsonl", "desk")],
)
def test_the_agent_is_the_folder_of_its_sessions(read: Read, name: str, agent: str) -> None:
    (event,) = events(read(IMPORTER, header() + answer(), name=name))
    assert (event.agent, event.person) == (agent, "ann")


@pytest.mark.parametrize("usage", [{"input": -1}, {"input": "1"}, {"output": True}, {"cost": {"total": -1}}])
def test_a_wrong_count_rejects_the_line(read: Read, usage: dict[str, object]) -> None:
    (issue,) = read(IMPORTER, header() + answer(usage=usage))
    assert isinstance(issue, ImportIssue) and issue.line == 2


@pytest.mark.parametrize(
    ("stop", "status"),
    [("stop", "ok"), ("toolUse", "ok"), ("length", "ok"), ("error", "error"), ("aborted", "aborted"), (None, None)],
)
def test_a_stop_reason_tells_whether_the_request_was_answered(read: Read, stop: str | None, status: str | None) -> None:
    (event,) = events(read(IMPORTER, header() + answer(stopReason=stop)))
    assert event.status == status


ZERO = {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}


@pytest.mark.parametrize("usage", [None, ZERO])
def test_requests_without_counters_in_two_sessions_or_of_two_agents_are_two(read: Read, usage: object) -> None:
    text = answer(usage=usage, stopReason="error")
    keys = {
        event.key
        for agent in ("one", "two")
        for session in ("a", "b")
        for event in events(read(IMPORTER, header(id=session) + text, name=f"agents/{agent}/sessions/x.jsonl"))
    }
    assert len(keys) == 4


def test_requests_without_counters_of_the_same_message_are_one_in_every_session(read: Read) -> None:
    text = json.dumps(json.loads(answer(usage=ZERO, stopReason="aborted")) | {"id": "m1"})
    keys = {event.key for session in "ab" for event in events(read(IMPORTER, header(id=session) + text))}
    assert keys == {f"openclaw:{MS}:m:0:0:0:0:m1"}


def test_the_provider_s_own_id_is_the_key_in_every_copy_and_in_other_systems(read: Read) -> None:
    told = answer(responseId="msg_01Harbour0123456789abcd")
    found = events(read(IMPORTER, header() + told + answer(MS + 5, responseId="msg_01Harbour0123456789abcd")))
    assert [event.key for event in found] == ["msg_01Harbour0123456789abcd"] * 2
    assert [event.dropped_by for event in found] == [None, "replayed-history"]
    assert events(read(IMPORTER, header() + answer(responseId="7")))[0].key == f"openclaw:{MS}:m:1:2:30:4"


def test_reasoning_is_part_of_the_output(read: Read) -> None:
    (event,) = events(read(IMPORTER, header() + answer(usage=USAGE | {"output": 62, "reasoning": 40})))
    assert (event.output_tokens, event.reasoning_output_tokens) == (62, 40)


def test_a_session_forked_from_a_parent_is_branched_too(read: Read) -> None:
    records = read(IMPORTER, header(parentSession="/sessions/old.jsonl") + answer())
    assert [event.dropped_by for event in events(records)] == ["copied-history"]


def test_milliseconds_and_written_times_are_the_same_moment(read: Read) -> None:
    (written,) = events(read(IMPORTER, header() + answer(timestamp=None).replace("03:04:06Z", "03:04:05.000Z")))
    assert written.at == events(read(IMPORTER, header() + answer()))[0].at == MS * 1_000


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, header() + answer() + answer(MS + 1)[:90])
    assert len(events(records)) == 1 and isinstance(records[-1], ImportIssue) and records[-1].line == 3
