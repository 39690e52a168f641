"""Traps of Azure OpenAI's log: properties in strings, odd times and durations, ids that repeat; and its metrics."""

import json

import pytest

from auditor.importers import IMPORTERS
from auditor.importers.cloud.azure_openai import IMPORTER, matches
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue, Record, UsageAggregate, UsageEvent

from .conftest import Read

RESOURCE = "/SUBSCRIPTIONS/0/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/LINDMARK-AI"
TICKS = 638_900_000_000_000_000
OWN: dict[str, object] = {
    "requestTime": TICKS, "responseTime": TICKS + 8_120_000, "requestLength": 12, "responseLength": 34,
    "modelDeploymentName": "claims", "modelName": "gpt-4o",
}  # fmt: skip


def record(**more: object) -> dict[str, object]:
    told: dict[str, object] = {"time": "2026-01-02T03:04:05.2500009Z", "resourceId": RESOURCE, "durationMs": 812}
    told |= {"category": "RequestResponse", "operationName": "ChatCompletions_Create", "correlationId": "c"}
    return told | {"resultSignature": "200", "properties": json.dumps(OWN)} | more


def events(records: list[Record]) -> list[UsageEvent]:
    return [found for found in records if isinstance(found, UsageEvent)]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, json.dumps(record(**more))))
    return event


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(record()),
        json.dumps(record(properties=OWN)),
        json.dumps(record(properties=OWN, durationMs="812"), indent=2),
        json.dumps({"records": [record()]}),
        json.dumps([{"records": [record()]}]),
        "TimeGenerated,Category,OperationName,CorrelationId,DurationMs,ResultSignature,_ResourceId,properties_s\r\n"
        f"2026-01-02T03:04:05.2500009Z,RequestResponse,ChatCompletions_Create,c,812,200,{RESOURCE},"
        + '"' + json.dumps(OWN).replace('"', '""') + '"\r\n',
    ],
    ids=["string", "object", "pretty", "event-hub", "event-hubs", "log-analytics"],
)  # fmt: skip
def test_every_shape_gives_the_same_call_under_the_same_key(read: Read, content: str) -> None:
    (event,) = read(IMPORTER, content)
    assert isinstance(event, UsageEvent)
    assert (event.at, event.agent, event.duration_us) == (1_767_323_045_250_000, "deployment claims", 812_000)
    assert event.key == one(read).key and event.status == "ok"
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_the_log_tells_no_tokens(read: Read) -> None:
    event = one(read)
    assert (event.input_tokens, event.output_tokens, event.cost_microusd, event.prompt) == (None, None, None, None)


def test_a_correlation_id_that_repeats_is_no_identity(read: Read) -> None:
    others = [
        record(properties=OWN | {"requestLength": 13}),
        record(time="2026-01-02T03:04:06Z"),
        record(operationName="Embeddings_Create"),
    ]
    found = events(read(IMPORTER, "\n".join(map(json.dumps, [record(), record(), *others]))))
    assert len(found) == 5 and len({event.key for event in found}) == 4
    assert one(read, correlationId=None).key is None


@pytest.mark.parametrize(
    ("duration", "ticks", "expected"),
    [
        (-14, {}, 812_000),
        ("-14", {}, 812_000),
        (-14, {"requestTime": str(TICKS), "responseTime": str(TICKS + 10_000)}, 1_000),
        (-14, {"requestTime": TICKS + 8_120_001}, None),
        (-14, {"requestTime": "soon"}, None),
        (None, {"responseTime": None}, None),
    ],
)
def test_a_negative_duration_is_unknown_or_told_by_the_ticks(
    read: Read, duration: object, ticks: dict[str, object], expected: int | None
) -> None:
    assert one(read, durationMs=duration, properties=OWN | ticks).duration_us == expected


@pytest.mark.parametrize(
    "written", ["1/2/2026, 3:04:05.250 AM", "2026-01-02T03:04:05.2500000Z", "2026-01-02T04:04:05.25+01:00"]
)
def test_times_of_the_portal_and_with_seven_digits_are_read(read: Read, written: str) -> None:
    assert one(read, time=written).at == 1_767_323_045_250_000


@pytest.mark.parametrize(("code", "status"), [("200", "ok"), ("429", "error"), (500, "error"), (None, None)])
def test_the_status_is_the_answer_s_code(read: Read, code: object, status: str | None) -> None:
    assert one(read, resultSignature=code).status == status


def test_what_is_no_model_call_is_counted_apart(read: Read) -> None:
    others = [record(operationName="ListModels", properties="{}"), record(category="Audit")]
    records = read(IMPORTER, "\n".join(map(json.dumps, others)))
    assert [r.reason[:5] for r in records if isinstance(r, ImportIssue)] == ["1 × A", "1 × R"] and len(records) == 2


@pytest.mark.parametrize("bad", ['{"category": "RequestResponse", "operationName": "Chat_Completions"}', '{"a": 1}'])
def test_a_record_without_a_time_or_kind_is_an_issue(read: Read, bad: str) -> None:
    records = read(IMPORTER, json.dumps(record()) + "\n" + bad)
    assert [type(found) for found in records] == [UsageEvent, ImportIssue]


def metric(**more: object) -> dict[str, object]:
    told: dict[str, object] = {"time": "2026-01-02T03:00:00.0000000Z", "resourceId": RESOURCE, "timeGrain": "PT1H"}
    return told | {"metricName": "ProcessedPromptTokens", "total": 5400.0, "count": 3, "average": 1800} | more


def listed(*points: dict[str, object]) -> dict[str, object]:
    deployment = {"name": {"value": "modeldeploymentname"}, "value": "claims"}
    series = {"metadatavalues": [deployment], "data": list(points)}
    one = {"id": RESOURCE + "/providers/Microsoft.Insights/metrics/P", "name": {"value": "ProcessedPromptTokens"}}
    return {"cost": 0, "interval": "PT1H", "value": [one | {"timeseries": [series]}]}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(metric()),
        json.dumps({"records": [metric()]}),
        "TimeGenerated,MetricName,Total,TimeGrain,_ResourceId\n"
        f"2026-01-02T03:00:00Z,ProcessedPromptTokens,5400,PT1H,{RESOURCE}\n",
        json.dumps(listed({"timeStamp": "2026-01-02T03:00:00Z", "total": 5400.0}), indent=2),
    ],
    ids=["lines", "event-hub", "log-analytics", "az-monitor"],
)
def test_metrics_are_sums_of_an_hour(read: Read, content: str) -> None:
    (sum_,) = read(IMPORTER, content)
    assert isinstance(sum_, UsageAggregate)
    assert (sum_.unit, sum_.quantity, sum_.end - sum_.start) == ("input_tokens", 5_400_000_000, 3_600_000_000)
    assert sum_.client == "LINDMARK-AI" and matches(Peek(PurePosixPath("x"), content.encode()))


def test_a_deployment_s_metric_names_it_and_an_untold_point_is_not_zero(read: Read) -> None:
    points = [{"timeStamp": "2026-01-02T03:00:00Z", "total": 1}, {"timeStamp": "2026-01-02T04:00:00Z"}]
    (sum_,) = read(IMPORTER, json.dumps(listed(*points)))
    assert isinstance(sum_, UsageAggregate) and sum_.agent == "deployment claims"


def test_a_sum_of_both_kinds_of_tokens_is_not_counted_again(read: Read) -> None:
    (issue,) = read(IMPORTER, json.dumps(metric(metricName="TokenTransaction")))
    assert isinstance(issue, ImportIssue) and "TokenTransaction" in issue.reason


@pytest.mark.parametrize("more", [{"timeGrain": "a while"}, {"total": -1}, {"total": 10**13}])
def test_a_sum_without_a_length_or_of_a_wild_size_is_an_issue(read: Read, more: dict[str, object]) -> None:
    (issue,) = read(IMPORTER, json.dumps(metric(**more)))
    assert isinstance(issue, ImportIssue) and issue.severity == "rejected"


def test_a_trace_without_agent_and_person_is_claimed_by_nobody() -> None:
    trace = b"TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n"
    peek = Peek(PurePosixPath("AzureLLMInferenceTrace_code.csv"), trace)
    assert [importer.name for importer in IMPORTERS if importer.matches(peek)] == []


def test_another_service_s_log_is_not_claimed() -> None:
    other = json.dumps(record(resourceId="/x/MICROSOFT.STORAGE/y", properties={}))
    assert matches(Peek(PurePosixPath("openai.json"), other.encode())) == ""
