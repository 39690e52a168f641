"""The lane "Tokens" and its prefix sums: exact at every zoom."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from auditor.records import UNKNOWN
from auditor.timeline.binning import BIN_WIDTHS, edges
from auditor.timeline.clock import DAY, clock_of
from auditor.timeline.lanes.tokens import TOKENS
from auditor.timeline.prefix import prefix_sums
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, activity, made_up, micros, random_activity, subject

START, END = micros(2026, 9, 1), micros(2026, 11, 30)


def brute_force(at, column, borders):
    return [int(column[(at >= low) & (at < high)].sum()) for low, high in pairwise(borders)]


@pytest.mark.parametrize("width", BIN_WIDTHS[9:], ids=lambda width: width.words)
def test_sums_equal_brute_force_at_every_zoom(width):
    random = np.random.default_rng(5)
    at, column = np.sort(random.integers(START, END, 3_000)), random.integers(0, 10**12, 3_000)
    middle = int(at[1_500])
    borders = edges(width, clock_of(BERLIN), middle, middle + width.length * 40)
    assert prefix_sums(at, column).between(borders)[0].tolist() == brute_force(at, column, borders)


def test_unknown_counts_as_nothing():
    at = np.array([1, 2, 3])
    assert prefix_sums(at, np.array([5, -1, 7])).between(np.array([0, 10])).tolist() == [[12]]


def test_events_of_the_same_instant_stay_together():
    at = np.array([10] * 5)
    assert prefix_sums(at, at * 0 + 1).between(np.array([0, 10, 11])).tolist() == [[0, 5]]


@pytest.mark.parametrize("span", [END - START, 10**12, 10**11, 10**10])
def test_bars_hold_input_and_output_once(span):
    shown = random_activity(START, END, 2_000)
    drawing = TOKENS.bins(TOKENS.prepare(subject(shown)), Viewport(START, START + span, 650))
    inside = ((shown.at >= drawing.edges[0]) & (shown.at < drawing.edges[-1])).sum()
    assert drawing.heights.sum(axis=1).tolist() == [inside * 10, inside * 70, inside * 30]


def test_output_stands_at_the_bottom_and_cached_input_on_top():
    drawing = TOKENS.bins(TOKENS.prepare(subject(activity([START]))), Viewport(START, END, 650))
    assert drawing.colors == ("output", "input", "cached") and drawing.scale == "per day"


def test_cached_tokens_are_never_more_than_the_input():
    odd = replace(activity([START]), cache_read_input_tokens=np.array([5_000]))
    drawing = TOKENS.bins(TOKENS.prepare(subject(odd)), Viewport(START, END, 650))
    assert drawing.heights.sum() == 110


def test_a_class_nobody_told_has_no_layer():
    plain = replace(activity([START]), cache_read_input_tokens=np.array([-1]))
    assert TOKENS.prepare(subject(plain)).layers == ("output", "input")


def test_requests_stand_in_where_no_tokens_were_told():
    drawing = TOKENS.bins(TOKENS.prepare(subject(activity([START, START], None))), Viewport(START, END, 650))
    assert drawing.title == "Requests" and drawing.heights.sum() == 2


@pytest.mark.parametrize("at", [[], [0], [4_102_444_800_000_000], [0, 4_102_444_800_000_000]])
def test_few_and_far_events_are_drawn(at):
    view = Viewport(0, 1, 650).fitted((min(at, default=0), max(at, default=0)))
    assert TOKENS.bins(TOKENS.prepare(subject(activity(at))), view).heights.sum() == 110 * len(at)


def test_the_tooltip_tells_the_bars_stretch_and_sums():
    shown = activity([micros(2026, 10, 29, 12), micros(2026, 10, 29, 17, 59)], 10_000)
    view = Viewport(micros(2026, 10, 21), micros(2026, 11, 4), 650)
    words = TOKENS.describe(TOKENS.prepare(subject(shown)), view, micros(2026, 10, 29, 15), 0.5)
    assert words == "Thu 29 Oct, 12:00–18:00\n2 requests · 22 k tokens"


def test_requests_that_tell_no_tokens_are_not_told_as_none_used():
    told = np.array([100, UNKNOWN, UNKNOWN, UNKNOWN])
    at = START + np.array([0, 1, 10 * DAY, 10 * DAY + 1])
    prepared = TOKENS.prepare(subject(made_up(at, input_tokens=told)))
    view = Viewport(START - DAY, START + 29 * DAY, 65)
    first, second = (TOKENS.describe(prepared, view, moment, 0.5).splitlines()[1:] for moment in (START, int(at[2])))
    assert first == ["2 requests · 100 tokens", "1 of them without tokens"]
    assert second == ["2 requests · tokens not told"]
