"""All the ways CloudWatch and its exports wrap a Bedrock log, and bodies of unusual shape."""

import json

import pytest

from auditor.importers import IMPORTERS
from auditor.importers.cloud.bedrock import IMPORTER
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue, Severity, UsageEvent

from .conftest import Read
from .test_bedrock import ONE, TWO, call, events

FIRST, SECOND = json.dumps(ONE), json.dumps(TWO)


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def page(*texts: str, **more: object) -> dict[str, object]:
    return {
        "messageType": "DATA_MESSAGE",
        "logEvents": [{"id": "1", "timestamp": 1, "message": t} for t in texts],
    } | more


def row(text: str) -> list[dict[str, str]]:
    return [{"field": "@timestamp", "value": "2026-01-02 03:04:05.000"}, {"field": "@message", "value": text}]


SHAPES = {
    "subscription": json.dumps(page(FIRST, SECOND)),
    "two pages joined": json.dumps(page(FIRST)) + json.dumps(page(SECOND)) + "\n",
    "a page a line": json.dumps(page(FIRST)) + "\n" + json.dumps(page(SECOND)) + "\n",
    "filter-log-events": json.dumps(
        {"events": [{"logStreamName": "x", "message": FIRST}, {"message": SECOND}], "searchedLogStreams": []}, indent=4
    ),
    "query results": json.dumps({"results": [row(FIRST), row(SECOND)], "status": "Complete"}),
    "query results, pretty": json.dumps({"results": [row(FIRST), row(SECOND)]}, indent=2),
    "console JSON": json.dumps(
        [{"@timestamp": "x", "@message": ONE}, {"@timestamp": "x", "@message": SECOND}], indent=2
    ),
    "console table": f"@timestamp,@message\r\n2026-01-02 03:04:05.000,{cell(FIRST)}\r\n2026-01-02,{cell(SECOND)}\r\n",
    "console table, pretty cells": f"@timestamp,@message\n1,{cell(json.dumps(ONE, indent=1))}\n2,{cell(SECOND)}\n",
    "stream table": f"timestamp,message\n1767323045000,{cell(FIRST)}\n1767323045001,{cell(SECOND)}\n",
    "export to S3": f"2026-01-02T03:04:05.000Z {FIRST}\n2026-01-02T03:04:06.000Z {SECOND}\n",
    "logs tail": f"2026-01-02T03:04:05.000000+00:00 aws/bedrock/modelinvocations {FIRST}\n"
    f"2026-01-02T03:04:06+00:00 aws/bedrock/modelinvocations {SECOND}\n",
    "loglines": json.dumps({"loglines": [ONE, TWO]}),
    "records": json.dumps({"records": [ONE, TWO]}),
    "message within a message": json.dumps({"message": json.dumps({"message": FIRST})}) + "\n" + SECOND,
    "byte order mark": "\ufeff" + FIRST + "\r\n" + SECOND,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_wrapping_gives_the_same_two_calls(read: Read, shape: str) -> None:
    records = read(IMPORTER, SHAPES[shape])
    assert [(event.input_tokens, event.output_tokens) for event in events(records)] == [(39, 7)] * 2
    assert len(records) == len({event.key for event in events(records)}) == 2
    peek = Peek(PurePosixPath("export"), SHAPES[shape].encode()[: 64 * 1024])
    assert [one.name for one in IMPORTERS if one.matches(peek)] == ["bedrock-invocation-log"]


@pytest.mark.parametrize("shape", ["subscription", "query results", "console table", "loglines", "export to S3"])
def test_a_wrapper_whose_end_is_beyond_the_first_look_is_recognised(shape: str) -> None:
    long = json.dumps(call(output={"outputBodyJson": {"content": [{"type": "text", "text": "x" * 70_000}]}}))
    text = SHAPES[shape].replace(FIRST, long).replace(cell(FIRST), cell(long))
    text = text.replace(json.dumps(FIRST), json.dumps(long))
    assert IMPORTER.matches(Peek(PurePosixPath("export"), text.encode()[: 64 * 1024]))


@pytest.mark.parametrize(
    "content",
    [
        {"role": "user", "message": {"content": FIRST}},
        {"type": "user", "sessionId": "s", "message": {"role": "user", "content": [ONE]}},
        {"loglines": [{"type": "user", "message": {"content": FIRST}}]},
        {"events": [{"message": "see " + FIRST}]},
        {"type": "user", "toolUseResult": {"records": [ONE]}, "message": {"role": "user"}},
    ],
)
def test_a_text_that_quotes_a_record_is_none(content: object) -> None:
    assert IMPORTER.matches(Peek(PurePosixPath("x"), json.dumps(content).encode())) == ""


def test_one_broken_message_in_a_page_costs_one_record(read: Read) -> None:
    records = read(IMPORTER, json.dumps(page(FIRST, FIRST[:60], "START RequestId: 7", SECOND)))
    assert [type(record).__name__ for record in records] == ["UsageEvent", "ImportIssue", "ImportIssue", "UsageEvent"]


@pytest.mark.parametrize(
    "body", [7, None, [], ["x"], {"messages": "x"}, {"messages": [{"role": 7}]}, {"prompt": 7}, "x"]
)
def test_bodies_of_unknown_shape_cost_no_counts(read: Read, body: object) -> None:
    asked, answered = {"inputTokenCount": 3, "inputBodyJson": body}, {"outputTokenCount": 4, "outputBodyJson": body}
    (event,) = events(read(IMPORTER, json.dumps(call(input=asked, output=answered))))
    assert (event.input_tokens, event.output_tokens, event.prompt) == (3, 4, None)


@pytest.mark.parametrize(
    "body", [{"prompt": "Hi"}, {"inputText": "Hi"}, {"messages": [{"role": "user", "content": "Hi"}]}]
)
@pytest.mark.parametrize("as_string", [True, False])
def test_prompts_are_found_in_objects_and_in_strings(read: Read, body: object, as_string: bool) -> None:
    asked = {"inputBodyJson": json.dumps(body) if as_string else body}
    assert events(read(IMPORTER, json.dumps(call(input=asked))))[0].prompt == "Hi"


def test_an_answer_saved_as_a_string_is_read(read: Read) -> None:
    body = json.dumps({"content": [{"type": "text", "text": "Hi"}], "stop_reason": "end_turn"})
    (event,) = events(read(IMPORTER, json.dumps(call(output={"outputBodyJson": body}))))
    assert (event.response, event.status) == ("Hi", "ok")


@pytest.mark.parametrize(
    "body",
    [
        {"id": "msg_bdrk_01AbcdEfghIjkl", "content": [{"type": "text", "text": "Hi"}]},
        [{"type": "message_start", "message": {"id": "msg_bdrk_01AbcdEfghIjkl"}}, "[DONE]"],
    ],
)
def test_the_answer_s_own_id_is_the_key_its_transcript_has_too(read: Read, body: object) -> None:
    (event,) = events(read(IMPORTER, json.dumps(call(output={"outputBodyJson": body}))))
    assert event.key == "msg_bdrk_01AbcdEfghIjkl"


def test_texts_that_lie_in_s3_are_spoken_of_once(read: Read) -> None:
    moved = call(input={"inputTokenCount": 3, "inputBodyS3Path": "s3://logs/data/x.json.gz"})
    *found, issue = read(IMPORTER, json.dumps(moved) + "\n" + json.dumps(moved | {"requestId": "r9"}))
    assert isinstance(issue, ImportIssue) and issue.severity is Severity.WARNING and issue.reason.endswith(": 2")
    assert [event.input_tokens for event in events(found)] == [3, 3]


def test_an_error_has_no_output_and_a_blocked_request_has_none_either(read: Read) -> None:
    error = call(errorCode="ThrottlingException", output={})
    blocked = call(output={"outputTokenCount": 0, "outputBodyJson": {"amazon-bedrock-guardrailAction": "INTERVENED"}})
    found = events(read(IMPORTER, json.dumps(error) + "\n" + json.dumps(blocked)))
    assert [(event.output_tokens, event.status) for event in found] == [(None, "error"), (0, "ok")]


def test_an_embedding_has_no_output_tokens(read: Read) -> None:
    body = {"inputBodyJson": {"inputText": "berth 4"}, "inputTokenCount": 5}
    text = json.dumps(call(operation="InvokeModel", input=body, output={"outputBodyJson": {"embedding": [0.1]}}))
    (event,) = events(read(IMPORTER, text))
    assert (event.input_tokens, event.output_tokens, event.prompt, event.response) == (5, None, "berth 4", None)


@pytest.mark.parametrize("count", [-1, "5", 1.5, True, 10**30])
def test_a_count_that_is_none_rejects_the_record(read: Read, count: object) -> None:
    issue, event = read(IMPORTER, json.dumps(call(output={"outputTokenCount": count})) + "\n" + SECOND)
    assert isinstance(issue, ImportIssue) and issue.line == 1
    assert events([event])


def test_stray_bytes_and_half_an_emoji_in_a_body_cost_no_counts(read: Read) -> None:
    text = json.dumps(call(input={"inputTokenCount": 3, "inputBodyJson": {"prompt": "TEXT"}})) + "\n"
    content = text.replace("TEXT", "\\ud83d").encode() + text.encode().replace(b"TEXT", b"caf\xe9")
    found = events(read(IMPORTER, content))
    assert [event.input_tokens for event in found] == [3, 3] and found[1].prompt == "café"


@pytest.mark.parametrize("opening", ['{"records":\n [', '{\n "records": [', '{"records":[\n '])
def test_a_page_may_begin_in_one_line_and_go_on_in_others(read: Read, opening: str) -> None:
    text = f"{opening}{FIRST},\n {SECOND}]\n}}\n"
    assert len(events(read(IMPORTER, text))) == 2


def test_a_file_that_begins_within_a_record_gives_the_others(read: Read) -> None:
    issue, event = read(IMPORTER, f"{FIRST[40:]}\n{SECOND}\n")
    assert isinstance(issue, ImportIssue) and events([event])


FIELDS = {
    "@timestamp": "2026-01-02 03:04:05.000", "requestId": "r-1", "operation": "Converse", "modelId": "m",
    "identity.arn": "arn:aws:sts::1:assumed-role/Loader/ann", "input.inputTokenCount": "9",
    "input.cacheReadInputTokenCount": "30", "output.outputTokenCount": "7",
}  # fmt: skip
TABLE = ",".join(FIELDS) + "\n" + ",".join(FIELDS.values()) + "\n"


@pytest.mark.parametrize(
    "text", [TABLE, json.dumps({"results": [[{"field": name, "value": told} for name, told in FIELDS.items()]]})]
)
def test_a_query_s_columns_make_a_record(read: Read, text: str) -> None:
    (event,) = events(read(IMPORTER, text))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (39, 30, 7)
    assert (event.at, event.agent, event.person) == (1_767_323_045_000_000, "Loader", "ann")


def test_a_query_s_table_is_recognised_and_a_broken_row_costs_itself(read: Read) -> None:
    peek = Peek(PurePosixPath("logs-insights-results.csv"), TABLE.encode())
    assert [importer.name for importer in IMPORTERS if importer.matches(peek)] == [IMPORTER.name]
    broken = ",".join({**FIELDS, "input.inputTokenCount": "-9"}.values())
    records = read(IMPORTER, TABLE + broken + "\n" + ",".join(FIELDS.values()) + "\n")
    assert [type(one) for one in records] == [UsageEvent, ImportIssue, UsageEvent]
