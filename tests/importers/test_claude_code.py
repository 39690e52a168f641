"""Traps of Claude Code transcripts: repeats, sub-agents, local errors, worktrees, broken lines."""

import json

import pytest

from auditor.importers.assistants.claude_code import IMPORTER
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read


def line(kind: str = "assistant", **more: object) -> str:
    common = {
        "type": kind,
        "sessionId": "s",
        "isSidechain": False,
        "timestamp": "2026-01-01T00:00:00Z",
        "cwd": "/home/ann/x",
    }
    return json.dumps(common | more) + "\n"


def answer(id: str | None, output: object, text: str = "ok", **more: object) -> str:
    usage = {
        "input_tokens": 1,
        "cache_creation_input_tokens": 10,
        "cache_read_input_tokens": 100,
        "output_tokens": output,
    }
    message = {"id": id, "role": "assistant", "model": "m", "content": [{"type": "text", "text": text}], "usage": usage}
    return line(**{"message": message | {"stop_reason": None}} | more)


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def counted(records: list[Record]) -> list[UsageEvent]:
    return [event for event in events(records) if event.dropped_by is None]


def test_lines_of_one_message_are_one_request_with_the_largest_counters(read: Read) -> None:
    records = read(IMPORTER, answer("m1", 2) + answer("m1", 70) + answer("m1", 5))
    (request,) = counted(records)
    assert (request.input_tokens, request.output_tokens, request.key) == (111, 70, "anthropic:m1")
    assert sum(event.output_tokens or 0 for event in events(records)) == 77


def test_repeats_carry_no_text_and_name_their_rule(read: Read) -> None:
    repeats = [event for event in events(read(IMPORTER, answer("m1", 2) * 3)) if event.dropped_by]
    assert [(event.dropped_by, event.prompt, event.response) for event in repeats] == [
        ("streamed-repeat", None, None)
    ] * 2


def test_messages_without_id_are_told_apart_by_their_uuid(read: Read) -> None:
    records = read(IMPORTER, answer(None, 1, uuid="a") + answer(None, 1, uuid="b"))
    assert len(counted(records)) == 2


def test_agent_progress_and_tool_results_are_never_counted(read: Read) -> None:
    usage = {"usage": {"input_tokens": 9, "output_tokens": 9}}
    progress = line("progress", data={"type": "agent_progress", "message": {"type": "assistant", "message": usage}})
    result = line("user", toolUseResult=usage, message={"role": "user", "content": [{"type": "tool_result"}]})
    assert events(read(IMPORTER, progress + result)) == []


def test_a_local_error_is_activity_without_tokens_or_model(read: Read) -> None:
    zero = {"input_tokens": 0, "output_tokens": 0}
    message = {"id": "e", "model": "<synthetic>", "content": [{"type": "text", "text": "API Error"}], "usage": zero}
    (event,) = events(read(IMPORTER, line(isApiErrorMessage=True, message=message)))
    assert (event.status, event.model, event.input_tokens, event.output_tokens) == ("error", None, None, None)


def test_the_prompt_is_what_the_person_typed_last(read: Read) -> None:
    typed = line("user", message={"role": "user", "content": "build it"})
    meta = line("user", isMeta=True, message={"role": "user", "content": "Caveat: …"})
    result = line("user", message={"role": "user", "content": [{"type": "tool_result", "content": "out"}]})
    (event,) = counted(read(IMPORTER, typed + meta + result + answer("m", 1)))
    assert event.prompt == "build it"


@pytest.mark.parametrize(
    ("cwd", "person", "agent"),
    [
        ("/home/ann/code/shop", "ann", "shop"),
        ("/Users/ann/code/shop-worktrees/shop-12", "ann", "shop"),
        ("C:\\Users\\ann\\shop", "ann", "shop"),
        ("/home/ann/shop/.claude/worktrees/w1", "ann", "shop"),
        ("/home/ann", "ann", "~"),
        ("/srv/build", None, "build"),
    ],
)
def test_person_and_project_come_from_the_working_directory(read: Read, cwd: str, person: str, agent: str) -> None:
    (event,) = counted(read(IMPORTER, answer("m", 1, cwd=cwd)))
    assert (event.person, event.agent) == (person, agent)


def test_a_session_stays_with_the_project_it_began_in(read: Read) -> None:
    records = read(IMPORTER, answer("m1", 1) + answer("m2", 1, cwd="/home/ann/x/src"))
    assert {event.agent for event in counted(records)} == {"x"}


def test_the_auditor_s_own_home_is_not_the_person(read: Read) -> None:
    kept = read(IMPORTER, answer("m", 1, cwd="/srv/x"), name="/home/carol/evidence/s.jsonl")
    bobs = read(IMPORTER, answer("m", 1, cwd="/srv/x"), name="/home/carol/evidence/bob/.claude/projects/x/s.jsonl")
    assert [counted(kept)[0].person, counted(bobs)[0].person] == [None, "bob"]


@pytest.mark.parametrize(("output", "stop", "low"), [(2, None, True), (2, "end_turn", False), (300, None, False)])
def test_a_request_that_was_never_finalised_is_a_lower_bound(read: Read, output: int, stop: str, low: bool) -> None:
    text = answer("m", output, "long " * 200, isSidechain=True, agentId="a1")
    (event,) = counted(read(IMPORTER, text.replace('"stop_reason": null', f'"stop_reason": {json.dumps(stop)}')))
    assert (event.lower_bound, event.sub_agent) == (low, "a1")


@pytest.mark.parametrize("output", [-1, "5", 1.5, True, 2**63, 10**400])
def test_a_count_that_is_none_rejects_the_line_with_its_reason(read: Read, output: object) -> None:
    first, second = read(IMPORTER, answer("a", output) + answer("b", 1))
    assert isinstance(first, ImportIssue) and first.line == 1 and "output_tokens" in first.reason
    assert isinstance(second, UsageEvent)


def test_nan_is_no_json(read: Read) -> None:
    (issue,) = read(IMPORTER, answer("a", float("nan")))
    assert isinstance(issue, ImportIssue) and "NaN" in issue.reason


def test_a_half_written_last_line_is_reported_as_cut_off(read: Read) -> None:
    issue, event = read(IMPORTER, answer("a", 1) + answer("b", 2)[:150])
    assert isinstance(issue, ImportIssue) and issue.reason == "the line is cut off" and len(issue.excerpt) <= 80
    assert isinstance(event, UsageEvent)


def test_half_an_emoji_or_a_stray_byte_in_a_text_costs_no_tokens(read: Read) -> None:
    emoji = answer("a", 1, "TEXT").replace("TEXT", "\\ud83d")
    stray = answer("b", 1, "TEXT").encode().replace(b"TEXT", b"caf\xe9")
    texts = [event.response for event in counted(read(IMPORTER, emoji.encode() + stray))]
    assert texts[1] == "café" and len(texts) == 2


def test_a_deeply_nested_line_is_reported(read: Read) -> None:
    (issue,) = read(IMPORTER, '{"message":{"content":' + "[" * 200_000 + "\n")
    assert isinstance(issue, ImportIssue)


def test_separators_inside_strings_do_not_split_a_line(read: Read) -> None:
    text = json.loads(answer("a", 1, "x\u2028y\x85z"))
    assert len(events(read(IMPORTER, json.dumps(text, ensure_ascii=False)))) == 1


@pytest.mark.parametrize(
    ("stop", "status"), [("end_turn", "ok"), ("tool_use", "ok"), ("max_tokens", "ok"), (None, None)]
)
def test_a_response_that_says_why_it_ended_is_ok(read: Read, stop: str | None, status: str | None) -> None:
    text = answer("m", 2).replace('"stop_reason": null', f'"stop_reason": {json.dumps(stop)}')
    assert counted(read(IMPORTER, text))[0].status == status


def test_input_is_what_was_not_cached_and_both_cache_classes(read: Read) -> None:
    (event,) = counted(read(IMPORTER, answer("m", 7)))
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (111, 100, 10)


def test_thinking_is_part_of_the_output(read: Read) -> None:
    usage = {"input_tokens": 4, "output_tokens": 790, "output_tokens_details": {"thinking_tokens": 596}}
    message = {"id": "m", "role": "assistant", "model": "m", "content": [], "usage": usage}
    (event,) = counted(read(IMPORTER, line(message=message)))
    assert (event.output_tokens, event.reasoning_output_tokens) == (790, 596)


@pytest.mark.parametrize(("kind", "model"), [("advisor_message", "tutor-2"), ("compaction", None)])
def test_a_call_within_a_response_that_its_counters_leave_out_is_a_call_by_itself(
    read: Read, kind: str, model: str | None
) -> None:
    own = {"type": "message", "input_tokens": 1, "output_tokens": 30}
    other = {"type": kind, "model": model, "input_tokens": 5_000, "cache_read_input_tokens": 9, "output_tokens": 400}
    usage = {"input_tokens": 2, "output_tokens": 60, "iterations": [own, other, own]}
    message = {"id": "m", "role": "assistant", "model": "m", "content": [], "usage": usage}
    told = counted(
        read(IMPORTER, line(message=message | {"usage": usage | {"iterations": [own]}}) + line(message=message))
    )
    assert [(e.input_tokens, e.output_tokens, e.model) for e in told] == [(2, 60, "m"), (5_009, 400, model or "m")]
    assert [(e.key, e.sub_agent) for e in told] == [("anthropic:m", None), (f"anthropic:m:{kind}:0", kind)]


@pytest.mark.parametrize("broken", ["advisor_message", [{"type": "advisor_message", "input_tokens": "many"}]])
def test_calls_within_that_cannot_be_read_cost_no_response(read: Read, broken: object) -> None:
    usage = {"input_tokens": 2, "output_tokens": 60, "iterations": broken}
    message = {"id": "m", "role": "assistant", "model": "m", "content": [], "usage": usage}
    assert [event.output_tokens for event in counted(read(IMPORTER, line(message=message)))] == [60]


def queued(prompt: object, mode: str | None = "prompt", **more: object) -> str:
    return line("attachment", attachment={"type": "queued_command", "prompt": prompt, "commandMode": mode, **more})


@pytest.mark.parametrize(
    ("typed", "prompt"),
    [
        (queued("and sort it"), "and sort it"),
        (queued([{"type": "text", "text": "and sort it"}], origin={"kind": "human"}), "and sort it"),
        (queued("a task is done", "task-notification"), "build it"),
        (queued("news of another", origin={"kind": "peer"}), "build it"),
        (queued("<system-reminder>be brief</system-reminder>"), "build it"),
        (line("attachment", attachment={"type": "hook_success", "content": "queued_command"}), "build it"),
        (line("attachment", attachment="queued_command"), "build it"),
        (line("user", message={"role": "user", "content": "<task-notification>x</task-notification>"}), "build it"),
    ],
)
def test_what_was_typed_while_the_model_was_at_work_is_a_prompt_and_nothing_else(
    read: Read, typed: str, prompt: str
) -> None:
    first = line("user", message={"role": "user", "content": "build it"})
    (event,) = counted(read(IMPORTER, first + typed + answer("m", 1)))
    assert event.prompt == prompt


def test_times_are_utc_whatever_their_offset_and_the_session_s_day(read: Read) -> None:
    late = answer("a", 1, timestamp="2026-01-01T23:59:59.500Z")
    records = read(IMPORTER, late + answer("b", 1, timestamp="2026-01-02T01:00:00.500+01:00"))
    first, second = counted(records)
    assert second.at - first.at == 1_000_000 and second.at % 86_400_000_000 == 500_000


def test_the_provider_s_own_id_is_the_key_that_other_systems_tell_too(read: Read) -> None:
    (event,) = counted(read(IMPORTER, answer("msg_01Harbour0123456789abcd", 1)))
    assert event.key == "msg_01Harbour0123456789abcd"
