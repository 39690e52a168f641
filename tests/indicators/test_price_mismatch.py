"""Small work put to dear models: always, by default, by turns, or where it is needed."""

from typing import Any

import numpy as np
import pytest

from auditor.indicators.price_mismatch import measure
from auditor.records import UNKNOWN, Measure
from tests.indicators.materials import MONDAY, material, reference

MODELS = ("Plover 3", "Grand Plover 9")
CHEAP, DEAR = 0, 1
QUARTILES = (500.0, 100.0)
SAME: list[str | None] = [f"Name the hall of machine {number} and say whether it runs" for number in range(40)]


def measured(
    model: Any, size: Any = 200, answer: Any = 50, prompts: list[str | None] | None = None, **told: Any
) -> Measure:
    """Requests a second apart, of the company with QUARTILES in which "Grand Plover 9" is dear."""
    model = np.asarray(model)
    n = len(model)
    columns = {"input_tokens": np.broadcast_to(size, n), "output_tokens": np.broadcast_to(answer, n)}
    at = [MONDAY + number * 1_000_000 for number in range(n)]
    made = material(at, prompts or [None] * n, model=model, models=MODELS, **(columns | told))
    return measure(made, reference(quartiles=QUARTILES, dear=["Grand Plover 9"]))


def test_all_small_work_on_the_dear_model_by_default_is_half():
    found = measured([DEAR] * 40, prompts=SAME)
    assert (found.value, found.n, found.events) == (0.5, 40, tuple(range(40)))
    assert found.sentence == (
        "40 of 40 requests (100 %) went to a model of the top price (Grand Plover 9) though question and answer were "
        "both smaller than those of three quarters of all requests. Requests in the same words were never put to "
        "another model."
    )


def test_who_uses_a_cheap_model_for_the_same_knows_better():
    found = measured([DEAR, CHEAP] * 20, prompts=SAME)
    assert (found.value, found.events) == (0.5, tuple(range(0, 40, 2)))  # half of the requests, evenly mixed: whole
    assert "put to other models too (mixed 1.00" in found.sentence
    apart = measured([DEAR, CHEAP] * 20, prompts=[SAME[0], "Translate this letter into plain words"] * 20)
    assert apart.value == 0.25  # the dear ones are another kind of work


def test_numbers_and_ids_in_a_prompt_make_it_no_other():
    assert measured([DEAR] * 10 + [CHEAP] * 30, prompts=SAME).parameters["mixed"] == pytest.approx(0.811278)


def test_without_texts_nobody_knows_what_is_the_same():
    found = measured([DEAR] * 40)
    assert (found.value, found.parameters["mixed"]) == (0.5, None)


def test_large_work_on_a_dear_model_is_no_mismatch():
    for size, answer in ((500, 50), (200, 100), (5_000, 4_000)):
        found = measured([DEAR] * 40, size, answer)
        assert (found.value, found.events) == (0, ())
        assert found.sentence.startswith("0 of 40 requests (0 %) went to a model of the top price though")
        assert found.sentence.endswith("three quarters of all requests.")


def test_small_work_on_a_cheap_model_is_none():
    assert measured([CHEAP] * 40).value == 0


def test_untold_sizes_and_models_are_not_small():
    size = np.where(np.arange(60) < 20, UNKNOWN, 200)
    model = np.where(np.arange(60) >= 50, UNKNOWN, DEAR)
    found = measured(model, size)
    assert (found.n, found.events) == (30, tuple(range(20, 50)))
    assert measured(model, size, np.where(np.arange(60) == 30, UNKNOWN, 50)).why.endswith(
        "29 of 30 requests with a model and sizes"
    )


def test_without_dear_models_or_sizes_of_all_nothing_is_said():
    made = material([MONDAY] * 40)
    assert measure(made, reference(quartiles=QUARTILES)).why == (
        "not enough data: no model is known to be of the top price"
    )
    assert measure(made, reference(dear=["Grand Plover 9"])).why == (
        "not enough data: no sizes are told in the whole case"
    )
    assert measured([]).why == "not enough data: 0 of 30 requests with a model and sizes"
