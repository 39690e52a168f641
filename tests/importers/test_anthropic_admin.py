"""Traps of the Admin API's answers: cents as text, null dimensions, disjoint input, pages that are not the last."""

import json

import pytest

from auditor.importers.reports.anthropic_admin import IMPORTER
from auditor.records import ImportIssue, Record, Severity, UsageAggregate

from .conftest import Read

USE: dict[str, object] = {
    "uncached_input_tokens": 5,
    "cache_creation": {"ephemeral_1h_input_tokens": 3, "ephemeral_5m_input_tokens": 20},
    "cache_read_input_tokens": 70,
    "output_tokens": 9,
    "server_tool_use": {"web_search_requests": 10},
    "api_key_id": None,
    "workspace_id": None,
    "model": None,
}


def page(
    *results: object, start: str = "2026-03-22T00:00:00Z", end: str = "2026-03-23T00:00:00Z", more: bool = False
) -> str:
    return json.dumps({"data": [{"starting_at": start, "ending_at": end, "results": results}], "has_more": more})


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate)]


def issues(records: list[Record]) -> list[ImportIssue]:
    return [one for one in records if isinstance(one, ImportIssue)]


def test_the_input_is_uncached_and_both_cache_classes(read: Read) -> None:
    assert {one.unit.value: one.quantity // 1_000_000 for one in sums(read(IMPORTER, page(USE)))} == {
        "input_tokens": 98,
        "cache_read_input_tokens": 70,
        "cache_creation_input_tokens": 23,
        "output_tokens": 9,
    }


def test_null_dimensions_are_not_told(read: Read) -> None:
    one = sums(read(IMPORTER, page(USE)))[0]
    assert (one.person, one.agent, one.team, one.model) == (None, None, None, None)


def test_grouped_dimensions_name_person_agent_team_and_model(read: Read) -> None:
    grouped = {**USE, "account_id": "user_1", "api_key_id": "apikey_1", "workspace_id": "wrkspc_1", "model": "claude-x"}
    one = sums(read(IMPORTER, page(grouped)))[0]
    assert (one.person, one.agent, one.team, one.model) == ("user_1", "apikey_1", "wrkspc_1", "claude-x")


@pytest.mark.parametrize(("end", "microseconds"), [("2026-03-22T00:01:00Z", 60e6), ("2026-03-22T01:00:00Z", 3600e6)])
def test_buckets_of_a_minute_and_an_hour_keep_their_length(read: Read, end: str, microseconds: float) -> None:
    one = sums(read(IMPORTER, page(USE, end=end)))[0]
    assert one.end - one.start == microseconds


def test_every_dimension_tells_results_apart_even_one_we_do_not_know(read: Read) -> None:
    results = [{**USE, "service_tier": tier, "mood": mood} for tier in ("standard", "batch") for mood in ("a", "b")]
    assert len({one.key for one in sums(read(IMPORTER, page(*results)))}) == 4


def test_a_page_saved_twice_has_the_same_keys(read: Read) -> None:
    twice = sums(read(IMPORTER, page(USE) + "\n" + page(USE)))
    assert len(twice) == 8 and len({(one.key, one.unit) for one in twice}) == 4


def test_amounts_are_texts_in_cents(read: Read) -> None:
    records = read(IMPORTER, page({"currency": "USD", "amount": "123.45", "description": "Web Search Usage"}))
    assert [(one.unit, one.quantity) for one in sums(records)] == [("usd", 1_234_500)]


def test_usage_and_cost_of_a_bucket_have_different_keys(read: Read) -> None:
    records = read(IMPORTER, page(USE, {"amount": "1", "currency": "USD"}))
    assert len({one.key for one in sums(records)}) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "5", "currency": "EUR"},
        {"amount": None},
        {"amount": "-5"},
        {"amount": []},
        {"output_tokens": -1},
        {"uncached_input_tokens": 1.5},
        {"model": "claude-x"},
        7,
        None,
    ],
)
def test_a_broken_result_costs_itself_only(read: Read, wrong: object) -> None:
    records = read(IMPORTER, page(wrong, USE))
    assert [issue.severity for issue in issues(records)] == [Severity.REJECTED]
    assert len(sums(records)) == 4


@pytest.mark.parametrize("start", ["", "soon", "2026-03-24T00:00:00Z"])
def test_a_bucket_without_a_proper_interval_is_rejected(read: Read, start: str) -> None:
    records = read(IMPORTER, page(USE, start=start))
    assert not sums(records) and len(issues(records)) == 1


def test_an_export_whose_last_page_is_missing_warns(read: Read) -> None:
    assert [issue.severity for issue in issues(read(IMPORTER, page(USE, more=True)))] == [Severity.WARNING]
