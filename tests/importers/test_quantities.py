"""Amounts of money: exact, and a reason in the export's own words where there is none."""

from decimal import Decimal

import pytest

from auditor.importers.values.quantities import NO_AMOUNT_WORDS, Dollars, Unreadable, count, milliseconds


def why(value: object) -> str:
    with pytest.raises(Unreadable) as raised:
        Dollars().micro(value, "credits")
    return str(raised.value)


@pytest.mark.parametrize("value", ["-0.25", -0.25, Decimal("-0.25"), "$-0.25", "-0.0000001"])
def test_a_negative_amount_is_quoted_as_written(value: object) -> None:
    assert why(value) == f"credits “{value}” is negative"


@pytest.mark.parametrize("value", ["1000000000.01", "5e12"])
def test_an_amount_too_large_is_quoted_as_written(value: str) -> None:
    assert why(value) == f"credits “{value}” is too large"


@pytest.mark.parametrize(
    "value",
    ["NaN", "nan", "-NaN", "sNaN", "Infinity", "-inf", float("nan"), float("inf"), Decimal("NaN"), "1e999", "Included"],
)
def test_what_is_no_number_is_no_amount(value: object) -> None:
    assert why(value) == f"credits “{value}” is not an amount"


@pytest.mark.parametrize("value", [None, "", " ", "-", "NULL", "n/a"])
def test_what_is_not_told_is_unknown(value: object) -> None:
    assert Dollars().micro(value) is None


def test_a_format_may_have_its_own_words_for_no_amount() -> None:
    dollars = Dollars(NO_AMOUNT_WORDS)
    assert [dollars.micro(word) for word in ("NaN", "Included", "-", "1.5")] == [None, None, None, 1_500_000]
    with pytest.raises(Unreadable):
        dollars.micro("Infinity")


def test_a_refused_amount_leaves_the_sum_as_it_is() -> None:
    dollars = Dollars()
    dollars.micro("0.0000004")
    for wrong in ("-1.0000003", "NaN", "1e13"):
        with pytest.raises(Unreadable):
            dollars.micro(wrong)
    assert dollars.micro("0.0000004") == 1


def test_counts_and_durations_are_quoted_as_written_too() -> None:
    with pytest.raises(Unreadable, match=r"“-3.0” is negative"):
        count("-3.0", "n")
    with pytest.raises(Unreadable, match=r"“-2.5” is negative"):
        milliseconds("-2.5")
