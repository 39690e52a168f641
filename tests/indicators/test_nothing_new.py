"""Whether words are still new towards the end."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from auditor.indicators.material import Material
from auditor.indicators.nothing_new import INDICATOR, measure
from auditor.records import Measure
from auditor.said.reading import read
from tests.indicators.materials import HOUR, MONDAY, material, numbered, reference

LETTERS = "bdfglmnprst"


def name(number: int) -> str:
    """A word for each number, that nobody else says."""
    return "".join(LETTERS[number // 11**place % 11] + "ao"[place % 2] for place in range(4))


def hourly(prompts: Sequence[str], shift: int = 0) -> Material:
    return material([MONDAY + shift + place * HOUR for place in range(len(prompts))], prompts)


def of(prompts: Sequence[str]) -> Measure:
    return measure(hourly(prompts), reference())


def test_words_of_the_last_third_are_counted_by_hand():
    found = of(
        [f"Check {name(place % 20)}" for place in range(25)] + [f"Check {name(90 + place)}" for place in range(5)]
    )
    assert found.value == pytest.approx(0.5)
    assert found.events == (20, 21, 22, 23, 24)
    assert found.sentence == "5 of the 10 words of its own in the last 10 prompts are new: 5 prompts bring nothing new."


def test_where_most_is_new_the_events_are_those_that_bring_it():
    found = of([f"Check {name(place)}" for place in range(29)] + [f"Check {name(3)}"])
    assert found.events == tuple(range(20, 29))
    assert found.sentence == "9 of the 10 words of its own in the last 10 prompts are new: 9 prompts bring them."


def test_the_same_prompt_for_ever_brings_nothing_new():
    found = of(["Check the queue"] * 30)
    assert (found.value, len(found.events)) == (1.0, 10)
    assert found.sentence == "The last 10 prompts hold no words of their own: 10 prompts bring nothing new."


def test_labelling_by_a_fixed_template_is_new_and_a_pool_of_subjects_is_not():
    labelling = of([f"Classify this entry: {name(place)}" for place in range(60)])
    pool = of([f"{('Write', 'Draft', 'Compose')[place % 3]} verses on {name(place % 7)}" for place in range(60)])
    assert labelling.value is not None and pool.value is not None
    assert labelling.value < 0.1 < 0.9 < pool.value


def test_a_third_of_real_work_still_shows():
    mixed = of([f"Verses on {name(place % 5)}" if place % 3 else f"Fix {name(100 + place)}" for place in range(90)])
    honest = of([f"In depot {name(0)}: fix {name(100 + place)}" for place in range(90)])
    assert (honest.value or 0) < 0.1 < 0.5 < (mixed.value or 0)


def test_a_counter_or_random_letters_before_a_prompt_are_nothing_new():
    assert of([f"[{place:04x}cafe] xkqvjw{LETTERS[place % 11]} Check the queue" for place in range(40)]).value == 1.0


def test_many_prompts_and_few_of_the_same_scope_are_alike():
    few, many = (of([f"Check {name(place * 7 % 1_000)}" for place in range(n)]).value for n in (150, 900))
    assert few is not None and many is not None
    assert abs(few - many) < 0.12


def test_times_and_text_ids_do_not_matter():
    prompts = [f"Check {name(place * place % 17)} and {name(place)}" for place in range(45)]
    there = hourly(prompts)
    ids, texts = numbered(prompts)
    turned = {int(ids.max()) - id_: text for id_, text in texts.items()}
    activity = replace(there.activity, prompt=ids.max() - ids, at=there.activity.at + 5 * HOUR)
    other = replace(there, activity=activity, said=read(activity, turned))
    assert measure(other, reference()) == measure(there, reference())


@pytest.mark.parametrize("count, why", [(0, "no prompts were delivered"), (12, "12 of 30 prompts with text")])
def test_too_few_prompts_are_no_measure(count: int, why: str):
    assert of(["Check the queue"] * count).why == f"not enough data: {why}"


def test_without_texts_it_is_not_known():
    assert measure(material(np.arange(40).tolist()), reference()).value is None
    assert INDICATOR.name == "nothing-new"
