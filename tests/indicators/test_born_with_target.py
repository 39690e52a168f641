"""Agents that come with the target, before it, after it, and among many."""

from dataclasses import replace

import numpy as np
import pytest

from auditor.indicators.born_with_target import INDICATOR, measure
from auditor.indicators.material import DAY
from auditor.indicators.reference import Dates
from auditor.records import Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference

ANNOUNCED = MONDAY + 20 * DAY
LONG_BEFORE = tuple(MONDAY + HOUR for _ in range(9))


def measured(*days: float, others: tuple[int, ...] = LONG_BEFORE, announced: int | None = ANNOUNCED) -> Measure:
    """Requests on these days from the announcement on, among other agents first used at `others`."""
    at = [ANNOUNCED + round(day * DAY) for day in days]
    firsts = (at[0] if at else -1, *others)
    return measure(material(at), reference(firsts=firsts, dates=Dates(announced=announced)))


def test_first_used_the_day_after_it_is_a_half():
    found = measured(1.5, 2, 8.4, 8.6)
    assert (found.value, found.n, found.events, found.p) == (0.5, 4, (0, 1, 2), 1 / 10)
    assert "First used 1 day after" in found.sentence and "the 20 days before; it made 3 requests" in found.sentence


def test_on_the_day_itself_is_all_and_later_is_less_but_not_nothing():
    assert [measured(day).value for day in (0.4, 3, 39)] == [1, 0.25, 1 / 40]


def test_where_clocks_are_ahead_the_day_of_the_announcement_begins_sooner():
    assert [measured(-0.4).value, measured(-0.6).value] == [1, 0]


def test_one_that_was_there_before_was_not_born_with_it():
    found = measured(-3.5, -1, 2)
    assert (found.value, found.events, found.p) == (0, (0, 1), None)
    assert "2 requests before the target was announced, the first of them 3 days earlier" in found.sentence


def test_where_an_adoption_programme_started_many_each_is_worth_less_than_a_lone_one():
    programme = (*(ANNOUNCED + day * DAY for day in range(6)), *LONG_BEFORE[:3])
    found = measured(0, others=programme)
    assert found.value == pytest.approx(1 / 3)
    assert found.p == pytest.approx(2 / 10)
    assert "6 of 9 other agents (67 %) were first used" in found.sentence
    assert measured(0).value == 1


def test_agents_that_tell_no_start_are_no_others():
    assert "0 of 1 other agent (0 %)" in measured(0, others=(-1, MONDAY, -1)).sentence


@pytest.mark.parametrize(
    ("announced", "why"),
    [
        (None, "no announcement date is known"),
        (MONDAY + 9 * DAY, "9 of 10 days before the announcement"),
        (MONDAY - DAY, "0 of 10 days before the announcement"),
        (MONDAY + 61 * DAY, "the announcement came after all that the case tells of"),
    ],
)
def test_without_a_known_time_before_it_nothing_is_said(announced: int | None, why: str):
    found = measured(0, announced=announced)
    assert (found.value, found.why) == (None, f"not enough data: {why}")


def test_no_requests_are_no_start():
    assert measured().why == "not enough data: no requests"


def test_another_time_zone_changes_nothing():
    late = 5 * HOUR
    at, firsts = [ANNOUNCED + 2 * DAY, ANNOUNCED + 3 * DAY], (ANNOUNCED + 2 * DAY, MONDAY, ANNOUNCED + DAY)
    shifted = measure(
        material([time + late for time in at]),
        reference(
            firsts=[time + late for time in firsts],
            span=(MONDAY + late, MONDAY + 60 * DAY + late),
            dates=Dates(announced=ANNOUNCED + late),
        ),
    )
    assert shifted == measure(material(at), reference(firsts=firsts, dates=Dates(announced=ANNOUNCED)))


def test_it_weighs_what_was_agreed():
    assert (INDICATOR.weight, INDICATOR.relief) == (0.8, 0.1)


def test_where_the_export_itself_begins_with_the_target_nobody_knows_what_was_before():
    late = reference(firsts=(ANNOUNCED, *LONG_BEFORE), dates=Dates(announced=ANNOUNCED))
    late = replace(late, told_from=np.full(10, ANNOUNCED - DAY))
    found = measure(material([ANNOUNCED + DAY]), late)
    assert (found.value, found.why) == (None, "not enough data: 1 of 10 days before the announcement")


def test_what_came_hours_before_it_is_not_said_to_have_come_after():
    assert "First used less than half a day before the target was announced" in measured(-0.4).sentence


def test_what_came_within_the_first_day_came_on_it():
    assert "First used on the day the target was announced" in measured(0.4).sentence
