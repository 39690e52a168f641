"""Traps of OpenAI's usage: cached is part of the input, amounts as numbers or texts, minute rows, empty exports."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.reports.openai_usage import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, UsageAggregate

from .conftest import Read

USE: dict[str, object] = {
    "object": "organization.usage.completions.result",
    "input_tokens": 1000,
    "output_tokens": 500,
    "input_cached_tokens": 800,
    "input_audio_tokens": 300,
    "num_model_requests": 5,
    "project_id": None,
    "user_id": None,
    "api_key_id": None,
    "model": None,
    "batch": None,
}
EMPTY = "start_time,end_time,start_time_iso,end_time_iso"
HEAD = (
    f"{EMPTY},project_id,num_model_requests,user_id,api_key_id,model,batch,"
    "input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens\n"
)
MINUTE = "1761523200,1761523260,2025-10-27T00:00:00+00:00,2025-10-27T00:01:00+00:00"


def page(*results: object, more: bool = False, start: object = 1774137600) -> str:
    bucket = {"object": "bucket", "start_time": start, "end_time": 1774224000, "results": results}
    return json.dumps({"object": "page", "data": [bucket], "has_more": more, "next_page": None})


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate)]


def counts(records: list[Record]) -> dict[str, int]:
    return {one.unit.value: one.quantity // 1_000_000 for one in sums(records)}


COUNTS = {"input_tokens": 1000, "cache_read_input_tokens": 800, "output_tokens": 500, "requests": 5}


def test_cached_input_is_part_of_the_input_already(read: Read) -> None:
    assert counts(read(IMPORTER, page(USE))) == COUNTS


def test_null_dimensions_are_not_told_and_grouped_ones_are(read: Read) -> None:
    grouped = {**USE, "project_id": "proj_1", "user_id": "user-1", "api_key_id": "key_1", "model": "gpt-x"}
    records = sums(read(IMPORTER, page(USE, grouped)))
    assert {(one.team, one.person, one.agent, one.model) for one in records} == {
        (None, None, None, None),
        ("proj_1", "user-1", "key_1", "gpt-x"),
    }
    assert len({one.key for one in records}) == 2


def test_a_bucket_told_again_before_its_day_was_over_has_the_same_key(read: Read) -> None:
    early = page(USE).replace("1774224000", "1774180800")
    assert {one.key for one in sums(read(IMPORTER, early))} == {one.key for one in sums(read(IMPORTER, page(USE)))}


@pytest.mark.parametrize("value", [0.06, "0.06", "0.0600000000000000"])
def test_amounts_are_dollars_as_number_or_text(read: Read, value: object) -> None:
    cost = {
        "object": "organization.costs.result",
        "amount": {"value": value, "currency": "usd"},
        "line_item": "gpt-x, input",
    }
    assert [(one.unit, one.quantity, one.model) for one in sums(read(IMPORTER, page(cost)))] == [
        ("usd", 60_000, "gpt-x, input")
    ]


def test_other_endpoints_tell_what_they_have_and_meters_without_a_model_are_passed_over(read: Read) -> None:
    embeddings = {"object": "organization.usage.embeddings.result", "input_tokens": 16, "num_model_requests": 2}
    stores = {"object": "organization.usage.vector_stores.result", "usage_bytes": 1024}
    records = read(IMPORTER, page(embeddings, stores))
    assert counts(records) == {"input_tokens": 16, "requests": 2}
    issue = records[-1]
    assert isinstance(issue, ImportIssue) and issue.severity is Severity.WARNING and "vector_stores" in issue.reason


@pytest.mark.parametrize(
    "wrong",
    [
        {**USE, "input_cached_tokens": 1001},
        {**USE, "output_tokens": -1},
        {**USE, "num_model_requests": "lots"},
        {"amount": {"value": 5, "currency": "eur"}},
        {"amount": {"currency": "usd"}},
        {"amount": "5"},
        None,
    ],
)
def test_a_broken_result_costs_itself_only(read: Read, wrong: object) -> None:
    records = read(IMPORTER, page(wrong, USE))
    assert sum(isinstance(one, ImportIssue) for one in records) == 1 and counts(records) == COUNTS


def test_a_bucket_without_a_time_is_rejected(read: Read) -> None:
    assert [type(one) for one in read(IMPORTER, page(USE, start=None))] == [ImportIssue]


def test_a_bucket_without_results_is_rejected(read: Read) -> None:
    assert [type(one) for one in read(IMPORTER, page(USE).replace('"results"', '"reults"'))] == [ImportIssue]


def test_minute_rows_with_floats_are_read(read: Read) -> None:
    records = read(IMPORTER, f"{HEAD}{MINUTE},proj_1,5.0,user-1,key_1,gpt-x,False,1000.0,500,800,200\n")
    assert counts(records) == COUNTS
    one = sums(records)[0]
    assert (one.person, one.agent, one.team, one.model, one.end - one.start) == (
        "user-1",
        "key_1",
        "proj_1",
        "gpt-x",
        60_000_000,
    )


def test_several_rows_of_a_minute_all_count(read: Read) -> None:
    row = f"{MINUTE},proj_1,5.0,user-1,{{}},gpt-x,False,1000.0,500,800,200\n"
    records = read(IMPORTER, HEAD + row.format("key_1") + row.format("key_2") + row.format("key_2"))
    assert len({(one.key, one.unit) for one in sums(records)}) == len(sums(records)) == 12


def test_names_go_before_ids(read: Read) -> None:
    head = f"{EMPTY},user_id,user_email,api_key_id,api_key_name,project_id,project_name,output_tokens\n"
    one = sums(read(IMPORTER, f"{head}{MINUTE},user-1,nora@b.example,key_1,digest,proj_1,Claims,5\n"))[0]
    assert (one.person, one.agent, one.team) == ("nora@b.example", "digest", "Claims")


def test_the_dashboard_s_cost_table_is_read_in_dollars(read: Read) -> None:
    head = f"{EMPTY},amount_value,amount_currency,line_item,project_id\n"
    records = read(
        IMPORTER, f'{head}{MINUTE},0.25,usd,"gpt-x, input",proj_1\n{MINUTE},0.25,usd,"gpt-x, output",proj_1\n'
    )
    assert [one.quantity for one in sums(records)] == [250_000, 250_000]
    assert len({one.key for one in sums(records)}) == 2


def test_an_export_of_an_empty_range_is_recognised_and_says_that_it_is_empty(read: Read) -> None:
    text = f"{EMPTY}\n{MINUTE}\n"
    assert matches(Peek(PurePosixPath("completions_usage_2025-10-27_2025-10-27.csv"), text.encode()))
    records = read(IMPORTER, text)
    assert len(records) == 1 and isinstance(records[0], ImportIssue) and records[0].severity is Severity.WARNING


def test_an_export_whose_last_page_is_missing_warns(read: Read) -> None:
    assert [one.severity for one in read(IMPORTER, page(USE, more=True)) if isinstance(one, ImportIssue)] == ["warning"]


def test_days_without_a_cost_are_told_once_and_not_rejected(read: Read) -> None:
    head = f"{EMPTY},amount_value,amount_currency,line_item\n"
    records = read(IMPORTER, f"{head}{MINUTE},0.25,usd,\n{MINUTE},,,\n{MINUTE},,,\n")
    assert [one.quantity for one in sums(records)] == [250_000]
    (note,) = [one for one in records if isinstance(one, ImportIssue)]
    assert (note.severity, "without a cost" in note.reason) == (Severity.WARNING, True)


def test_columns_may_stand_in_another_order_and_between_tabs(read: Read) -> None:
    text = f"model,input_tokens,{EMPTY}\ngpt-x,10,{MINUTE}\n".replace(",", "\t")
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    assert counts(read(IMPORTER, text)) == {"input_tokens": 10}


@pytest.mark.parametrize(
    "text",
    [
        "date,project_name,model,n_requests,n_context_tokens_total,n_generated_tokens_total,amount,currency\n"
        "2026-03-22,night,gpt-x,5,1000,500,0.25,USD\n",
        "organization_id,n_requests,operation,n_context_tokens_total,n_generated_tokens_total,model,timestamp,"
        "project_id,cost_usd\norg-1,5,completion,1000,500,gpt-x,1774137600,night,0.25\n",
        json.dumps({"object": "list", "data": [{"aggregation_timestamp": 1774137600, "n_requests": 5, "cost": 0.25,
                    "snapshot_id": "gpt-x", "n_context_tokens_total": 1000, "n_generated_tokens_total": 500,
                    "project_id": "night"}], "ft_data": []}),
    ],
    ids=["by day", "with times", "JSON"],
)  # fmt: skip
def test_the_older_dashboard_tells_days_too(read: Read, text: str) -> None:
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    records = read(IMPORTER, text)
    assert {one.unit.value: one.quantity for one in sums(records)} == {
        "input_tokens": 1_000_000_000, "output_tokens": 500_000_000, "requests": 5_000_000, "usd": 250_000,
    }  # fmt: skip
    assert {(one.start, one.end, one.model, one.team) for one in sums(records)} == {
        (1_774_137_600_000_000, 1_774_224_000_000_000, "gpt-x", "night")
    }


def test_another_currency_of_the_older_dashboard_is_not_summed_as_dollars(read: Read) -> None:
    head = "date,model,n_context_tokens_total,n_generated_tokens_total,amount,currency\n"
    records = read(IMPORTER, head + "2026-03-22,gpt-x,10,5,0.25,EUR\n")
    assert counts(records) == {"input_tokens": 10, "output_tokens": 5}
    assert [one.severity for one in records if isinstance(one, ImportIssue)] == [Severity.WARNING]
