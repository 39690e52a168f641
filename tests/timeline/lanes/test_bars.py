"""Bars of sums: single requests where there is room, and what stands out is never lost."""

from itertools import pairwise

import numpy as np
import pytest

from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND
from auditor.timeline.lanes.bars import EACH, JOINED, has_room
from auditor.timeline.lanes.tokens import TOKENS
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up, micros, subject

START = micros(2026, 9, 14, 9)
EVERY_MINUTE = START + np.arange(60 * 24 * 7) * MINUTE


def used(at, duration=-1, tokens=100):
    column = np.broadcast_to(np.asarray(tokens), (len(at),))
    return made_up(at, input_tokens=column, duration=np.broadcast_to(np.asarray(duration), (len(at),)))


def bars(shown, view):
    return TOKENS.bins(TOKENS.prepare(subject(shown)), view)


def test_close_up_each_bar_is_one_request_as_long_as_it_took():
    view = Viewport(START, START + 20 * MINUTE, 600)
    drawing = bars(used(EVERY_MINUTE, 30 * SECOND), view)
    full = np.flatnonzero(drawing.heights[0])
    assert drawing.scale == EACH and len(full) == 20 and set(drawing.heights[0][full]) == {100}
    assert set(np.diff(drawing.edges)[full]) == {30 * SECOND}


def test_a_bar_ends_where_the_next_request_begins():
    drawing = bars(used(EVERY_MINUTE, HOUR), Viewport(START, START + 20 * MINUTE, 600))
    assert set(np.diff(drawing.edges)[:-1]) == {MINUTE}


def test_requests_too_close_to_stand_alone_are_joined_and_it_is_told():
    at = [START, START + 10, START + 5 * MINUTE]
    drawing = bars(used(at), Viewport(START, START + 20 * MINUTE, 600))
    assert drawing.scale == JOINED and drawing.heights[0][drawing.heights[0] > 0].tolist() == [200, 100]


@pytest.mark.parametrize("span", [3 * HOUR, 7 * DAY])
def test_farther_away_bars_follow_the_clock(span):
    assert bars(used(EVERY_MINUTE), Viewport(START, START + span, 600)).scale.startswith("per ")


def test_few_requests_in_months_are_bars_of_days():
    assert bars(used([START, START + DAY]), Viewport(START, START + 60 * DAY, 600)).scale == "per day"


def test_panning_keeps_single_bars_as_they_are():
    view, shown = Viewport(START, START + 20 * MINUTE, 600), used(EVERY_MINUTE, 7 * SECOND)
    before, after = bars(shown, view), bars(shown, view.panned(5 * MINUTE))
    inner = [at for at in before.edges.tolist() if START + 6 * MINUTE < at < START + 19 * MINUTE]
    assert inner and set(inner) <= set(after.edges.tolist())


@pytest.mark.parametrize("seed", range(8))
def test_whether_there_is_room_changes_at_most_once_while_one_view_is_panned_through(seed):
    at = np.sort(np.random.default_rng(seed).integers(START, START + DAY, 1_800))
    view = Viewport(START + HOUR, START + 2 * HOUR, 600)
    answers = [has_room(at, view.panned(step * MINUTE // 2), 8) for step in range(121)]
    assert sum(one != other for one, other in pairwise(answers)) <= 1


@pytest.mark.parametrize("span", [90 * DAY, 20 * DAY, 2 * DAY, 3 * HOUR, 10 * MINUTE, 5 * SECOND])
def test_one_call_of_two_million_tokens_is_marked_at_every_zoom(span):
    at = START + np.arange(90 * 24 * 60) * MINUTE
    tokens = np.random.default_rng(1).integers(15_000, 25_000, len(at))
    tokens[70_001] = 2_000_000
    moment = int(at[70_001])
    prepared = TOKENS.prepare(subject(used(at, tokens=tokens)))
    view = Viewport(moment - span // 3, moment + span, 650)
    drawing = TOKENS.bins(prepared, view)
    marked = np.flatnonzero(drawing.peaks)
    assert len(marked) == 1 and drawing.edges[marked[0]] <= moment < drawing.edges[marked[0] + 1]
    assert "2 M tokens" in TOKENS.describe(prepared, view, moment, 0.5)


def test_nothing_stands_out_where_all_are_alike():
    assert not bars(used(EVERY_MINUTE), Viewport(START, START + 7 * DAY, 650)).peaks.any()


def test_the_tooltip_of_a_single_request_tells_its_second_and_duration():
    prepared = TOKENS.prepare(subject(used([START], 4_200_000)))
    view = Viewport(START - MINUTE, START + MINUTE, 600)
    assert TOKENS.describe(prepared, view, START + 4 * SECOND, 0.5) == (
        "Mon 14 Sep, 09:00:00.000, took 4.2 s\n1 request · 100 tokens"
    )
    assert TOKENS.describe(prepared, view, START + 30 * SECOND, 0.5) == ""


def test_a_long_request_is_drawn_however_near_one_looks():
    shown = made_up([START, START + 3 * HOUR], input_tokens=np.array([10, 20]), duration=np.array([HOUR, MINUTE]))
    inside = Viewport(START + 20 * MINUTE, START + 30 * MINUTE, 650)
    assert TOKENS.bins(TOKENS.prepare(subject(shown)), inside).heights.sum() == 10
