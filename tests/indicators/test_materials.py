"""Days, sessions and what is said of made-up agents."""

import numpy as np

from auditor.indicators.material import DAY, days_of
from tests.indicators.materials import HOUR, MONDAY, material


def test_a_day_begins_in_the_longest_pause_so_that_a_working_night_is_one_day():
    nights = [MONDAY + day * DAY + hour * HOUR for day in range(3) for hour in (20, 23, 26)]
    assert days_of(np.array(nights)).tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_days_are_the_same_in_every_zone():
    at = np.sort(np.random.default_rng(1).integers(0, 9 * DAY, 60)) + MONDAY
    assert days_of(at + 7 * HOUR).tolist() == days_of(at).tolist()


def test_events_without_a_session_are_one_until_a_pause():
    made = material([MONDAY, MONDAY + 60_000_000, MONDAY + 2 * HOUR], session=[-1, -1, -1])
    assert (made.session.tolist(), len(made.starts)) == ([0, 0, 1], 2)


def test_what_was_answered_before_in_the_session_is_found_again():
    answer = "The belt of hall three stopped because the sensor was covered with dust."
    made = material([1, 2, 3], ["Why?", f"Consider: {answer}", "Thanks"], [answer, "Yes.", "Bye."], session=[0, 0, 0])
    assert made.said.echo.tolist() == [False, True, False]
