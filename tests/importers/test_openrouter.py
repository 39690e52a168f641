"""Traps of OpenRouter's activity: cached and reasoning tokens inside, costs in parts, sums beside generations."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.gateways.openrouter import IMPORTER, matches
from auditor.records import Record, UsageAggregate, UsageEvent

from .conftest import Read

HEAD = (
    "generation_id,created_at,cost_total,cost_web_search,cost_cache,byok_usage_inference,tokens_prompt,"
    "tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,"
    "finish_reason_normalized,generation_time_ms,api_key_name,app_name"
)
ROW = {
    "generation_id": "gen-1-a", "created_at": "2026-01-02 03:04:05.250", "cost_total": "0.02", "cost_cache": "-0.01",
    "tokens_prompt": "900", "tokens_completion": "70", "tokens_reasoning": "50", "tokens_cached": "800",
    "model_permaslug": "o/m", "variant": "standard", "cancelled": "false", "user": "ann",
    "finish_reason_normalized": "stop", "generation_time_ms": "2100", "api_key_name": "batch", "app_name": "sorter",
}  # fmt: skip
DAY = {"date": "2026-01-02", "model": "o/m", "model_permaslug": "o/m-1", "endpoint_id": "e", "provider_name": "P"}
SUMS = {"usage": 0.015, "byok_usage_inference": 0.012, "requests": 5, "prompt_tokens": 50, "completion_tokens": 125}


def table(**more: str) -> str:
    return HEAD + "\n" + ",".join((ROW | more).get(name, "") for name in HEAD.split(",")) + "\n"


def one(read: Read, **more: str) -> UsageEvent:
    (event,) = read(IMPORTER, table(**more))
    assert isinstance(event, UsageEvent)
    return event


def test_cached_is_part_of_prompt_and_reasoning_of_completion(read: Read) -> None:
    event = one(read)
    assert (event.input_tokens, event.cache_read_input_tokens) == (900, 800)
    assert (event.output_tokens, event.reasoning_output_tokens) == (70, 50)
    assert matches(Peek(PurePosixPath("x"), table().encode()))


def test_times_are_utc_whatever_the_case_s_zone(read: Read) -> None:
    (event,) = read(IMPORTER, table(), zone="America/New_York")
    assert isinstance(event, UsageEvent) and event.at == 1_767_323_045_250_000


@pytest.mark.parametrize(
    ("more", "cost"),
    [({}, 20_000), ({"byok_usage_inference": "0.5"}, 520_000), ({"cost_total": ""}, None), ({"cost_total": "0"}, 0)],
)
def test_parts_of_the_total_are_not_added_but_a_key_of_one_s_own_is(
    read: Read, more: dict[str, str], cost: int | None
) -> None:
    assert one(read, **more).cost_microusd == cost


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "ok"),
        ({"cancelled": "true"}, "cancelled"),
        ({"finish_reason_normalized": "error"}, "error"),
        ({"finish_reason_normalized": ""}, None),
    ],
)
def test_a_cancelled_generation_still_counts(read: Read, more: dict[str, str], status: str | None) -> None:
    event = one(read, **more)
    assert (event.status, event.input_tokens) == (status, 900)


@pytest.mark.parametrize(
    ("more", "agent"),
    [({}, "sorter"), ({"app_name": ""}, "batch"), ({"app_name": "", "api_key_name": ""}, "(no agent named)")],
)
def test_the_agent_is_the_app_or_the_key_s_name(read: Read, more: dict[str, str], agent: str) -> None:
    assert one(read, **more).agent == agent


def test_empty_counts_are_unknown_and_a_variant_belongs_to_the_model(read: Read) -> None:
    event = one(read, tokens_completion="", tokens_cached="NULL", variant="free")
    assert (event.output_tokens, event.cache_read_input_tokens, event.model) == (None, None, "o/m:free")


def quantities(records: list[Record]) -> dict[str, int]:
    return {record.unit.value: record.quantity for record in records if isinstance(record, UsageAggregate)}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"data": [DAY | SUMS]}),
        json.dumps([{"data": [DAY | SUMS]}], indent=1),
        ",".join(DAY | SUMS) + "\n" + ",".join(map(str, (DAY | SUMS).values())) + "\n",
    ],
)
def test_the_second_export_is_sums_and_no_events(read: Read, content: str) -> None:
    records = read(IMPORTER, content)
    assert not [record for record in records if isinstance(record, UsageEvent)]
    assert quantities(records) == {
        "input_tokens": 50_000_000, "output_tokens": 125_000_000, "requests": 5_000_000, "usd": 27_000
    }  # fmt: skip
    assert len({r.key for r in records if isinstance(r, UsageAggregate)}) == 1
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_sums_of_other_vendors_are_not_claimed() -> None:
    other = "date,model,requests,prompt_tokens,completion_tokens\n"
    assert matches(Peek(PurePosixPath("openrouter-activity.csv"), other.encode())) == ""


def test_the_dashboard_s_daily_table_is_sums(read: Read) -> None:
    head = "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
    text = head + '"2026-01-02 00:00:00","o/m","4.5","0.5","7","900","80","30"\n'
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    found = {one.unit.value: one.quantity for one in read(IMPORTER, text) if isinstance(one, UsageAggregate)}
    assert found == {"input_tokens": 900_000_000, "output_tokens": 80_000_000, "reasoning_output_tokens": 30_000_000,
                     "requests": 7_000_000, "usd": 5_000_000}  # fmt: skip


def test_a_table_of_fewer_columns_leaves_the_tokens_unknown(read: Read) -> None:
    text = "generation_id,created_at,cost_total,model_permaslug\ngen-1,2026-01-02 03:04:05,0.25,o/m\n"
    (event,) = read(IMPORTER, text)
    assert isinstance(event, UsageEvent) and matches(Peek(PurePosixPath("x"), text.encode()))
    assert (event.cost_microusd, event.input_tokens, event.model) == (250_000, None, "o/m")


def test_a_single_generation_counts_the_tokens_it_is_billed_by(read: Read) -> None:
    told: dict[str, object] = {"id": "gen-1-a", "created_at": "2026-01-02T03:04:05.25+00:00", "model": "o/m"}
    told |= {"total_cost": 0.02, "tokens_prompt": 800, "native_tokens_prompt": 900, "native_tokens_completion": 70}
    told |= {"native_tokens_cached": 300, "native_tokens_reasoning": 50, "finish_reason": "stop", "latency": 90}
    text = json.dumps({"data": told})
    (event,) = read(IMPORTER, text)
    assert isinstance(event, UsageEvent) and matches(Peek(PurePosixPath("x"), text.encode()))
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (900, 300, 70)
    assert (event.cost_microusd, event.status, event.key) == (20_000, "ok", one(read).key)
