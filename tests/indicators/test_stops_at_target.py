"""Weeks that end just above the target, by whose request, and weeks that go on."""

from collections.abc import Sequence

import numpy as np
import pytest

from auditor.indicators.material import DAY
from auditor.indicators.reference import Dates
from auditor.indicators.stops_at_target import INDICATOR, measure
from auditor.records import Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference

WEEK = 7 * DAY
WEEKS = MONDAY + WEEK * np.arange(9)
Use = Sequence[tuple[float, int]]
"""(day, tokens) of requests."""


def measured(
    own: Use,
    other: Use = (),
    target: int | None = 1000,
    periods: tuple[np.ndarray, ...] = (WEEKS,),
    unit: str = "tokens",
    late: int = 0,
) -> Measure:
    mine, theirs = ([MONDAY + round(day * DAY) + late for day, _ in use] for use in (own, other))
    made = material(mine, amount=[tokens for _, tokens in own], others=(theirs, [tokens for _, tokens in other]))
    dates = Dates(target=target, unit=unit, periods=tuple(edges + late for edges in periods))
    return measure(made, reference(dates=dates))


def weekly(*amounts: Sequence[int]) -> list[tuple[float, int]]:
    """Requests of these tokens, from Monday noon on one a day, each list a week."""
    return [(7 * week + day + 0.5, tokens) for week, many in enumerate(amounts) for day, tokens in enumerate(many)]


def test_weeks_that_end_just_above_the_target_are_the_strongest_sign():
    found = measured(weekly(*[[600, 450]] * 8))
    assert found.n == 8
    # at the target 8 of 8 land, 8 of 8 + 2 reached; at no placebo any does
    assert found.value == pytest.approx((1 + 8 / 10) / 2)
    assert found.p == 1 / 11
    assert found.events == tuple(range(1, 16, 2))
    assert (
        "In 8 of 8 weeks with use" in found.sentence and "8 requests of this agent made up 100 % of" in found.sentence
    )


def test_a_week_that_goes_on_does_not_land():
    found = measured(weekly(*[[600, 450, 700]] * 8))
    # 1,750 lies in the range of the placebo 1.15 ** 4 (1,749 to 2,011)
    assert found.value == pytest.approx(-(1 + 8 / 10) / 2 / 10)
    assert "was reached in 8 and left well behind in 8." in found.sentence
    assert "0 requests" in found.sentence and found.events == ()


def test_the_agent_that_supplies_the_crossing_is_the_one_that_counts():
    honest, topping = weekly(*[[600, 300]] * 6), [(7 * week + 4.5, 130) for week in range(6)]
    goal = 1000 / 1.15  # the last stretch: from here to 1,030, the last 130 by one, what is before by the other
    share = 130 / (1030 - goal)
    assert measured(topping, honest).value == pytest.approx(share * (1 + 6 / 8) / 2)
    assert measured(honest, topping).value == pytest.approx((1 - share) * (1 + 6 / 8) / 2)
    assert measured(topping, honest).events == tuple(range(6))
    assert measured(honest, topping).events == tuple(range(1, 12, 2))


def test_steady_work_of_any_size_lands_no_more_often_than_at_placebos():
    rng = np.random.default_rng(3)
    honest = measured(weekly(*[[int(tokens)] for tokens in rng.uniform(500, 2000, 8)]))
    padding = measured(weekly(*[[int(tokens)] for tokens in rng.uniform(1000, 1100, 8)]))
    assert (honest.value or 0) < 0.2 < 0.8 < (padding.value or 0)


def test_a_budget_cap_looks_the_same_and_is_named():
    assert "budget cap" in INDICATOR.benign


def test_of_several_ways_to_lay_the_weeks_the_best_counts():
    use = [(7 * week + day, tokens) for week in range(7) for day, tokens in ((5.5, 700), (8.5, 350))]
    from_friday = MONDAY + 4 * DAY + WEEK * np.arange(8)
    apart, both = measured(use), measured(use, periods=(WEEKS, from_friday))
    assert (both.value or 0) > 0.8 > (apart.value or 0)
    assert "In 7 of 7 weeks" in both.sentence


def test_credits_are_told_in_millionths():
    assert measured(weekly(*[[1_050_000_000]] * 5), unit="credits").value == pytest.approx((1 + 5 / 7) / 2)


def test_months_are_called_so():
    months = MONDAY + 30 * DAY * np.arange(6)
    found = measured([(30 * month + 2, 1010) for month in range(5)], periods=(months,))
    assert "In 5 of 5 months" in found.sentence


def test_weeks_in_which_it_rested_are_not_counted():
    assert measured(weekly([1050], [], [1050], [1050], [], [1050])).n == 4


@pytest.mark.parametrize(
    ("target", "amounts", "why"),
    [
        (None, [[1000]] * 8, "no target is known"),
        (1000, [[1000]] * 3, "3 of 4 whole periods with use"),
        (1000, [[0]] * 8, "no request tells how many tokens it used"),
        (1000, [], "no request tells how many tokens it used"),
    ],
)
def test_without_enough_nothing_is_said(target: int | None, amounts: list[list[int]], why: str):
    found = measured(weekly(*amounts), target=target)
    assert (found.value, found.why) == (None, f"not enough data: {why}")


def test_without_whole_periods_nothing_is_said():
    assert measured(weekly([1000]), periods=()).why == "not enough data: 0 of 4 whole periods with use"


def test_another_time_zone_changes_nothing():
    use = weekly(*[[600, 450], [900], [1100], [1020, 400]] * 2)
    assert measured(use, late=-3 * HOUR) == measured(use)


def test_the_order_of_equal_times_changes_nothing():
    use = [(7 * week + 0.5, tokens) for week in range(5) for tokens in (700, 200, 150)]
    turned = [(7 * week + 0.5, tokens) for week in range(5) for tokens in (150, 700, 200)]
    assert measured(use) == measured(turned)
