"""Traps of Helicone's export: zeros that mean unknown, cached and reasoning tokens apart, quotes escaped twice."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.gateways.helicone import IMPORTER, matches
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

NIL = "00000000-0000-0000-0000-000000000000"
OTHER = "11111111-bbbb-4bbb-8bbb-000000000002"
HEAD = (
    "response_id,response_created_at,response_status,request_created_at,request_body,request_properties,"
    "request_user_id,model,prompt_tokens,completion_tokens,latency,cost"
)


def request(**more: object) -> dict[str, object]:
    told: dict[str, object] = {"response_id": "a-1", "response_body": {}, "response_status": 200, "request_id": "b-1"}
    told |= {"request_created_at": "2026-01-02 03:04:05.250", "request_body": {}, "request_user_id": "ann"}
    told |= {"request_properties": {}, "request_model": "m", "delay_ms": 1500, "cost": 0.5, "total_tokens": 110}
    told |= {"prompt_tokens": 100, "completion_tokens": 10, "reasoning_tokens": 0, "cache_reference_id": NIL}
    return told | {"prompt_cache_read_tokens": 0, "prompt_cache_write_tokens": 0} | more


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, json.dumps(request(**more))))
    return event


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(request()) + "\n" + json.dumps(request()) + "\n",
        "[\n" + json.dumps(request(), indent=2) + ",\n" + json.dumps(request(), indent=2) + "\n]\n",
        "[\n" + json.dumps(request(), indent=2) + ",\n" + json.dumps(request(), indent=2) + ",\n]\n",
        json.dumps({"data": [request(), request()], "error": None}),
        json.dumps([{"data": [request()]}, {"data": [request()]}]),
    ],
    ids=["lines", "array", "array-with-a-comma-too-many", "answer", "answers"],
)
def test_every_shape_gives_the_same_two_requests(read: Read, content: str) -> None:
    found = [(e.at, e.input_tokens, e.output_tokens, e.cost_microusd) for e in events(read(IMPORTER, content))]
    assert found == [(1_767_323_045_250_000, 100, 10, 500_000)] * 2
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_the_csv_escapes_quotes_twice_and_is_read_all_the_same(read: Read) -> None:
    asked, labels = {"messages": [{"role": "user", "content": "say hi"}]}, {"Agent": "planner", "Empty": ""}
    cells = [f'"{json.dumps(value)}"'.replace('"', '""""')[3:-3] for value in (asked, labels)]
    assert '""""role""""' in cells[0]
    content = f'{HEAD}\n"a-1","x","200","2026-01-02 03:04:05.250",{cells[0]},{cells[1]},"ann",,"100","10",,"0.5"\n'
    records = read(IMPORTER, content)
    (event,) = events(records)
    assert (event.agent, event.prompt, event.key) == ("planner", "say hi", "helicone:a-1")
    assert "no column for cached tokens" in next(r.reason for r in records if isinstance(r, ImportIssue))
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_cached_tokens_stand_beside_prompt_tokens(read: Read) -> None:
    event = one(read, prompt_cache_read_tokens=800, prompt_cache_write_tokens=50)
    found = event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens
    assert found == (950, 800, 50)


@pytest.mark.parametrize(("total", "output"), [(140, 40), (110, 10)])
def test_reasoning_is_added_where_the_total_says_it_is_apart(read: Read, total: int, output: int) -> None:
    event = one(read, reasoning_tokens=30, total_tokens=total)
    assert (event.output_tokens, event.reasoning_output_tokens) == (output, 30)


@pytest.mark.parametrize("more", [{"cache_reference_id": OTHER, "cost": 0}, {"response_status": 500, "cost": 0}])
def test_no_tokens_are_unknown_tokens(read: Read, more: dict[str, object]) -> None:
    event = one(read, prompt_tokens=0, completion_tokens=0, total_tokens=0, **more)
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (None, None, None)


def test_an_answer_from_helicone_s_cache_is_a_request_that_cost_nothing(read: Read) -> None:
    records = read(
        IMPORTER, json.dumps(request(cache_reference_id=OTHER, cost=0, prompt_tokens=0, completion_tokens=0))
    )
    assert events(records)[0].cost_microusd == 0
    assert "Helicone's own cache" in next(r.reason for r in records if isinstance(r, ImportIssue))


def test_tokens_for_nothing_are_an_unknown_cost(read: Read) -> None:
    records = read(IMPORTER, json.dumps(request(cost=0)))
    assert events(records)[0].cost_microusd is None
    assert "price table" in next(r.reason for r in records if isinstance(r, ImportIssue))


@pytest.mark.parametrize(
    ("status", "word"), [(200, "ok"), ("201", "ok"), (429, "error"), (-3, "cancelled"), (-2, "pending"), (None, None)]
)
def test_the_status_is_told_in_words(read: Read, status: object, word: str | None) -> None:
    assert one(read, response_status=status).status == word


def test_sessions_and_agents_are_properties_of_the_request(read: Read) -> None:
    labels = {"Helicone-Session-Id": "s", "Helicone-Session-Path": "/a/b", "Helicone-Session-Name": "Tours"}
    event = one(read, request_properties=labels)
    assert (event.session, event.sub_agent, event.agent) == ("s", "/a/b", "Tours")
    assert one(read, request_properties=json.dumps(labels | {"App": "planner"})).agent == "planner"
    assert one(read).agent == "(no agent named)"


def test_the_provider_s_id_is_the_key_where_the_response_tells_it(read: Read) -> None:
    assert one(read, response_body={"id": "msg_01AbCdEfGhIjKlMn"}).key == "msg_01AbCdEfGhIjKlMn"
    assert one(read, response_body={"id": "42"}).key == "helicone:a-1"


def test_a_head_that_ends_in_the_first_response_is_known() -> None:
    head = json.dumps({"response_id": "a", "response_body": {"id": "m", "text": "x" * 999}})[:200]
    assert matches(Peek(PurePosixPath("x"), head.encode()))
