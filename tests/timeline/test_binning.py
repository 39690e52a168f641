"""Bars begin where people's units begin, and never lose or double an event."""

import numpy as np
import pytest

from auditor.timeline.binning import BIN_WIDTHS, CLOCK_STEPS, DAY_STEP, WEEK_STEP, YEAR_STEP, edges
from auditor.timeline.clock import DAY, HOUR, clock_of
from tests.timeline.activities import BERLIN, micros

CLOCK = clock_of(BERLIN)
STEPS = {width.words: width for width in BIN_WIDTHS}


@pytest.mark.parametrize("width", BIN_WIDTHS, ids=lambda width: width.words)
@pytest.mark.parametrize("start", [0, micros(2026, 3, 28, 22, 17), micros(2026, 10, 24, 23), micros(2099, 12, 31)])
def test_edges_rise_and_cover_the_view(width, start):
    end = start + max(1, width.length * 7)
    made = edges(width, CLOCK, start, end)
    assert (np.diff(made) > 0).all()
    assert made[0] <= start < made[1] and made[-2] < end <= made[-1]


@pytest.mark.parametrize("width", [*CLOCK_STEPS[-12:], DAY_STEP, WEEK_STEP], ids=lambda width: width.words)
def test_edges_do_not_depend_on_where_the_view_begins(width):
    start, end = micros(2026, 10, 24), micros(2026, 10, 27)
    whole = set(edges(width, CLOCK, start, end).tolist())
    for shift in (1, HOUR // 3, 5 * HOUR, DAY):
        assert set(edges(width, CLOCK, start + shift, end).tolist()) <= whole


def test_six_hours_follow_the_clock_on_the_day_it_goes_back():
    made = edges(STEPS["6 h"], CLOCK, micros(2026, 10, 25), micros(2026, 10, 26))
    assert (np.diff(made) // HOUR).tolist() == [7, 6, 6, 6]


def test_six_hours_follow_the_clock_on_the_day_it_goes_forward():
    made = edges(STEPS["6 h"], CLOCK, micros(2026, 3, 29), micros(2026, 3, 30))
    assert (np.diff(made) // HOUR).tolist() == [5, 6, 6, 6]


def test_the_hour_that_comes_twice_is_two_bars():
    assert len(edges(STEPS["1 h"], CLOCK, micros(2026, 10, 25), micros(2026, 10, 26))) == 26


def test_days_begin_at_local_midnight():
    made = edges(DAY_STEP, CLOCK, micros(2026, 10, 20, 13), micros(2026, 10, 28, 13))
    assert made.tolist() == [micros(2026, 10, day) for day in range(20, 30)]


def test_weeks_begin_on_mondays_and_years_in_january():
    assert edges(WEEK_STEP, CLOCK, micros(2026, 10, 29), micros(2026, 10, 30)).tolist() == [
        micros(2026, 10, 26),
        micros(2026, 11, 2),
    ]
    assert edges(YEAR_STEP, CLOCK, micros(2026, 5, 1), micros(2026, 6, 1))[0] == micros(2026, 1, 1)


def test_centuries_begin_with_the_century():
    assert edges(BIN_WIDTHS[-1], CLOCK, micros(2026, 5, 1), micros(2026, 6, 1))[0] == micros(2000, 1, 1)
