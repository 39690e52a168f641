"""The lane "Sessions": rows without overlap, joined where too narrow, requests by themselves where there is room."""

import numpy as np

from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND
from auditor.timeline.lanes.sessions import FAILED, REQUEST, SESSION, SESSIONS
from auditor.timeline.sessions import MOST, sessions_of
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up, micros, subject

START = micros(2026, 9, 14)
DAY_VIEW = Viewport(START, START + DAY, 600)


def spans(shown, view=DAY_VIEW):
    return SESSIONS.bins(SESSIONS.prepare(subject(shown)), view)


def of_sessions(*sessions, **told):
    """Sessions as (id, first, last) in hours of the day."""
    rows = sorted((START + round(hour * HOUR), number) for number, *hours in sessions for hour in hours)
    at, ids = np.array(rows, dtype=np.int64).T
    return made_up(at, session=ids, **told)


def test_a_session_reaches_from_its_first_to_the_end_of_its_last_event():
    shown = of_sessions((7, 1, 2), duration=np.array([-1, HOUR]))
    found = sessions_of(shown)
    assert (found.ends - found.starts).tolist() == [2 * HOUR + 1]


def test_sessions_at_the_same_time_are_in_different_rows():
    drawing = spans(of_sessions((5, 1, 4), (9, 2, 3), (6, 5, 6)))
    whole = drawing.kind == SESSION
    assert drawing.row[whole].tolist() == [0, 0, 1] and drawing.rows == 2


def test_more_sessions_at_a_time_than_rows_share_one():
    drawing = spans(of_sessions(*((number, 1 + number / 100, 4) for number in range(MOST + 5))))
    assert drawing.rows == MOST + 1 and (drawing.row == MOST).any()


def test_sessions_narrower_than_a_pixel_are_joined():
    at = START + np.arange(100_000) * SECOND // 2
    drawing = spans(made_up(at, session=np.arange(100_000)))
    places = DAY_VIEW.pixels(drawing.starts)
    assert len(set(places.tolist())) == len(places) < 600
    assert drawing.starts[0] <= START and drawing.ends[-1] >= at[-1]


def test_close_up_requests_lie_in_their_session_and_failed_ones_are_told_apart():
    shown = of_sessions((5, 1, 1.5, 4), (9, 2, 3), failed=np.array([False, True, False, False, False]))
    drawing = spans(shown)
    assert drawing.legend and drawing.row[drawing.kind == REQUEST].tolist() == [0, 0, 1, 1]
    assert drawing.row[drawing.kind == FAILED].tolist() == [0] and drawing.crossed == FAILED


def test_far_away_only_sessions_are_drawn():
    at = START + np.arange(2_000) * MINUTE // 2
    assert set(spans(made_up(at, session=np.arange(2_000) // 50)).kind) == {SESSION}


def test_without_sessions_there_is_one_row_of_requests():
    for n in (5, 5_000):
        drawing = spans(made_up(START + np.arange(n) * 10 * SECOND, session=np.full(n, -1)))
        assert drawing.rows == 1 and set(drawing.kind) == {REQUEST} and drawing.scale == "no sessions told"


def test_the_tooltip_tells_the_session():
    shown = of_sessions((5, 1, 2), (9, 20, 21), failed=np.array([True, False, False, False]))
    prepared = SESSIONS.prepare(subject(shown))
    words = SESSIONS.describe(prepared, DAY_VIEW, START + HOUR, 0.5)
    assert words == "Session Mon 14 Sep, 01:00:00–02:00:00\n2 requests in 1 h · 1 failed"
    assert SESSIONS.describe(prepared, DAY_VIEW, START + 12 * HOUR, 0.5) == ""


def test_ids_far_apart_are_the_same_sessions():
    near, far = of_sessions((1, 1, 2), (2, 1.5, 3)), of_sessions((1, 1, 2), (10**14, 1.5, 3))
    assert sessions_of(near).row.tolist() == sessions_of(far).row.tolist() == [0, 1]
    assert sessions_of(far).line_of(far.session).tolist() == [0, 1, 0, 1]
