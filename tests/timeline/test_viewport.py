"""The stretch of time on screen."""

import numpy as np
import pytest

from auditor.timeline.viewport import MIN_SPAN, MIN_WHOLE, Viewport, with_margin
from tests.timeline.activities import micros

YEAR = (micros(2026, 1, 1), micros(2027, 1, 1))
VIEW = Viewport(*YEAR, 650)


@pytest.mark.parametrize("factor", [0.3, 0.9, 1.1, 7.0, 1000.0])
def test_zooming_keeps_the_time_under_its_pixel(factor):
    at = VIEW.time(200)
    assert VIEW.zoomed(at, factor).x(at) == pytest.approx(200, abs=0.01)


def test_panning_keeps_the_span_exactly():
    assert VIEW.panned(12_345).span == VIEW.span


def test_nothing_is_shown_closer_than_a_second():
    assert VIEW.zoomed(VIEW.start, 1e12).span == MIN_SPAN


def test_clamping_moves_rather_than_shortens():
    assert VIEW.zoomed(YEAR[0], 4).panned(-(10**15)).clamped(YEAR) == VIEW.zoomed(YEAR[0], 4)


def test_clamping_never_shows_more_than_there_is():
    assert VIEW.zoomed(YEAR[0], 0.1).clamped(YEAR) == VIEW


@pytest.mark.parametrize("at", [0, 1, -5, 4_102_444_800_000_000])
def test_one_event_has_a_day_around_it(at):
    view = VIEW.fitted((at, at))
    assert view.span == MIN_WHOLE and view.start < at < view.end


def test_a_period_told_backwards_is_turned():
    assert with_margin((YEAR[1], YEAR[0])) == with_margin(YEAR)


def test_an_empty_viewport_is_refused():
    with pytest.raises(ValueError, match="not a viewport"):
        Viewport(5, 5, 100)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("year", [1970, 2026, 2100])
def test_distances_between_bars_stay_the_same_while_panning(ratio, year):
    start = micros(year, 6, 1)
    edges = start + np.arange(0, 40) * 997_000_000
    view = Viewport(start, start + 40_000_000_000, 653)
    widths = np.diff(view.pixels(edges, ratio))
    for step in range(1, 200, 7):
        moved = view.panned(round(step * view.span / view.width))
        assert (np.diff(moved.pixels(edges, ratio)) == widths).all()


def test_pixels_far_off_screen_do_not_overflow():
    view = Viewport(0, MIN_SPAN, 4000)
    assert abs(view.pixels(np.array([-(2**62), 2**62]), 3.0)).max() <= 1e9


@pytest.mark.parametrize("span", [10**6, 10**8, 10**10, 10**12, 10**14, 10**15])
def test_bars_are_wide_enough_to_see_and_few_enough_to_draw(span):
    view = Viewport(0, span, 650)
    assert 4 <= view.bin_width().length * view.width / span < 60


def test_a_fortnight_has_bars_of_six_hours_and_a_quarter_bars_of_a_day():
    day = 86_400_000_000
    words = [Viewport(0, days * day, 650).bin_width().words for days in (14, 90, 130, 400)]
    assert words == ["6 h", "1 day", "1 day", "1 week"]
