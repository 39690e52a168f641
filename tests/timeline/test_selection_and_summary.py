"""The numbers of a stretch, the words for numbers, and the chart in one line."""

import pytest

from auditor.records import Outcome
from auditor.timeline.clock import DAY, clock_of
from auditor.timeline.lanes import LANES
from auditor.timeline.selection import span_numbers
from auditor.timeline.summary import summary
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import compact, interval
from tests.timeline.activities import BERLIN, activity, micros, random_activity, subject

START = micros(2026, 9, 1)


def test_a_span_includes_its_start_and_not_its_end():
    numbers = span_numbers(activity([START, START + 5, START + 10]), (START, START + 10))
    assert (numbers.requests, numbers.tokens, numbers.sessions) == (2, 220, 1)


def test_shares_are_of_the_whole_agent():
    numbers = span_numbers(activity([START, START + 5, START + 10, START + 20]), (START, START + 1))
    assert numbers.share_of_requests == numbers.share_of_tokens == 0.25


def test_what_was_not_told_is_none():
    numbers = span_numbers(activity([START], None), (START, START + 1))
    assert numbers.tokens is numbers.cost is numbers.input_tokens is numbers.share_of_tokens is None


def test_a_span_outside_or_of_nothing_is_zero():
    assert span_numbers(activity([START]), (0, 5)).requests == 0
    assert span_numbers(activity([]), (0, 5)).share_of_requests is None


def test_outcomes_in_the_span_are_counted():
    outcomes = [Outcome(START + offset, "commit", "a", 1) for offset in (0, 5, 10)]
    assert span_numbers(activity([START]), (START, START + 10), outcomes).outcomes == 2


def test_the_summary_is_one_line():
    shown = activity([micros(2026, 9, 14, 9, minute) for minute in range(30)] + [micros(2026, 11, 30, 12)], 1_000_000)
    assert summary(subject(shown)) == (
        "31 requests from 14 Sep to 30 Nov 2026, 34.1 M tokens, busiest hour 09–10, no linked outcomes"
    )


def test_the_summary_of_nothing_says_so():
    assert summary(subject(activity([]))) == "No requests in this period"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (9_204, "9,204"), (21_904, "21.9 k"), (1_380_000, "1.38 M"), (412_600_000, "412.6 M"),
     (206_000_000, "206 M"), (999_960, "1 M"), (3_000_000_000, "3 G")],
)  # fmt: skip
def test_numbers_have_three_or_four_digits(value, words):
    assert compact(value) == words


def test_a_stretch_is_told_in_local_time():
    clock = clock_of(BERLIN)
    assert interval(clock, micros(2026, 10, 29, 12), micros(2026, 10, 29, 18)) == "Thu 29 Oct, 12:00–18:00"
    assert interval(clock, micros(2026, 10, 29, 18), micros(2026, 10, 30)) == "Thu 29 Oct, 18:00–24:00"


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
@pytest.mark.parametrize("n", [0, 1, 500])
def test_every_lane_draws_and_describes_any_view(lane, n):
    prepared = lane.prepare(subject(random_activity(START, START + 90 * DAY, n)))
    for exponent in range(6, 16):
        view = Viewport(START - 3, START + 10**exponent, 333)
        assert lane.bins(prepared, view).scale is not None
        assert isinstance(lane.describe(prepared, view, view.end, 1.0), str)


def test_lanes_have_names_of_their_own():
    assert len({lane.name for lane in LANES}) == len(LANES)
    assert all(lane.prepare.__doc__ and lane.bins.__doc__ and lane.describe.__doc__ for lane in LANES)
