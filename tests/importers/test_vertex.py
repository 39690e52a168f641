"""Traps of Vertex AI's log: a sample, thoughts beside the answer, cached inside the prompt, streams, Claude."""

import json

import pytest

from auditor.importers.cloud.vertex import IMPORTER, SAMPLED, matches
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

USAGE = {"promptTokenCount": 100, "cachedContentTokenCount": 70, "candidatesTokenCount": 10, "thoughtsTokenCount": 30}
ASKED = {
    "contents": [{"role": "user", "parts": [{"text": "old"}]}, {"role": "user", "parts": [{"text": "new"}]}],
    "labels": {"agent": "sorter", "user_email": "ann"},
}
PARTS = [{"text": "hm", "thought": True}, {"text": "yes"}]


def answer(usage: object, parts: object = PARTS, **more: object) -> dict[str, object]:
    return {"candidates": [{"content": {"parts": parts}} | more], "usageMetadata": usage}


def row(**more: object) -> dict[str, object]:
    told: dict[str, object] = {"endpoint": "", "logging_time": "2026-01-02 03:04:05.250000 UTC", "model": "gemini"}
    told |= {"request_id": 9_123_456_789_012_345_671, "api_method": "generateContent", "full_request": ASKED}
    return told | {"full_response": answer(USAGE, finishReason="STOP")} | more


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, json.dumps(row(**more))))
    return event


def cells(told: dict[str, object]) -> list[str]:
    return [json.dumps(value) if isinstance(value, dict) else str(value) for value in told.values()]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(row()),
        json.dumps([row()], indent=2),
        json.dumps(row(request_id="9123456789012345671", full_response=json.dumps(row()["full_response"]))),
        json.dumps(row(full_response=[json.dumps(row()["full_response"])])),
        ",".join(row()) + "\n" + ",".join('"' + cell.replace('"', '""') + '"' for cell in cells(row())) + "\n",
    ],
    ids=["lines", "pretty-array", "strings", "repeated", "csv"],
)
def test_every_shape_gives_the_same_call(read: Read, content: str) -> None:
    (event,) = events(read(IMPORTER, content))
    assert (event.at, event.key) == (1_767_323_045_250_000, "vertex:9123456789012345671")
    assert (event.input_tokens, event.cache_read_input_tokens) == (100, 70)
    assert (event.output_tokens, event.reasoning_output_tokens) == (40, 30)
    assert (event.agent, event.person, event.prompt, event.response) == ("sorter", "ann", "new", "yes")
    assert matches(Peek(PurePosixPath("x"), content.encode()))


@pytest.mark.parametrize("written", ["2026-01-02T03:04:05.25Z", "2026-01-02 03:04:05.25", "1.76732304525E9"])
def test_bigquery_s_ways_to_write_a_time_are_read(read: Read, written: str) -> None:
    assert one(read, logging_time=written).at == 1_767_323_045_250_000


def test_the_reader_is_told_that_it_is_a_sample(read: Read) -> None:
    assert [r.reason for r in read(IMPORTER, json.dumps(row())) if isinstance(r, ImportIssue)] == [SAMPLED]


def test_a_stream_s_growing_counts_are_not_added(read: Read) -> None:
    pieces = [
        answer({"promptTokenCount": 100, "candidatesTokenCount": 2}, [{"text": "a"}]),
        answer({"promptTokenCount": 100, "candidatesTokenCount": 9}, [{"text": "b"}], finishReason="STOP"),
    ]
    event = one(read, full_response=pieces)
    assert (event.input_tokens, event.output_tokens, event.response, event.status) == (100, 9, "ab", "ok")


def test_what_tools_put_into_the_prompt_is_input(read: Read) -> None:
    assert one(read, full_response=answer(USAGE | {"toolUsePromptTokenCount": 5})).input_tokens == 105


CLAUDE = {"input_tokens": 3, "cache_read_input_tokens": 70, "cache_creation_input_tokens": 20, "output_tokens": 1}


@pytest.mark.parametrize(
    "told",
    [
        {"id": "msg_vrtx_01AbCdEfGhIjKl", "content": [{"type": "text", "text": "hi"}],
         "usage": CLAUDE | {"output_tokens": 9}},
        [{"type": "message_start", "message": {"id": "msg_vrtx_01AbCdEfGhIjKl", "usage": CLAUDE}},
         {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "hi"}},
         {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 9}}],
    ],
)  # fmt: skip
def test_claude_excludes_both_cache_classes(read: Read, told: object) -> None:
    event = one(read, full_response=told, full_request={"messages": [{"role": "user", "content": "q"}]})
    assert (event.input_tokens, event.cache_creation_input_tokens, event.output_tokens) == (93, 20, 9)
    assert (event.key, event.prompt, event.response) == ("msg_vrtx_01AbCdEfGhIjKl", "q", "hi")


@pytest.mark.parametrize("told", [{}, {"error": {"code": 429}}, None, "no JSON", {"usageMetadata": {}}])
def test_an_answer_without_usage_has_unknown_counts(read: Read, told: object) -> None:
    event = one(read, full_response=told)
    assert (event.input_tokens, event.output_tokens) == (None, None)
    assert event.status == ("error" if told == {"error": {"code": 429}} else None)


@pytest.mark.parametrize(
    ("endpoint", "agent"),
    [
        ("projects/1/locations/l/endpoints/55", "endpoint 55"),
        ("projects/1/locations/l/publishers/google/models/gemini", "(no agent named)"),
        (None, "(no agent named)"),
    ],
)
def test_without_labels_a_tuned_model_s_endpoint_is_the_agent(read: Read, endpoint: object, agent: str) -> None:
    event = one(read, endpoint=endpoint, full_request={"contents": []})
    assert (event.agent, event.person, event.prompt) == (agent, None, None)


def test_a_wrong_count_or_half_a_line_costs_one_row(read: Read) -> None:
    bad = json.dumps(row(full_response=answer({"promptTokenCount": "many"})))
    records = read(IMPORTER, "\n".join([json.dumps(row()), bad, json.dumps(row())[:90]]))
    assert [type(record).__name__ for record in records[:-1]] == ["UsageEvent", "ImportIssue", "ImportIssue"]


def test_thoughts_are_output_beside_the_answer_and_cached_is_within_the_prompt(read: Read) -> None:
    event = one(read)
    assert (event.input_tokens, event.cache_read_input_tokens) == (100, 70)
    assert (event.output_tokens, event.reasoning_output_tokens) == (40, 30)
