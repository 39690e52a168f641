"""Traps of Bedrock logs: the shapes they come in, cache counts, callers, and bodies that lie."""

import gzip
import json

import pytest

from auditor.importers import IMPORTERS
from auditor.importers.cloud.bedrock import IMPORTER, matches
from auditor.importers.cloud.bedrock_records import caller
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read


def call(**more: object) -> dict[str, object]:
    asked = {"inputTokenCount": 5, "cacheReadInputTokenCount": 30, "cacheWriteInputTokenCount": 4}
    record: dict[str, object] = {"schemaType": "ModelInvocationLog", "timestamp": "2026-01-02T03:04:05Z"}
    record |= {
        "requestId": "r",
        "operation": "Converse",
        "modelId": "m",
        "input": asked,
        "output": {"outputTokenCount": 7},
    }
    return record | {"identity": {"arn": "arn:aws:iam::1:user/ops/ann"}} | more


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


ONE, TWO = call(), call(requestId="r2")
PAGE = {"logEvents": [{"id": "1", "timestamp": 1, "message": json.dumps(ONE)}, {"id": "2", "message": json.dumps(TWO)}]}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ONE) + "\n" + json.dumps(TWO),
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
        f"[{json.dumps(ONE)},\n{json.dumps(TWO)}]\n",
        json.dumps(ONE, indent=4) + "\n" + json.dumps(TWO, indent=4) + "\n",
        json.dumps(PAGE),
        json.dumps(PAGE, indent=2),
        json.dumps({"@timestamp": "x", "@message": json.dumps(ONE)}) + "\n" + json.dumps({"@message": TWO}),
        gzip.compress((json.dumps(ONE) + "\n").encode()) + gzip.compress(json.dumps(TWO).encode()),
    ],
)
def test_every_shape_gives_the_same_two_calls(read: Read, content: str | bytes) -> None:
    found = events(read(IMPORTER, content))
    assert [(event.input_tokens, event.cache_read_input_tokens, event.output_tokens) for event in found] == [
        (39, 30, 7)
    ] * 2
    head = gzip.decompress(content) if isinstance(content, bytes) else content.encode()
    assert [one.name for one in IMPORTERS if one.matches(Peek(PurePosixPath("x"), head))] == ["bedrock-invocation-log"]


def test_one_request_id_used_for_different_calls_is_not_merged(read: Read) -> None:
    other = call(identity={"arn": "arn:aws:iam::1:user/bob"})
    keys = {event.key for event in events(read(IMPORTER, "\n".join(map(json.dumps, [ONE, ONE, other]))))}
    assert len(keys) == 2


def test_other_operations_are_reported_not_counted(read: Read) -> None:
    (issue,) = read(IMPORTER, json.dumps(call(operation="ListModels")))
    assert isinstance(issue, ImportIssue) and "ListModels" in issue.reason


def test_missing_bodies_and_counts_are_unknown(read: Read) -> None:
    moved = {"inputBodyS3Path": "s3://logs/data/x"}
    (event,) = events(read(IMPORTER, json.dumps(call(input=moved, output={}))))
    assert (event.input_tokens, event.output_tokens, event.prompt, event.response) == (None, None, None, None)


def test_counts_written_in_a_prompt_are_text(read: Read) -> None:
    body = {"messages": [{"role": "user", "content": '"inputTokenCount": 999999, "outputTokenCount": 1'}]}
    (event,) = events(read(IMPORTER, json.dumps(call(input={"inputTokenCount": 3, "inputBodyJson": json.dumps(body)}))))
    assert event.input_tokens == 3 and event.prompt is not None and event.prompt.startswith('"inputTokenCount"')


def test_only_the_last_user_message_is_the_prompt(read: Read) -> None:
    turns = [
        {"role": role, "content": [{"text": text}]} for role, text in [("user", "a"), ("assistant", "b"), ("user", "c")]
    ]
    (event,) = events(read(IMPORTER, json.dumps(call(input={"inputBodyJson": {"messages": turns}}))))
    assert event.prompt == "c"


def test_a_stream_s_pieces_are_joined_up_to_done(read: Read) -> None:
    stream = [{"contentBlockDelta": {"delta": {"text": "Hel"}}}, {"delta": {"text": "lo"}}, "[DONE]"]
    (event,) = events(read(IMPORTER, json.dumps(call(output={"outputBodyJson": stream}))))
    assert event.response == "Hello"


@pytest.mark.parametrize(
    ("arn", "role", "person"),
    [
        ("arn:aws:sts::1:assumed-role/Dev/ann@example.com", "Dev", "ann@example.com"),
        ("arn:aws:sts::1:assumed-role/batch/i-0123456789abcdef0", "batch", None),
        ("arn:aws:iam::1:user/team/ann", None, "ann"),
        ("", None, None),
    ],
)
def test_a_made_up_session_name_is_no_person(arn: str, role: str | None, person: str | None) -> None:
    assert caller(arn) == (role, person)


@pytest.mark.parametrize(
    ("more", "agent"),
    [
        ({"requestMetadata": {"agent_name": "sorter"}}, "sorter"),
        ({"modelId": "arn:aws:bedrock:eu-west-1:1:application-inference-profile/p1"}, "inference profile p1"),
        ({}, "(no agent named)"),
    ],
)
def test_the_agent_is_declared_or_the_profile(read: Read, more: dict[str, object], agent: str) -> None:
    assert events(read(IMPORTER, json.dumps(call(**more))))[0].agent == agent


def test_a_cut_off_record_between_others_costs_one_record(read: Read) -> None:
    records = read(IMPORTER, f"{json.dumps(ONE)}\n{json.dumps(ONE)[:80]}\n{json.dumps(TWO)}\n")
    assert [type(record).__name__ for record in records] == ["UsageEvent", "ImportIssue", "UsageEvent"]


def test_a_transcript_that_quotes_a_log_is_not_one() -> None:
    line = json.dumps({"type": "user", "message": {"content": json.dumps(ONE)}, "sessionId": "s"})
    assert matches(Peek(PurePosixPath("x"), line.encode())) == ""


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"output": {"outputBodyJson": {"stopReason": "end_turn"}}}, "ok"),
        ({"output": {"outputBodyJson": {"stop_reason": "max_tokens"}}}, "ok"),
        ({"output": {"outputBodyJson": [{"messageStop": {"stopReason": "tool_use"}}]}}, "ok"),
        ({"output": {"outputBodyJson": {"amazon-bedrock-guardrailAction": "INTERVENED"}}}, "ok"),
        ({"errorCode": "ThrottlingException"}, "error"),
        ({}, None),
    ],
)
def test_a_stop_reason_is_an_answer_and_an_error_code_is_none(
    read: Read, more: dict[str, object], status: str | None
) -> None:
    assert events(read(IMPORTER, json.dumps(call(**more))))[0].status == status


@pytest.mark.parametrize(
    "body",
    [
        {"content": [{"type": "text", "text": "hi"}], "usage": {"input_tokens": 1, "output_tokens": 2,
         "cache_read_input_tokens": 500, "cache_creation_input_tokens": 30}},
        {"output": {"message": {"content": [{"text": "hi"}]}}, "usage": {"inputTokens": 1, "outputTokens": 2,
         "cacheReadInputTokens": 500, "cacheWriteInputTokens": 30}},
        [{"type": "message_start", "message": {"usage": {"input_tokens": 1, "cache_read_input_tokens": 500,
          "cache_creation_input_tokens": 30, "output_tokens": 1}}},
         {"type": "message_delta", "delta": {}, "usage": {"output_tokens": 2}}, "[DONE]"],
    ],
    ids=["Claude", "Converse", "stream"],
)  # fmt: skip
def test_what_a_record_leaves_out_is_taken_from_the_answer_s_usage(read: Read, body: object) -> None:
    told = call(input={"inputTokenCount": 9}, output={"outputBodyJson": body})
    (event,) = events(read(IMPORTER, json.dumps(told)))
    assert (event.input_tokens, event.cache_read_input_tokens) == (539, 500)
    assert (event.cache_creation_input_tokens, event.output_tokens) == (30, 2)


@pytest.mark.parametrize("wrong", [-5, "500", 1e300, None, True])
def test_a_wrong_count_in_an_answer_s_usage_is_unknown(read: Read, wrong: object) -> None:
    body = {"content": [{"type": "text", "text": "hi"}], "usage": {"cache_read_input_tokens": wrong}}
    told = call(input={"inputTokenCount": 9}, output={"outputBodyJson": body, "outputTokenCount": 4})
    (event,) = events(read(IMPORTER, json.dumps(told)))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (9, None, 4)
