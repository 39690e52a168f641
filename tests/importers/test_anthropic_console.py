"""Traps of the Console's CSVs: two generations of headers, disjoint input, cost told long, key names."""

import pytest

from auditor.importers.reports.anthropic_console import IMPORTER, key_name
from auditor.records import ImportIssue, Record, UsageAggregate

from .conftest import Read

NEW = (
    "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
    "usage_output_tokens,web_search_count,inference_geo,speed\n"
)
OLD = (
    "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n"
)
COST = (
    "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,"
    "inference_geo,speed,api_key_id,api_key_status\n"
)


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate)]


def counts(records: list[Record]) -> dict[str, int]:
    return {one.unit.value: one.quantity // 1_000_000 for one in sums(records)}


def test_the_input_is_the_sum_of_its_disjoint_columns(read: Read) -> None:
    records = read(IMPORTER, f"{NEW}2026-03-22,claude-x,digest,Default,standard,≤ 200k,5,20,3,70,9,4,global,\n")
    assert counts(records) == {
        "input_tokens": 98,
        "cache_read_input_tokens": 70,
        "cache_creation_input_tokens": 23,
        "output_tokens": 9,
    }


def test_older_files_with_one_cache_write_column_are_read_alike(read: Read) -> None:
    records = read(IMPORTER, f"{OLD}2025-06-12,claude-x,digest,Default,standard,5,23,70,9,0\n")
    assert counts(records)["input_tokens"] == 98 and counts(records)["cache_creation_input_tokens"] == 23


def test_the_key_s_name_is_the_agent_and_the_workspace_the_team(read: Read) -> None:
    one = sums(read(IMPORTER, f"{OLD}2025-06-12,claude-x,digest,Claims,standard,5,0,0,9,0\n"))[0]
    assert (one.agent, one.team, one.model, one.person) == ("digest", "Claims", "claude-x", None)
    assert one.end - one.start == 86_400_000_000


def test_a_key_itself_is_never_shown_in_full(read: Read) -> None:
    assert key_name("sk-ant-api03-invented-abcdefgh-wxyz") == "key …wxyz"
    records = read(IMPORTER, f"{OLD}2025-06-12,m,sk-ant-api03-invented-abcdefgh-wxyz,D,standard,5,0,0,9,0\n")
    assert "invented" not in repr(records)


def test_context_windows_are_told_apart(read: Read) -> None:
    line = "2026-03-22,claude-x,digest,Default,standard,{} 200k,5,0,0,0,9,0,global,\n"
    records = read(IMPORTER, NEW + line.format("≤") + line.format(">"))
    assert len({one.key for one in sums(records)}) == 2


def test_rows_that_agree_in_all_dimensions_all_count(read: Read) -> None:
    records = read(IMPORTER, NEW + "2026-03-22,claude-x,digest,Default,standard,≤ 200k,5,0,0,0,9,0,global,\n" * 2)
    assert len({(one.key, one.unit) for one in sums(records)}) == len(sums(records)) == 8


def test_cost_is_what_was_paid_and_zero_rows_are_kept(read: Read) -> None:
    line = "2026-03-22,Claude X,Default,digest,standard,≤ 200k,{},{},9.99,tokens,global,,apikey_1,active\n"
    records = read(IMPORTER, COST + line.format("input_no_cache", "0.123456") + line.format("output", "0.00"))
    assert [(one.unit, one.quantity, one.model) for one in sums(records)] == [
        ("usd", 123_456, "Claude X"),
        ("usd", 0, "Claude X"),
    ]
    assert len({one.key for one in sums(records)}) == 2


def test_empty_cells_are_unknown_and_a_row_without_counts_is_rejected(read: Read) -> None:
    records = read(IMPORTER, f"{OLD}2025-06-12,m,k,D,standard,,,,9,0\n2025-06-12,m,k,D,standard,,,,,0\n")
    assert counts(records) == {"output_tokens": 9}
    assert [one.line for one in records if isinstance(one, ImportIssue)] == [3]


@pytest.mark.parametrize("wrong", ["1.5", "-3", "NaN", "1" * 20, "lots"])
def test_a_broken_count_costs_its_row_only(read: Read, wrong: str) -> None:
    records = read(IMPORTER, f"{OLD}2025-06-12,m,k,D,standard,{wrong},0,0,9,0\n2025-06-12,m,k,D,standard,1,0,0,9,0\n")
    assert [one.line for one in records if isinstance(one, ImportIssue)] == [2] and len(sums(records)) == 4


def test_a_day_is_a_utc_day_whatever_the_case_s_zone(read: Read) -> None:
    text = f"{NEW}2026-03-22,claude-x,digest,Default,standard,≤ 200k,5,20,3,70,9,4,global,\n"
    assert {(one.start, one.end) for one in sums(read(IMPORTER, text, zone="Asia/Tokyo"))} == {
        (1_774_137_600_000_000, 1_774_224_000_000_000)
    }
