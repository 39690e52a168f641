"""The date axis and the shading behind the lanes."""

import itertools

import numpy as np
import pytest

from auditor.timeline.clock import DAY, HOUR, clock_of
from auditor.timeline.shading import nights, weekends
from auditor.timeline.ticks import axis_caption, ticks
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, micros

CLOCK = clock_of(BERLIN)


def labels(start, end, width=650):
    return [tick.label for tick in ticks(Viewport(start, end, width), CLOCK)]


def test_a_fortnight_names_every_day():
    assert labels(micros(2026, 10, 21), micros(2026, 11, 4))[:3] == ["21 Oct", "22 Oct", "23 Oct"]


def test_a_day_tells_hours_and_names_the_new_day():
    assert labels(micros(2026, 10, 21, 18), micros(2026, 10, 22, 6)) == [
        f"{hour:02d}:00" if hour else "22 Oct" for hour in (18, 20, 22, 0, 2, 4, 6)
    ]


def test_months_tell_the_year_once():
    assert labels(micros(2026, 9, 1), micros(2027, 6, 1))[2:7] == ["Nov", "Dec", "2027", "Feb", "Mar"]


def test_the_caption_tells_what_labels_leave_out():
    year = Viewport(micros(2026, 3, 1), micros(2026, 9, 1), 650)
    assert axis_caption(year, CLOCK) == "2026"
    assert axis_caption(Viewport(micros(2026, 3, 1), micros(2026, 3, 2), 650), CLOCK) == "1 Mar 2026"


@pytest.mark.parametrize("exponent", np.arange(6, 15.9, 0.37).tolist())
@pytest.mark.parametrize("width", [300, 650, 1600])
def test_labels_never_touch(exponent, width):
    start = micros(2026, 10, 24, 13, 7)
    view = Viewport(start, start + round(10**exponent), width)
    made = ticks(view, CLOCK)
    for one, other in itertools.pairwise(made):
        room = view.x(other.label_at) - view.x(one.label_at)
        assert room > 3.1 * (len(one.label) + len(other.label)), (one, other)


def test_weekends_follow_the_local_calendar_through_the_change_of_clocks():
    view = Viewport(micros(2026, 10, 21), micros(2026, 10, 28), 650)
    assert weekends(view, CLOCK).tolist() == [[micros(2026, 10, 24), micros(2026, 10, 26)]]


def test_a_view_inside_a_weekend_is_shaded():
    view = Viewport(micros(2026, 10, 25, 12), micros(2026, 10, 25, 13), 650)
    assert len(weekends(view, CLOCK)) == 1


def test_the_night_the_clock_goes_back_is_an_hour_longer():
    lengths = np.diff(nights(Viewport(micros(2026, 10, 24), micros(2026, 10, 27), 650), CLOCK), axis=1) // HOUR
    assert lengths.ravel().tolist() == [8, 9, 8, 8]


def test_nights_narrower_than_three_pixels_are_not_shaded():
    start = micros(2026, 1, 1)
    assert len(nights(Viewport(start, start + 365 * DAY, 650), CLOCK)) == 0
