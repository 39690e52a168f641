"""Traps of Qwen Code sessions: every answer told twice, Claude-like lines, thoughts within or beside the output."""

import json
from pathlib import PurePosixPath

import pytest

from auditor.importers.assistants import claude_code, gemini_cli
from auditor.importers.assistants.qwen_code import IMPORTER
from auditor.importers.files.export_file import Peek
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

CLAUDE = {
    "uuid": "u",
    "sessionId": "s",
    "isSidechain": False,
    "timestamp": "2026-05-04T07:00:00Z",
    "cwd": "/home/ann/x",
}


def line(id: str, kind: str = "assistant", **more: object) -> str:
    common = {"uuid": id, "parentUuid": None, "sessionId": "s", "timestamp": "2026-05-04T07:00:00Z", "type": kind}
    return json.dumps({**common, "cwd": "/home/greta/seeds", "version": "0.18.1", "gitBranch": "b-1"} | more) + "\n"


def answer(id: str, given: object = 700, written: int = 60, total: int = 760, thoughts: int = 25) -> str:
    usage = {"promptTokenCount": given, "candidatesTokenCount": written, "thoughtsTokenCount": thoughts}
    usage |= {"totalTokenCount": total, "cachedContentTokenCount": 200}
    message = {"role": "model", "parts": [{"text": "Beans."}]}
    return line(id, model="coder", message=message, usageMetadata=usage)


def told(id: str, name: str = "api_response", **more: object) -> str:
    counts = {"input_token_count": 700, "output_token_count": 60, "cached_content_token_count": 200}
    counts |= {"thoughts_token_count": 25, "total_token_count": 760, "duration_ms": 850, "model": "coder"}
    event = {"event.name": f"qwen-code.{name}", "response_id": "chatcmpl-5eed00000001abcd", **counts, **more}
    return line(id, "system", subtype="ui_telemetry", systemPayload={"uiEvent": event})


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def counted(records: list[Record]) -> list[UsageEvent]:
    return [event for event in events(records) if event.dropped_by is None]


def test_an_answer_told_by_telemetry_and_line_counts_once_with_what_both_tell(read: Read) -> None:
    records = read(IMPORTER, told("1") + answer("2"))
    (event,) = counted(records)
    assert (event.input_tokens, event.output_tokens, event.response) == (700, 60, "Beans.")
    assert (event.duration_us, event.key) == (850_000, "chatcmpl-5eed00000001abcd")
    assert [e.dropped_by for e in events(records)] == ["streamed-repeat", None]


def test_telemetry_of_another_call_is_a_call_by_itself(read: Read) -> None:
    records = read(IMPORTER, told("1", input_token_count=80, total_token_count=140) + answer("2") + told("3"))
    assert [event.input_tokens for event in counted(records)] == [80, 700, 700]


@pytest.mark.parametrize(("written", "total", "output"), [(60, 760, 60), (60, 785, 85)])
def test_thoughts_are_added_where_the_total_says_they_are_not_in_the_output(
    read: Read, written: int, total: int, output: int
) -> None:
    (event,) = counted(read(IMPORTER, answer("1", written=written, total=total)))
    assert (event.output_tokens, event.reasoning_output_tokens) == (output, 25)


def test_an_api_error_is_activity_without_tokens(read: Read) -> None:
    (event,) = counted(read(IMPORTER, told("1", "api_error", response_id=None, error="503 no capacity")))
    assert (event.status, event.input_tokens, event.response) == ("error", None, "503 no capacity")
    assert event.key == "qwen-code:1"


def test_other_telemetry_and_tool_results_are_no_calls(read: Read) -> None:
    result = line("2", "tool_result", message={"role": "user", "parts": [{"functionResponse": {"name": "ls"}}]})
    assert read(IMPORTER, told("1", "tool_call") + result) == []


def test_the_same_line_again_is_a_repeat(read: Read) -> None:
    assert [event.dropped_by for event in events(read(IMPORTER, answer("1") * 2))] == [None, "streamed-repeat"]


def test_person_project_branch_and_prompt_come_from_the_lines(read: Read) -> None:
    typed = line("0", "user", message={"role": "user", "parts": [{"text": "Which seeds?"}]})
    (event,) = counted(read(IMPORTER, typed + answer("1")))
    assert (event.person, event.agent, event.branch, event.prompt) == ("greta", "seeds", "b-1", "Which seeds?")


def test_neither_claude_code_s_nor_gemini_s_lines_are_taken_for_qwen_s_nor_the_reverse() -> None:
    def claims(text: str) -> list[str]:
        peek = Peek(PurePosixPath("s.jsonl"), text.encode())
        return [i.name for i in (IMPORTER, claude_code.IMPORTER, gemini_cli.IMPORTER) if i.matches(peek)]

    claude = json.dumps({**CLAUDE, "type": "user", "message": {"role": "user", "content": "parts"}})
    typed = line("0", "user", message={"role": "user", "parts": [{"text": "hello " * 20_000}]})
    assert claims(claude) == ["claude-code"]
    assert claims(answer("1")) == claims(told("1")) == claims(typed[:65536]) == ["qwen-code"]


@pytest.mark.parametrize("bad", [-1, "5", 1.5, 10**400])
def test_a_count_that_is_none_rejects_its_line_alone(read: Read, bad: object) -> None:
    records = read(IMPORTER, answer("1", given=bad) + answer("2"))
    assert isinstance(records[0], ImportIssue) and records[0].line == 1 and len(counted(records)) == 1


def test_telemetry_of_a_wrong_shape_is_reported(read: Read) -> None:
    issue, event = read(IMPORTER, told("1", input_token_count="many") + answer("2"))
    assert isinstance(issue, ImportIssue) and "input_token_count" in issue.reason and isinstance(event, UsageEvent)


def test_telemetry_without_counts_tells_no_second_call(read: Read) -> None:
    bare = {"event.name": "qwen-code.api_response", "response_id": "chatcmpl-5eed00000001abcd"}
    records = read(IMPORTER, line("1", "system", subtype="ui_telemetry", systemPayload={"uiEvent": bare}) + answer("2"))
    assert [event.input_tokens for event in counted(records)] == [700]
    assert counted(records)[0].key == "chatcmpl-5eed00000001abcd"


def test_a_line_copied_from_another_session_is_replayed(read: Read) -> None:
    copied = json.dumps(json.loads(answer("1")) | {"forkedFrom": {"sessionId": "old", "messageUuid": "0"}}) + "\n"
    assert [event.dropped_by for event in events(read(IMPORTER, copied + answer("2")))] == ["replayed-history", None]


def test_cached_input_is_part_of_the_input(read: Read) -> None:
    (event,) = counted(read(IMPORTER, answer("1")))
    assert (event.input_tokens, event.cache_read_input_tokens) == (700, 200)


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, answer("1") + answer("2")[:90])
    assert len(counted(records)) == 1 and any(isinstance(r, ImportIssue) and r.line == 2 for r in records)
