"""The line with the difference: rates over the time the case tells of, ratios only of what is above nothing."""

import numpy as np
import pytest

from auditor.gui.comparing.difference import Seen, counted, difference, figure, seen, seen_words
from auditor.records import UNKNOWN
from auditor.timeline.clock import DAY, HOUR
from tests.timeline.activities import activity, made_up, micros

START = micros(2026, 10, 1)
HOURLY = activity(range(START, START + 10 * DAY, HOUR))
A_AND_B = ("A", "B")


def told(first, second):
    return " · ".join(difference(first, second, A_AND_B))


def test_a_stretch_is_counted_over_the_time_the_case_tells_of():
    one = seen(counted(HOURLY), (START, START + 10 * DAY), (START - 5 * DAY, START + 5 * DAY))
    assert one == Seen(120, 120 * 110, 5 * DAY)


def test_outside_the_period_there_is_no_time_and_no_rate():
    one = seen(counted(HOURLY), (START, START + DAY), (START - 5 * DAY, START - DAY))
    assert one == Seen(0, None, 0)
    assert told(one, Seen(10, 100, DAY)) == "Requests a day: A –, B 10 · Tokens a day: A –, B 100"


def test_tokens_nobody_told_stay_unknown():
    sums = counted(activity([START], tokens=None))
    one = seen(sums, (START, START + DAY), (START, START + DAY))
    assert one.tokens is None and seen_words(one) == "1 request · – tokens"
    assert "Tokens a day: A –, B 5" in told(one, Seen(1, 5, DAY))


def test_some_told_tokens_are_the_sum_of_those():
    made = made_up([START, START + 1], input_tokens=np.array([UNKNOWN, 7]), output_tokens=np.array([UNKNOWN, UNKNOWN]))
    assert seen(counted(made), (START, START + DAY), (START, START + DAY)).tokens == 7


def test_ratios_stand_in_the_order_of_the_names():
    words = told(Seen(610, 1_000, 10 * DAY), Seen(120, 2_000, 10 * DAY))
    assert words == "Requests a day: A 61, B 12 (5.1 : 1) · Tokens a day: A 100, B 200 (1 : 2)"


def test_nothing_has_no_ratio_and_alike_is_said():
    words = told(Seen(0, None, DAY), Seen(5, 100, DAY))
    assert words == "Requests a day: A 0, B 5 · Tokens a day: A 0, B 100"
    assert "(about the same)" in told(Seen(100, None, DAY), Seen(103, None, DAY))


def test_short_stretches_are_told_by_the_hour_or_minute():
    assert told(Seen(6, None, 3 * HOUR), Seen(6, None, 2 * DAY)).startswith("Requests an hour: A 2, B 0.1")
    assert told(Seen(6, None, HOUR // 10), Seen(6, None, DAY)).startswith("Requests a minute: A 1")


@pytest.mark.parametrize(
    ("value", "words"), [(None, "–"), (0, "0"), (0.01, "under 0.1"), (5.14, "5.1"), (61.4, "61"), (1_380_000, "1.38 M")]
)
def test_figures(value, words):
    assert figure(value) == words


def test_an_empty_stretch_says_so():
    assert seen_words(Seen(0, None, DAY), "selected") == "no requests selected"
