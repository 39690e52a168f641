"""Outcomes missing: an agent's own days and outcomes against those of the others."""

from dataclasses import replace

import numpy as np
import pytest

from auditor.indicators.material import DAY, Material
from auditor.indicators.outcomes_missing import INDICATOR, exposure_of, prior_of
from auditor.indicators.reference import Reference
from tests.indicators.materials import HOUR, MONDAY, material, reference, results

MORNINGS = [MONDAY + day * DAY + hour * HOUR for day in range(10) for hour in (9, 10, 11)]


def others(own: int = 0, each: int = 10, days: int = 10) -> Reference:
    """Twelve agents active on ten days; the first is the one measured."""
    return reference(outcomes=[own, *[each] * 11], exposure=[days] * 12)


def agent(*hours: int) -> Material:
    """Active on ten mornings, with an outcome so many hours after the first of them."""
    return material(MORNINGS, outcomes=results([MONDAY + hour * HOUR for hour in hours]))


def value(measured: Material, told: Reference) -> float:
    found = INDICATOR.measure(measured, told).value
    assert found is not None
    return found


def test_without_outcomes_where_others_have_ten_it_is_high_and_with_as_many_it_is_none():
    assert value(agent(), others()) == pytest.approx(np.log(14 / 4))
    assert value(agent(*range(10, 20)), others(10)) == pytest.approx(0)


def test_the_sentence_counts_the_requests_on_days_without_an_outcome():
    measure = INDICATOR.measure(agent(10, 30, 34), others(3))
    assert measure.sentence == (
        "3 outcomes in 10 active days, 10.0 expected of agents active as long: 24 requests on days without one."
    )
    assert measure.events == tuple(range(6, 30))


def test_where_there_are_enough_it_counts_those_on_days_with_one():
    measure = INDICATOR.measure(agent(*range(10, 22)), others(12))
    assert measure.sentence == (
        "12 outcomes in 10 active days, 10.0 expected of agents active as long: 3 requests on days with one."
    )
    assert measure.events == (0, 1, 2)


def test_hollow_outcomes_count_up_to_what_is_expected():
    came = [MONDAY + hour * HOUR for hour in range(10, 30)]
    hollow = material(MORNINGS, outcomes=results(came, hollow=1))
    assert value(hollow, others(20)) == pytest.approx(0)
    assert INDICATOR.measure(hollow, others(20)).sentence.startswith("20 outcomes (20 hollow) in 10 active days")
    assert value(material(MORNINGS, outcomes=results(came, hollow=[1] * 4 + [0] * 16)), others(20)) < 0


def test_a_day_with_an_outcome_begins_after_the_longest_pause():
    night = material([MONDAY + day * DAY + hour * HOUR for day in range(5) for hour in (22, 25)])
    measured = replace(night, results=results([MONDAY + 26 * HOUR]))
    measure = INDICATOR.measure(measured, others(1))
    assert measure.events == tuple(range(2, 10))


def test_only_days_and_outcomes_of_the_time_told_of_count():
    told = results([MONDAY + 10 * HOUR, MONDAY + 9 * DAY], delivered=(MONDAY, MONDAY + 4 * DAY))
    measure = INDICATOR.measure(material(MORNINGS, outcomes=told), others(1))
    assert measure.n == 4 and measure.sentence.startswith("1 outcome in 4 active days, 4.0 expected")
    assert exposure_of(np.array(MORNINGS), np.arange(30) // 3, None) == 0


def test_with_few_expected_or_few_others_it_says_so():
    few = INDICATOR.measure(agent(), others(each=1))
    assert few.value is None and few.why == "not enough data: 1.0 of 3 outcomes expected in 10 active days"
    alone = INDICATOR.measure(agent(), reference(outcomes=[0, 9, 9], exposure=[10, 10, 10]))
    assert alone.value is None and alone.why == "not enough data: 2 of 5 other agents of which outcomes are told"


def test_without_outcome_data_nobody_loses():
    assert INDICATOR.measure(material(MORNINGS), others()).why == "no outcome data"


def test_the_less_alike_the_others_are_the_less_the_prior_weighs():
    days = np.full(10, 10, np.int64)
    alike, rate = prior_of(np.full(10, 20, np.int64), days)
    unlike, same = prior_of(np.array([0, 40] * 5, np.int64), days)
    assert rate == same == 2 and unlike < alike == 4
    assert prior_of(np.zeros(10, np.int64), days)[1] == 0
