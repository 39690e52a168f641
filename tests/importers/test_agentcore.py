"""Traps of AgentCore logs: exact times, payloads of any shape, untrusted actors, other operations."""

import json

import pytest

from auditor.importers.cloud.agentcore import IMPORTER
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue, Record, Severity, UsageEvent

from .conftest import Read

NANO = 1_763_962_575_492_617_002


def record(prompt: object = "Hi", response: object = None, **more: object) -> dict[str, object]:
    arn = "arn:aws:bedrock-agentcore:eu-west-1:0:runtime/planner-A1"
    base: dict[str, object] = {"resource_arn": arn, "request_id": "r", "session_id": "s", "event_timestamp": 1}
    base |= {"operation": "InvokeAgentRuntime", "timeUnixNano": NANO, "span_id": "a", "spanId": "b"}
    base |= {"resource": {"attributes": {"service.name": "planner.DEFAULT"}}}
    return (
        base | {"body": {"request_payload": {"prompt": prompt, "actor_id": "ann"}, "response_payload": response}} | more
    )


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def test_an_invocation_tells_agent_session_and_person_but_no_tokens(read: Read) -> None:
    (event,) = events(read(IMPORTER, json.dumps(record(response="Hello"))))
    assert (event.agent, event.session, event.person, event.key) == ("planner", "s", "ann", "agentcore:r")
    assert (event.prompt, event.response, event.status) == ("Hi", "Hello", "ok")
    assert (event.input_tokens, event.output_tokens, event.model) == (None, None, None)


def test_a_time_beyond_2_to_53_is_exact(read: Read) -> None:
    assert events(read(IMPORTER, json.dumps(record())))[0].at == NANO // 1000
    assert events(read(IMPORTER, json.dumps(record(timeUnixNano=str(NANO)))))[0].at == NANO // 1000


def test_without_its_own_time_the_time_of_logging_stands(read: Read) -> None:
    text = json.dumps(record(timeUnixNano=None, event_timestamp=1_763_962_578_048))
    assert events(read(IMPORTER, text))[0].at == 1_763_962_578_048_000


@pytest.mark.parametrize(
    "prompt",
    [
        "Hi",
        {"role": "user", "content": "Hi"},
        [
            {"role": "system", "content": "Be kind"},
            {"role": "user", "content": "Old"},
            {"role": "user", "content": "Hi"},
        ],
        [{"role": "user", "content": [{"text": "Hi"}]}],
    ],
)
def test_prompts_of_every_shape_are_read(read: Read, prompt: object) -> None:
    assert events(read(IMPORTER, json.dumps(record(prompt))))[0].prompt == "Hi"


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ({"text": "Yes", "metadata": {"tokens_used": 150}}, "Yes"),
        ([{"role": "assistant", "content": "Yes"}, {"role": "assistant", "content": "No"}], "Yes\nNo"),
        ('{"result": {"content": [{"text": "Yes"}]}}', "Yes"),
        (None, None),
        (7, None),
    ],
)
def test_responses_of_every_shape_are_read(read: Read, response: object, text: str | None) -> None:
    assert events(read(IMPORTER, json.dumps(record(response=response))))[0].response == text


def test_payloads_stand_in_the_body_as_string_or_beside_it(read: Read) -> None:
    body = {"request_payload": json.dumps({"prompt": "Hi", "actor_id": "ann"})}
    beside = {"body": None, "request_payload": {"prompt": "Hi", "actor_id": "ann"}}
    for more in ({"body": body}, {"body": json.dumps(body)}, beside):
        (event,) = events(read(IMPORTER, json.dumps(record(**more))))
        assert (event.prompt, event.person) == ("Hi", "ann")


@pytest.mark.parametrize("actor", ["DEFAULT", "", None, 7])
def test_a_placeholder_is_no_person(read: Read, actor: object) -> None:
    body = {"request_payload": {"prompt": "Hi", "actor_id": actor}}
    assert events(read(IMPORTER, json.dumps(record(body=body))))[0].person is None


@pytest.mark.parametrize(
    ("more", "agent"),
    [
        ({"resource": {"attributes": {"service.name": "planner.staging"}}}, "planner.staging"),
        ({"resource": None, "resource.attributes": {"service.name": "planner.DEFAULT"}}, "planner"),
        ({"resource": None}, "planner-A1"),
    ],
)
def test_the_agent_is_the_service_or_the_runtime(read: Read, more: dict[str, object], agent: str) -> None:
    assert events(read(IMPORTER, json.dumps(record(**more))))[0].agent == agent


def test_other_operations_are_reported_not_counted(read: Read) -> None:
    (issue,) = read(IMPORTER, json.dumps(record(operation="RetrieveMemoryRecords")))
    assert isinstance(issue, ImportIssue) and issue.severity is Severity.WARNING


@pytest.mark.parametrize("time", [-1, 2**64, 1e300, "soon", [NANO]])
def test_a_time_that_is_none_rejects_the_record(read: Read, time: object) -> None:
    issue, event = read(IMPORTER, json.dumps(record(timeUnixNano=time)) + "\n" + json.dumps(record()))
    assert isinstance(issue, ImportIssue) and issue.line == 1
    assert events([event])


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(record(), indent=2),
        json.dumps([record()]),
        json.dumps({"logEvents": [{"id": "1", "message": json.dumps(record())}]}),
        json.dumps({"events": [{"message": json.dumps(record())}]}, indent=1),
        json.dumps({"@timestamp": "x", "@message": record()}),
        f"@timestamp,@message\r\n2026-01-02,{cell(json.dumps(record()))}\r\n",
        f"2026-01-02T03:04:05.000Z {json.dumps(record())}\n",
    ],
)
def test_every_wrapping_of_cloudwatch_is_read_and_recognised(read: Read, content: str) -> None:
    (event,) = events(read(IMPORTER, content))
    assert (event.at, event.agent) == (NANO // 1000, "planner")
    assert IMPORTER.matches(Peek(PurePosixPath("x"), content.encode()))
