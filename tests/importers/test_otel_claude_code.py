"""Traps of Claude Code's telemetry: string numbers, steps and running totals, events beside counters, others."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.telemetry.otel_claude_code import IMPORTER
from auditor.records import ImportIssue, Record, Severity, Unit, UsageAggregate, UsageEvent

from .conftest import Read

NANO = 1_767_323_045_000_000_000
MINUTE = 60 * 10**9
USED = {"input_tokens": "5", "cache_read_tokens": "30", "cache_creation_tokens": "4", "output_tokens": "7"}


def pairs(told: dict[str, object]) -> list[dict[str, object]]:
    kinds = {str: "stringValue", int: "intValue", float: "doubleValue"}
    return [{"key": key, "value": {kinds[type(value)]: value}} for key, value in told.items()]


def log(name: str = "api_request", service: str = "claude-code", at: int = NANO, **told: object) -> dict[str, object]:
    told = {"event.name": name, "session.id": "s", "user.email": "ann@harbor.example"} | {
        key.replace("__", "."): value for key, value in told.items()
    }
    record = {"timeUnixNano": str(at), "body": {"stringValue": f"claude_code.{name}"}, "attributes": pairs(told)}
    resource = {"attributes": pairs({"service.name": service})}
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": {}, "logRecords": [record]}]}]}


def point(kind: str, value: object, at: int = 1, start: int = 0, **told: object) -> dict[str, object]:
    attributes = pairs({"session.id": "s", "model": "m", "type": kind} | told)
    times = {"startTimeUnixNano": str(NANO + start * MINUTE), "timeUnixNano": str(NANO + at * MINUTE)}
    return {"attributes": attributes, "asDouble" if isinstance(value, float) else "asInt": value} | times


def metric(*points: dict[str, object], name: str = "token.usage", temporality: object = 1) -> dict[str, object]:
    sum_ = {"dataPoints": list(points), "aggregationTemporality": temporality, "isMonotonic": True}
    scope = {"metrics": [{"name": f"claude_code.{name}", "sum": sum_}]}
    return {"resourceMetrics": [{"resource": {"attributes": []}, "scopeMetrics": [scope]}]}


def lines(*requests: dict[str, object]) -> str:
    return "".join(json.dumps(request) + "\n" for request in requests)


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def sums(records: list[Record]) -> list[tuple[str, int]]:
    counted = [record for record in records if isinstance(record, UsageAggregate) and record.dropped_by is None]
    return [(record.unit.value, record.quantity // 1_000_000) for record in counted]


@pytest.mark.parametrize("as_number", [True, False])
def test_input_includes_both_cache_classes_and_numbers_may_be_strings(read: Read, as_number: bool) -> None:
    used = {key: int(value) if as_number else value for key, value in USED.items()}
    (event,) = events(read(IMPORTER, lines(log(**used, model="m", cost_usd="0.0123", duration_ms=812, request_id="q"))))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (39, 30, 7)
    assert (event.cost_microusd, event.duration_us, event.status) == (12_300, 812_000, "ok")
    assert (event.person, event.session, event.key) == ("ann@harbor.example", "s", "claude-code-otel:q")
    assert event.at == NANO // 1000


def test_a_failed_request_has_unknown_tokens(read: Read) -> None:
    (event,) = events(read(IMPORTER, lines(log("api_error", error="overloaded", status_code=529))))
    assert (event.status, event.input_tokens, event.output_tokens, event.response) == (
        "error",
        None,
        None,
        "overloaded",
    )


@pytest.mark.parametrize(("typed", "shown"), [("Tidy up", "Tidy up"), ("<REDACTED>", None)])
def test_a_prompt_belongs_to_the_requests_with_its_id(read: Read, typed: str, shown: str | None) -> None:
    text = lines(log("user_prompt", prompt=typed, prompt__id="p"), log(prompt__id="p"), log(prompt__id="other"))
    assert [event.prompt for event in events(read(IMPORTER, text))] == [shown, None]


def test_other_events_tell_no_model_call(read: Read) -> None:
    assert read(IMPORTER, lines(log("tool_result", tool_name="Bash"), log("tool_decision"))) == []


@pytest.mark.parametrize(
    ("told", "agent", "helper"),
    [
        ({}, "Claude Code", None),
        ({"query_source": "main", "agent__name": "night-triage"}, "night-triage", None),
        ({"query_source": "subagent", "agent__name": "Explore"}, "Claude Code", "Explore"),
        ({"query_source": "auxiliary"}, "Claude Code", "auxiliary"),
    ],
)
def test_the_main_session_s_agent_is_judged_and_its_helpers_are_parts_of_it(
    read: Read, told: dict[str, str], agent: str, helper: str | None
) -> None:
    (event,) = events(read(IMPORTER, lines(log(**told))))
    assert (event.agent, event.sub_agent) == (agent, helper)


def test_a_record_delivered_twice_has_one_key_and_two_records_have_two(read: Read) -> None:
    first, second = log(**USED, event__sequence=1), log(**USED, event__sequence=2)
    keys = [event.key for event in events(read(IMPORTER, lines(first, first, second)))]
    assert keys[0] == keys[1] != keys[2] and None not in keys


def test_steps_stand_for_themselves_and_total_input_is_put_together(read: Read) -> None:
    first = metric(point("input", "5"), point("cacheRead", "30"), point("cacheCreation", "4"), point("output", "7"))
    second = metric(point("input", "1", 2, 1), point("output", "2", 2, 1))
    records = read(IMPORTER, lines(first, second))
    assert sums(records) == [
        *[("input_tokens", 39), ("cache_read_input_tokens", 30), ("cache_creation_input_tokens", 4)],
        *[("output_tokens", 7), ("input_tokens", 1), ("output_tokens", 2)],
    ]
    (interval, *_) = [(record.start, record.end) for record in records if isinstance(record, UsageAggregate)]
    assert interval == (NANO // 1000, (NANO + MINUTE) // 1000)


def test_cached_input_alone_is_no_total(read: Read) -> None:
    assert sums(read(IMPORTER, lines(metric(point("cacheRead", "30"))))) == [("cache_read_input_tokens", 30)]


@pytest.mark.parametrize("temporality", [2, "AGGREGATION_TEMPORALITY_CUMULATIVE", None])
def test_of_a_running_total_only_the_last_word_counts(read: Read, temporality: object) -> None:
    requests = [metric(point("output", str(n), at), temporality=temporality) for at, n in ((1, 7), (2, 7), (3, 9))]
    records = read(IMPORTER, lines(*requests))
    assert sums(records) == [("output_tokens", 9)]
    dropped = [record.dropped_by for record in records if isinstance(record, UsageAggregate) and record.dropped_by]
    assert dropped == ["cumulative-counter"] * 2


def test_a_running_total_that_falls_has_begun_anew(read: Read) -> None:
    told = ((1, 7), (2, 9), (3, 4), (4, 12))
    records = read(IMPORTER, lines(*(metric(point("output", n, at), temporality=2) for at, n in told)))
    assert sorted(sums(records)) == [("output_tokens", 9), ("output_tokens", 12)]


def test_a_rotated_file_tells_the_same_counter_under_the_same_key(read: Read) -> None:
    def key(*told: tuple[int, int]) -> tuple[str | None, int]:
        records = read(IMPORTER, lines(*(metric(point("output", n, at), temporality=2) for at, n in told)))
        (last,) = [r for r in records if isinstance(r, UsageAggregate) and r.dropped_by is None]
        return last.key, last.quantity

    (first, seven), (second, nine) = key((1, 5), (2, 7)), key((3, 8), (4, 9))
    assert first == second and seven < nine


def test_running_totals_of_one_run_give_the_total_input(read: Read) -> None:
    one = metric(point("input", 5, 1), point("cacheRead", 30, 1, start=1), temporality=2)
    two = metric(point("input", 6, 2), point("cacheRead", 50, 2, start=1), temporality=2)
    assert sums(read(IMPORTER, lines(one, two))) == [("input_tokens", 56), ("cache_read_input_tokens", 50)]


def test_points_that_differ_in_any_attribute_are_counters_of_their_own(read: Read) -> None:
    request = metric(point("output", 5), point("output", 6, effort="max"), temporality=2)
    assert sorted(sums(read(IMPORTER, lines(request)))) == [("output_tokens", 5), ("output_tokens", 6)]


def test_dollars_are_exact(read: Read) -> None:
    (record,) = read(IMPORTER, lines(metric(point("", 0.0123), name="cost.usage")))
    assert isinstance(record, UsageAggregate) and (record.unit, record.quantity) == (Unit.USD, 12_300)


def test_events_are_events_and_counters_are_sums_in_one_file(read: Read) -> None:
    records = read(IMPORTER, lines(log(**USED), metric(point("output", 7))))
    assert [type(record).__name__ for record in records] == ["UsageEvent", "UsageAggregate"]


def test_other_counters_are_named_not_added(read: Read) -> None:
    (issue,) = read(IMPORTER, lines(metric(point("added", 120), name="lines_of_code.count")))
    assert isinstance(issue, ImportIssue) and issue.severity is Severity.WARNING
    assert "lines_of_code.count added" in issue.reason


@pytest.mark.parametrize("value", ["-1", "x", "NaN", 1.5, 10**30, "", True])
def test_a_count_that_is_none_is_an_issue_and_the_rest_goes_on(read: Read, value: object) -> None:
    bad = point("output", "1") | {"asInt": value}
    records = read(IMPORTER, lines(metric(bad, point("input", 3))))
    assert isinstance(records[0], ImportIssue) and sums(records) == [("input_tokens", 3)]


@pytest.mark.parametrize("told", [{"input_tokens": -1}, {"output_tokens": "x"}, {"cost_usd": "-1"}])
def test_an_event_s_wrong_number_is_an_issue(read: Read, told: dict[str, object]) -> None:
    issue, event = read(IMPORTER, lines(log(**told), log()))
    assert isinstance(issue, ImportIssue) and issue.line == 1
    assert events([event])


def test_snake_case_arrays_and_pretty_files_are_read_alike(read: Read) -> None:
    text = json.dumps(log(**USED))
    for camel in ("resourceLogs", "scopeLogs", "logRecords", "timeUnixNano", "stringValue"):
        text = text.replace(camel, "".join(f"_{c.lower()}" if c.isupper() else c for c in camel))
    for shape in (text, json.dumps([log(**USED)]), json.dumps(log(**USED), indent=2)):
        assert [event.input_tokens for event in events(read(IMPORTER, shape))] == [39]
        assert IMPORTER.matches(Peek(PurePosixPath("x"), shape.encode()))


def foreign(text: str) -> dict[str, object]:
    return json.loads(json.dumps(log(service="checkout")).replace("claude_code.api_request", json.dumps(text)[1:-1]))


def test_records_of_other_services_are_passed_by(read: Read) -> None:
    event, issue = read(IMPORTER, lines(log(**USED), foreign("started")))
    assert events([event]) and isinstance(issue, ImportIssue) and issue.severity is Severity.WARNING


@pytest.mark.parametrize(
    "request_",
    [
        foreign("started"),
        foreign('see "name":"claude_code.token.usage"'),
        {"resourceSpans": [{"resource": {"attributes": pairs({"service.name": "claude-code"})}}]},
        {"resourceSpans": [], "resourceLogs": log()["resourceLogs"]},
    ],
)
def test_files_of_others_and_files_of_spans_are_not_claimed(request_: dict[str, object]) -> None:
    assert IMPORTER.matches(Peek(PurePosixPath("x"), json.dumps(request_).encode())) == ""


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, lines(log(**USED)) + lines(log(**USED))[:120])
    assert len(events(records)) == 1 and any(isinstance(record, ImportIssue) for record in records)
