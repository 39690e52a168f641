"""Traps of OpenTelemetry traces: sums above leaves, numbers as strings, old names, mixed and cut files."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers.files.export_file import Peek
from auditor.importers.telemetry.otlp_genai import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, UsageEvent

from .conftest import Read

TIME = 1_780_300_800_000_000_000
CHAT = {"gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 2}


def value(of: object) -> dict[str, object]:
    kind = {bool: "boolValue", int: "intValue", float: "doubleValue"}.get(type(of), "stringValue")
    return {kind: str(of) if kind == "intValue" else of}


def pairs(of: dict[str, object]) -> list[dict[str, object]]:
    return [{"key": name, "value": value(told)} for name, told in of.items()]


def span(
    id_: str = "s", parent: str = "", trace: str = "t", attributes: dict[str, object] = CHAT, **more: object
) -> dict:
    times = {"startTimeUnixNano": str(TIME), "endTimeUnixNano": str(TIME + 5_000_000)}
    told = {"traceId": trace, "spanId": id_, "parentSpanId": parent, "name": "chat m", "attributes": pairs(attributes)}
    return {**told, **times, **more}


def request(*spans: dict, **resource: object) -> dict[str, object]:
    return {"resourceSpans": [{"resource": {"attributes": pairs(resource)}, "scopeSpans": [{"spans": list(spans)}]}]}


def events(records: list[Record], counted: bool = True) -> list[UsageEvent]:
    found = [record for record in records if isinstance(record, UsageEvent)]
    return [event for event in found if not (counted and event.dropped_by)]


def lines(*requests: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in requests)


ONE, TWO = request(span("a")), request(span("b"))


def in_snake_case(of: object) -> object:
    names = {"resourceSpans": "resource_spans", "scopeSpans": "scope_spans", "traceId": "trace_id", "spanId": "span_id"}
    names |= {"startTimeUnixNano": "start_time_unix_nano", "endTimeUnixNano": "end_time_unix_nano"}
    names |= {"intValue": "int_value", "stringValue": "string_value"}
    if isinstance(of, dict):
        return {names.get(key, key): in_snake_case(inner) for key, inner in of.items()}
    return [in_snake_case(inner) for inner in of] if isinstance(of, list) else of


@pytest.mark.parametrize(
    "content",
    [
        lines(ONE, TWO),
        json.dumps(request(span("a"), span("b")), indent=2),
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
        lines(in_snake_case(ONE), in_snake_case(TWO)),
        lines(ONE, TWO).replace('"intValue": "10"', '"intValue": 10'),
        "\ufeff" + lines(ONE, TWO).replace("\n", "\r\n"),
        lines(ONE, TWO).encode("utf-16"),
    ],
)
def test_every_shape_gives_the_same_two_calls(read: Read, content: str | bytes) -> None:
    found = events(read(IMPORTER, content))
    assert [(e.input_tokens, e.output_tokens, e.at, e.duration_us, e.key) for e in found] == [
        (10, 2, TIME // 1000, 5000, f"span:t:{id_}") for id_ in "ab"
    ]
    assert matches(Peek(PurePosixPath("x"), content.encode() if isinstance(content, str) else content))


def test_a_file_cut_by_rotation_loses_its_first_and_last_line_only(read: Read) -> None:
    cut = lines(ONE)[60:] + lines(TWO) + lines(ONE)[:90]
    records = read(IMPORTER, cut)
    assert [e.key for e in events(records)] == ["span:t:b"]
    assert [r.line for r in records if isinstance(r, ImportIssue)] == [1, 3]
    assert matches(Peek(PurePosixPath("x"), cut.encode()))


@pytest.mark.parametrize("parent_first", [True, False])
@pytest.mark.parametrize("operation", ["invoke_agent", "invoke_workflow"])
def test_a_sum_of_children_in_other_lines_is_not_counted(read: Read, parent_first: bool, operation: str) -> None:
    above = request(span("p", attributes={**CHAT, "gen_ai.operation.name": operation}))
    below = request(span("c", "p"))
    records = read(IMPORTER, lines(above, below) if parent_first else lines(below, above))
    assert [e.key for e in events(records)] == ["span:t:c"]
    assert [e.dropped_by for e in events(records, counted=False) if e.key == "span:t:p"] == ["parent-sum"]


def test_an_agent_without_a_call_below_it_counts(read: Read) -> None:
    agent = span("p", attributes={**CHAT, "gen_ai.operation.name": "invoke_agent"})
    tool = span("c", "p", attributes={"gen_ai.operation.name": "execute_tool"})
    assert [e.key for e in events(read(IMPORTER, lines(request(agent, tool))))] == ["span:t:p"]


def test_input_holds_what_was_cached_and_output_the_reasoning(read: Read) -> None:
    more = {"gen_ai.usage.input_tokens": 100, "gen_ai.usage.cache_read.input_tokens": 60}
    more |= {"gen_ai.usage.cache_creation.input_tokens": 30, "gen_ai.usage.reasoning.output_tokens": 1}
    (event,) = events(read(IMPORTER, lines(request(span(attributes=CHAT | more)))))
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (100, 60, 30)
    assert (event.output_tokens, event.reasoning_output_tokens) == (2, 1)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"gen_ai.usage.prompt_tokens": 7, "gen_ai.usage.completion_tokens": 3}, (7, 3, None)),
        ({"llm.usage.prompt_tokens": 7, "llm.usage.completion_tokens": 3, "llm.request.type": "chat"}, (7, 3, None)),
        ({"gen_ai.usage.input_tokens": 7, "gen_ai.usage.cache_read_input_tokens": 5}, (7, None, 5)),
        ({"gen_ai.usage.input_tokens": 7, "gen_ai.usage.cache_read_tokens": 5}, (7, None, 5)),
        (
            {"llm.token_count.prompt": 7, "llm.token_count.completion": 3, "openinference.span.kind": "LLM"},
            (7, 3, None),
        ),
    ],
)
def test_other_names_of_counts_are_read(read: Read, names: dict[str, object], expected: tuple[object, ...]) -> None:
    (event,) = events(read(IMPORTER, lines(request(span(attributes={"gen_ai.request.model": "m", **names})))))
    assert (event.input_tokens, event.output_tokens, event.cache_read_input_tokens) == expected


def test_counts_not_told_are_unknown(read: Read) -> None:
    (event,) = events(read(IMPORTER, lines(request(span(attributes={"gen_ai.operation.name": "chat"})))))
    assert (event.input_tokens, event.output_tokens, event.cost_microusd) == (None, None, None)


def test_the_providers_id_of_the_answer_is_the_key(read: Read) -> None:
    ids = ["msg_01BirchwoodSample", "r-7"]
    spans = [span(str(n), attributes=CHAT | {"gen_ai.response.id": id_}) for n, id_ in enumerate(ids)]
    assert [e.key for e in events(read(IMPORTER, lines(request(*spans))))] == ["msg_01BirchwoodSample", "gen_ai:r-7"]


def test_agent_session_and_person_come_from_above_or_the_service(read: Read) -> None:
    told = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "sorter", "gen_ai.conversation.id": "c1"}
    root = span("r", attributes=told | {"enduser.id": "ann"})
    found = events(read(IMPORTER, lines(request(span("c", "r"), **{"service.name": "desk"}), request(root))))
    assert [(e.agent, e.session, e.person) for e in found] == [("sorter", "c1", "ann")]
    (event,) = events(read(IMPORTER, lines(request(span(), **{"service.name": "desk", "user.email": "b@x.example"}))))
    assert (event.agent, event.session, event.person) == ("desk", "t", "b@x.example")
    (event,) = events(read(IMPORTER, lines(request(span(), **{"service.name": "unknown_service:python"}))))
    assert event.agent == "(no agent named)"


@pytest.mark.parametrize("name", ["gen_ai.provider.name", "gen_ai.system"])
def test_old_and_new_names_of_the_provider(read: Read, name: str) -> None:
    (event,) = events(read(IMPORTER, lines(request(span(attributes=CHAT | {name: "anthropic"})))))
    assert event.provider == "anthropic"


@pytest.mark.parametrize(
    ("more", "status"),
    [({"status": {"code": 2}}, "error"), ({"status": {"code": "STATUS_CODE_ERROR"}}, "error"), ({"status": {}}, None)],
)
def test_the_status_is_an_error_or_unknown(read: Read, more: dict[str, object], status: str | None) -> None:
    (event,) = events(read(IMPORTER, lines(request(span(**more)))))
    assert event.status == status


ASKED = [{"role": "user", "parts": [{"type": "text", "content": "Hi?"}]}]
SAID = [{"role": "assistant", "parts": [{"type": "text", "content": "Yes."}]}]


def texts_told() -> Iterator[dict[str, object]]:
    written = {"gen_ai.input.messages": json.dumps(ASKED), "gen_ai.output.messages": json.dumps(SAID)}
    yield {"attributes": pairs(CHAT | written)}
    part = {"kvlistValue": {"values": pairs({"type": "text", "content": "Hi?"})}}
    parts = {"key": "parts", "value": {"arrayValue": {"values": [part]}}}
    message = {"kvlistValue": {"values": [*pairs({"role": "user"}), parts]}}
    structured = {"key": "gen_ai.input.messages", "value": {"arrayValue": {"values": [message]}}}
    yield {"attributes": [*pairs(CHAT | {"gen_ai.output.messages": json.dumps(SAID)}), structured]}
    indexed = {"gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "Hi?", "gen_ai.completion.0.content": "Yes."}
    yield {"attributes": pairs(CHAT | indexed)}
    asked = {"name": "gen_ai.user.message", "attributes": pairs({"content": "Hi?"})}
    choice = {"name": "gen_ai.choice", "attributes": pairs({"message": '{"role":"assistant","content":"Yes."}'})}
    yield {"attributes": pairs(CHAT), "events": [asked, choice]}
    contents = [("gen_ai.content.prompt", {"gen_ai.prompt": json.dumps([{"role": "user", "content": "Hi?"}])})]
    contents += [("gen_ai.content.completion", {"gen_ai.completion": "Yes."})]
    yield {"attributes": pairs(CHAT), "events": [{"name": n, "attributes": pairs(a)} for n, a in contents]}


@pytest.mark.parametrize("more", list(texts_told()), ids=["json", "structured", "indexed", "events", "content events"])
def test_texts_come_from_attributes_and_from_events(read: Read, more: dict[str, object]) -> None:
    (event,) = events(read(IMPORTER, lines(request({**span(), **more}))))
    assert (event.prompt, event.response) == ("Hi?", "Yes.")


def test_logs_and_metrics_are_passed_by_with_a_note(read: Read) -> None:
    records = read(IMPORTER, lines({"resourceLogs": []}, ONE, {"resourceMetrics": []}, {"resourceMetrics": []}))
    notes = [r for r in records if isinstance(r, ImportIssue)]
    assert len(events(records)) == 1 and {note.severity for note in notes} == {Severity.WARNING}
    assert [note.reason.partition(":")[0] for note in notes] == ["an export of log records", "2 × an export of metrics"]


def test_spans_that_are_no_model_calls_are_no_use(read: Read) -> None:
    web = span("w", attributes={"http.request.method": "GET"})
    assert len(events(read(IMPORTER, lines(request(web, span("c", "w")))))) == 1
    with pytest.raises(PassedOver, match="1 spans"):
        read(IMPORTER, lines(request(web)))


@pytest.mark.parametrize("bad", [-5, "many", 10**17, 1.5, True])
def test_an_impossible_count_costs_its_span_only(read: Read, bad: object) -> None:
    records = read(IMPORTER, lines(request(span("x", attributes=CHAT | {"gen_ai.usage.input_tokens": bad}), span("y"))))
    (issue,) = [r for r in records if isinstance(r, ImportIssue)]
    assert [e.key for e in events(records)] == ["span:t:y"] and issue.line == 1 and "input tokens" in issue.reason


def test_logs_alone_are_not_claimed() -> None:
    assert not matches(Peek(PurePosixPath("x"), lines({"resourceLogs": []}, {"resourceMetrics": []}).encode()))


def test_a_span_without_ids_counts_without_a_key(read: Read) -> None:
    found = events(read(IMPORTER, lines(request(span("", trace=""), span("", trace="")))))
    assert [e.key for e in found] == [None, None]


def test_the_same_span_exported_twice_has_one_key(read: Read) -> None:
    assert {e.key for e in events(read(IMPORTER, lines(ONE, ONE)))} == {"span:t:a"}


CLAUDE = {"span.type": "llm_request", "session.id": "s", "model": "m", "gen_ai.request.model": "m", "input_tokens": 2}
CLAUDE |= {"output_tokens": 40, "cache_read_tokens": 800, "cache_creation_tokens": 70, "request_id": "req_1"}


def asked(read: Read, **more: object) -> UsageEvent:
    told = CLAUDE | {key.replace("__", "."): of for key, of in more.items()}
    interaction = span("root", attributes={"span.type": "interaction"}, name="claude_code.interaction")
    call = span("call", "root", attributes=told, name="claude_code.llm_request")
    (event,) = events(read(IMPORTER, lines(request(interaction, call, **{"service.name": "claude-code"}))))
    return event


def test_claude_code_s_own_spans_are_calls_whose_input_is_put_together(read: Read) -> None:
    event = asked(read)
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (872, 800, 70)
    assert (event.output_tokens, event.model, event.agent, event.session) == (40, "m", "Claude Code", "s")


def test_claude_code_s_span_and_its_event_of_one_request_have_one_key(read: Read) -> None:
    assert asked(read).key == asked(read, gen_ai__response__id="req_1").key == "claude-code-otel:req_1"


@pytest.mark.parametrize(("success", "status"), [(True, "ok"), ("false", "error"), (False, "error")])
def test_claude_code_s_span_tells_whether_the_request_succeeded(read: Read, success: object, status: str) -> None:
    assert asked(read, success=success).status == status


@pytest.mark.parametrize(
    ("source", "name"), [("repl_main_thread", None), ("main", None), ("agent:builtin:Explore", "agent:builtin:Explore")]
)
def test_claude_code_s_helpers_are_parts_of_it(read: Read, source: str, name: str | None) -> None:
    assert asked(read, query_source=source).sub_agent == name


def test_codex_tells_the_sums_of_a_turn(read: Read) -> None:
    names = {"input_tokens": 88, "cached_input_tokens": 22, "output_tokens": 44, "reasoning_output_tokens": 9}
    told = {f"codex.turn.token_usage.{name}": of for name, of in names.items()} | {"model": "m", "thread.id": "th"}
    (event,) = events(read(IMPORTER, lines(request(span(attributes=told, name="session_task.turn")))))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (88, 22, 44)
    assert (event.reasoning_output_tokens, event.model, event.session) == (9, "m", "th")


def test_a_codex_turn_above_its_calls_is_their_sum(read: Read) -> None:
    told = {"codex.turn.token_usage.input_tokens": 10, "codex.turn.token_usage.output_tokens": 2, "model": "m"}
    records = read(IMPORTER, lines(request(span("turn", attributes=told), span("call", "turn"))))
    assert [event.dropped_by for event in events(records, counted=False)] == ["parent-sum", None]
