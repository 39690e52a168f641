"""Sums of vendors: token classes, keys, rows that repeat a slot, cents."""

import pytest

from auditor.importers.values import token_sums
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.token_sums import MOST, Cents, Notes, Repeats, Slot, added, day_of, whole

SPAN = (0, 10)


def slot(*dimensions: object, span: tuple[int, int] = SPAN) -> Slot:
    return Slot.of("some-format", span, 1, dimensions)


@pytest.mark.parametrize(("value", "number"), [(None, None), ("", None), ("3.0", 3), (3.0, 3), (0, 0), ("12", 12)])
def test_counts_come_as_numbers_texts_and_floats(value: object, number: int | None) -> None:
    assert whole(value, "tokens") == number


@pytest.mark.parametrize("value", [True, [], {}, -1, 1.5, "NaN", "many", float("inf"), MOST + 1, "9" * 30])
def test_what_is_no_count_is_refused(value: object) -> None:
    with pytest.raises(Unreadable):
        whole(value, "tokens")


def test_the_greatest_sum_fits_a_64_bit_column() -> None:
    assert [one.quantity for one in slot().counted("input_tokens", MOST)] == [10**18]  # type: ignore[arg-type]


def test_cached_input_told_apart_is_added_to_the_input() -> None:
    found = {one.unit.value: one.quantity // 1_000_000 for one in slot().disjoint_tokens(5, 70, 20, 3)}
    assert found == {
        "input_tokens": 95,
        "cache_read_input_tokens": 70,
        "cache_creation_input_tokens": 20,
        "output_tokens": 3,
    }


def test_what_is_not_told_gives_no_sum_and_zero_gives_one() -> None:
    assert [one.unit.value for one in slot().disjoint_tokens(None, 70, None, 0)] == [
        "cache_read_input_tokens",
        "output_tokens",
    ]
    assert added([None, None]) is None and added([None, 0]) == 0


def test_a_key_tells_format_start_and_dimensions_apart_but_not_the_end() -> None:
    assert slot("a", None).key == 'some-format:0:["a",null]'
    assert slot("a", "b").key != slot("a,b").key != slot('a","b').key
    assert slot("a", span=(0, 5)).key == slot("a").key != slot("a", span=(1, 10)).key


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Unreadable):
        slot(span=(10, 10))


def test_days_are_utc() -> None:
    assert day_of("2026-07-10") == day_of("2026-07-10T23:59:59Z") == day_of("2026-07-11T01:00:00+02:00")


def test_the_second_row_of_a_slot_has_a_key_of_its_own() -> None:
    repeats = Repeats()
    keys = [repeats.distinct(slot(name)).key.removeprefix("some-format:0:") for name in "abaa"]
    assert keys == ['["a"]', '["b"]', '["a"]#2', '["a"]#3']


def test_repeats_forget_the_oldest_intervals_of_a_huge_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_sums, "KEYS_HELD", 3)
    repeats = Repeats()
    for start in range(10):
        assert "#" not in repeats.distinct(slot("a", span=(start, start + 1))).key
    assert repeats.distinct(slot("a", span=(9, 10))).key.endswith("#2")


@pytest.mark.parametrize(
    ("cents", "micro"), [("123.78912", 1_237_891), (186, 1_860_000), ("0", 0), (None, None), (0.5, 5_000)]
)
def test_cents_become_micro_dollars(cents: object, micro: int | None) -> None:
    assert Cents().micro(cents) == micro


def test_cents_too_small_to_show_add_up() -> None:
    cents = Cents()
    assert sum(cents.micro("0.00004") or 0 for _ in range(250)) == 100


def test_a_note_is_told_once_with_its_rows() -> None:
    notes = Notes()
    for line in (4, 5, 9):
        notes.add(line, "odd rows")
    notes.add(6, "one odd row")
    assert [(issue.line, issue.reason) for issue in notes.issues()] == [(4, "odd rows (3 rows)"), (6, "one odd row")]
