"""How often and when an agent works, in words that do not judge."""

import numpy as np
import pytest

from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND, clock_of
from auditor.timeline.rhythm import beat_of, beat_words, hours_words, week_of
from tests.timeline.activities import BERLIN, micros

START = micros(2026, 9, 7)  # a Monday
RANDOM = np.random.default_rng(6)


def timer(n, every, spread):
    return np.sort(START + np.arange(n) * every + RANDOM.normal(0, spread, n).astype(np.int64))


def beat(at):
    return beat_words(beat_of(np.sort(at)))


def hours(at):
    return hours_words(week_of(clock_of(BERLIN).local(np.sort(at))))


def at_work(days, low, high):
    return np.concatenate([START + day * DAY + RANDOM.integers(low * HOUR, high * HOUR, 20) for day in days])


def test_a_timer_is_told_with_its_spread():
    found = beat_of(timer(5_000, 6 * MINUTE, 4 * SECOND))
    assert found.steady and abs(found.every - 6 * MINUTE) < SECOND and 3 * SECOND < found.spread < 5 * SECOND
    assert beat_words(found).startswith("every 6 min ± ")


def test_a_few_long_pauses_do_not_hide_a_timer():
    at = timer(1_000, 6 * MINUTE, 0) + np.arange(1_000) // 25 * 2 * DAY
    assert beat(at) == "every 6 min ± 0 s"


def test_chance_is_irregular():
    assert beat(RANDOM.integers(START, START + 30 * DAY, 4_000)).startswith("irregular, half of the gaps between")


def test_bursts_on_a_timer_are_told():
    at = (START + np.arange(800)[:, None] * 2 * HOUR + np.arange(5) * 3 * SECOND).ravel()
    assert beat(at) == "in bursts of about 5, every 2 h ± 0 s"


def test_of_few_requests_nothing_is_said():
    assert beat_of(timer(8, MINUTE, 0)) is None and beat_of(np.empty(0, dtype=np.int64)) is None
    assert hours(timer(8, DAY, 0)) == ""


def test_requests_of_one_moment_have_no_beat():
    assert beat(np.full(50, START)) == "most at the same moment as another"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (timer(5_000, 6 * MINUTE, SECOND), "day and night"),
        (at_work([day for day in range(30) if day % 7 < 5], 8, 18), "mostly 08–17 h, on weekdays"),
        (at_work([day for day in range(30) if day % 7 >= 5], 10, 12), "mostly 10–12 h, at weekends"),
        (at_work(range(30), 23, 27), "mostly 23–03 h, at night"),
        (at_work(range(30), 5, 21), ""),
    ],
)
def test_days_and_hours_are_those_of_the_local_clock(at, words):
    assert hours(at) == words


def test_one_day_tells_nothing_of_hours():
    assert hours(at_work([3], 8, 18)) == ""


def test_single_requests_with_a_few_pairs_are_no_bursts():
    hours = START + np.arange(500) * HOUR
    pairs = hours[::4] + 10 * SECOND
    assert beat_words(beat_of(np.sort(np.concatenate([hours, pairs])))) == "every hour ± 0 s"


def test_one_long_run_before_a_slower_one_is_no_burst():
    quick, slow = np.arange(7_200) * 6 * MINUTE, 7_200 * 6 * MINUTE + np.arange(720) * HOUR
    assert beat_words(beat_of(START + np.concatenate([quick, slow]))) == "every 6 min ± 0 s"
