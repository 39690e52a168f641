"""Traps of Langfuse exports: wrappers, free usage keys, JSON in strings, and the shapes an export comes in."""

import csv
import io
import json
from pathlib import PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.files.export_file import Peek
from auditor.importers.telemetry.langfuse import IMPORTER
from auditor.importers.telemetry.langfuse_usage import kind_of
from auditor.importers.telemetry.span_counts import THOUGHTS, UNDECIDED
from auditor.records import ImportIssue, Record, Unit, UsageAggregate, UsageEvent

from .conftest import Read

USAGE = {"input": 10, "output": 2, "total": 12}
TRACE = {"id": "t", "projectId": "p", "name": "service", "timestamp": "2026-01-02T03:04:05.000Z"}


def seen(id_: str, parent: str | None = None, type: str = "GENERATION", **more: object) -> dict[str, object]:
    times = {"startTime": "2026-01-02T03:04:05.000Z", "endTime": "2026-01-02T03:04:06.500Z"}
    told = {"id": id_, "traceId": "t", "type": type, "name": "chat", "parentObservationId": parent, "model": "m"}
    return {**told, **times, "level": "DEFAULT", "usageDetails": USAGE, "costDetails": {}, "totalCost": 0, **more}


def document(*observations: dict, **trace: object) -> str:
    return json.dumps({"trace": TRACE | trace, "observations": observations})


def events(records: list[Record], counted: bool = True) -> list[UsageEvent]:
    found = [record for record in records if isinstance(record, UsageEvent)]
    return [event for event in found if not (counted and event.dropped_by)]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, document(seen("a", **more))))
    return event


def table(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([json.dumps(v) if isinstance(v, dict) else v for v in row.values()] for row in rows)
    return text.getvalue()


def in_snake_case(row: dict[str, object]) -> dict[str, object]:
    return {"".join("_" + c.lower() if c.isupper() else c for c in key): value for key, value in row.items()}


ROWS = [seen("a"), seen("b")]


@pytest.mark.parametrize(
    "content",
    [
        document(*ROWS),
        json.dumps(json.loads(document(*ROWS)), indent=2),
        document(ROWS[0]) + "\n" + document(ROWS[1]),
        json.dumps(TRACE | {"observations": ROWS, "htmlPath": "/x"}),
        json.dumps({"data": ROWS, "meta": {"page": 1}}),
        json.dumps(ROWS),
        "\n".join(map(json.dumps, ROWS)),
        "\n".join(json.dumps(in_snake_case(row)) for row in ROWS),
        table(ROWS),
        table([in_snake_case(row) for row in ROWS]),
        document(*[{**row, "usageDetails": json.dumps(USAGE)} for row in ROWS]),
        json.dumps({"trace": TRACE, "observations": json.dumps(ROWS)}),
    ],
)
def test_every_shape_gives_the_same_two_calls(read: Read, content: str) -> None:
    found = events(read(IMPORTER, content))
    assert [(e.key, e.input_tokens, e.output_tokens, e.duration_us) for e in found] == [
        ("span:t:a", 10, 2, 1_500_000),
        ("span:t:b", 10, 2, 1_500_000),
    ]
    peek = Peek(PurePosixPath("x"), content.encode())
    assert [importer.name for importer in IMPORTERS if importer.matches(peek)] == ["langfuse"]


def test_only_generations_that_hold_no_other_count(read: Read) -> None:
    wrapper, inner, agent = seen("w", "g"), seen("i", "w"), seen("g", type="AGENT")
    plain = seen("s", type="SPAN", usageDetails={})
    found = events(read(IMPORTER, document(inner, plain, wrapper, agent)), counted=False)
    assert [(e.key, e.dropped_by) for e in found] == [
        ("span:t:i", None),
        ("span:t:w", "parent-sum"),
        ("span:t:g", "parent-sum"),
    ]


def test_what_a_tool_of_a_generation_calls_is_a_call_of_its_own(read: Read) -> None:
    tool = seen("tool", "outer", "TOOL", usageDetails={})
    assert len(events(read(IMPORTER, document(seen("outer"), tool, seen("inner", "tool"))))) == 2


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"input": 100, "output": 9, "input_cached_tokens": 60, "total": 109}, (100, 60, None, 9)),
        ({"input": 40, "output": 9, "input_cached_tokens": 60, "total": 109}, (100, 60, None, 9)),
        ({"input": 4, "output": 9, "cache_read_input_tokens": 60, "cache_creation_input_tokens": 30}, (94, 60, 30, 9)),
        ({"input": 100, "output": 9, "prompt_details.cache_read": 60, "total": 109}, (100, 60, None, 9)),
        ({"input": 40, "output": 9, "input_cache_read": 50, "input_audio": 10, "total": 109}, (100, 50, None, 9)),
        ({"input": 100, "output": 4, "output_reasoning": 5, "total": 109}, (100, None, None, 9)),
        ({"promptTokens": 100, "completionTokens": 9, "totalTokens": 109}, (100, None, None, 9)),
        ({"input": 100, "output": 9, "unit": "TOKENS"}, (100, None, None, 9)),
    ],
)
def test_the_total_tells_whether_cached_input_is_within(
    read: Read, details: dict[str, object], expected: tuple[object, ...]
) -> None:
    event = one(read, usageDetails=details)
    told = event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens, event.output_tokens
    assert told == expected and not event.lower_bound


def test_without_a_total_the_doubt_is_told_and_no_lower_bound(read: Read) -> None:
    records = read(IMPORTER, document(seen("a", usageDetails={"input": 100, "output": 9, "input_cached_tokens": 60})))
    (event,) = events(records)
    assert (event.input_tokens, event.lower_bound) == (160, False)
    assert [r.reason for r in records if isinstance(r, ImportIssue)] == [UNDECIDED]


def test_gemini_s_total_holds_thoughts_that_output_does_not(read: Read) -> None:
    row = seen("a", model="gemini-2.5-flash", usageDetails={"input": 5, "output": 845, "total": 2023})
    records = read(IMPORTER, document(row))
    assert [(e.output_tokens, e.lower_bound) for e in events(records)] == [(2018, False)]
    assert [r.reason for r in records if isinstance(r, ImportIssue)] == [THOUGHTS]


@pytest.mark.parametrize(
    "more",
    [
        {"usageDetails": {}, "inputUsage": 10, "outputUsage": 2, "totalUsage": 12},
        {"usageDetails": {}, "promptTokens": 10, "completionTokens": 2, "totalTokens": 12},
        {"usageDetails": {}, "usage": {"input": 10, "output": 2, "total": 12, "unit": "TOKENS"}},
    ],
)
def test_older_versions_keep_counts_elsewhere(read: Read, more: dict[str, object]) -> None:
    event = one(read, **more)
    assert (event.input_tokens, event.output_tokens) == (10, 2)


def test_a_flat_zero_is_not_told(read: Read) -> None:
    event = one(read, usageDetails={}, inputUsage=0, outputUsage=0, totalUsage=0)
    assert (event.input_tokens, event.output_tokens, event.cost_microusd) == (None, None, None)


def test_characters_are_no_tokens(read: Read) -> None:
    records = read(IMPORTER, document(seen("a", usageDetails={}, usage={"input": 10, "unit": "CHARACTERS"})))
    assert [e.input_tokens for e in events(records)] == [None]
    assert "characters" in next(r.reason for r in records if isinstance(r, ImportIssue))


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("input_cache_read", "read"),
        ("cacheReadInputTokens", "read"),
        ("input_cache_creation_5m", "creation"),
        ("prompt_details.cache_write", "creation"),
        ("completion_details.reasoning", "reasoning"),
        ("output_audio", "output"),
        ("input", ""),
        ("input_cost", ""),
        ("seconds", ""),
    ],
)
def test_usage_keys_are_known_by_their_words(key: str, kind: str) -> None:
    assert kind_of(key) == kind


def test_the_provider_s_id_of_an_answer_in_a_string_is_the_key(read: Read) -> None:
    assert one(read, output='{"id": "chatcmpl-BirchwoodSample", "choices": []}').key == "chatcmpl-BirchwoodSample"
    assert one(read, modelParameters={"id": "resp_BirchwoodSample"}).key == "resp_BirchwoodSample"
    assert one(read, output='{"id": "7"}').key == "span:t:a"


def test_agent_person_and_session_come_from_above_or_the_trace(read: Read) -> None:
    agent = seen("g", type="AGENT", name="writer", usageDetails={})
    (event,) = events(read(IMPORTER, document(seen("a", "g"), agent, userId="ann", sessionId="s")))
    assert (event.agent, event.person, event.session) == ("writer", "ann", "s")
    run = {**agent, "name": "run.6f8d2449-33ed-4c7c-82e7-5410e34ee4e6"}
    (event,) = events(read(IMPORTER, document(seen("a", "g"), run)))
    assert (event.agent, event.person, event.session) == ("service", None, "t")
    named = seen("a", metadata=json.dumps({"attributes": {"gen_ai.agent.name": "helper"}}))
    assert [e.agent for e in events(read(IMPORTER, document(named)))] == ["helper"]


def test_an_error_is_a_failed_call(read: Read) -> None:
    assert [one(read, level=level, output=said).status for level, said in (("ERROR", None), ("DEFAULT", "x"))] == [
        "error",
        "ok",
    ]


def test_traces_alone_are_sums_not_calls(read: Read) -> None:
    row = {"id": "t", "timestamp": "2026-01-02T03:04:05.000Z", "name": "service", "userId": "ann", "bookmarked": False}
    row |= {"latency": 2.5, "usage": {"promptTokens": 70, "completionTokens": 5, "totalTokens": 75}, "totalCost": 0.5}
    records = read(IMPORTER, json.dumps([row]))
    assert all(isinstance(record, UsageAggregate) for record in records)
    sums = [record for record in records if isinstance(record, UsageAggregate)]
    assert {one.unit: one.quantity for one in sums} == {
        Unit.INPUT_TOKENS: 70_000_000,
        Unit.OUTPUT_TOKENS: 5_000_000,
        Unit.USD: 500_000,
    }
    assert {(one.person, one.agent, one.end - one.start) for one in sums} == {("ann", "service", 2_500_000)}
    assert len({one.key for one in sums}) == 1
    assert [r for r in read(IMPORTER, table([row])) if isinstance(r, UsageAggregate)] == [
        UsageAggregate(**{**{name: getattr(one, name) for name in one.__slots__}, "line": 2}) for one in sums
    ]


def test_a_bad_observation_costs_itself_only(read: Read) -> None:
    bad = [seen("x", usageDetails={"input": -1}), seen("y", startTime="soon"), {**seen("z"), "id": None}]
    records = read(IMPORTER, document(seen("a"), *bad, seen("b")))
    assert [e.key for e in events(records)] == ["span:t:a", "span:t:b"]
    assert len([r for r in records if isinstance(r, ImportIssue)]) == 3


def test_traces_with_ids_of_observations_only_tell_no_use(read: Read) -> None:
    with pytest.raises(PassedOver):
        read(IMPORTER, json.dumps(TRACE | {"observations": ["a", "b"]}))


def test_a_trace_whose_texts_fill_the_head_is_known_by_its_trace(read: Read) -> None:
    content = document(seen("a"), input="x" * 100_000)
    for text in (content, json.dumps(json.loads(content), indent=2)):
        head = Peek(PurePosixPath("x"), text.encode()[: 64 * 1024])
        assert [importer.name for importer in IMPORTERS if importer.matches(head)] == ["langfuse"]
        assert len(events(read(IMPORTER, text))) == 1
    api = json.dumps(TRACE | {"userId": "ann", "totalCost": 1, "input": "x" * 100_000, "observations": [seen("a")]})
    assert IMPORTER.matches(Peek(PurePosixPath("x"), api.encode()[: 64 * 1024]))
    assert len(events(read(IMPORTER, api))) == 1


def test_claude_code_s_counts_among_the_attributes_are_read(read: Read) -> None:
    told = {"span.type": "llm_request", "input_tokens": 2, "output_tokens": 40, "cache_read_tokens": 800}
    event = one(read, usageDetails={}, metadata={"attributes": told})
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (802, 800, 40)


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, json.dumps(ROWS[0]) + "\n" + json.dumps(ROWS[1])[:90])
    assert len(events(records)) == 1 and any(isinstance(record, ImportIssue) for record in records)
