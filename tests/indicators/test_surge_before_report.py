"""Days before a report against other days: surges, steady use, weekly appointments, month ends with results."""

from collections.abc import Sequence

import numpy as np
import pytest

from auditor.indicators.material import DAY, Results
from auditor.indicators.reference import Dates
from auditor.indicators.surge_before_report import measure
from auditor.records import Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference, results

FRIDAYS = MONDAY + 4 * DAY + 7 * DAY * np.arange(6)


def measured(
    week: Sequence[int],
    weeks: int = 6,
    outcomes: Results | None = None,
    reports: np.ndarray = FRIDAYS,
    late: int = 0,
    elsewhere: Sequence[int] = (),
) -> Measure:
    """One request at noon of each day of a week from Monday on, of these tokens; `elsewhere` by other agents."""
    used = [(7 * number + day, tokens) for number in range(weeks) for day, tokens in enumerate(week) if tokens]
    at = [MONDAY + day * DAY + 12 * HOUR + late for day, _ in used]
    others = [MONDAY + (7 * number + day) * DAY + 9 * HOUR + late for number in range(weeks) for day in elsewhere]
    made = material(at, amount=[tokens for _, tokens in used], outcomes=outcomes, others=(others, [5] * len(others)))
    return measure(made, reference(dates=Dates(reports=reports + late)))


def test_heavier_on_every_day_before_the_report_is_a_surge():
    found = measured([10, 20, 90, 80, 70])
    # 18 days near and 12 others: 18 · 12 / 30 = 7.2 of 7.2 + 2
    assert found.value == pytest.approx(7.2 / 9.2)
    assert (found.n, len(found.events)) == (6, 18)
    assert found.events[:4] == (2, 3, 4, 7)
    assert found.p is not None and found.p < 1e-5
    assert "18 requests with 89 % of its tokens" in found.sentence
    assert "18 of its 30 days with use" in found.sentence and "in 100 % of all comparisons" in found.sentence


def test_even_use_is_none_though_three_of_five_days_lie_before_the_report():
    found = measured([50, 50, 50, 50, 50])
    assert (found.value, found.p) == (0, 0.5)


def test_lighter_days_before_the_report_speak_against_a_surge():
    assert measured([90, 80, 10, 20, 30]).value == pytest.approx(-7.2 / 9.2)


def test_a_weekly_appointment_is_no_surge_by_itself():
    assert measured([0, 0, 0, 50, 0]).why == "not enough data: 0 of 2 days to compare with, not right before a report"


def test_used_only_before_reports_it_is_compared_with_the_persons_other_days():
    found = measured([0, 0, 60, 70, 80], elsewhere=range(5))
    pairs = 18 * 10 / 28  # the Monday and Tuesday before its first use are not compared
    assert found.value == pytest.approx(pairs / (pairs + 2))
    assert "18 of the 28 days on which the person used any agent" in found.sentence
    part_time = measured([0, 0, 60, 70, 80], elsewhere=range(2, 5))
    assert part_time.why == "not enough data: 0 of 2 days to compare with, not right before a report"


def test_a_weekly_appointment_is_none_beside_other_agents_either():
    assert measured([0, 0, 0, 50, 0], elsewhere=range(5)).value is None


def test_days_before_the_agent_was_there_are_no_days_without_it():
    at = [int(friday) - day * DAY for friday in FRIDAYS[2:] for day in (0, 1)]
    others = [MONDAY + day * DAY for day in range(14)]
    made = material(at, amount=[50] * 8, others=(others, [5] * 14))
    assert measure(made, reference(dates=Dates(reports=FRIDAYS))).value is None


def test_an_appointment_with_few_other_days_weighs_little():
    few = [MONDAY + 12 * HOUR, MONDAY + 7 * DAY + 12 * HOUR]
    at = sorted([*few, *(int(friday) - 12 * HOUR for friday in FRIDAYS)])
    made = material(at, amount=[1 if time in few else 50 for time in at])
    found = measure(made, reference(dates=Dates(reports=FRIDAYS)))
    assert found.value == pytest.approx(1.5 / 3.5)
    assert found.value < (measured([10, 20, 90, 80, 70]).value or 0)


def test_month_ends_that_bring_results_are_worth_less_than_those_that_bring_none():
    came = [int(friday) - day * DAY + 15 * HOUR for friday in FRIDAYS for day in (0, 1)]
    bookkeeping = measured([10, 20, 90, 80, 70], outcomes=results(came))
    # 6 of the 18 days are heavier than all others, 12 count as even
    assert bookkeeping.value == pytest.approx((2 * (6 + 12 * 0.5) / 18 - 1) * 7.2 / 9.2)
    assert (bookkeeping.value or 0) < (measured([10, 20, 90, 80, 70]).value or 0)


@pytest.mark.parametrize("strength", [1.0, 0.2])
@pytest.mark.parametrize("day", range(7))
def test_no_outcome_ever_raises_it(day: int, strength: float):
    week = [30, 20, 50, 10, 70]
    came = results([MONDAY + 7 * DAY * number + day * DAY + HOUR for number in range(6)], strength)
    assert (measured(week, outcomes=came).value or 0) <= (measured(week, outcomes=results()).value or 0)


def test_outcomes_that_are_only_the_persons_excuse_nothing():
    came = results([int(friday) + HOUR for friday in FRIDAYS], 0.2)
    assert measured([10, 20, 90, 80, 70], outcomes=came) == measured([10, 20, 90, 80, 70])


def test_what_comes_after_the_last_report_is_of_no_whole_period():
    assert measured([10, 20, 90, 80, 70], weeks=8) == measured([10, 20, 90, 80, 70], weeks=6)


@pytest.mark.parametrize(
    ("week", "weeks", "reports", "why"),
    [
        ([50] * 5, 6, FRIDAYS[:0], "no reporting day is known"),
        ([50] * 5, 3, FRIDAYS, "3 of 4 reporting periods with use"),
        ([50] * 5, 6, FRIDAYS[:3], "3 of 4 reporting periods with use"),
        ([], 6, FRIDAYS, "no request tells how many tokens it used"),
    ],
)
def test_without_enough_nothing_is_said(week: list[int], weeks: int, reports: np.ndarray, why: str):
    found = measured(week, weeks, reports=reports)
    assert (found.value, found.why) == (None, f"not enough data: {why}")


def test_never_used_before_a_report_is_no_surge():
    found = measured([50, 60, 0, 0, 0])
    assert (found.value, found.events, found.p) == (0, (), None)
    assert found.sentence.startswith("0 requests with 0 % of") and found.sentence.endswith("of its 12 days with use.")


def test_another_time_zone_changes_nothing():
    assert measured([10, 90, 40, 80, 70], late=-9 * HOUR) == measured([10, 90, 40, 80, 70])
