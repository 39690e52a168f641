"""Hollow outcomes: the share of an agent's own that are trivial, taken back or unseen."""

from auditor.indicators.hollow_outcomes import INDICATOR
from auditor.indicators.material import DAY
from auditor.records import Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference, results


def measured(hollow: list[int], strength: float = 1.0) -> Measure:
    """An outcome at the end of each day, and a request four hours before; one more on a day without."""
    at = [MONDAY + (2 * day + 1) * DAY for day in range(len(hollow))]
    use = [moment - 4 * HOUR for moment in at] + [MONDAY + 2 * len(hollow) * DAY + HOUR]
    return INDICATOR.measure(material(use, outcomes=results(at, strength, hollow)), reference())


def test_the_share_is_shrunk_and_the_requests_before_are_shown():
    measure = measured([1, 1, 2, 2, 2, 1, 0, 0])
    assert measure.value == 7 / 13 and measure.events == (0, 1, 2, 3, 4, 5)
    assert measure.sentence == (
        "6 of 8 outcomes are hollow (3 trivial, 3 reverted): 6 requests in the 24 hours before these."
    )


def test_with_hardly_a_hollow_one_it_is_nothing_however_few_there_are():
    few, many = measured([0] * 5), measured([1] * 3 + [0] * 30)
    assert few.value == many.value == 0
    assert many.sentence == "3 of 33 outcomes are hollow (3 trivial): 30 requests in the 24 hours before the others."
    assert len(many.events) == 30


def test_a_few_hollow_ones_say_too_little():
    measure = measured([1] * 4 + [0] * 5)
    assert measure.value is None and measure.why == "not enough data: 4 of 5 hollow outcomes among 9"


def test_outcomes_of_the_person_alone_are_not_its_own():
    assert measured([1] * 9, strength=0.3).why == "not enough data: 0 of 5 outcomes of its own"


def test_without_outcome_data_nobody_loses():
    assert INDICATOR.measure(material([MONDAY]), reference()).why == "no outcome data"
