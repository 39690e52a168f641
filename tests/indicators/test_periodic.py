"""Beats and chance, by numbers that can be checked."""

import numpy as np
import pytest

from auditor.indicators.material import days_of
from auditor.indicators.periodic import MINUTE, burstiness, keeps_a_gap, keeps_the_clock, nightly, phases, surprise
from tests.indicators.materials import HOUR, MONDAY


def at(*hours: float) -> np.ndarray:
    return np.array([MONDAY + round(hour * HOUR) for hour in hours], np.int64)


def test_the_same_place_in_every_cycle_is_a_concentration_of_one():
    times = at(*range(24))
    assert phases(times, HOUR, days_of(times)).concentration == pytest.approx(1)


def test_opposite_places_in_turn_cancel_each_other():
    times = at(0.25, 1.75, 2.25, 3.75)
    assert phases(times, HOUR, days_of(times)).concentration == pytest.approx(0, abs=1e-9)
    assert phases(at(0, 0.2, 2), HOUR, np.zeros(3, np.int64)).mean.shape == (2,)


def test_many_starts_within_one_cycle_are_one_occasion():
    times = at(*(hour + second / 3600 for hour in range(5) for second in range(10)))
    assert len(phases(times, HOUR, days_of(times)).mean) == 5


def test_no_cycle_is_cut_where_times_jitter_around_its_beginning():
    times = at(0, 0.99, 2.01, 2.99, 4.01)
    assert len(phases(times, HOUR, days_of(times)).mean) == 5


def test_surprise_is_rayleighs_for_many_and_asks_much_of_a_few():
    assert surprise(100_000, 0.0126) == pytest.approx(100_000 * 0.0126**2, rel=0.001)
    assert surprise(5, 0.9) < 16 < surprise(5, 0.995)


def test_a_beat_of_one_run_alone_is_not_the_clocks():
    one_day = at(*(number / 12 for number in range(60)))
    assert not keeps_the_clock(phases(one_day, 5 * MINUTE, days_of(one_day)))


def test_gaps_alike_are_found_among_pauses():
    assert keeps_a_gap(at(*(24 * day + number * 7 / 60 for day in range(3) for number in range(20))))
    assert not keeps_a_gap(np.sort(np.random.default_rng(1).integers(0, 10**12, 500)))
    assert not keeps_a_gap(at(*range(9)))


def test_a_narrow_time_every_night_is_nightly_and_office_hours_are_not():
    nights = at(*(24 * day + 2 for day in range(6)))
    office = np.sort(at(*(24 * day + hour for day in range(60) for hour in range(9, 17))))
    assert nightly(nights, days_of(nights))
    assert not nightly(office, days_of(office))


def test_burstiness_is_minus_one_for_equal_gaps():
    assert burstiness(np.full(30, 5)) == pytest.approx(-1)
