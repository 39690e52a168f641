"""Traps of Kiro's prompt logs: no counts at all, empty prompts, missing ids, the router's answers that are none."""

import gzip
import json
from pathlib import PurePosixPath

import pytest

from auditor.importers.assistants.kiro_prompts import IMPORTER, is_route_only
from auditor.importers.contract import NO_AGENT
from auditor.importers.files.export_file import Peek
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

USER = "1b2c3d4e-0000-4000-8000-00000000ab1e"


def record(**more: object) -> dict[str, object]:
    request = {
        "prompt": "Write the plan",
        "userId": f"d-90670000aa.{USER}",
        "timeStamp": "2026-06-02T10:00:00.230565389Z",
    }
    response = {"assistantResponse": "The plan: …", "messageMetadata": None, "requestId": "req-1"}
    request |= {key: value for key, value in more.items() if key in ("prompt", "userId", "timeStamp", "modelId")}
    response |= {key: value for key, value in more.items() if key not in request}
    return {"generateAssistantResponseEventRequest": request, "generateAssistantResponseEventResponse": response}


def file(*records: object) -> str:
    return json.dumps({"records": records})


def events(records: list[Record]) -> list[UsageEvent]:
    return [found for found in records if isinstance(found, UsageEvent)]


def test_tokens_and_credits_are_unknown_not_zero(read: Read) -> None:
    (event,) = events(read(IMPORTER, file(record())))
    assert (event.input_tokens, event.output_tokens, event.microcredits, event.agent) == (None, None, None, NO_AGENT)
    assert (event.prompt, event.response, event.operation) == ("Write the plan", "The plan: …", "chat")


@pytest.mark.parametrize(("user", "person"), [(f"d-90670000aa.{USER}", USER), (USER, USER), ("ann", "ann"), ("", None)])
def test_the_person_is_the_user_s_part_of_the_id(read: Read, user: str, person: str | None) -> None:
    assert events(read(IMPORTER, file(record(userId=user))))[0].person == person


def test_an_empty_prompt_and_missing_ids_are_usual(read: Read) -> None:
    (event,) = events(read(IMPORTER, file(record(prompt="", assistantResponse="", modelId=None))))
    assert (event.prompt, event.response, event.session, event.model) == (None, None, None, None)


def test_conversation_and_request_are_told_where_they_are(read: Read) -> None:
    (event,) = events(read(IMPORTER, file(record(messageMetadata={"conversationId": "c", "utteranceId": "u"}))))
    assert (event.session, event.key) == ("c", "kiro-prompt-log:req-1")
    (event,) = events(read(IMPORTER, file(record(requestId=None, messageMetadata={"utteranceId": "u"}))))
    assert event.key == "kiro-prompt-log:u"


def test_a_record_without_any_id_has_no_key(read: Read) -> None:
    assert events(read(IMPORTER, file(record(requestId=None))))[0].key is None


@pytest.mark.parametrize(
    ("answer", "is_route"),
    [
        ("chat", True),
        ("do", True),
        ("spec ", True),
        ('{"chat": 0.1, "do": 0.8, "spec": 0.1}', True),
        ('```json\n{"chat": 0.1, "do": 0.8, "spec": 0.1}\n```', True),
        ('{"chat": 0.1, "do": 0.8, "spec": 0.1} Now the plan.', False),
        ('{"chat": true, "do": 1, "spec": 0}', False),
        ('{"chat": 1}', False),
        ("do it", False),
        ("", False),
        ("{" * 150 + "}", False),
    ],
)
def test_the_router_s_answer_is_no_answer(answer: str, is_route: bool) -> None:
    assert is_route_only(answer) is is_route


def test_a_routed_request_is_a_call_without_answer(read: Read) -> None:
    (event,) = events(read(IMPORTER, file(record(assistantResponse="spec"))))
    assert (event.operation, event.response, event.prompt) == ("route", None, "Write the plan")


def test_completions_and_code_generation_are_read_too(read: Read) -> None:
    asked = {"leftContext": "def f(", "fileName": "f.py", "userId": USER, "timeStamp": "2026-06-02T10:00:00Z"}
    got = {"completions": ["x: int", {"content": "y"}], "requestId": "r"}
    task = {"prompt": "Add a table", "conversationId": "c", "userId": USER, "timeStamp": "2026-06-02T10:00:00Z"}
    completion = {"generateCompletionsEventRequest": asked, "generateCompletionsEventResponse": got}
    generation = {"startTaskAssistCodeGenerationEventRequest": task}
    one, other = events(read(IMPORTER, file(completion, generation)))
    assert (one.operation, one.prompt, one.response) == ("text_completion", "[completion in f.py]", "x: int\ny")
    assert (other.operation, other.prompt, other.session) == ("code_generation", "Add a table", "c")


def test_logs_of_both_products_are_told_apart_by_their_folder(read: Read) -> None:
    name = "AWSLogs/1/QDeveloperLogs/GenerateAssistantResponse/x.json.gz"
    (event,) = events(read(IMPORTER, gzip.compress(file(record()).encode()), name=name))
    assert event.provider == "amazon-q"


def test_a_prompt_that_speaks_of_the_format_is_not_the_format() -> None:
    spoken = json.dumps({"records": [{"text": '"generateAssistantResponseEventRequest": {}'}]})
    assert IMPORTER.matches(Peek(PurePosixPath("x.json"), spoken.encode())) == ""
    long = file(record(prompt="x" * 200_000))[:65536]
    assert IMPORTER.matches(Peek(PurePosixPath("x.json"), long.encode()))


@pytest.mark.parametrize(
    "bad", [{}, 5, {"other": 1}, record(timeStamp=None), record(timeStamp="soon"), record(prompt=5)]
)
def test_what_is_no_request_is_reported_and_the_rest_goes_on(read: Read, bad: object) -> None:
    issue, event = read(IMPORTER, file(bad, record()))
    assert isinstance(issue, ImportIssue) and issue.reason and isinstance(event, UsageEvent)
