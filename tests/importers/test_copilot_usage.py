"""Traps of GitHub's Copilot bills: fractions, two units, split rows, drifting columns, the agent in the sku."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.reports.copilot_usage import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, Unit, UsageAggregate

from .conftest import Read

HEAD = "date,username,product,sku,model,quantity,unit_type,gross_amount,net_amount,organization,cost_center_name\n"
DAY = 86_400_000_000


def row(quantity: str = "1", unit: str = "requests", sku: str = "copilot_premium_request", model: str = "GPT-5") -> str:
    return f"2026-06-01,nora-lind,copilot,{sku},{model},{quantity},{unit},0.04,0,birchwood,research\n"


def sums(records: list[Record], unit: Unit | None = None) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate) and unit in (None, one.unit)]


def warnings(records: list[Record]) -> list[str]:
    return [one.reason for one in records if isinstance(one, ImportIssue) and one.severity is Severity.WARNING]


def test_requests_and_ai_credits_are_different_units(read: Read) -> None:
    records = read(IMPORTER, HEAD + row("3") + row("250.5", "ai-credits", "copilot_ai_credit"))
    assert [one.quantity for one in sums(records, Unit.REQUESTS)] == [3_000_000]
    assert [one.quantity for one in sums(records, Unit.CREDITS)] == [250_500_000]
    assert len(warnings(records)) == 1 and "twice" in warnings(records)[0]


def test_fractions_add_up_exactly(read: Read) -> None:
    records = read(IMPORTER, HEAD + row("0.8999999999999999") * 9 + row("0.9000000000000009"))
    assert sum(one.quantity for one in sums(records, Unit.REQUESTS)) == 9_000_000


def test_dollars_are_gross_and_told_once(read: Read) -> None:
    assert [one.quantity for one in sums(read(IMPORTER, HEAD + row()), Unit.USD)] == [40_000]


def test_rows_that_agree_in_all_dimensions_are_parts_of_one_sum(read: Read) -> None:
    twice = sums(read(IMPORTER, HEAD + row("62") + row("123")), Unit.REQUESTS)
    again = sums(read(IMPORTER, HEAD + row("62") + row("123")), Unit.REQUESTS)
    assert len({one.key for one in twice}) == 2
    assert [one.key for one in twice] == [one.key for one in again]


@pytest.mark.parametrize(
    ("sku", "model", "agent"),
    [
        ("coding_agent_ai_credit", "Claude Sonnet 4", "Copilot coding agent"),
        ("copilot_premium_request", "Auto: Coding Agent model", "Copilot coding agent"),
        ("copilot_premium_request", "Code Review model", "Copilot code review"),
        ("spark_premium_request", "GPT-5", "GitHub Spark"),
        ("copilot_premium_request", "Auto: GPT-5", None),
    ],
)
def test_the_sku_or_the_stand_in_for_a_model_names_the_agent(
    read: Read, sku: str, model: str, agent: str | None
) -> None:
    assert {(one.agent, one.model) for one in sums(read(IMPORTER, HEAD + row(sku=sku, model=model)))} == {
        (agent, model)
    }


def test_token_columns_of_the_newest_reports_count_the_cache_into_the_input(read: Read) -> None:
    head = HEAD.strip() + ",input,output,cache_read,cache_write\n"
    found = sums(read(IMPORTER, head + row("2.5", "ai-credits").strip() + ",100,50,1000,20\n"))
    assert {one.unit.value: one.quantity // 1_000_000 for one in found if "tokens" in one.unit} == {
        "input_tokens": 1120,
        "cache_read_input_tokens": 1000,
        "cache_creation_input_tokens": 20,
        "output_tokens": 50,
    }


def test_seats_and_minutes_are_no_use_and_the_reader_is_told(read: Read) -> None:
    records = read(IMPORTER, HEAD + row(unit="user-months", sku="copilot_business") + row())
    assert len(sums(records, Unit.REQUESTS)) == 1
    assert "user-months" in warnings(records)[0]


@pytest.mark.parametrize("quantity", ["", "-1", "NaN", "1e99", "four"])
def test_a_broken_quantity_is_rejected_with_its_line(read: Read, quantity: str) -> None:
    records = read(IMPORTER, HEAD + row(quantity) + row())
    assert [one.line for one in records if isinstance(one, ImportIssue)] == [2]
    assert len(sums(records, Unit.REQUESTS)) == 1


def test_the_first_reports_tell_moments(read: Read) -> None:
    head = '"Timestamp","User","Model","Requests Used","Exceeds Monthly Quota","Total Monthly Quota"\n'
    first = '"2025-06-11T05:13:27.8766440Z","nora","gpt-4.1","1.00","False","Unlimited"\n'
    text = head + first + '"2025-06-11","bob","o3","0.33","False","300"\n'
    nora, bob = sums(read(IMPORTER, text), Unit.REQUESTS)
    assert (nora.quantity, nora.end - nora.start, nora.person) == (1_000_000, 1_000_000, "nora")
    assert (bob.quantity, bob.end - bob.start) == (330_000, DAY)


def answer(**item: object) -> str:
    use = {
        "sku": "copilot_ai_credit",
        "model": "GPT-5",
        "unitType": "ai-credits",
        "grossQuantity": 1.5,
        "grossAmount": 0.015,
    }
    return json.dumps(
        {"timePeriod": {"year": 2026, "month": 12}, "user": "nora", "usageItems": [{**use, **item}]}, indent=1
    )


def test_the_api_s_items_are_told_for_their_month_and_the_user_that_was_asked_for(read: Read) -> None:
    credits = sums(read(IMPORTER, answer()), Unit.CREDITS)[0]
    assert (credits.end - credits.start, credits.person, credits.quantity) == (31 * DAY, "nora", 1_500_000)


def test_the_api_s_items_with_a_date_and_the_plain_names_are_told_for_the_day(read: Read) -> None:
    found = sums(read(IMPORTER, answer(date="2026-06-02T00:00:00Z", organizationName="birchwood", user="bob")))
    assert {(one.end - one.start, one.person, one.team) for one in found} == {(DAY, "bob", "birchwood")}


@pytest.mark.parametrize(
    "period", [{}, {"year": 2026, "month": 13}, {"year": 1}, {"year": 2026, "month": 2, "day": 30}]
)
def test_a_period_that_is_none_is_rejected(read: Read, period: dict[str, int]) -> None:
    records = read(IMPORTER, answer().replace('"year": 2026,\n  "month": 12', json.dumps(period)[1:-1]))
    assert not sums(records) and isinstance(records[0], ImportIssue)


@pytest.mark.parametrize("text", ['{"usageItems": 7}', '{"items": []}', '{"usageItems": [7]}'])
def test_an_answer_without_items_is_told(read: Read, text: str) -> None:
    assert len(read(IMPORTER, text)) == 1


def test_bills_of_other_products_are_not_claimed() -> None:
    other = b"date,product,sku,quantity,unit_type,gross_amount\n2026-04-01,actions,actions_linux,10,minutes,0.06\n"
    assert not matches(Peek(PurePosixPath("bill.csv"), other))
    assert matches(Peek(PurePosixPath("bill.csv"), b"\xef\xbb\xbf" + (HEAD + row()).encode()))


@pytest.mark.parametrize(
    ("sku", "unit", "expected"),
    [("copilot_ai_credit", "", Unit.CREDITS), ("copilot_premium_request", "", Unit.REQUESTS),
     ("copilot_premium_requests", "", Unit.REQUESTS), ("copilot_ai_credit", "credit", Unit.CREDITS)],
)  # fmt: skip
def test_an_untold_unit_is_the_sku_s(read: Read, sku: str, unit: str, expected: Unit) -> None:
    assert [one.quantity for one in sums(read(IMPORTER, HEAD + row("3", unit, sku)), expected)] == [3_000_000]


def test_a_day_is_a_utc_day_whatever_the_case_s_zone_and_the_byte_order_mark(read: Read) -> None:
    (requests,) = sums(read(IMPORTER, "\ufeff" + HEAD + row(), zone="Asia/Tokyo"), Unit.REQUESTS)
    assert (requests.start % DAY, requests.end - requests.start, requests.person) == (0, DAY, "nora-lind")
