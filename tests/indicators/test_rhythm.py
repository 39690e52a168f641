"""How regular use is told: a timer, a person, bursts."""

import numpy as np
import pytest

from auditor.indicators.material import DAY
from auditor.indicators.rhythm import INDICATOR, measure
from auditor.records import Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference

MINUTE = HOUR // 60


def measured(at: list[int], session: list[int] | None = None) -> Measure:
    return measure(material(at, session=session or list(range(len(at)))), reference())


def test_a_timer_is_as_regular_as_can_be():
    found = measured([MONDAY + 6 * MINUTE * number for number in range(480)])
    assert found.value == pytest.approx(-1)
    assert found.sentence.startswith("480 sessions on ") and found.sentence.endswith(
        "every 6 min ± 0 s, day and night."
    )
    assert found.events == tuple(range(480))


def test_jitter_is_told_beside_the_beat():
    jitter = np.random.default_rng(1).integers(-8_000_000, 8_000_000, 480)
    found = measured([MONDAY + 6 * MINUTE * number + int(late) for number, late in enumerate(jitter)])
    assert "every 6 min ± " in found.sentence


def test_chance_is_near_zero_and_bursts_above_it():
    rng = np.random.default_rng(2)
    chance = np.sort(rng.integers(0, 30 * DAY, 400)) + MONDAY
    bursts = np.sort(rng.integers(0, 30, 20).repeat(20) * DAY + rng.integers(0, 10 * MINUTE, 400)) + MONDAY
    assert abs(measured(chance.tolist()).value or 1) < 0.1
    assert (measured(bursts.tolist()).value or 0) > 0.5
    assert "in a few hours of the day" in measured(bursts.tolist()).sentence


def test_the_gaps_are_corrected_for_how_few_they_are():
    gaps = [1, 3] * 10
    at = MONDAY + np.cumsum([0, *gaps]) * HOUR
    # mean 2, deviation 1: r = 0.5; n = 20
    more, less = 21**0.5, 19**0.5
    expected = (more * 0.5 - less) / ((more - 2) * 0.5 + less)
    assert measured(at.tolist()).value == pytest.approx(expected)
    assert "irregular, half of the gaps between 1 h and 3 h" in measured(at.tolist()).sentence


def test_a_clocks_place_is_told_where_the_gaps_are_not_steady():
    hours = np.flatnonzero(np.random.default_rng(4).random(900) < 0.2)
    assert "at the same place of every hour" in measured((MONDAY + hours * HOUR).tolist()).sentence


def test_the_events_are_the_first_of_each_session():
    at = [MONDAY + number * HOUR + turn * MINUTE for number in range(20) for turn in range(3)]
    found = measured(at, [number for number in range(20) for _ in range(3)])
    assert (found.n, found.events) == (20, tuple(range(0, 60, 3)))


def test_too_few_sessions_tell_no_rhythm():
    assert measured([MONDAY + number * HOUR for number in range(19)]).why == "not enough data: 19 of 20 sessions"
    assert measured([]).why == "not enough data: 0 of 20 sessions"


def test_all_at_one_moment_is_told_and_does_not_break():
    found = measured([MONDAY] * 25)
    assert (found.value, "most at the same moment" in found.sentence) == (0, True)


def test_another_time_zone_changes_nothing():
    at = np.sort(np.random.default_rng(5).integers(0, 20 * DAY, 200)) + MONDAY
    assert measured((at + 5 * HOUR + 17 * MINUTE).tolist()) == measured(at.tolist())


def test_other_session_ids_change_nothing():
    at = np.sort(np.random.default_rng(6).integers(0, 20 * DAY, 200)) + MONDAY
    ids = np.random.default_rng(7).permutation(100).repeat(2)
    assert measured(at.tolist(), ids.tolist()) == measured(at.tolist(), np.arange(100).repeat(2).tolist())


def test_it_is_told_but_never_counted():
    assert (INDICATOR.weight, INDICATOR.relief) == (0, 0)
