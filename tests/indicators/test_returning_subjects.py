"""Whether the same subjects come back."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from auditor.indicators.material import DAY, Material
from auditor.indicators.returning_subjects import measure
from auditor.records import Measure
from auditor.said.reading import read
from tests.indicators.materials import HOUR, MONDAY, material, numbered, reference

LETTERS = "bdfglmnprst"
A_DAY = 5


def name(number: int) -> str:
    """A word for each number, that nobody else says."""
    return "".join(LETTERS[number // 11**place % 11] + "ao"[place % 2] for place in range(4))


def daily(prompts: Sequence[str], talk: int = 1) -> Material:
    """Five prompts a day, at nine, ten … ; so many of them are one session."""
    at = [MONDAY + place // A_DAY * DAY + (9 + place % A_DAY) * HOUR for place in range(len(prompts))]
    return material(at, prompts, session=[place // talk for place in range(len(prompts))])


def of(prompts: Sequence[str], talk: int = 1) -> Measure:
    return measure(daily(prompts, talk), reference())


def value(prompts: Sequence[str], talk: int = 1) -> float:
    found = of(prompts, talk).value
    assert found is not None
    return found


def test_subjects_are_counted_by_hand():
    found = of([f"Check {name(place)}" for place in range(15)] + [f"Check {name(place)}" for place in range(5)])
    assert found.value == pytest.approx(0.5)  # ten of twenty are met again in the fifteen prompts of other days
    assert found.events == (15, 16, 17, 18, 19)
    assert found.sentence.startswith("5 of 20 prompts take up a subject of an earlier day; of 4 days, “")
    assert found.sentence.count("” on 2") == 3


def test_the_same_prompts_every_day_return_the_most():
    fixed = of(["Check the queue", "Read the agenda", "Sum up the channel", "Look at hall", "Say ready"] * 6)
    assert (fixed.value, len(fixed.events)) == (pytest.approx(1.0, abs=1e-4), 25)
    watch = value([f"Check host {name(place * 7 % 40)}: anything?" for place in range(80)])
    assert watch < 0.7 < 1.0


def test_numbers_do_not_make_a_prompt_another_one():
    assert value([f"Load probe {place}: say ready" for place in range(40)]) == 1.0


def test_a_long_project_with_new_words_returns_less_than_a_pool():
    project = value(
        [f"For {name(0 if place % 3 else 1)}: {name(50 + place)} and {name(500 + place)}" for place in range(60)]
    )
    pool = value([f"{('Write', 'Draft', 'Compose')[place % 3]} on {name(place % 9)}" for place in range(60)])
    assert project < 0.5 < 0.85 < pool


def test_labelling_and_translation_hardly_return():
    assert value([f"Classify this entry: {name(place)}" for place in range(60)]) == 0.0
    assert value([f"Into Finnish, keep terms: {name(place)} {name(200 + place)}" for place in range(60)]) == 0.0


def test_a_short_word_in_between_is_about_what_the_session_is_about():
    asked = [text for place in range(20) for text in (f"Draft a letter on {name(place % 4)}", "shorter", "once more")]
    found = of(asked, talk=3)
    assert found.value is not None and found.value > 0.9
    assert {0, 1, 2}.isdisjoint(found.events)
    assert {57, 58, 59} <= set(found.events)


def test_many_prompts_and_few_of_the_same_pool_are_alike():
    few, many = (
        value([f"Check {name(place)}" for place in np.random.default_rng(3).integers(0, 30, n).tolist()])
        for n in (100, 1_500)
    )
    assert abs(few - many) < 0.1


def test_times_and_text_ids_do_not_matter():
    prompts = [f"Check {name(place * place % 17)} and {name(place)}" for place in range(45)]
    there = daily(prompts)
    ids, texts = numbered(prompts)
    turned = {int(ids.max()) - id_: text for id_, text in texts.items()}
    activity = replace(there.activity, prompt=ids.max() - ids, at=there.activity.at + 5 * HOUR)
    other = replace(there, activity=activity, said=read(activity, turned))
    assert measure(other, reference()) == measure(there, reference())


def test_names_of_sessions_do_not_matter():
    prompts = [f"Check {name(place % 6)}" for place in range(30)]
    there = daily(prompts)
    other = replace(there, session=there.session.max() - there.session)
    assert measure(other, reference()).value == measure(there, reference()).value


def test_too_few_prompts_or_days_are_no_measure():
    assert of([]).why == "not enough data: no prompts were delivered"
    assert of(["Check the queue"] * 10).why == "not enough data: 10 of 20 prompts with text, 2 of 3 days"
    at = [MONDAY + place for place in range(30)]
    assert "1 of 3 days" in measure(material(at, ["Check"] * 30), reference()).why


def test_an_agent_with_several_templates_does_not_return_by_their_words():
    asked = (
        "Summarise quarterly warehouse ledgers",
        "Translate customer letters politely",
        "Sketch conveyor layouts quickly",
    )
    several = value([f"{asked[place % 3]}: {name(place)} {name(300 + place)}" for place in range(60)])
    assert several < 0.4


def test_fixed_prompts_with_a_third_of_real_work_still_return():
    mixed = ["Check the queue" if place % 3 else f"Mend {name(place)}" for place in range(60)]
    assert value(mixed) > 0.6
