"""Events in one order, however files told them."""

from dataclasses import replace

import numpy as np

from auditor.assess.gathering import Gathered, in_one_order, material_of
from tests.indicators.materials import material, numbered, results
from tests.timeline.activities import made_up

TEXTS = {1: "first", 2: "second", 3: "third"}


def test_events_of_one_moment_stand_in_the_same_order_however_they_came():
    one = made_up([5, 5, 5, 9], prompt=np.array([1, 2, 3, 1]), input_tokens=np.array([7, 7, 7, 7]))
    other = replace(one, prompt=np.array([3, 1, 2, 1]), event=np.array([2, 0, 1, 3]))
    assert in_one_order(one, TEXTS).prompt.tolist() == in_one_order(other, TEXTS).prompt.tolist()
    assert in_one_order(one, TEXTS).event.tolist() == in_one_order(other, TEXTS).event.tolist()


def test_other_text_ids_give_the_same_order():
    one = made_up([5, 5], prompt=np.array([1, 2]))
    other = made_up([5, 5], prompt=np.array([9, 8]))
    assert in_one_order(one, TEXTS).event.tolist() == in_one_order(other, {9: "first", 8: "second"}).event.tolist()


def test_families_are_left_out_for_they_are_found_at_some_time_or_other():
    found = in_one_order(made_up([1, 2], family=np.array([0, 0]), families=("a",)), TEXTS)
    assert (found.family.tolist(), found.families) == ([-1, -1], ())


def test_the_use_of_the_persons_other_agents_is_given_in_order_of_time():
    activities = {1: made_up([5]), 2: made_up([4, 9]), 3: made_up([6])}
    amounts = {1: np.array([10]), 2: np.array([1, 2]), 3: np.array([3])}
    found = material_of(Gathered(activities, None, amounts), 1, results(), 0)
    assert (found.other_at.tolist(), found.other_amount.tolist()) == ([4, 6, 9], [1, 3, 2])
    assert found.amount.tolist() == [10]


def test_an_agent_of_which_no_text_was_read_says_nothing():
    found = material_of(Gathered({1: made_up([5, 6])}, None, {1: np.array([0, 0])}), 1, results(), 0)
    assert (found.said.prompt.tolist(), len(found.said.words)) == ([-1, -1], 0)


def test_equal_texts_share_an_id():
    ids, texts = numbered(["a", None, "b", "a"])
    assert (ids.tolist(), texts) == ([0, -1, 1, 0], {0: "a", 1: "b"})
    assert len(material([1], ["a"])) == 1
