"""Traps of Codex rollouts: running totals told again, forks that replay their parent, restarts, missing counters."""

import json
from pathlib import PurePosixPath

import pytest

from auditor.errors import ImportFailed, PassedOver
from auditor.importers.assistants.codex import IMPORTER
from auditor.importers.files.export_file import Peek
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

THREAD = "0195a7c0-1111-7000-8000-00000000c0de"
PARENT = "0195a7b0-2222-7000-8000-0000000a11ce"


def line(kind: str, second: float = 0, **payload: object) -> str:
    stamp = f"2026-03-02T10:{int(second) // 60:02}:{second % 60:06.3f}Z"
    return json.dumps({"timestamp": stamp, "type": kind, "payload": payload}) + "\n"


def header(second: float = 0, id: str = THREAD, cwd: str = "/home/mirela/orchard", **more: object) -> str:
    return line("session_meta", second, id=id, timestamp=f"2026-03-02T10:00:{second:06.3f}Z", cwd=cwd, **more)


def tokens(number: int) -> dict[str, int]:
    return {"input_tokens": number * 100, "cached_input_tokens": number * 10, "output_tokens": number}


def count(second: float, total: int | None, last: int | None) -> str:
    info = {
        **({} if total is None else {"total_token_usage": tokens(total)}),
        **({} if last is None else {"last_token_usage": tokens(last)}),
    }
    return line("event_msg", second, type="token_count", info=info)


def said(second: float, text: str) -> str:
    return line("event_msg", second, type="agent_message", message=text)


def typed(second: float, text: str) -> str:
    return line("event_msg", second, type="user_message", message=text)


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def counted(records: list[Record]) -> list[UsageEvent]:
    return [event for event in events(records) if event.dropped_by is None]


def outputs(records: list[Record]) -> list[int | None]:
    return [event.output_tokens for event in counted(records)]


def rules(records: list[Record]) -> list[str | None]:
    return [event.dropped_by for event in events(records)]


def test_a_request_is_the_difference_of_two_totals(read: Read) -> None:
    records = read(IMPORTER, header() + count(5, 3, 3) + count(9, 10, 7))
    assert outputs(records) == [3, 7]
    assert [event.cache_read_input_tokens for event in counted(records)] == [30, 70]


def test_a_total_told_again_is_kept_with_its_last_numbers_and_not_counted(read: Read) -> None:
    records = read(IMPORTER, header() + count(5, 3, 3) + count(6, 3, 3) + count(9, 10, 7) + count(12, 10, 7))
    assert outputs(records) == [3, 7]
    assert rules(records) == [None, "cumulative-counter", None, "cumulative-counter"]
    assert sum(event.output_tokens or 0 for event in events(records)) == 20


def test_a_gap_between_totals_counts_though_its_line_is_lost(read: Read) -> None:
    broken = count(7, 8, 5)[:60] + "\n"
    assert outputs(read(IMPORTER, header() + count(5, 3, 3) + broken + count(9, 10, 2))) == [3, 7]


def test_a_total_that_falls_begins_anew(read: Read) -> None:
    assert outputs(read(IMPORTER, header() + count(5, 30, 30) + count(9, 4, 4) + count(12, 6, 2))) == [30, 4, 2]


def test_totals_alone_and_last_counts_alone_are_enough(read: Read) -> None:
    assert outputs(read(IMPORTER, header() + count(5, 3, None) + count(9, 10, None))) == [3, 7]
    assert outputs(read(IMPORTER, header() + count(5, None, 3) + said(8, "more") + count(9, None, 3))) == [3, 3]


def test_a_last_count_told_again_without_new_output_is_a_repeat(read: Read) -> None:
    records = read(IMPORTER, header() + said(4, "done") + count(5, None, 3) + count(9, None, 3))
    assert rules(records) == [None, "cumulative-counter"]


def test_rate_limits_without_counters_are_no_request(read: Read) -> None:
    limits = line("event_msg", 3, type="token_count", info=None, rate_limits={"plan_type": None})
    assert read(IMPORTER, header() + limits) == []


def test_a_resumed_thread_counts_its_own_request_and_says_what_is_missing(read: Read) -> None:
    issue, event = read(IMPORTER, header() + count(5, 1000, 3))
    assert isinstance(issue, ImportIssue) and "99,700" in issue.reason and issue.severity == "warning"
    assert isinstance(event, UsageEvent) and event.output_tokens == 3


def test_a_response_told_by_a_record_and_by_a_count_counts_once(read: Read) -> None:
    usage = tokens(3)
    record = line("token_usage_record", 5, response_id="resp_0123456789abcdef", thread_id=THREAD, usage=usage)
    records = read(IMPORTER, header() + record + record + count(5.1, 3, 3) + count(6, 3, 3))
    assert outputs(records) == [3] and rules(records)[1:] == ["cumulative-counter"] * 3
    assert counted(records)[0].key == "resp_0123456789abcdef"
    turned = read(IMPORTER, header() + count(5, 3, 3) + record + count(9, 7, 4))
    assert outputs(turned) == [3, 4]


def test_a_fork_s_history_with_its_own_times_is_replayed(read: Read) -> None:
    fork = header(50, forked_from_id=PARENT) + header(1, id=PARENT) + count(5, 3, 3) + count(9, 10, 7)
    records = read(IMPORTER, fork + typed(50.01, "go on") + count(58, 15, 5))
    assert outputs(records) == [5] and rules(records) == ["replayed-history"] * 2 + [None]
    assert events(records)[0].key == f"codex:{PARENT}:total:300:30::3:"


def test_a_fork_s_history_rewritten_to_the_time_of_the_fork_is_replayed(read: Read) -> None:
    burst = header(0, forked_from_id=PARENT) + count(0.1, 3, 3) + count(0.2, 3, 3) + count(0.3, 10, 7)
    assert outputs(read(IMPORTER, burst + count(8, 15, 5))) == [5]


def test_a_single_copied_count_is_told_from_an_own_one_by_its_header(read: Read) -> None:
    start = header(0, forked_from_id=PARENT)
    copied = start + header(0, id=PARENT) + count(0.2, 3, 3) + count(9, 7, 4)
    assert outputs(read(IMPORTER, copied)) == [4]
    assert outputs(read(IMPORTER, start + count(0.2, 3, 3) + count(9, 7, 4))) == [3, 4]


def test_positions_tell_history_where_the_header_counts_them(read: Read) -> None:
    def at(ordinal: int, text: str) -> str:
        return json.dumps({**json.loads(text), "ordinal": ordinal}) + "\n"

    start = at(0, header(0, parent_thread_id=PARENT, subagent_history_start_ordinal=3))
    records = read(IMPORTER, start + at(2, count(30, 3, 3)) + at(3, count(30.1, 5, 2)))
    assert outputs(records) == [2] and counted(records)[0].sub_agent == "sub-agent"


def test_a_child_that_inherits_only_the_total_counts_its_own_request(read: Read) -> None:
    records = read(IMPORTER, header(0, forked_from_id=PARENT) + count(8, 1000, 4) + count(12, 1002, 2))
    assert outputs(records) == [4, 2] and not [r for r in records if isinstance(r, ImportIssue)]


def test_the_parent_s_total_told_as_a_fork_opens_is_replayed(read: Read) -> None:
    records = read(IMPORTER, header(0, forked_from_id=PARENT) + count(0.2, 1000, 4) + count(8, 1002, 2))
    assert outputs(records) == [2] and rules(records) == ["replayed-history", None]


def test_a_child_whose_counter_starts_from_zero_loses_nothing(read: Read) -> None:
    spawn = {"subagent": {"thread_spawn": {"parent_thread_id": PARENT, "agent_role": "reviewer"}}}
    records = read(IMPORTER, header(0, source=spawn) + count(4, 3, 3) + count(6, 5, 2))
    assert outputs(records) == [3, 2] and {event.sub_agent for event in counted(records)} == {"reviewer"}


def test_a_copied_rollout_has_the_same_keys_wherever_it_lies(read: Read) -> None:
    text = header() + count(5, 3, 3) + count(9, 10, 7)
    live = read(IMPORTER, text, name="sessions/2026/03/02/rollout-2026-03-02T11-00-00-x.jsonl")
    archived = read(IMPORTER, text, name="archived_sessions/rollout-2026-03-02T11-00-00-x.jsonl")
    assert [e.key for e in events(live)] == [e.key for e in events(archived)] and len(
        {e.key for e in counted(live)}
    ) == 2


def test_threads_without_a_header_are_told_apart_by_file_and_time(read: Read) -> None:
    one, other = (events(read(IMPORTER, count(second, 3, 3), name="a.jsonl"))[0].key for second in (5, 6))
    assert one != other and events(read(IMPORTER, count(5, 3, 3), name="a.jsonl"))[0].key == one


def test_times_are_those_of_the_lines_not_the_local_time_of_the_name(read: Read) -> None:
    records = read(IMPORTER, header() + count(5, 3, 3), name="rollout-2026-03-02T23-59-59-x.jsonl", zone="Asia/Tokyo")
    assert counted(records)[0].at == 1772445605_000000


def test_the_model_is_the_latest_turn_s(read: Read) -> None:
    one, other = (line("turn_context", second, model=model) for second, model in ((1, "gpt-a"), (6, "gpt-b")))
    records = read(IMPORTER, header() + one + count(5, 3, 3) + other + count(9, 10, 7))
    assert [event.model for event in counted(records)] == ["gpt-a", "gpt-b"]


def test_prompts_and_answers_come_once_though_two_lines_tell_each(read: Read) -> None:
    content = [{"type": "output_text", "text": "Rows 3 and 7."}]
    item = line("response_item", 4, type="message", role="assistant", content=content)
    context = [{"type": "input_text", "text": "<environment_context>…</environment_context>"}]
    given = line("response_item", 1, type="message", role="user", content=context)
    call = line("response_item", 4, type="function_call", name="exec_command")
    text = header() + given + typed(2, "Which rows?") + said(4, "Rows 3 and 7.") + item + call + count(5, 3, 3)
    (event,) = counted(read(IMPORTER, text))
    assert (event.prompt, event.response) == ("Which rows?", "Rows 3 and 7.\n[tool: exec_command]")


def test_person_project_and_branch_come_from_the_header(read: Read) -> None:
    (event,) = counted(read(IMPORTER, header(git={"branch": "orchard-12"}) + count(5, 3, 3)))
    assert (event.person, event.agent, event.branch, event.session) == ("mirela", "orchard", "orchard-12", THREAD)
    kept = read(IMPORTER, header(cwd="/srv/x") + count(5, 3, 3), name="/evidence/tomas/.codex/sessions/r.jsonl")
    assert counted(kept)[0].person == "tomas"


def test_without_a_folder_the_program_that_asked_is_the_agent(read: Read) -> None:
    text = line("session_meta", 0, id=THREAD, originator="codex_exec") + count(5, 3, 3)
    assert counted(read(IMPORTER, text))[0].agent == "codex_exec"


def test_an_answer_without_counter_is_activity_with_unknown_tokens(read: Read) -> None:
    aborted = line("event_msg", 8, type="turn_aborted", reason="interrupted")
    records = read(IMPORTER, header() + count(5, 3, 3) + said(7, "I will") + aborted + typed(9, "no") + said(10, "ok"))
    assert [(e.output_tokens, e.status) for e in counted(records)] == [(3, "ok"), (None, "aborted"), (None, None)]


def test_a_failed_request_is_activity_even_without_an_answer(read: Read) -> None:
    error = line("event_msg", 8, type="error", message="stream disconnected")
    (event,) = counted(read(IMPORTER, header() + typed(2, "go") + error))
    assert (event.status, event.response, event.prompt) == ("error", "stream disconnected", "go")


def test_a_session_of_the_first_versions_is_one_event(read: Read) -> None:
    first = {"id": THREAD, "timestamp": "2025-05-01T10:00:00.000Z", "instructions": None}
    items = [{"type": "message", "role": role, "content": [{"text": role + "!"}]} for role in ("user", "assistant") * 2]
    text = "\n".join(json.dumps(one) for one in [first, {"record_type": "state"}, *items])
    assert IMPORTER.matches(Peek(PurePosixPath("rollout.jsonl"), text.encode()))
    warning, event = read(IMPORTER, text)
    assert isinstance(warning, ImportIssue) and warning.severity == "warning"
    assert isinstance(event, UsageEvent) and (event.prompt, event.output_tokens) == ("user!", None)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"manifest_version": 1, "source_family": "codex"}, PassedOver),
        ({"session_id": THREAD, "ts": 1750000000, "text": "hello"}, PassedOver),
        ({"id": THREAD, "thread_name": "Pruning", "updated_at": "2026-03-02T10:00:00Z"}, PassedOver),
        ({"type": "thread.started", "thread_id": THREAD}, ImportFailed),
    ],
)
def test_files_beside_rollouts_are_known_and_passed_over(
    read: Read, content: dict[str, object], error: type[ImportFailed]
) -> None:
    text = json.dumps(content)
    assert IMPORTER.matches(Peek(PurePosixPath("rollout.jsonl"), text.encode()))
    with pytest.raises(error):
        read(IMPORTER, text)


@pytest.mark.parametrize("bad", [-1, "5", 1.5, 10**400, True])
def test_a_count_that_is_none_rejects_its_line_alone(read: Read, bad: object) -> None:
    text = count(5, 3, 3).replace('"output_tokens": 3', f'"output_tokens": {json.dumps(bad)}')
    records = read(IMPORTER, header() + text + count(9, 10, 7))
    assert isinstance(records[0], ImportIssue) and records[0].line == 2 and len(counted(records)) == 1


def test_a_line_without_a_time_is_reported(read: Read) -> None:
    text = count(5, 3, 3).replace("2026-03-02T10:00:05.000Z", "soon")
    (issue,) = read(IMPORTER, text)
    assert isinstance(issue, ImportIssue) and "soon" in issue.reason


def test_cached_input_is_part_of_the_input_and_reasoning_of_the_output(read: Read) -> None:
    told = {"input_tokens": 900, "cached_input_tokens": 700, "output_tokens": 80, "reasoning_output_tokens": 60}
    (event,) = counted(
        read(IMPORTER, header() + line("event_msg", 5, type="token_count", info={"total_token_usage": told}))
    )
    assert (event.input_tokens, event.cache_read_input_tokens) == (900, 700)
    assert (event.output_tokens, event.reasoning_output_tokens) == (80, 60)


def test_totals_that_are_one_sum_are_split_by_the_request_s_own_counts(read: Read) -> None:
    def told(second: float, total: int, number: int) -> str:
        info = {"total_token_usage": {"total_tokens": total}, "last_token_usage": tokens(number)}
        return line("event_msg", second, type="token_count", info=info)

    records = read(IMPORTER, header() + told(5, 303, 3) + told(6, 303, 3) + told(9, 1_010, 7) + told(20, 202, 2))
    assert outputs(records) == [3, 7, 2] and rules(records)[1] == "cumulative-counter"


def test_headers_and_settings_without_a_time_still_hold(read: Read) -> None:
    def untimed(text: str) -> str:
        return json.dumps({key: told for key, told in json.loads(text).items() if key != "timestamp"}) + "\n"

    records = read(IMPORTER, untimed(header()) + untimed(line("turn_context", model="pine-2")) + count(5, 3, 3))
    (event,) = events(records)
    assert (event.session, event.person, event.model) == (THREAD, "mirela", "pine-2")


OLD_TURN, OWN_TURN = "0195a7b0-3333-7000-8000-000000000001", "0195a7c0-4444-7000-8000-000000000002"


def test_turns_older_than_the_thread_are_history_and_its_own_are_not_however_fast_they_follow(read: Read) -> None:
    def turn(second: float, id: str) -> str:
        return line("turn_context", second, turn_id=id, model="pine-2")

    fork = header(0, forked_from_id=PARENT) + turn(0, OLD_TURN) + count(0, 3, 3) + count(5, 10, 7)
    records = read(IMPORTER, fork + turn(5, OWN_TURN) + count(5.1, 15, 5))
    assert outputs(records) == [5] and rules(records) == ["replayed-history"] * 2 + [None]
    assert counted(records)[0].key == f"codex:{THREAD}:total:1500:150::15:"


def test_a_sum_of_several_recorded_responses_is_told_again(read: Read) -> None:
    def record(second: float, number: int) -> str:
        return line("token_usage_record", second, response_id=f"r{second}", usage=tokens(number))

    records = read(IMPORTER, header() + record(5, 3) + record(6, 4) + count(7, 7, 4) + record(8, 5) + count(9, 12, 2))
    assert outputs(records) == [3, 4, 5]
    assert [rule for rule in rules(records) if rule] == ["cumulative-counter"] * 2


def test_a_response_recorded_for_another_thread_is_history(read: Read) -> None:
    copied = line("token_usage_record", 5, response_id="r1", thread_id=PARENT, usage=tokens(3))
    own = line("token_usage_record", 6, response_id="r2", thread_id=THREAD, usage=tokens(4))
    assert rules(read(IMPORTER, header() + copied + own)) == ["replayed-history", None]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"agent_nickname": "Carob"}, "Carob"),
        ({"agent_role": "tester", "agent_nickname": "Carob"}, "tester"),
        ({"thread_source": "subagent"}, "sub-agent"),
        ({"thread_source": "user"}, None),
        ({"source": "cli"}, None),
    ],
)
def test_a_sub_agent_is_named_by_its_header(read: Read, told: dict[str, object], name: str | None) -> None:
    (event,) = events(read(IMPORTER, header(**told) + count(5, 3, 3)))
    assert event.sub_agent == name


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, header() + count(5, 3, 3) + count(9, 10, 7)[:70])
    assert outputs(records) == [3] and isinstance(records[-1], ImportIssue) and records[-1].line == 3
