"""What is inside of what: decided by a total, proven by sizes, or as the format has it."""

import pytest

from auditor.importers.telemetry.span_counts import UNDECIDED, UNSPLIT, Counts, settled, tokens
from auditor.importers.values.quantities import Unreadable


@pytest.mark.parametrize(
    ("told", "input_", "output"),
    [
        (Counts(100, 20, cache_read=60, total=120), 100, 20),
        (Counts(40, 20, cache_read=60, total=120), 100, 20),
        (Counts(40, 20, cache_read=50, cache_creation=10, total=120), 100, 20),
        (Counts(100, 5, reasoning=15, total=120), 100, 20),
        (Counts(40, 5, cache_read=60, reasoning=15, total=120), 100, 20),
        (Counts(40, 20, other_input=60, total=120), 100, 20),
        (Counts(100, None, total=120), 100, 20),
        (Counts(None, 20, total=120), 100, 20),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_total_decides(told: Counts, input_: int, output: int, beside: bool) -> None:
    found = settled(told, beside)
    assert (found.input, found.output, found.lower_bound, found.doubt) == (input_, output, False, "")


def test_without_a_total_the_format_decides_and_doubt_is_told() -> None:
    told = Counts(100, 20, cache_read=60)
    assert settled(told, beside=False).input == 100
    found = settled(told, beside=True)
    assert (found.input, found.doubt, found.lower_bound) == (160, UNDECIDED, False)


def test_more_cached_than_input_lies_beside_it() -> None:
    assert settled(Counts(4, 20, cache_read=60), beside=False).input == 64
    assert settled(Counts(4, 20, reasoning=30), beside=False).output == 50


def test_a_total_with_an_unknown_rest_makes_a_lower_bound() -> None:
    found = settled(Counts(10, 5, total=40), beside=False)
    assert (found.input, found.output, found.lower_bound, found.doubt) == (10, 5, True, UNSPLIT)


def test_gemini_s_rest_are_thoughts() -> None:
    found = settled(Counts(10, 5, total=40), beside=False, model="models/Gemini-2.5-flash")
    assert (found.input, found.output, found.lower_bound) == (10, 30, False)


def test_a_total_alone_is_split_into_nothing() -> None:
    found = settled(Counts(total=40), beside=True)
    assert (found.input, found.output, found.lower_bound) == (None, None, True)


def test_nothing_told_is_unknown_not_zero() -> None:
    found = settled(Counts(), beside=True)
    assert (found.input, found.output, found.cache_read, found.lower_bound) == (None, None, None, False)


@pytest.mark.parametrize("value", [-1, True, "many", 1.5, float("nan"), float("inf"), 10**16, [3], {}])
def test_what_is_no_count_is_refused(value: object) -> None:
    with pytest.raises(Unreadable):
        tokens(value, "input")


@pytest.mark.parametrize(("value", "number"), [("12", 12), (12.0, 12), (0, 0), (None, None), ("", None)])
def test_counts_are_numbers_or_strings(value: object, number: int | None) -> None:
    assert tokens(value, "input") == number
