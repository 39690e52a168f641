"""Traps of FOCUS: NULL, zones, credits, other currencies, other services, tokens in thousands, charges alike."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.reports.focus import IMPORTER, matches
from auditor.importers.reports.focus_charges import token_units
from auditor.records import ImportIssue, Record, Unit, UsageAggregate

from .conftest import Read

CHARGE = {
    "BilledCost": "1.5", "BillingCurrency": "USD", "ChargePeriodStart": "2026-01-02 00:00:00",
    "ChargePeriodEnd": "2026-01-03 00:00:00", "ConsumedQuantity": "NULL", "ConsumedUnit": "NULL",
    "ChargeDescription": "input tokens", "ServiceCategory": "AI and Machine Learning", "ServiceName": "Amazon Bedrock",
    "ProviderName": "AWS", "SubAccountName": "Routing", "Tags": "NULL",
}  # fmt: skip


def table(*changes: dict[str, str]) -> str:
    rows = [",".join(CHARGE), *(",".join((CHARGE | change).values()) for change in changes)]
    return "\n".join(rows) + "\n"


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [record for record in records if isinstance(record, UsageAggregate)]


def reasons(records: list[Record]) -> list[str]:
    return [record.reason for record in records if isinstance(record, ImportIssue)]


def test_a_charge_is_a_sum_in_dollars_and_null_is_unknown(read: Read) -> None:
    (sum_,) = sums(read(IMPORTER, table({})))
    assert (sum_.unit, sum_.quantity, sum_.team, sum_.client) == (Unit.USD, 1_500_000, "Routing", "Amazon Bedrock")
    assert (sum_.person, sum_.agent, sum_.model) == (None, None, None)
    assert not sums(read(IMPORTER, table({"BilledCost": "NULL"})))


@pytest.mark.parametrize("form", ["2026-01-02 00:00:00", "2026-01-02T00:00Z", "2026-01-02T00:00:00Z", "2026-01-02"])
def test_times_without_a_zone_are_utc(read: Read, form: str) -> None:
    (sum_,) = sums(read(IMPORTER, table({"ChargePeriodStart": form}), zone="Asia/Tokyo"))
    assert sum_.start == 1_767_312_000_000_000


def test_credits_are_negative_and_rounding_keeps_the_sum(read: Read) -> None:
    found = sums(read(IMPORTER, table({"BilledCost": "-0.5"}, *[{"BilledCost": "0.0000004"}] * 10)))
    assert found[0].quantity == -500_000 and sum(one.quantity for one in found[1:]) == 4


def test_another_currency_is_never_summed_as_dollars(read: Read) -> None:
    records = read(IMPORTER, table({"BillingCurrency": "SEK"}, {"BillingCurrency": "SEK"}, {"BillingCurrency": "NULL"}))
    assert not sums(records)
    assert [reason[:16] for reason in reasons(records)] == ["a cost in SEK is", "a cost in an unt"]


def test_charges_of_other_services_are_passed_over_in_one_warning(read: Read) -> None:
    other = {"ServiceName": "Amazon Elastic Compute Cloud", "ServiceCategory": "Compute"}
    records = read(IMPORTER, table({}, *[other] * 3))
    assert len(sums(records)) == 1
    assert reasons(records) == ["3 charges of other services passed over (Amazon Elastic Compute Cloud)"]


@pytest.mark.parametrize(
    ("name", "category", "found"),
    [
        ("OpenAI API", "Other", 1),
        ("Claude Code", "Developer Tools", 1),
        ("Cursory Review", "Other", 0),
        ("Azure Cognitive Search", "AI and Machine Learning", 1),
    ],
)
def test_an_ai_service_is_known_by_its_category_or_its_name(read: Read, name: str, category: str, found: int) -> None:
    change = {"ServiceName": name, "ServiceCategory": category}
    assert len(sums(read(IMPORTER, table(change)))) == found


@pytest.mark.parametrize(
    ("unit", "quantity", "tokens"),
    [("Tokens", "1500", 1500), ("1K Tokens", "1.5", 1500), ("1M tokens", "0.0015", 1500), ("1000 Tokens", "1.5", 1500),
     ("Thousand Tokens", "1.5", 1500)],
)  # fmt: skip
def test_tokens_are_counted_where_they_are_billed(read: Read, unit: str, quantity: str, tokens: int) -> None:
    found = sums(read(IMPORTER, table({"ConsumedUnit": unit, "ConsumedQuantity": quantity})))
    assert {one.unit: one.quantity for one in found} == {Unit.USD: 1_500_000, Unit.INPUT_TOKENS: tokens * 1_000_000}
    assert len({one.key for one in found}) == 1


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("gpt 4o 0806 Inp glbl Tokens", (Unit.INPUT_TOKENS,)),
        ("gpt 4o 0806 Outp glbl Tokens", (Unit.OUTPUT_TOKENS,)),
        ("gpt 4o 0806 cchd Inp glbl Tokens", (Unit.INPUT_TOKENS, Unit.CACHE_READ_INPUT_TOKENS)),
        ("cache write input tokens", (Unit.INPUT_TOKENS, Unit.CACHE_CREATION_INPUT_TOKENS)),
        ("tokens", ()),
        ("input and output tokens", ()),
    ],
)
def test_cached_input_is_input_and_untold_tokens_are_neither(words: str, units: tuple[Unit, ...]) -> None:
    assert token_units(words) == units


def test_tokens_of_an_untold_kind_are_not_guessed(read: Read) -> None:
    records = read(
        IMPORTER, table({"ConsumedUnit": "Tokens", "ConsumedQuantity": "9", "ChargeDescription": "Some tokens"})
    )
    assert [one.unit for one in sums(records)] == [Unit.USD] and len(reasons(records)) == 1


def test_charges_alike_add_up_and_the_same_export_twice_has_the_same_keys(read: Read) -> None:
    first, second = (sums(read(IMPORTER, table({}, {}, {"ChargeDescription": "output tokens"}))) for _ in range(2))
    assert len({one.key for one in first}) == 3 and [one.key for one in first] == [one.key for one in second]


def test_tags_tell_agent_person_and_team(read: Read) -> None:
    tags = '"{""user:Agent"": ""planner"", ""owner"": ""ann"", ""Cost-Center"": ""42"", ""n"": 1}"'
    (sum_,) = sums(read(IMPORTER, table({"Tags": tags})))
    assert (sum_.agent, sum_.person, sum_.team) == ("planner", "ann", "42")


@pytest.mark.parametrize(
    "change",
    [{"BilledCost": "NaN"}, {"BilledCost": "1e30"}, {"ChargePeriodEnd": "2026-01-02"}, {"ChargePeriodStart": "NULL"},
     {"ConsumedUnit": "Tokens", "ConsumedQuantity": "9" * 20}, {"BilledCost": "1,5"}],
)  # fmt: skip
def test_a_bad_charge_is_one_issue(read: Read, change: dict[str, str]) -> None:
    records = read(IMPORTER, table(change, {}))
    assert len(reasons(records)) == 1 and len(sums(records)) == 1


def test_mixed_quoting_and_a_missing_last_line_end_are_read(read: Read) -> None:
    content = '\ufeff"' + table({}).replace(",", '","', 3).replace("\n", "\r\n").rstrip()
    content = content.replace('"ChargePeriodEnd', '"ChargePeriodEnd"', 1)
    assert len(sums(read(IMPORTER, content))) == 1
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_charges_as_json_tell_the_same(read: Read) -> None:
    told: dict[str, object] = {**CHARGE, "BilledCost": 1.5, "ConsumedQuantity": None, "Tags": {"owner": "ann"}}
    text = json.dumps([told])
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    (sum_,) = sums(read(IMPORTER, text))
    assert (sum_.unit, sum_.quantity, sum_.team, sum_.person) == (Unit.USD, 1_500_000, "Routing", "ann")
