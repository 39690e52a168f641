"""Traps of OpenInference spans: nested and dotted attributes, sums above leaves, tables, and who claims what."""

import json
from pathlib import PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.files.export_file import Peek
from auditor.importers.telemetry.openinference import IMPORTER
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read

DOTTED = {"llm.model_name": "m", "llm.token_count.prompt": 100, "llm.token_count.completion": 20}
DOTTED |= {"llm.token_count.prompt_details.cache_read": 60, "llm.token_count.prompt_details.cache_write": 30}
COUNT = {"prompt": 100, "completion": 20, "prompt_details": {"cache_read": 60, "cache_write": 30}}
NESTED = {"llm": {"model_name": "m", "token_count": COUNT}}
HALF = {"llm": {"model_name": "m", "token_count.prompt": 100, "token_count": {"completion": 20}}}
HALF["llm"] |= {"token_count.prompt_details": {"cache_read": 60, "cache_write": 30}}


def span(id_: str, kind: str = "LLM", parent: str | None = None, attributes: dict = DOTTED, **more: object) -> dict:
    times = {"start_time": "2026-01-02T03:04:05+00:00", "end_time": "2026-01-02T03:04:07.500000+00:00"}
    context = {"trace_id": "t", "span_id": id_}
    told = {
        "id": "x",
        "name": "n",
        "context": context,
        "span_kind": kind,
        "parent_id": parent,
        "attributes": attributes,
    }
    return {**told, **times, "status_code": "OK", **more}


def events(records: list[Record], counted: bool = True) -> list[UsageEvent]:
    found = [record for record in records if isinstance(record, UsageEvent)]
    return [event for event in found if not (counted and event.dropped_by)]


SPANS = [span("a"), span("b")]
COLUMNS = "context.span_id,context.trace_id,parent_id,name,span_kind,start_time,end_time,status_code"
COLUMNS += "," + ",".join(f"attributes.{name}" for name in DOTTED)
CELLS = "t,,n,LLM,2026-01-02 03:04:05+00:00,2026-01-02 03:04:07.5+00:00,OK,m,100.0,20.0,60.0,30.0"


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(SPANS),
        json.dumps(SPANS, indent=2),
        "\n".join(map(json.dumps, SPANS)),
        json.dumps({"data": SPANS, "next_cursor": None}),
        json.dumps({"data": [{"trace_id": "t", "spans": SPANS}]}),
        json.dumps({"an edit that was kept": SPANS[:1], "one that was not": SPANS[1:]}, indent=2),
        json.dumps([span(id_, attributes=NESTED) for id_ in "ab"]),
        json.dumps([span(id_, attributes=HALF) for id_ in "ab"]),
        f"{COLUMNS}\na,{CELLS}\nb,{CELLS}\n",
    ],
)
def test_every_shape_gives_the_same_two_calls(read: Read, content: str) -> None:
    found = events(read(IMPORTER, content))
    assert [(e.key, e.input_tokens, e.cache_read_input_tokens, e.cache_creation_input_tokens) for e in found] == [
        (f"span:t:{id_}", 100, 60, 30) for id_ in "ab"
    ]
    assert {(e.output_tokens, e.model, e.duration_us, e.status) for e in found} == {(20, "m", 2_500_000, "ok")}
    peek = Peek(PurePosixPath("x"), content.encode())
    assert [one.name for one in IMPORTERS if one.matches(peek)] == ["openinference"]


def test_otlp_with_openinference_words_is_claimed_by_otlp_alone() -> None:
    kind = {"key": "openinference.span.kind", "value": {"stringValue": "LLM"}}
    line = {"resourceSpans": [{"scopeSpans": [{"spans": [{"spanId": "a", "attributes": [kind]}]}]}]}
    peek = Peek(PurePosixPath("x"), json.dumps(line).encode())
    assert [one.name for one in IMPORTERS if one.matches(peek)] == ["otlp-genai"]


def test_agents_and_chains_are_sums_of_the_calls_below(read: Read) -> None:
    above = [span("agent", "AGENT"), span("chain", "CHAIN", "agent"), span("tool", "TOOL", "chain", attributes={})]
    found = events(read(IMPORTER, json.dumps([span("call", "LLM", "tool"), *above])), counted=False)
    assert [(e.key, e.dropped_by) for e in found] == [
        ("span:t:call", None),
        ("span:t:agent", "parent-sum"),
        ("span:t:chain", "parent-sum"),
    ]


def test_the_agent_is_named_by_attribute_or_by_its_span(read: Read) -> None:
    spans = [span("c", parent="p"), span("p", "AGENT", attributes={}, name="planner")]
    spans += [span("d", attributes=DOTTED | {"agent.name": "helper", "session.id": "s", "user.id": "ann"}), span("e")]
    found = events(read(IMPORTER, json.dumps(spans)))
    assert [e.agent for e in found] == ["planner", "helper", "(no agent named)"]
    assert (found[1].session, found[1].person) == ("s", "ann")


def test_costs_are_micro_dollars(read: Read) -> None:
    (event,) = events(read(IMPORTER, json.dumps([span("a", attributes=DOTTED | {"llm.cost.total": 0.0123})])))
    assert event.cost_microusd == 12_300


def test_messages_give_the_last_user_s_words_and_tool_calls(read: Read) -> None:
    asked = [{"message": {"role": "user", "content": "old"}}, {"message": {"role": "user", "content": "new"}}]
    call = {"tool_call": {"function": {"name": "search", "arguments": "{}"}}}
    said = [{"message": {"role": "assistant", "content": "Well.", "tool_calls": [call]}}]
    attributes = {"llm": {"input_messages": asked, "output_messages": said}}
    flat = {"llm.input_messages.0.message.role": "user", "llm.input_messages.0.message.content": "new"}
    found = events(read(IMPORTER, json.dumps([span("a", attributes=attributes), span("b", attributes=flat)])))
    assert [(e.prompt, e.response) for e in found] == [("new", "Well.\n[tool: search]"), ("new", None)]


def test_what_is_no_span_is_reported(read: Read) -> None:
    records = read(IMPORTER, "\n".join([json.dumps(span("a")), '{"note": 1}', json.dumps(span("b"))[:70]]))
    assert [type(r).__name__ for r in records] == ["UsageEvent", "ImportIssue", "ImportIssue"]
    assert [r.line for r in records if isinstance(r, ImportIssue)] == [2, 3]


def test_spans_without_a_call_are_passed_over(read: Read) -> None:
    with pytest.raises(PassedOver):
        read(IMPORTER, json.dumps([span("a", "RETRIEVER", attributes={})]))


def test_the_prompt_s_count_holds_what_was_cached_and_the_completion_s_the_reasoning(read: Read) -> None:
    told = DOTTED | {"llm.token_count.completion_details.reasoning": 15}
    (event,) = events(read(IMPORTER, json.dumps([span("a", attributes=told)])))
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (100, 60, 30)
    assert (event.output_tokens, event.reasoning_output_tokens) == (20, 15)


def test_the_provider_s_own_id_is_the_key_that_other_systems_tell_too(read: Read) -> None:
    answer = json.dumps({"id": "chatcmpl-Harbour0123456789"})
    (event,) = events(read(IMPORTER, json.dumps([span("a", attributes=DOTTED | {"output.value": answer})])))
    assert event.key == "chatcmpl-Harbour0123456789"


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, json.dumps(SPANS[0]) + "\n" + json.dumps(SPANS[1])[:90])
    assert len(events(records)) == 1 and any(isinstance(record, ImportIssue) for record in records)
