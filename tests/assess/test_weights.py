"""From places to bans, by hand."""

from dataclasses import replace

import pytest

from auditor.assess.peers import Place
from auditor.assess.weights import CAP, LINE, held, standing, weight_of
from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.records import Aspect, Finding, Label, Measure

ANY = Indicator(
    *("any", "Any", "None", Aspect.REPETITION, 1, "Any?", Label.PADDING, "All.", "Nothing.", "Events"),
    weight=0.8,
    relief=0.5,
    uses=Uses.EVENTS,
    measure=lambda material, reference: not_enough("nothing"),
)


def test_one_in_twenty_weighs_the_whole_weight_and_the_middle_nothing():
    assert weight_of(ANY, 1.0, Place(0.05, 0.96, 40)) == pytest.approx(0.8)
    assert weight_of(ANY, 1.0, Place(0.5, 0.51, 40)) == 0


def test_the_other_end_speaks_for_usefulness_with_its_own_weight():
    assert weight_of(ANY, 1.0, Place(0.99, 0.05, 40)) == pytest.approx(-0.5)


def test_what_most_have_speaks_for_nothing():
    assert weight_of(ANY, 1.0, Place(1.0, 1.0, 40)) == 0
    assert weight_of(ANY, 0.0, Place(1.0, 0.8, 40)) == 0


def test_a_value_too_low_never_speaks_for_padding_whatever_the_peers_have():
    assert weight_of(replace(ANY, least=0.1), 0.1, Place(0.01, 1.0, 40)) == 0
    assert weight_of(replace(ANY, most=0.1), 0.1, Place(1.0, 0.01, 40)) == 0


def test_no_finding_weighs_more_than_one_ban():
    assert weight_of(replace(ANY, weight=1.0), 1.0, Place(0.001, 1.0, 999)) == 1.0


def finding(aspect: Aspect, weight: float) -> Finding:
    return Finding(1, "any", 1, Label.PADDING, Measure(1.0, 1), 0.9, 9, "", "", aspect, "", weight)


def test_an_aspect_is_capped_on_both_sides():
    many = [finding(Aspect.LOOPS, 0.9)] * 3 + [finding(Aspect.SHAPE, -0.9)] * 3
    found = standing(many).aspects
    assert (found[Aspect.LOOPS], found[Aspect.SHAPE]) == (CAP, -CAP)


def test_the_top_band_takes_two_aspects_one_of_them_repetition_or_consumption():
    def top(*weights: tuple[Aspect, float]) -> bool:
        return standing([finding(*weight) for weight in weights]).top

    assert top((Aspect.REPETITION, 0.6), (Aspect.INCENTIVE, 0.6))
    assert not top((Aspect.REPETITION, 1.0), (Aspect.REPETITION, 1.0))
    assert not top((Aspect.INCENTIVE, 1.0), (Aspect.INCENTIVE, 1.0), (Aspect.SHAPE, 1.0))
    assert not top((Aspect.REPETITION, 0.6), (Aspect.INCENTIVE, 0.6), (Aspect.CONSUMPTION, -1.0))


def test_what_two_aspects_do_not_carry_stays_below_the_line_in_its_order():
    totals = [-2.0, 0.0, 0.4, 0.5, 0.8, 1.5, 3.0, 6.0]
    found = [held(total, carried=False) for total in totals]
    assert found == sorted(found) and found[-1] < LINE and found[:4] == totals[:4]
    assert len(set(found)) == len(found)
