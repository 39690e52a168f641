"""Whether answers come back as prompts."""

from collections.abc import Sequence
from dataclasses import replace
from math import log2

import pytest

from auditor.indicators.feeding_on_itself import measure
from auditor.indicators.material import Material
from auditor.records import Measure
from auditor.said.reading import read
from tests.indicators.materials import HOUR, MONDAY, material, numbered, reference

MINUTE = HOUR // 60
VERSE = "The belt hums its quiet song while morning slowly finds the open door."
LETTERS = "bdfglmnprst"


def name(number: int) -> str:
    return "".join(LETTERS[number // 11**place % 11] + "ao"[place % 2] for place in range(4))


def loop(rounds: int, added: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Prompts and responses: each answer is handed in again, with what is added."""
    more = [*added, *[""] * rounds]
    prompts = ["Write verse on belts", *(f"Improve this: {VERSE} {more[place]}" for place in range(rounds - 1))]
    return prompts, [VERSE] * rounds


def talking(prompts: Sequence[str], responses: Sequence[str], length: int, shift: int = 0) -> Material:
    at = [MONDAY + shift + place * MINUTE for place in range(len(prompts))]
    return material(at, prompts, responses, session=[place // length for place in range(len(prompts))])


def of(prompts: Sequence[str], responses: Sequence[str], length: int = 10**6) -> Measure:
    return measure(talking(prompts, responses, length), reference())


def test_a_row_is_counted_by_hand():
    found = of(*loop(12))
    # the first "Improve this" is said for the first time: ten follow that add nothing
    assert found.events == tuple(range(2, 12))
    assert found.value == pytest.approx(10 * log2(10) / 11)
    assert found.sentence == (
        "10 of 11 prompts hold the answer before them and no new word, three or more in a row; the longest row has 10."
    )


def test_a_chat_that_sends_all_again_but_asks_anew_does_not_feed_on_itself():
    history, prompts, responses = "", [], []
    for place in range(20):
        prompts.append(f"{history} What of {name(place)}?")
        responses.append(f"About {name(place)}: it stands in the third hall, beside the door.")
        history = f"{prompts[-1]} {responses[-1]}"
    found = of(prompts, responses)
    assert (found.value, found.events) == (0.0, ())
    assert found.sentence == "0 of 19 prompts hold the answer before them and no new word, three or more in a row."


def test_a_writer_who_adds_something_each_time_is_below_a_loop():
    writer, idle = of(*loop(20, [name(place) for place in range(20)])), of(*loop(20))
    assert writer.value is not None and idle.value is not None
    assert writer.value == 0.0 < idle.value


def test_long_rows_count_more_than_as_many_prompts_in_short_ones():
    short, long = of(*loop(40), length=4), of(*loop(40))
    assert short.value is not None and long.value is not None
    assert 0.0 < short.value < long.value


def test_two_agents_that_talk_to_each_other_are_a_row_over_sessions():
    heard = [f"I agree, both of these belong together, do they not? {VERSE}"] * 15
    at = [MONDAY + place * MINUTE for place in range(15)]
    made = material(at, heard, ["So it is."] * 15, elsewhere=heard, session=range(15))
    assert measure(made, reference()).events == tuple(range(1, 15))
    apart = [MONDAY + place * HOUR for place in range(15)]
    assert (
        measure(material(apart, heard, ["So it is."] * 15, elsewhere=heard, session=range(15)), reference()).events
        == ()
    )


def test_planner_worker_and_critic_bring_words_with_each_task():
    said = [
        f"Plan for {name(place)}: first {name(100 + place)}, then the usual way to the hall." for place in range(30)
    ]
    made = material([MONDAY + place * MINUTE for place in range(30)], said, said, elsewhere=said, session=range(30))
    assert measure(made, reference()).value == 0.0


def grown(sums: Sequence[int]) -> Measure:
    """Without texts: input tokens of a session whose outputs are 100."""
    n = len(sums)
    return measure(material(range(n), input_tokens=sums, output_tokens=[100] * n, session=[0] * n), reference())


def test_without_texts_input_that_grows_by_the_output_is_a_row_at_half_the_value():
    found = grown([500 + 100 * place for place in range(13)])
    assert found.value == pytest.approx(log2(12) / 2)
    assert found.events == tuple(range(1, 13))
    assert "texts were not delivered" in found.sentence


def test_without_texts_a_chat_whose_questions_add_tokens_is_none():
    assert grown([500 + 118 * place for place in range(13)]).value == 0.0


def test_times_and_text_ids_do_not_matter():
    prompts, responses = loop(20, ["", name(3), "", "", name(4)])
    there = talking(prompts, responses, 7)
    ids, texts = numbered([*prompts, *responses])
    turned = {int(ids.max()) - id_: text for id_, text in texts.items()}
    ids = ids.max() - ids
    activity = replace(there.activity, prompt=ids[:20], response=ids[20:], at=there.activity.at + 5 * HOUR)
    other = replace(there, activity=activity, said=read(activity, turned))
    assert measure(other, reference()) == measure(there, reference())


def test_too_few_pairs_are_no_measure():
    assert of([], []).why == "not enough data: no prompts were delivered"
    assert of(*loop(6)).why == "not enough data: 5 of 10 prompts that follow an answer"
    assert measure(material(range(30)), reference()).why == "not enough data: no prompts were delivered"


def test_without_responses_it_is_not_known():
    made = material(range(30), ["Improve this"] * 30, session=[0] * 30)
    assert measure(made, reference()).why == "not enough data: 0 of 10 prompts that follow an answer"
