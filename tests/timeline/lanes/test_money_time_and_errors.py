"""The lanes "Cost", "Latency" and "Errors": what is told, what is not, and what must not be lost."""

import numpy as np
import pytest

from auditor.records import UNKNOWN
from auditor.timeline.clock import DAY, HOUR, SECOND
from auditor.timeline.lanes.cost import COST
from auditor.timeline.lanes.errors import ERRORS
from auditor.timeline.lanes.latency import LATENCY
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up, micros, subject

START = micros(2026, 9, 14)
VIEW = Viewport(START, START + 14 * DAY, 650)


def shown(n=1_000, **told):
    columns = {name: np.broadcast_to(np.asarray(value), (n,)) for name, value in told.items() if name != "statuses"}
    names = {name: value for name, value in told.items() if name == "statuses"}
    return subject(made_up(START + np.arange(n) * HOUR // 4, **columns, **names))


def described(lane, it, at=START):
    return lane.describe(lane.prepare(it), VIEW, at, 0.5)


def test_cost_is_summed_in_micro_dollars_and_its_unit_told():
    drawing = COST.bins(COST.prepare(shown(cost=2_500)), VIEW)
    assert drawing.heights.sum() == 2_500 * 1_000 and drawing.unit == "dollars" and drawing.scale == "$ per 6 h"


def test_requests_without_a_cost_are_told():
    it = shown(4, cost=[1_000_000, -1, -1, 2_000_000])
    assert COST.bins(COST.prepare(it), VIEW).legend == ("cost, told of 50 % of the requests",)
    assert described(COST, it).splitlines()[1:] == ["4 requests · $3", "2 of them without a cost"]


def test_no_cost_at_all_is_said_and_not_drawn_as_nothing_paid():
    assert COST.bins(COST.prepare(shown()), VIEW).empty == described(COST, shown()) == "No costs told"


def test_latency_tells_longest_and_median_of_each_bar():
    durations = np.arange(1_000) % 24 * SECOND
    drawing = LATENCY.bins(LATENCY.prepare(shown(duration=durations)), VIEW)
    assert drawing.legend == ("longest", "median")
    assert drawing.levels[:, 3].tolist() == [23 * SECOND, 11 * SECOND]


def test_one_long_request_among_a_million_is_never_lost():
    at, durations = START + np.arange(1_000_000) * SECOND, np.full(1_000_000, SECOND)
    durations[777_777] = HOUR
    prepared = LATENCY.prepare(subject(made_up(at, duration=durations)))
    for span in (20 * DAY, DAY, HOUR, 60 * SECOND):
        middle = int(at[777_777])
        drawing = LATENCY.bins(prepared, Viewport(middle - span // 2, middle + span, 650))
        assert drawing.levels[0].max() == HOUR


def test_negative_unknown_and_mad_durations_are_not_drawn_but_told():
    it = shown(5, duration=[-1, -5_000_000, 4_000_000, 2_000_000, 10**17])
    drawing = LATENCY.bins(LATENCY.prepare(it), VIEW)
    assert drawing.levels[:, 0].tolist() == [4_000_000, 2_000_000] and (drawing.levels[:, 1:] == UNKNOWN).all()
    words = described(LATENCY, it).splitlines()
    assert words[1] == "2 timed requests · longest 4 s · median 2 s"
    assert words[2] == "not drawn, in all: 1 without a duration, 2 with an impossible one (negative or over a year)"


@pytest.mark.parametrize(("value", "said"), [(-1, "No durations told"), (-9, "Only impossible durations told")])
def test_latency_without_durations_says_why(value, said):
    assert LATENCY.bins(LATENCY.prepare(shown(duration=value)), VIEW).empty == said


def test_errors_are_counted_with_their_share_and_kind():
    failed = np.arange(1_000) % 8 == 0
    status = np.where(failed, np.arange(1_000) // 8 % 3 % 2, 2)
    it = shown(failed=failed, status=status, statuses=("rate limited", "timeout", "ok"))
    assert ERRORS.bins(ERRORS.prepare(it), VIEW).heights.sum() == 125
    words = described(ERRORS, it).splitlines()
    assert words[1:] == ["3 of 24 requests failed (12.5 %)", "rate limited 2, timeout 1"]


def test_no_errors_and_no_states_are_different_things():
    assert ERRORS.bins(ERRORS.prepare(shown()), VIEW).empty == "No failures told"
    assert ERRORS.bins(ERRORS.prepare(shown(status=0, statuses=("ok",))), VIEW).empty == "No failed requests"


def test_what_is_usual_is_told_by_requests_that_tell_a_cost():
    cost = np.full(1_000, UNKNOWN)
    cost[::40] = 2_500
    drawing = COST.bins(COST.prepare(shown(cost=cost)), VIEW)
    assert drawing.heights.sum() == 25 * 2_500 and not drawing.peaks.any()


def test_where_no_request_tells_how_it_ended_none_is_said_to_have_gone_well():
    assert described(ERRORS, shown(4)).splitlines()[1:] == ["No failures told"]
