"""Distance from a date goes by the clock on the wall: days that are 23 or 25 hours long are days."""

from itertools import pairwise

import pytest

from auditor.gui.comparing.distance import Mirror, caption, distance_words, distances
from auditor.timeline.clock import DAY, HOUR, clock_of
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, UTC, micros

DATE = micros(2026, 10, 18)
MIRROR = Mirror(clock_of(BERLIN), DATE)
"""A week before the clocks go back in Berlin, on 25 October 2026."""


def test_the_date_is_its_own_other_side():
    assert MIRROR.other(DATE) == DATE


@pytest.mark.parametrize("days", [1, 6, 7, 8, 17])
def test_midnights_mirror_midnights_also_across_a_clock_change(days):
    assert MIRROR.other(micros(2026, 10, 18 - days)) == micros(2026, 10, 18 + min(days, 13)) + max(0, days - 13) * DAY


def test_what_is_mirrored_twice_is_back():
    for at in range(DATE - 6 * DAY, DATE, 5 * HOUR + 1):
        assert MIRROR.other(MIRROR.other(at)) == at


def test_a_span_is_mirrored_end_for_start():
    assert MIRROR.span((micros(2026, 10, 11), micros(2026, 10, 15))) == (micros(2026, 10, 21), micros(2026, 10, 25))


def test_a_span_in_the_hour_that_the_clock_skips_does_not_vanish():
    spring = Mirror(clock_of(BERLIN), micros(2026, 3, 28))
    start, end = spring.span((micros(2026, 3, 26, 21, 10), micros(2026, 3, 26, 21, 50)))
    assert start < end


def test_the_other_half_is_exactly_as_long_and_exact_at_the_end_near_the_date():
    before = Viewport(DATE - 10 * DAY, DATE - DAY, 700)
    after = MIRROR.viewport(before)
    assert after == Viewport(DATE + DAY, DATE + 10 * DAY, 700)
    assert MIRROR.viewport(after) == before


def test_ticks_stand_at_local_midnights_and_count_days():
    ticks = distances(Viewport(DATE, micros(2026, 11, 1), 500), MIRROR)
    assert [tick.at for tick in ticks] == [micros(2026, 10, 18 + 2 * n) for n in range(7)] + [micros(2026, 11, 1)]
    assert [tick.label for tick in ticks] == ["18 Oct", "2", "4", "6", "8", "10", "12", "14"]
    assert [tick.strong for tick in ticks] == [True] + 7 * [False]


def test_ticks_before_count_down_to_the_date():
    ticks = distances(Viewport(micros(2026, 10, 4), DATE, 500), MIRROR)
    assert [tick.label for tick in ticks][:2] == ["14", "12"] and ticks[-1].label == "18 Oct"


@pytest.mark.parametrize(
    ("span", "unit"), [(90 * DAY, "days"), (DAY, "hours"), (HOUR, "minutes"), (100_000_000, "seconds")]
)
def test_the_caption_names_what_is_counted(span, unit):
    view = Viewport(DATE, DATE + span, 700)
    assert caption(view, before=False) == f"{unit} after"
    assert 5 <= len(distances(view, MIRROR)) <= 15


def test_labels_have_room_however_long_the_view():
    for span in (10**6, 10**8, 10**10, 10**12, 10**14, 10**15):
        view = Viewport(DATE, DATE + span, 300)
        places = [view.x(tick.at) for tick in distances(view, Mirror(clock_of(UTC), DATE))]
        assert all(right - left >= 40 for left, right in pairwise(places))


def test_distance_in_words():
    assert distance_words(MIRROR, micros(2026, 10, 6)) == "12 days before 18 Oct"
    assert distance_words(MIRROR, micros(2026, 10, 26)) == "8 days after 18 Oct"
    assert distance_words(MIRROR, DATE + 5 * HOUR) == "5 h after 18 Oct"
