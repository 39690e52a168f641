"""The period shown at first, and clocks that were put back."""

from dataclasses import replace

import numpy as np
import pytest

from auditor.timeline.clock import DAY, HOUR
from auditor.timeline.extent import Extent, clock_jumps, extent
from tests.timeline.activities import made_up, micros

START, YEAR = micros(2026, 9, 1), 365 * DAY
USUAL = START + np.arange(2_000) * HOUR
LAST = int(USUAL[-1])
AFAR = micros(2100, 1, 1)


def of(*more):
    return extent(np.sort(np.append(USUAL, more)).astype(np.int64))


def test_nothing_has_no_extent():
    assert extent(np.empty(0, dtype=np.int64)) is None


@pytest.mark.parametrize("at", [0, START, AFAR])
def test_one_event_is_its_own_period(at):
    assert extent(np.array([at])) == Extent((at, at))


def test_a_few_events_in_1970_and_2100_are_counted_beside_the_main_period():
    assert of(0, 1, AFAR) == Extent((START, LAST), before=2, after=1)


def test_even_some_hundred_events_are_stray_where_ten_years_part_them_from_thousands():
    assert of(*range(100)) == Extent((START, LAST), before=100)


def test_ten_years_without_a_long_pause_are_all_shown():
    at = START - np.arange(41)[::-1] * 91 * DAY
    assert extent(at) == Extent((int(at[0]), int(at[-1])))


def test_a_part_that_is_as_large_belongs_to_it_however_far_away():
    far = AFAR + np.arange(2_000)
    assert of(*far) == Extent((START, int(far[-1])))


def test_some_years_of_pause_are_no_reason_to_leave_work_out():
    before = START - 3 * YEAR - np.arange(50)
    assert of(*before) == Extent((int(before.min()), LAST))
    assert of(START - 3 * YEAR) == Extent((START, LAST), before=1)


def test_two_events_a_lifetime_apart_are_both_shown():
    assert extent(np.array([0, AFAR])) == Extent((0, AFAR))


def test_what_is_left_out_is_told_by_its_place():
    at = np.sort(np.append(USUAL, [0, AFAR]))
    found = extent(at)
    assert at[: found.before].tolist() == [0] and at[len(at) - found.after :].tolist() == [AFAR]


def written(*hours, session=0):
    """Events in the order of the export, at these hours."""
    order = np.argsort(hours, kind="stable")
    at = START + np.array(hours)[order] * HOUR
    return made_up(at, event=order, session=np.full(len(hours), session))


def test_a_clock_put_back_within_a_session_is_found():
    assert clock_jumps(written(0, 1, 2, 3, 8, 4, 5, 6)).tolist() == [4]


def test_an_export_that_tells_the_newest_first_has_no_jumps():
    assert not len(clock_jumps(written(5, 4, 3, 2, 1, 0)))
    assert clock_jumps(written(6, 5, 4, 9, 3, 2, 1)).tolist() == [6]


def test_events_without_a_session_tell_nothing_of_clocks():
    assert not len(clock_jumps(written(0, 1, 8, 2, 3, session=-1)))
    assert not len(clock_jumps(made_up([])))


def test_rows_of_two_exports_tell_nothing_of_a_clock():
    newer_first = written(50, 51, 52, 53, 1, 2, 3)
    assert len(clock_jumps(newer_first)) == 1
    assert not len(clock_jumps(newer_first, lambda event: (event >= 4).astype(np.int64)))


def test_a_long_request_written_when_it_was_over_is_no_jump():
    at = START + np.array([0, 1, 2, 3, 20]) * HOUR // 20  # the first one took 30 minutes, its row is the fourth
    took = np.array([10, 1, 1, 1, 1]) * HOUR // 20
    shown = made_up(at, event=np.array([3, 0, 1, 2, 4]), session=np.zeros(5, dtype=np.int64))
    assert len(clock_jumps(shown)) == 1 and not len(clock_jumps(replace(shown, duration=took)))
