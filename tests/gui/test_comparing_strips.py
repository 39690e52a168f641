"""Small multiples as arrays: the same edges for all, one scale, a sum that is the sum."""

import numpy as np
import pytest

from auditor.gui.comparing.strips import (
    REQUESTS,
    TOKENS,
    bar_at,
    drawings,
    moment_from,
    period_of,
    scales,
    strip_of,
    table_of,
    tallest,
    together,
    words_at,
)
from auditor.timeline.clock import DAY, HOUR
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, activity, micros, random_activity, subject

START, END = micros(2026, 10, 12), micros(2026, 11, 9)
"""Four weeks around the end of summer time."""

VIEW = Viewport(START, END, 700)


def strip(shown):
    return strip_of(subject(shown))


STRIPS = {1: strip(random_activity(START, END, 900)), 2: strip(activity(range(START, END, DAY), tokens=5_000))}


def test_bars_are_the_sums_of_the_person_s_days_also_of_the_long_one():
    hourly = strip(activity(range(START, END, HOUR)))
    drawn = drawings({1: hourly}, Viewport(START, END, 200))[1]
    assert drawn.heights.sum(axis=0)[:28].tolist() == [110 * (25 if day == 13 else 24) for day in range(28)]


def test_all_strips_share_their_edges_and_never_have_more_bars_than_pixels():
    drawn = drawings(STRIPS, VIEW)
    assert np.array_equal(drawn[1].edges, drawn[2].edges)
    assert drawn[1].heights.shape == (3, len(drawn[1].edges) - 1) and len(drawn[1].edges) <= VIEW.width


@pytest.mark.parametrize("zoom", [1, 7, 300, 50_000])
def test_the_sum_on_top_is_the_sum_at_every_zoom(zoom):
    view = VIEW.zoomed(START + 9 * DAY, zoom)
    drawn = drawings(STRIPS, view)
    whole = together(list(drawn.values()))
    assert np.array_equal(whole.heights, drawn[1].heights + drawn[2].heights)


def test_one_scale_is_the_greatest_of_all_and_own_scales_are_not():
    drawn = drawings(STRIPS, VIEW)
    one, own = (scales(STRIPS, drawn, own, log=False) for own in (False, True))
    assert one[1].top == one[2].top >= tallest(drawn.values())
    assert own[1].top < own[2].top == one[1].top


def test_requests_have_a_scale_of_their_own_beside_tokens():
    strips = STRIPS | {3: strip(activity(range(START, END, HOUR), tokens=None))}
    drawn = drawings(strips, VIEW)
    assert strips[3].unit == REQUESTS and strips[1].unit == TOKENS
    assert scales(strips, drawn, own=False, log=False)[3].top < 10
    assert drawn[3].heights[[0, 2]].sum() == 0 and drawn[3].heights.sum() == len(range(START, END, HOUR))


def test_an_agent_without_events_is_a_strip_with_nothing():
    empty = strip(activity([]))
    drawn = drawings({1: empty}, VIEW)
    assert drawn[1].heights.sum() == 0 and empty.main is None and period_of({1: empty}) is None
    assert scales({1: empty}, drawn, own=False, log=True)[1].top >= 1


def test_strays_in_1970_are_counted_and_do_not_stretch_the_period():
    lost = strip(activity([0, 5, *range(START, END, HOUR)]))
    assert lost.strays == 2 and period_of({1: lost}) == (START, START + (END - START - 1) // HOUR * HOUR)


def test_nothing_together_is_nothing():
    assert together([]) is None and drawings({}, VIEW) == {} and tallest([]) == 0


def test_the_bar_under_the_pointer_has_its_numbers():
    span, requests, amount = bar_at(STRIPS[2], VIEW, micros(2026, 10, 20, 13))
    assert span[0] <= micros(2026, 10, 20, 13) < span[1]
    at = STRIPS[2].sums.at
    assert requests == np.count_nonzero((at >= span[0]) & (at < span[1])) and amount == requests * 5_500


def test_requests_are_walked_to_from_the_view_s_border_and_back():
    daily, view = STRIPS[2], Viewport(START + 3 * DAY + 1, START + 9 * DAY, 700)
    first = moment_from(daily, None, view, 1)
    assert first == START + 4 * DAY and moment_from(daily, first, view, 1) == START + 5 * DAY
    assert moment_from(daily, first, view, -1) == START + 3 * DAY
    assert moment_from(daily, None, view, -1) == START + 8 * DAY
    assert moment_from(daily, START, view, -1) == START and moment_from(strip(activity([])), None, view, 1) is None


def test_the_table_has_a_line_for_each_bar_and_a_column_for_each_agent():
    drawn = drawings(STRIPS, VIEW)
    lines = table_of(["one", "two"], list(STRIPS.values()), list(drawn.values())).splitlines()
    assert lines[0] == "from (Europe/Berlin)\tto\tone (tokens)\ttwo (tokens)"
    assert len(lines) == len(drawn[1].edges) and lines[1].startswith("2026-10-12 00:00:00+02:00\t")
    assert sum(int(line.split("\t")[3]) for line in lines[1:]) == int(drawn[2].heights.sum())


def test_the_words_name_agent_bar_and_values():
    words = words_at("digest-loop", STRIPS[2], Viewport(START, END, 200), micros(2026, 10, 20, 13))
    assert words == "digest-loop\nTue 20 Oct\n1 request · 5,500 tokens"
    silent = strip_of(subject(activity([START + HOUR], tokens=None), zone=BERLIN))
    assert words_at("quiet", silent, VIEW, START + HOUR).endswith("1 request · no tokens told")
