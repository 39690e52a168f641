"""Traps of Gemini CLI sessions: rewritten messages, thoughts beside the output, counts within counts, rewinds."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers.assistants.gemini_cli import IMPORTER
from auditor.importers.assistants.gemini_tokens import Counts
from auditor.importers.files.export_file import Peek
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

HEADER = {"sessionId": "s", "projectHash": "c0ffee" + "0" * 58, "startTime": "2026-04-06T08:00:00Z"}
TOKENS = {"input": 900, "output": 20, "cached": 300, "thoughts": 40, "tool": 0, "total": 960}


def message(id: str, kind: str = "gemini", second: int = 5, **more: object) -> dict[str, object]:
    model = {"model": "gemini-3-pro"} if kind == "gemini" else {}
    return {"id": id, "timestamp": f"2026-04-06T08:00:{second:02}Z", "type": kind, "content": "hi", **model, **more}


def log(*records: Mapping[str, object]) -> str:
    return "\n".join(json.dumps(record) for record in (HEADER, *records))


def counted(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent) and record.dropped_by is None]


@pytest.mark.parametrize(
    ("counts", "sums"),
    [
        (Counts(prompt=900, candidates=20, thoughts=40, total=960), (900, 60)),
        (Counts(prompt=900, candidates=60, thoughts=40, total=960), (900, 60)),
        (Counts(prompt=900, candidates=20, thoughts=40, tool=50, total=1010), (950, 60)),
        (Counts(prompt=900, candidates=20, thoughts=40, tool=50, total=960), (900, 60)),
        (Counts(prompt=900, candidates=20, thoughts=40), (900, 60)),
        (Counts(prompt=900, candidates=20, thoughts=40, total=0), (900, 60)),
        (Counts(), (None, None)),
    ],
)
def test_the_total_tells_what_the_counts_contain(counts: Counts, sums: tuple[int | None, int | None]) -> None:
    assert counts.sums() == sums


def test_thoughts_are_output_and_reasoning_and_cached_is_part_of_the_input(read: Read) -> None:
    (event,) = counted(read(IMPORTER, log(message("g1", tokens=TOKENS))))
    assert (event.input_tokens, event.cache_read_input_tokens) == (900, 300)
    assert (event.output_tokens, event.reasoning_output_tokens) == (60, 40)


def test_a_rewritten_message_counts_once_with_its_last_text(read: Read) -> None:
    first, last = message("g1", content="", tokens=TOKENS), message("g1", content="done", tokens=TOKENS)
    records = read(IMPORTER, log(message("g1", content=""), first, last))
    (event,) = counted(records)
    assert (event.response, event.input_tokens, event.line) == ("done", 900, 4)
    assert [r.dropped_by for r in records if isinstance(r, UsageEvent) and r.dropped_by] == ["streamed-repeat"]


def test_a_later_version_without_counts_keeps_the_earlier_ones(read: Read) -> None:
    (event,) = counted(read(IMPORTER, log(message("g1", tokens=TOKENS), message("g1", content="masked"))))
    assert (event.input_tokens, event.response) == (900, "masked")


def test_an_update_that_lists_all_messages_again_adds_nothing(read: Read) -> None:
    summary = {"id": "x", "timestamp": "2026-04-06T08:01:00Z", "type": "gemini", "content": "Summary so far"}
    again = {"$set": {"messages": [message("g1", tokens=TOKENS), summary]}}
    (event,) = counted(read(IMPORTER, log(message("g1", tokens=TOKENS), again)))
    assert event.input_tokens == 900


def test_what_a_rewind_takes_back_was_used(read: Read) -> None:
    records = read(IMPORTER, log(message("g1", tokens=TOKENS), {"$rewindTo": "g1"}, message("g2", tokens=TOKENS)))
    assert len(counted(records)) == 2


def test_a_session_in_one_object_and_as_a_log_has_the_same_keys(read: Read) -> None:
    whole = json.dumps({**HEADER, "messages": [message("u1", "user"), message("g1", tokens=TOKENS)]}, indent=2)
    (one,) = counted(read(IMPORTER, whole, name="session-a.json"))
    (other,) = counted(read(IMPORTER, log(message("g1", tokens=TOKENS)), name="session-a.jsonl"))
    assert one.key == other.key == "gemini-cli:s:g1" and one.prompt == "hi"


def test_a_message_without_counts_is_activity_with_unknown_tokens(read: Read) -> None:
    (event,) = counted(read(IMPORTER, log(message("g1"))))
    assert (event.input_tokens, event.output_tokens, event.status) == (None, None, None)


def test_an_error_in_place_of_an_answer_is_activity_any_other_is_not(read: Read) -> None:
    early, late = message("e0", "error", 1), message("e1", "error", 3, content="Quota exceeded")
    records = read(IMPORTER, log(early, message("u1", "user", 2), late, message("e2", "error", 4)))
    assert [(event.status, event.response) for event in counted(records)] == [("error", "Quota exceeded")]


def test_a_thought_part_is_no_answer(read: Read) -> None:
    parts = [{"text": "hm", "thought": True}, {"text": "Yes."}]
    (event,) = counted(read(IMPORTER, log(message("g1", content=parts, toolCalls=[{"name": "ls"}]))))
    assert event.response == "Yes.\n[tool: ls]"


@pytest.mark.parametrize(
    ("name", "person", "agent"),
    [
        ("evidence/bob/.gemini/tmp/tide-tables/chats/session-x.jsonl", "bob", "tide-tables"),
        ("bob/.gemini/tmp/" + "ab" * 32 + "/chats/session-x.jsonl", "bob", "project abababab"),
        ("session-x.jsonl", None, "project c0ffee00"),
    ],
)
def test_person_and_project_come_from_where_the_file_was_kept(read: Read, name: str, person: str, agent: str) -> None:
    (event,) = counted(read(IMPORTER, log(message("g1")), name=name))
    assert (event.person, event.agent) == (person, agent)


def test_a_sub_agent_s_session_names_its_folder(read: Read) -> None:
    header = {"$set": {"kind": "subagent", "directories": ["/home/yusuf/tides"]}}
    (event,) = counted(read(IMPORTER, log(header, message("g1"))))
    assert (event.person, event.agent, event.sub_agent) == ("yusuf", "tides", "subagent")


def test_the_prompt_log_beside_the_sessions_is_passed_over(read: Read) -> None:
    entry = {"sessionId": "s", "messageId": 0, "type": "user", "message": "hi", "timestamp": "2026-04-06T08:00:00Z"}
    text = json.dumps([entry], indent=2)
    assert IMPORTER.matches(Peek(PurePosixPath("logs.json"), text.encode()))
    with pytest.raises(PassedOver):
        read(IMPORTER, text)


@pytest.mark.parametrize("bad", [-1, "5", 1.5, 10**400])
def test_a_count_that_is_none_rejects_its_message_alone(read: Read, bad: object) -> None:
    records = read(IMPORTER, log(message("g1", tokens={**TOKENS, "output": bad}), message("g2", tokens=TOKENS)))
    assert isinstance(records[0], ImportIssue) and len(counted(records)) == 1


def test_a_message_without_time_and_a_cut_off_line_are_reported(read: Read) -> None:
    records = read(IMPORTER, log(message("g1") | {"timestamp": None}) + '\n{"id":"g2","times')
    assert [r.reason for r in records if isinstance(r, ImportIssue)] == [
        "no time",
        "the object that begins in this line is cut off",
    ]


def test_an_update_of_a_message_tells_only_what_is_new(read: Read) -> None:
    first = message("m", content="Beans.", tokens=TOKENS)
    update = {"type": "message_update", "id": "m", "tokens": TOKENS | {"output": 30, "total": 970}}
    records = read(IMPORTER, log(message("u", "user"), first, update))
    (event,) = counted(records)
    assert (event.output_tokens, event.response, event.model, event.prompt) == (70, "Beans.", "gemini-3-pro", "hi")
    assert [r.dropped_by for r in records if isinstance(r, UsageEvent)] == ["streamed-repeat", None]


def test_an_update_of_an_unknown_message_is_no_request(read: Read) -> None:
    assert read(IMPORTER, log({"type": "message_update", "id": "x", "tokens": TOKENS})) == []


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"sessionId": "s", "messages": [message("m", tokens=TOKENS)]}),
        json.dumps({"type": "session_metadata", "sessionId": "s", "startTime": "2026-04-06T08:00:00Z"}) + "\n",
    ],
)
def test_sessions_with_fewer_fields_are_known(text: str) -> None:
    assert IMPORTER.matches(Peek(PurePosixPath("session.json"), text.encode()))


@pytest.mark.parametrize("kind", ["assistant", 'said "type": "gemini"'])
def test_sessions_of_others_are_not_claimed(kind: str) -> None:
    text = json.dumps({"sessionId": "s", "messages": [message("m", kind)]})
    assert not IMPORTER.matches(Peek(PurePosixPath("session.json"), text.encode()))


def test_times_are_those_of_the_messages_not_of_the_name(read: Read) -> None:
    (event,) = counted(read(IMPORTER, log(message("m", tokens=TOKENS)), name="chats/session-2026-04-05T23-59-x.jsonl"))
    assert event.at == 1_775_462_405_000_000
