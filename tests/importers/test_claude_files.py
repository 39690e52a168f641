"""Claude Code's files: copies of sessions, other shapes of transcripts, and companions that tell no use."""

import json

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.assistants.claude_code import IMPORTER
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue

from .conftest import Read
from .test_claude_code import answer, counted, events, line

COMPANIONS = {
    "history.jsonl": '{"display":"tidy up","pastedContents":{},"timestamp":1767323045000,"project":"/home/ann/x"}\n',
    "sessions-index.json": '{"version": 1,\n "entries": [{"sessionId": "s"}],\n "originalPath": "/home/ann/x"}',
    "agent-a1.meta.json": '{"agentType":"Explore","description":"Find it","toolUseId":"t","spawnDepth":1}',
    "s-agent-s.json": '[{"content":"Write the test","status":"pending","activeForm":"Writing the test"}]',
    "journal.jsonl": '{"type":"started","key":"v2:1","agentId":"a1"}\n',
    "config.json": '{"name":"harbor","createdAt":1,"leadAgentId":"lead@harbor","members":[]}',
    "tester.json": '[{"from":"lead","text":"Begin","timestamp":"2026-01-01T00:00:00Z","read":true}]',
}


def claimed(name: str, text: str) -> list[str]:
    return [one.name for one in IMPORTERS if one.matches(Peek(PurePosixPath(name), text.encode()))]


@pytest.mark.parametrize("name", COMPANIONS)
def test_companions_are_known_and_passed_over_with_a_reason(read: Read, name: str) -> None:
    assert claimed(name, COMPANIONS[name]) == ["claude-code"]
    with pytest.raises(PassedOver, match="no model calls"):
        read(IMPORTER, COMPANIONS[name], name=name)


def test_a_resumed_session_s_copies_have_the_keys_of_the_original(read: Read) -> None:
    first = read(IMPORTER, answer("msg_01AbcdEfghIjkl", 5, sessionId="one"))
    second = read(IMPORTER, answer("msg_01AbcdEfghIjkl", 5, sessionId="two") + answer("msg_01NewNewNewNew", 5))
    assert [event.key for event in counted(first)] == ["msg_01AbcdEfghIjkl"]
    assert [event.key for event in counted(second)] == ["msg_01AbcdEfghIjkl", "msg_01NewNewNewNew"]


def test_a_compacted_session_counts_a_repeated_request_once(read: Read) -> None:
    boundary = line("system", subtype="compact_boundary", content="Conversation compacted")
    summary = line("user", isCompactSummary=True, message={"role": "user", "content": "This session continues …"})
    found = counted(read(IMPORTER, answer("m1", 5) + boundary + summary + answer("m1", 5) + answer("m2", 7)))
    assert [(event.output_tokens, event.prompt) for event in found] == [(5, None), (7, None)]


def test_ids_need_no_request_id_and_a_request_id_stands_in_for_a_missing_id(read: Read) -> None:
    assert len(counted(read(IMPORTER, answer("m1", 1) + answer("m2", 1, requestId="r")))) == 2
    (event,) = counted(read(IMPORTER, answer(None, 1, requestId="r", uuid="a") + answer(None, 9, requestId="r")))
    assert (event.output_tokens, event.key) == (9, "claude-code:r")


def test_null_usage_is_a_request_of_unknown_size(read: Read) -> None:
    message = {"id": "m", "role": "assistant", "model": "m", "content": "done", "usage": None}
    (event,) = counted(read(IMPORTER, line(message=message)))
    assert (event.input_tokens, event.output_tokens, event.cache_read_input_tokens) == (None, None, None)


def test_a_negative_cost_rejects_the_line_with_its_reason(read: Read) -> None:
    issue, event = read(IMPORTER, answer("a", 1, costUSD=-1) + answer("b", 1, costUSD=0.5))
    assert isinstance(issue, ImportIssue) and "cost" in issue.reason
    assert counted([event])[0].cost_microusd == 500_000


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("shape", ["array", "loglines"])
def test_other_shapes_give_the_same_requests(read: Read, shape: str, indent: int | None) -> None:
    lines = [json.loads(text) for text in (answer("m1", 5), answer("m1", 9), answer("m2", 1))]
    text = json.dumps({"loglines": lines} if shape == "loglines" else lines, indent=indent)
    assert claimed("session.json", text) == ["claude-code"]
    assert [(event.key, event.output_tokens) for event in counted(read(IMPORTER, text))] == [
        ("anthropic:m1", 9),
        ("anthropic:m2", 1),
    ]


def test_lines_without_any_id_in_one_object_are_not_merged(read: Read) -> None:
    message = {"role": "assistant", "content": [{"type": "text", "text": "done"}]}
    lines = [{"type": "assistant", "timestamp": "2026-01-01T00:00:00Z", "message": message}] * 3
    assert len(counted(read(IMPORTER, json.dumps({"loglines": lines})))) == 3


def test_each_tool_call_stands_in_the_response(read: Read) -> None:
    blocks = [{"type": "tool_use", "name": name, "input": {}} for name in ("Edit", "Bash", "Edit")]
    message = {"id": "m", "role": "assistant", "content": blocks, "usage": {"output_tokens": 40}}
    (event,) = counted(read(IMPORTER, line(message=message)))
    assert (event.response, event.operation) == ("[tool: Edit]\n[tool: Bash]\n[tool: Edit]", "chat")


@pytest.mark.parametrize("content", [[7, None, {"type": "text", "text": 7}, {"type": "text", "text": "ok"}], {}, 7])
def test_blocks_of_unknown_shape_cost_no_tokens(read: Read, content: object) -> None:
    message = {"id": "m", "role": "assistant", "content": content, "usage": {"output_tokens": 40}}
    assert events(read(IMPORTER, line(message=message)))[0].output_tokens == 40


@pytest.mark.parametrize(
    "told",
    [
        {
            "type": "user",
            "sessionId": "s",
            "timestamp": "2026-01-01T00:00:00Z",
            "message": {"role": "user", "content": "go"},
        },
        {
            "timestamp": "2026-01-01T00:00:00Z",
            "message": {"usage": {"input_tokens": 1, "output_tokens": 2}, "model": "m"},
        },
        {"type": "permission-mode", "permissionMode": "plan", "sessionId": "s"},
        {"type": "last-prompt", "lastPrompt": "go", "leafUuid": "u", "sessionId": "s"},
    ],
)
def test_lines_stripped_to_what_was_said_or_set_are_known(told: dict[str, object]) -> None:
    assert claimed("export.jsonl", json.dumps(told) + "\n") == ["claude-code"]


@pytest.mark.parametrize(
    "told",
    [
        {"type": "user", "sessionId": "s", "timestamp": 1, "message": {"role": "user", "parts": []}},
        {"type": "assistant", "timestamp": 1, "message": {"role": "assistant", "content": "hi"}},
        {"type": "mode", "sessionId": "s", "a": 1, "b": 2, "c": 3, "d": 4},
        {"timestamp": 1, "message": {"usage": {"prompt_tokens": 1, "completion_tokens": 2}}},
    ],
)
def test_lines_of_others_that_speak_alike_are_not_claimed(told: dict[str, object]) -> None:
    assert "claude-code" not in claimed("export.jsonl", json.dumps(told) + "\n")


def test_lines_that_tell_only_usage_are_requests(read: Read) -> None:
    told = {"timestamp": "2026-01-01T00:00:00Z", "requestId": "r", "costUSD": 0.25}
    message = {"id": "m", "model": "m", "usage": {"input_tokens": 1, "output_tokens": 2, "cache_read_input_tokens": 9}}
    (event,) = counted(read(IMPORTER, json.dumps(told | {"message": message})))
    assert (event.input_tokens, event.output_tokens, event.cost_microusd) == (10, 2, 250_000)


def test_a_session_that_was_only_set_up_tells_no_use(read: Read) -> None:
    assert read(IMPORTER, json.dumps({"type": "permission-mode", "permissionMode": "plan", "sessionId": "s"})) == []
