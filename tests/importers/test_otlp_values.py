"""OTLP's values in all spellings."""

import pytest

from auditor.importers.telemetry.otlp_values import attributes, field, nano_time, plain, snake, text
from auditor.importers.values.quantities import Unreadable


@pytest.mark.parametrize(
    ("value", "means"),
    [
        ({"stringValue": "x"}, "x"),
        ({"string_value": "x"}, "x"),
        ({"intValue": "9007199254740993"}, 9_007_199_254_740_993),
        ({"intValue": 7}, 7),
        ({"int_value": "-7"}, -7),
        ({"intValue": "7x"}, "7x"),
        ({"doubleValue": 0.5}, 0.5),
        ({"boolValue": True}, True),
        ({"arrayValue": {"values": [{"intValue": "1"}, {"stringValue": "x"}]}}, [1, "x"]),
        ({"kvlistValue": {"values": [{"key": "a", "value": {"intValue": "1"}}]}}, {"a": 1}),
        ("bare", "bare"),
        ({"two": 1, "keys": 2}, {"two": 1, "keys": 2}),
        ({}, {}),
    ],
)
def test_a_wrapped_value_is_what_it_holds(value: object, means: object) -> None:
    assert plain(value) == means


def test_nesting_without_end_is_cut_not_followed() -> None:
    value: object = {"stringValue": "x"}
    for _ in range(200):
        value = {"arrayValue": {"values": [value]}}
    assert "x" not in str(plain(value))


def test_attributes_are_pairs_or_a_plain_object() -> None:
    pairs = [{"key": "a", "value": {"stringValue": "x"}}, {"value": {"intValue": 1}}, 7]
    assert attributes({"attributes": pairs}) == attributes({"attributes": {"a": "x"}}) == {"a": "x"}
    assert attributes({"attributes": None}) == {}


def test_fields_are_found_in_camel_and_in_snake_case() -> None:
    assert snake("startTimeUnixNano") == "start_time_unix_nano"
    assert field({"start_time_unix_nano": 5}, "startTimeUnixNano") == 5
    assert field({"startTimeUnixNano": 0, "start_time_unix_nano": 5}, "startTimeUnixNano") == 0


@pytest.mark.parametrize("value", ["1763962575492617002", 1_763_962_575_492_617_002])
def test_nanoseconds_are_exact_as_strings_and_as_numbers(value: object) -> None:
    assert nano_time(value) == 1_763_962_575_492_617


@pytest.mark.parametrize("value", [None, 0, "0", ""])
def test_no_time_is_unknown(value: object) -> None:
    assert nano_time(value) is None


@pytest.mark.parametrize("value", ["soon", -5, True, [1], 10**30])
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(Unreadable):
        nano_time(value)


def test_text_is_a_string_or_a_number() -> None:
    assert [text(value) for value in ("x", "", 7, True, None, [])] == ["x", None, "7", None, None, None]
