"""Traps of Kiro CLI sessions: credits instead of tokens, zeros that mean unknown, a conversation in another file."""

import json
from pathlib import Path, PurePosixPath

import pytest

from auditor.errors import ImportFailed, PassedOver
from auditor.importers.assistants.kiro_cli import IMPORTER
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read


def turn(*ids: str, credits: object = 0.25, **more: object) -> dict[str, object]:
    metered = [] if credits is None else [{"value": credits, "unit": "credit", "unitPlural": "credits"}]
    counts = {"input_token_count": 0, "output_token_count": 0, "total_request_count": 1}
    ended = {"end_timestamp": "2026-06-01T09:00:40.123456789Z", "end_reason": "UserTurnEnd"}
    return {"message_ids": list(ids), "metering_usage": metered, **counts, **ended, **more}


def session(*turns: object, agent: str | None = "tide-clerk", **more: object) -> str:
    state = {"conversation_metadata": {"user_turn_metadatas": turns}, "agent_name": agent}
    state["rts_model_state"] = {"model_info": {"model_id": "large-4"}}
    return json.dumps({"session_id": "s", "cwd": "/home/ines/harbour", "session_state": state} | more)


def entry(kind: str, id: str, text: str, **more: object) -> str:
    content = [{"kind": "thinking", "data": {"text": "hm"}}, {"kind": "text", "data": text}]
    return json.dumps({"version": "v1", "kind": kind, "data": {"message_id": id, "content": content, **more}}) + "\n"


def beside(folder: Path, **files: str) -> ExportFile:
    """`s.json` of a folder in which the files lie, their dots written as `_`."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return ExportFile.at(folder / "s.json")


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def counted(records: list[Record]) -> list[UsageEvent]:
    return [event for event in events(records) if event.dropped_by is None]


def issues(records: list[Record]) -> list[str]:
    return [record.reason for record in records if isinstance(record, ImportIssue)]


def test_a_turn_is_metered_in_credits_and_zero_tokens_are_unknown(read: Read) -> None:
    (event,) = counted(read(IMPORTER, session(turn("p", "a"))))
    assert (event.microcredits, event.input_tokens, event.output_tokens) == (250_000, None, None)
    assert (event.person, event.agent, event.model, event.session) == ("ines", "tide-clerk", "large-4", "s")


def test_credits_of_all_requests_of_a_turn_are_summed_exactly(read: Read) -> None:
    parts = [{"value": value, "unit": "credit"} for value in (0.1, 0.2, 0.0000004, 0.0000004)]
    records = read(IMPORTER, session(turn("a", metering_usage=parts), turn("b", metering_usage=parts)))
    assert sum(event.microcredits or 0 for event in counted(records)) == 600_002


def test_fewer_metered_requests_than_made_are_a_lower_bound(read: Read) -> None:
    low, exact = counted(read(IMPORTER, session(turn("a", total_request_count=3), turn("b"))))
    assert (low.lower_bound, exact.lower_bound) == (True, False)


def test_a_turn_without_metering_has_unknown_credits(read: Read) -> None:
    records = read(IMPORTER, session(turn("a", credits=None), turn("b", credits=0)))
    assert [event.microcredits for event in counted(records)] == [None, 0]


def test_other_units_are_not_credits_and_are_told(read: Read) -> None:
    parts = [{"value": 1, "unit": "credit"}, {"value": 100, "unit": "request"}]
    records = read(IMPORTER, session(turn("a", metering_usage=parts)))
    assert counted(records)[0].microcredits == 1_000_000 and "“request”" in issues(records)[0]


def test_tokens_that_are_told_count_with_the_cache_added_to_the_input(read: Read) -> None:
    counts = {"input_token_count": 10, "output_token_count": 20, "cache_read_input_token_count": 30}
    (event,) = counted(read(IMPORTER, session(turn("a", **counts))))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (40, 30, 20)


def test_a_turn_begins_its_duration_before_its_end(read: Read) -> None:
    (event,) = counted(read(IMPORTER, session(turn("a", turn_duration={"secs": 30, "nanos": 500_000_000}))))
    assert (event.at, event.duration_us) == (1780304440_123456 - 30_500_000, 30_500_000)


def test_a_turn_repeated_in_a_resumed_session_counts_once(read: Read) -> None:
    records = read(IMPORTER, session(turn("p", "a"), turn("p", "a"), turn("q", "b")))
    assert [event.dropped_by for event in events(records)] == [None, "replayed-history", None]
    (other,) = events(read(IMPORTER, session(turn("p", "a"), session_id="copy")))
    assert other.key == events(records)[0].key


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "ok"),
        ({"result": {"Err": {}}}, "error"),
        ({"end_reason": "Cancelled"}, "aborted"),
        ({"end_reason": None}, None),
    ],
)
def test_the_status_is_how_the_turn_ended(read: Read, more: dict[str, object], status: str | None) -> None:
    assert counted(read(IMPORTER, session(turn("a", **more))))[0].status == status


def test_a_sub_agent_is_known_by_its_parent_and_named_by_its_turn(read: Read) -> None:
    loop = {"agent_id": {"name": "scout", "parent_id": "x"}, "rand": 1}
    one, other = counted(read(IMPORTER, session(turn("a", loop_id=loop), turn("b"))))
    assert (one.agent, one.sub_agent, other.agent, other.sub_agent) == ("scout", "scout", "tide-clerk", None)
    (child,) = counted(read(IMPORTER, session(turn("a"), agent=None, parent_session_id="s0")))
    assert (child.agent, child.sub_agent) == ("harbour", "sub-agent")


TALK = (
    entry("Prompt", "unlisted-1", "Draft it", meta={"timestamp": 1780304410})
    + entry("AssistantMessage", "a1", "Reading.")
    + entry("ToolResults", "r1", "…")
    + entry("AssistantMessage", "a2", "Here.")
    + entry("Prompt", "unlisted-2", "Shorter")
    + entry("AssistantMessage", "a3", "Short.")
)


def test_prompts_and_answers_come_from_the_conversation_beside(tmp_path: Path) -> None:
    records = list(
        IMPORTER.read(beside(tmp_path, s_json=session(turn("p1", "a1", "r1", "a2"), turn("a3")), s_jsonl=TALK))
    )
    assert [(e.prompt, e.response) for e in counted(records)] == [
        ("Draft it", "Reading.\nHere."),
        ("Shorter", "Short."),
    ]


def test_unreadable_entries_cost_texts_not_credits(tmp_path: Path) -> None:
    file = beside(tmp_path, s_json=session(turn("a3")), s_jsonl='{"kind": 5}\n' + TALK[:-40])
    records = list(IMPORTER.read(file))
    assert counted(records)[0].microcredits == 250_000 and "2 entries" in issues(records)[0]


def test_a_turn_without_an_end_has_the_time_of_its_prompt(tmp_path: Path) -> None:
    file = beside(
        tmp_path, s_json=session(turn("a2", end_timestamp=None), turn("a3", end_timestamp=None)), s_jsonl=TALK
    )
    records = list(IMPORTER.read(file))
    assert [event.at for event in counted(records)] == [1780304410_000000] and issues(records) == ["no time"]


def test_the_conversation_is_passed_over_where_its_session_lies_beside_it(tmp_path: Path) -> None:
    beside(tmp_path, s_json=session(turn("a")), s_jsonl=TALK)
    with pytest.raises(PassedOver, match=r"s\.json"):
        list(IMPORTER.read(ExportFile.at(tmp_path / "s.jsonl")))


def test_a_conversation_alone_tells_its_timed_prompts_and_says_what_is_missing(read: Read) -> None:
    records = read(IMPORTER, TALK, name="s.jsonl")
    (event,) = counted(records)
    assert (event.prompt, event.at, event.microcredits, event.key) == (
        "Draft it",
        1780304410_000000,
        None,
        "kiro-cli:a2",
    )
    assert "“s.json” is missing" in issues(records)[-1]


def test_a_conversation_alone_without_times_is_refused(read: Read) -> None:
    with pytest.raises(ImportFailed, match="neither times nor credits"):
        read(IMPORTER, entry("Prompt", "p", "hi") + entry("AssistantMessage", "a", "ho"), name="s.jsonl")


def test_an_exported_session_holds_both_in_one(read: Read) -> None:
    entries = [json.loads(line) for line in TALK.splitlines()]
    whole = {"format": "kiro-session-export-v1", "metadata": json.loads(session(turn("a2"))), "log_entries": entries}
    (event,) = counted(read(IMPORTER, json.dumps(whole, indent=2)))
    assert (event.prompt, event.response) == ("Draft it", "Reading.\nHere.")


def row(**more: object) -> str:
    request = {
        "request_id": "r1",
        "request_start_timestamp_ms": 1780304410000,
        "stream_end_timestamp_ms": 1780304412000,
    }
    turns: list[dict[str, object]] = [
        {
            "user": {"content": {"Prompt": {"prompt": "Draft it"}}},
            "assistant": {"ToolUse": {"content": "Reading.", "tool_uses": [{"name": "fs_read"}]}},
            "request_metadata": request,
        },
        {"assistant": {"Response": {"content": "Here."}}, "request_metadata": request | {"request_id": "r2"}},
    ]
    usage = {"usage_info": [{"value": 0.5, "unit": "credit"}]}
    value = {"history": turns, "model_info": {"model_id": "large-4"}, "user_turn_metadata": usage} | more
    return json.dumps([{"key": "/home/ines/harbour", "conversation_id": "c", "value": json.dumps(value)}])


def test_exported_rows_of_the_older_database_give_their_requests(read: Read) -> None:
    one, other = counted(read(IMPORTER, row()))
    assert (one.person, one.agent, one.session, one.duration_us) == ("ines", "harbour", "c", 2_000_000)
    assert (one.prompt, one.response) == ("Draft it", "Reading.\n[tool: fs_read]")
    assert (other.prompt, other.key, one.microcredits, other.microcredits) == ("Draft it", "kiro-cli:r2", None, 500_000)


@pytest.mark.parametrize(
    "more", [{"history": [{"request_metadata": {}}]}, {"user_turn_metadata": {"usage_info": [{"value": "x"}]}}]
)
def test_a_row_that_cannot_be_read_is_reported(read: Read, more: dict[str, object]) -> None:
    assert len(issues(read(IMPORTER, row(**more)))) == 1


def test_a_value_that_is_no_json_is_reported(read: Read) -> None:
    assert "no JSON" in issues(read(IMPORTER, json.dumps({"key": "/x", "conversation_id": "c", "value": "{"})))[0]


def test_the_database_itself_is_refused_with_the_command_that_exports_it(read: Read) -> None:
    database = b"SQLite format 3\0" + bytes(100) + b"CREATE TABLE conversations_v2 (key TEXT)"
    assert IMPORTER.matches(Peek(PurePosixPath("data.sqlite3"), database))
    with pytest.raises(ImportFailed, match="sqlite3 -json"):
        read(IMPORTER, database)
    assert IMPORTER.matches(Peek(PurePosixPath("other.db"), b"SQLite format 3\0" + bytes(100))) == ""


def message(kind: str, second: int, **payload: object) -> str:
    return json.dumps({"timestamp": f"2026-06-01T09:00:{second:02}Z", "payload": {"type": kind, **payload}}) + "\n"


def test_a_session_of_the_third_engine_is_metered_by_its_summaries(tmp_path: Path) -> None:
    text = message("user", 1, content="Draft it") + message("assistant", 2, content="Here.", operationType="Say")
    text += message("tool_call", 3, toolName="fs_read")
    text += message(
        "usage_summary", 4, promptTurnSummaries=[{"unit": "credit", "usage": 0.5}, {"unit": "token", "usage": 9}]
    )
    (tmp_path / "messages.jsonl").write_text(text)
    (tmp_path / "session.json").write_text(json.dumps({"id": "sess_1", "modelId": "auto", "lastModifiedAt": "x"}))
    (event,) = counted(list(IMPORTER.read(ExportFile.at(tmp_path / "messages.jsonl"))))
    assert (event.microcredits, event.prompt, event.response) == (500_000, "Draft it", "Here.\n[tool: fs_read]")
    assert (event.session, event.model) == ("sess_1", "auto")
    with pytest.raises(PassedOver):
        list(IMPORTER.read(ExportFile.at(tmp_path / "session.json")))


@pytest.mark.parametrize("bad", [-1, "many", float("nan"), 10**400, True, {}])
def test_credits_that_are_none_reject_their_turn_alone(read: Read, bad: object) -> None:
    records = read(IMPORTER, session(turn("a", credits=bad), turn("b")).replace("NaN", '"NaN"'))
    assert len(issues(records)) == 1 and len(counted(records)) == 1


@pytest.mark.parametrize("unit", [None, "", "credit", "credits"])
def test_credits_are_credits_whatever_the_version_calls_them(read: Read, unit: str | None) -> None:
    metered = {"value": 0.5} if unit is None else {"value": 0.5, "unit": unit}
    records = read(IMPORTER, session(turn("a", metering_usage=[metered])))
    assert counted(records)[0].microcredits == 500_000 and issues(records) == []


def test_turns_without_a_time_stand_where_the_session_was_last_written_and_it_is_told(read: Read) -> None:
    same = {"end_timestamp": None, "message_ids": []}
    text = session(turn(**same), turn(**same), updated_at="2026-06-01T09:30:00Z", created_at="2026-06-01T09:00:00Z")
    records = read(IMPORTER, text)
    assert sum(event.microcredits or 0 for event in counted(records)) == 500_000
    assert {event.at for event in counted(records)} == {1_780_306_200_000_000}
    assert issues(records) == ["2 turns tell no time: they stand where the session was last written"]


def test_a_turn_without_any_time_is_reported(read: Read) -> None:
    assert issues(read(IMPORTER, session(turn("a", end_timestamp=None)))) == ["no time"]


@pytest.mark.parametrize("ended", [1_780_304_440, 1_780_304_440_000, "2026-06-01T09:00:40Z"])
def test_seconds_milliseconds_and_iso_times_are_the_same_moment(read: Read, ended: object) -> None:
    (event,) = counted(read(IMPORTER, session(turn("a", end_timestamp=ended))))
    assert event.at == 1_780_304_440_000_000


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"session_created_reason": "subagent"}, "tide-clerk"),
        ({"parent_session_id": "p", "session_created_reason": "subagent"}, "tide-clerk"),
        ({"parent_session_id": "p", "session_created_reason": "tangent"}, None),
        ({"parent_session_id": "p", "session_created_reason": "rewind"}, None),
        ({"session_created_reason": "user"}, None),
    ],
)
def test_a_session_forked_by_the_person_is_no_sub_agent_s(
    read: Read, told: dict[str, object], name: str | None
) -> None:
    (event,) = counted(read(IMPORTER, session(turn("a"), **told)))
    assert event.sub_agent == name
