"""What agents add to the summary of all."""

import numpy as np
import pytest

from auditor.assess.gathering import Gathered
from auditor.assess.sketches import Sketch, merged, sketch_of, unpacked
from auditor.errors import CaseError
from auditor.records import Activity
from auditor.said.words import hashed
from tests.indicators.materials import material


def sketch(prompts: list[str], **columns: object) -> Sketch:
    made = material(range(1, len(prompts) + 1), prompts, **columns)
    return sketch_of(Gathered({1: made.activity}, {1: made.said}, {}), 1)


def test_a_sketch_comes_back_as_it_was_kept():
    made = sketch(["sort the parcels", "count parcels"], input_tokens=[9, 90], cost=[5, 7], model=[0, 0], models=("m",))
    again = unpacked(made.packed())
    assert np.array_equal(again.words, made.words) and np.array_equal(again.inputs, made.inputs)
    assert (again.models, again.first) == (made.models, made.first)


def test_a_damaged_sketch_is_said_to_be_so():
    with pytest.raises(CaseError, match="damaged"):
        unpacked(b"\x00\x01")


def test_a_word_of_more_than_two_percent_of_the_agents_is_common():
    many = [sketch([f"parcels {'haiku' if number < 3 else ''}"]) for number in range(100)]
    assert merged(many).common.tolist() == sorted(hashed(["parcels", "haiku"]))
    assert merged(many[1:]).common.tolist() == hashed(["parcels"])


def test_two_agents_may_share_a_word_however_few_there_are():
    assert merged([sketch(["parcels"]), sketch(["parcels"])]).common.tolist() == []


def test_the_order_of_merging_does_not_matter():
    many = [sketch([f"word{chr(97 + n % 5) * 4}"], input_tokens=[n * 100]) for n in range(20)]
    one, other = merged(many), merged(many[::-1])
    assert one.common.tolist() == other.common.tolist() and one.input_quartile == other.input_quartile


def test_a_quartile_is_right_within_a_tenth():
    made = sketch([""] * 400, input_tokens=np.arange(1, 401) * 10, output_tokens=[-1] * 400)
    assert merged([made]).input_quartile == pytest.approx(1000, rel=0.1)
    assert merged([made]).output_quartile is None


def test_nobody_makes_an_empty_summary():
    found = merged([])
    assert (len(found.common), found.input_quartile, dict(found.models)) == (0, None, {})


def test_an_activity_without_costs_has_models_without_prices():
    made: Activity = material([1, 2], model=[0, 1], models=("small", "large")).activity
    assert sketch_of(Gathered({1: made}, None, {}), 1).models == {"small": (0, 0), "large": (0, 0)}
