"""Places among peers, by hand."""

import pytest

from auditor.assess.peers import classes_of, percentile, places
from auditor.records import Rhythm

NONE: dict[int, Rhythm | None] = {}


def test_the_highest_of_four_has_one_in_four_as_high_and_all_as_low():
    place = places({1: 0.1, 2: 0.2, 3: 0.3, 4: 0.9}, NONE)[4]
    assert (place.above, place.below, place.peers) == (0.25, 1.0, 3)


def test_those_alike_are_alike_whatever_their_number():
    found = places(dict.fromkeys(range(8), 0.5), NONE)
    assert {(one.above, one.below) for one in found.values()} == {(1.0, 1.0)}
    assert percentile(found[0]) == 0.5


def test_a_large_class_weighs_more_than_all_agents():
    classes: dict[int, Rhythm | None] = {one: Rhythm.BATCH if one < 51 else None for one in range(101)}
    values = {one: float(one) for one in range(101)}
    place = places(values, classes)[50]  # the highest of 51, in the middle of all
    weight = 50 / (50 + 25)
    assert place.above == pytest.approx(weight * 1 / 51 + (1 - weight) * 51 / 101)
    assert place.peers == 50


def test_an_agent_alone_in_its_class_is_compared_with_all():
    found = places({1: 1.0, 2: 2.0, 3: 3.0}, {1: Rhythm.BATCH, 2: Rhythm.SCHEDULED, 3: Rhythm.SCHEDULED})
    assert (found[1].above, found[1].peers) == (1.0, 2)


def test_nobody_has_no_place():
    assert places({}, NONE) == {}


def test_what_the_auditor_said_goes_before_what_was_worked_out():
    assert classes_of({1: Rhythm.BATCH, 2: None}, {1: Rhythm.INTERACTIVE}) == {1: Rhythm.INTERACTIVE, 2: None}
