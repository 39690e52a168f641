"""Whether answers repeat what was answered."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from auditor.indicators.hollow_answers import measure
from auditor.indicators.material import Material
from auditor.records import Measure
from auditor.said.reading import read
from tests.indicators.materials import HOUR, MONDAY, material, numbered, reference

SAME = "The belt hums its quiet song while morning finds the door."
LETTERS = "bdfglmnprst"


def fresh(number: int) -> str:
    return f"The customer {LETTERS[number % 11]}o{LETTERS[number // 11 % 11]}a asks for something that differs."


def answering(responses: Sequence[str | None]) -> Material:
    return material([MONDAY + place * HOUR for place in range(len(responses))], responses=responses)


def of(responses: Sequence[str | None]) -> Measure:
    return measure(answering(responses), reference())


def test_sentences_are_counted_by_hand():
    found = of([f"{SAME} {fresh(place)}" for place in range(8)] + [SAME, SAME])
    assert found.value == pytest.approx(10 / 18)
    assert found.events == (8, 9)
    assert found.sentence == "9 of 18 sentences answered were answered before; 2 of 10 answers hold nothing else."


def test_answers_that_differ_are_not_hollow():
    found = of([fresh(place) for place in range(40)])
    assert (found.value, found.events) == (0.0, ())


def test_digits_do_not_make_a_sentence_another_one():
    assert of([f"All {place} sensors of the hall were normal again." for place in range(12)]).value == 1.0


def test_a_fixed_layout_around_new_findings_is_less_hollow_than_filler():
    layout = of([f"{SAME} {fresh(place)} Because of {fresh(place + 50)}" for place in range(50)]).value
    filler = of([f"{SAME} {fresh(place % 6)}" for place in range(50)]).value
    assert layout is not None and filler is not None
    assert layout < 0.5 < 0.9 < filler


def test_many_answers_are_no_more_hollow_than_few():
    few, many = (
        of([fresh(place) for place in np.random.default_rng(3).integers(0, 60, n).tolist()]).value for n in (100, 900)
    )
    assert few is not None and many is not None
    assert abs(few - many) < 0.1


def test_times_and_text_ids_do_not_matter():
    responses = [f"{SAME} {fresh(place % 7)}" for place in range(30)]
    there = answering(responses)
    ids, texts = numbered(responses)
    turned = {int(ids.max()) - id_: text for id_, text in texts.items()}
    activity = replace(there.activity, response=ids.max() - ids, at=there.activity.at + 5 * HOUR)
    other = replace(there, activity=activity, said=read(activity, turned))
    assert measure(other, reference()) == measure(there, reference())


def test_labels_and_missing_responses_are_no_measure():
    assert of([]).why == "not enough data: no responses were delivered"
    assert of([None] * 20).why == "not enough data: no responses were delivered"
    labels = of(["delay", "damage", *[fresh(place) for place in range(4)]] * 2)
    assert labels.why == "not enough data: 8 of 10 responses with a sentence of more than 25 characters"
