"""The numbers of a stretch, the words for numbers, and the chart in one line."""

from dataclasses import replace

import numpy as np
import pytest

from auditor.families.placeholders import OTHER
from auditor.records import Outcome
from auditor.timeline.clock import DAY, MINUTE, clock_of
from auditor.timeline.lanes import LANES
from auditor.timeline.selection import span_numbers
from auditor.timeline.summary import summary
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import compact, dollars, duration, interval, share
from tests.timeline.activities import BERLIN, activity, made_up, micros, random_activity, subject

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


def test_families_sessions_and_failures_of_a_span_are_counted_exactly():
    random = np.random.default_rng(4)
    at = np.sort(random.integers(START, START + DAY, 3_000))
    session, family = random.choice([-1, 3, 8, 10**13], 3_000), random.integers(-1, 40, 3_000)
    shown = made_up(at, session=session, family=family, failed=random.random(3_000) < 0.1)
    for first, last in ((0, 3_000), (10, 11), (100, 900), (5, 5)):
        numbers = span_numbers(shown, (int(at[first]), int(at[last]) if last < 3_000 else START + DAY))
        part = slice(first, last)
        assert numbers.sessions == len(set(session[part].tolist()) - {-1})
        assert (numbers.families or 0) == len(set(family[part].tolist()) - {-1})
        assert numbers.failed == shown.failed[part].sum()


def test_families_not_found_out_yet_are_unknown():
    assert span_numbers(activity([START]), (START, START + 1)).families is None


def test_unknown_figures_are_not_taken_off_the_sum():
    shown = made_up([START] * 4, cost=np.array([-1, 5, -1, 7]))
    assert span_numbers(shown, (START, START + 1)).cost == 12


def test_outcomes_in_the_span_are_counted():
    outcomes = [Outcome(START + offset, "commit", "a", 1) for offset in (0, 5, 10)]
    assert span_numbers(activity([START]), (START, START + 10), outcomes).outcomes == 2


def test_the_summary_is_one_line():
    shown = activity([micros(2026, 9, 14, 9, minute) for minute in range(30)] + [micros(2026, 11, 30, 12)], 1_000_000)
    assert summary(subject(shown)) == (
        "31 requests from 14 Sep to 30 Nov 2026, every minute ± 0 s, 34.1 M tokens, busiest hour 09–10, "
        "no linked outcomes"
    )


def test_the_summary_tells_strays_failures_and_hours():
    at = [0, *(micros(2026, 9, 14) + number * 6 * MINUTE for number in range(2_400)), 2**52]
    shown = replace(activity(at, 1_000), failed=np.arange(2_402) < 3)
    assert summary(subject(shown)) == (
        "2,402 requests from 14 Sep to 23 Sep 2026, 1 of them in 1970, 1 of them in 2112, every 6 min ± 0 s, "
        "day and night, 2.64 M tokens, busiest hour 00–01, 3 requests failed, no linked outcomes"
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


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 s"), (400, "under 1 ms"), (340_000, "340 ms"), (999_900, "1 s"), (4_200_000, "4.2 s"),
     (59_700_000, "1 min"), (361_000_000, "6 min 1 s"), (7_500_000_000, "2 h 5 min"), (273_600_000_000, "3 days 4 h")],
)  # fmt: skip
def test_stretches_have_two_units_at_most(value, words):
    assert duration(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "$0"), (2_100, "$0.0021"), (500_000, "$0.50"), (12_400_000, "$12.40"), (2_318_000_000, "$2,318")],
)
def test_micro_dollars_are_told_in_dollars(value, words):
    assert dollars(value) == words


def test_a_share_is_0_or_100_percent_only_where_it_is():
    assert [share(part, 10_000) for part in (0, 1, 250, 9_999, 10_000)] == [
        "0 %", "under 0.1 %", "2.5 %", "over 99.9 %", "100 %"
    ]  # fmt: skip


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


def test_prompts_like_no_others_are_not_counted_as_a_family():
    shown = made_up(START + np.arange(4), family=np.array([0, 0, 1, 2]), families=("A", "B", OTHER))
    assert [span_numbers(shown, (START, START + end)).families for end in (4, 3, 1)] == [2, 2, 1]
    assert span_numbers(shown, (START + 3, START + 4)).families == 0
