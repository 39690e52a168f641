"""Stuffing, cache-busting and asking again; and retrieval, retries and talk that look a little like them."""

from typing import Any

import numpy as np
import pytest

from auditor.indicators.size_shape import measure
from auditor.records import UNKNOWN, Measure
from tests.indicators.materials import HOUR, MONDAY, material, reference

MINUTE = HOUR // 60
REST = "Summarise the minutes of the meeting about conveyor belts and sort every remark by hall and by shift."
PLANTS = "amber birch cedar dahlia elder fennel ginger hazel iris juniper kale lilac maple nettle olive poppy"


def measured(prompts: list[str | None], minutes: float = 2, size: int | list[int] = 200, **columns: Any) -> Measure:
    """Requests so many minutes apart, of `size` tokens each, answered with 100."""
    n = len(prompts)
    told = {"input_tokens": np.broadcast_to(size, n), "output_tokens": np.full(n, 100)}
    at = [MONDAY + round(number * minutes * MINUTE) for number in range(n)]
    return measure(material(at, prompts, **(told | columns)), reference())


def own(n: int, start: int = 0) -> list[str]:
    """Prompts of words of their own."""
    rng = np.random.default_rng(start)
    return [
        f"{' '.join(rng.permutation(PLANTS.split())[:10])} {number:03d} of the list of plants" for number in range(n)
    ]


def test_nothing_sent_again_is_nothing():
    found = measured(own(40))
    assert (found.value, found.n, found.events) == (0, 40, ())
    assert found.sentence.startswith("Of 40 requests 0 sent the same again: 0 long for")


def test_the_same_prompt_soon_after_an_answer_is_asked_again():
    found = measured([*own(30), *["What is the state of line four in hall two today?"] * 10])
    assert (found.value, found.events) == (9 / 40, tuple(range(31, 40)))
    assert "Of 40 requests 9 sent the same again" in found.sentence and "9 word for word" in found.sentence


def test_after_a_failure_it_is_an_honest_retry():
    prompts = [*own(30), *["What is the state of line four in hall two today?"] * 10]
    failed = np.arange(40) >= 30
    assert measured(prompts, failed=failed).value == 0


def test_an_hour_later_or_in_a_word_it_is_not_asked_again():
    assert measured(["What is the state of line four in hall two today?"] * 40, minutes=11).value == 0
    assert measured(["Go on."] * 40).value == 0


def test_the_same_words_sent_long_for_little_are_stuffing():
    prompts = [f"{PLANTS} {number}" for number in range(40)]
    found = measured(prompts, minutes=20, size=2_000)
    assert (found.value, found.parameters["stuffed"]) == (39 / 40, 39)
    assert measured(prompts, minutes=20, size=1_999).value == 0
    assert measured(prompts, minutes=20, size=2_000, output_tokens=np.full(40, UNKNOWN)).value == 0


def test_what_came_from_the_cache_was_not_sent_again():
    prompts = [f"{PLANTS} {number}" for number in range(40)]
    assert measured(prompts, minutes=20, size=3_000, cache_read_input_tokens=np.full(40, 2_500)).value == 0


def test_in_an_outage_what_was_answered_may_be_asked_again():
    prompts = [*own(30), *["What is the state of line four in hall two today?"] * 10]
    assert measured(prompts, failed=(np.arange(40) % 2 == 0) & (np.arange(40) >= 24)).value == 0
    assert measured(prompts, failed=np.arange(40) == 35).value == 8 / 40


def test_retrieval_sends_much_for_little_too_but_other_words():
    assert (measured(own(40), minutes=20, size=5_000).value or 0) == 0


def test_a_new_beginning_before_the_same_rest_evades_the_cache():
    prompts = [f"{number:039d} {REST}" for number in range(40)]
    cold = np.zeros(40, np.int64)
    found = measured(prompts, size=1_500, cache_read_input_tokens=cold)
    assert (found.value, found.parameters["cache evaded"]) == (39 / 40, 39)
    assert measured(prompts, size=1_500, cache_read_input_tokens=cold + 800).value == 0
    assert measured(prompts, size=1_500, cache_read_input_tokens=cold + UNKNOWN).value == 0
    assert measured(prompts, size=1_024, cache_read_input_tokens=cold).value == 0
    assert measured(prompts, minutes=6, size=1_500, cache_read_input_tokens=cold).value == 0


def test_a_beginning_used_twice_is_not_made_up_to_evade():
    prompts = [f"{number // 2:039d} {REST}" for number in range(40)]
    found = measured(prompts, size=1_500, cache_read_input_tokens=np.zeros(40, np.int64))
    assert found.parameters["cache evaded"] == 0


def test_without_texts_equal_sizes_count_half():
    found = measured([None] * 40, size=2_500, model=np.zeros(40, np.int64), models=("Plover 3",))
    assert (found.value, found.events) == (39 / 40 / 2, tuple(range(1, 40)))
    assert "Of 40 requests 39 sent exactly as many tokens" in found.sentence
    assert measured([None] * 40, size=list(range(2_500, 2_540))).value == 0


def test_too_few_or_untold_are_not_enough():
    assert measured(own(29)).why == "not enough data: 29 of 30 requests with a text or a size"
    untold = measured([None] * 40, size=UNKNOWN)
    assert (untold.value, untold.why) == (None, "not enough data: 0 of 30 requests with a text or a size")
    assert measured([]).value is None


def test_another_time_zone_and_other_ids_change_nothing():
    prompts = [*own(20), *["What is the state of line four in hall two today?"] * 20]
    at = np.array([MONDAY + number * MINUTE for number in range(40)])
    made = [
        material((at + late).tolist(), prompts, session=ids)
        for late, ids in ((0, np.arange(40)), (7 * HOUR, 99 - np.arange(40)))
    ]
    assert measure(made[0], reference()) == measure(made[1], reference())


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_equal_times_changes_nothing(seed: int):
    prompts = np.array([*own(20), *["What is the state of line four in hall two today?"] * 20])
    failed, event = np.arange(40) % 3 == 0, np.arange(40)
    order = np.random.default_rng(seed).permutation(40)
    straight = material([MONDAY] * 40, prompts.tolist(), failed=failed, event=event)
    turned = material([MONDAY] * 40, prompts[order].tolist(), failed=failed[order], event=event[order])
    one, other = measure(straight, reference()), measure(turned, reference())
    assert (one.value, one.sentence) == (other.value, other.sentence)
    assert sorted(one.events) == sorted(order[list(other.events)].tolist())
