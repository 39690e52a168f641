"""Whatever the data: no lane fails, sums are exact, edges rise, and no pixel column has to show two values."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.records import Outcome
from auditor.timeline.clock import DAY, SECOND
from auditor.timeline.lane import Bars, Cells, Link, Marks, Spans, Steps
from auditor.timeline.lanes import LANES
from auditor.timeline.lanes.tokens import token_layers
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, Subject, made_up, micros

NOW = micros(2026, 10, 25, 1)  # an hour before the clock goes back
TIMES = st.sampled_from([0, 1, NOW, NOW + 3, NOW + 1000, NOW + 9 * SECOND, NOW + DAY, NOW - 3650 * DAY, 2**52])
EVENT = st.tuples(
    st.one_of(TIMES, st.integers(NOW, NOW + 3 * DAY), st.integers(NOW, NOW + 20 * SECOND)),
    st.sampled_from([-1, 0, 3, 1_000, 2_000_000]),
    st.sampled_from([-1, 0, 5, 700, 2_000_000]),
    st.sampled_from([-1, -(10**7), 0, 1, 10**6, 10**10, 10**18]),
    st.integers(-1, 12),
    st.sampled_from([-1, 0, 1, 2, 7, 10**12]),
    st.booleans(),
)
VIEW = st.tuples(st.one_of(TIMES, st.integers(NOW - DAY, NOW + DAY)), st.floats(6, 15.5), st.sampled_from([1, 90, 650]))
LANE = pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
often = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],  # of other programs on the machine
)


def subject_of(events):
    rows = np.array(sorted(events), dtype=np.int64).reshape(-1, 7)
    at, taken, made, duration, code, session, failed = rows.T
    columns = dict.fromkeys(("model", "sub_agent", "status", "family"), code)
    names = {name: tuple("abcdefghijklm") for name in ("models", "sub_agents", "statuses", "families")}
    told = {"input_tokens": taken, "cache_read_input_tokens": made, "output_tokens": made, "cost": taken}
    activity = made_up(at, duration=duration, session=session, failed=failed == 1, **told, **columns, **names)
    outcomes = [Outcome(int(moment), "commit", "ab", 1) for moment in at[::2]]
    links = [Link(index, int(moment)) for index, moment in enumerate(at[:5])]
    return Subject(activity, outcomes, [index % 2 == 0 for index in range(len(outcomes))], BERLIN, links)


def inside(subject, edges):
    at = subject.activity.at
    return (at >= edges[0]) & (at < edges[-1])


@LANE
@given(events=st.lists(EVENT, max_size=60), view=VIEW)
@often
def test_any_view_of_any_data_is_drawn_and_described(lane, events, view):
    start, exponent, width = view
    viewport = Viewport(start, start + round(10**exponent), width)
    prepared = lane.prepare(subject_of(events))
    drawing = lane.bins(prepared, viewport)
    check(drawing, viewport)
    for at in (viewport.start, viewport.time(width / 2), viewport.end):
        assert all(isinstance(lane.describe(prepared, viewport, at, depth), str) for depth in (0.0, 0.5, 1.0))


def check(drawing, viewport):
    match drawing:
        case Bars(heights=values) | Steps(levels=values) | Cells(counts=values):
            assert (np.diff(drawing.edges) > 0).all() and values.shape[1] == len(drawing.edges) - 1
            pixels = np.diff(viewport.pixels(drawing.edges))[(values > 0).any(axis=0)]
            assert viewport.width < 90 or (pixels >= 1).all()
        case Spans(starts=starts, ends=ends, row=row, kind=kind):
            assert (starts < ends).all() and ((row >= 0) & (row < drawing.rows)).all()
            places = list(zip(kind.tolist(), row.tolist(), viewport.pixels(starts).tolist(), strict=True))
            assert len(set(places)) == len(places)
            line, left, right = kind * drawing.rows + row, viewport.pixels(starts), viewport.pixels(ends)
            for number in set(line.tolist()):
                assert (left[line == number][1:] >= right[line == number][:-1]).all()
        case Marks(at=at, texts=texts):
            assert len(texts) == len(at) == len(drawing.named) and (np.diff(at) >= 0).all()


@pytest.mark.parametrize("lane", [lane for lane in LANES if lane.name in ("tokens", "cost", "errors")], ids=str)
@given(events=st.lists(EVENT, max_size=60), view=VIEW)
@often
def test_sums_are_exact(lane, events, view):
    start, exponent, width = view
    subject = subject_of(events)
    drawing = lane.bins(lane.prepare(subject), Viewport(start, start + round(10**exponent), width))
    activity, here = subject.activity, inside(subject, drawing.edges)
    tokens = sum(np.maximum(layer[here], 0).sum() for layer in token_layers(activity).values())
    expected = {"cost": np.maximum(activity.cost[here], 0).sum(), "errors": activity.failed[here].sum()}
    none_told = lane.name == "tokens" and drawing.title == "Requests"
    assert drawing.heights.sum() == (here.sum() if none_told else expected.get(lane.name, tokens))


@pytest.mark.parametrize("name", ["families", "models", "sub_agents"])
@given(events=st.lists(EVENT, max_size=60), view=VIEW)
@often
def test_every_event_is_in_one_row(name, events, view):
    start, exponent, width = view
    subject, lane = subject_of(events), next(lane for lane in LANES if lane.name == name)
    drawing = lane.bins(lane.prepare(subject), Viewport(start, start + round(10**exponent), width))
    assert drawing.counts.sum() == (0 if drawing.empty else inside(subject, drawing.edges).sum())


@given(events=st.lists(EVENT, min_size=1, max_size=60), view=VIEW)
@often
def test_the_longest_request_is_never_lost(events, view):
    start, exponent, width = view
    subject, lane = subject_of(events), next(lane for lane in LANES if lane.name == "latency")
    drawing = lane.bins(lane.prepare(subject), Viewport(start, start + round(10**exponent), width))
    there = subject.activity.duration[inside(subject, drawing.edges)]
    there = there[there < 10**18]  # over a year: impossible
    assert drawing.levels[0].max() == max(-1, there.max(initial=-1))
