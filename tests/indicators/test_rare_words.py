"""Which words tell a subject, and the chance to meet one again."""

import numpy as np
import pytest

from auditor.indicators.rare_words import SHOWN, chance_to_meet, rare_words, shown
from tests.indicators.materials import HOUR, MONDAY, material, reference


def rare_of(prompts: list[str], common: tuple[str, ...] = ()) -> list[int]:
    """How many rare words each prompt has."""
    made = material([MONDAY + place * HOUR for place in range(len(prompts))], prompts)
    return rare_words(made, reference(common)).words.lengths.tolist()


def test_words_in_most_prompts_are_the_template():
    assert rare_of(["Check host falcon", "Check host badger", "Check host otter"]) == [1, 1, 1]


def test_words_of_many_agents_are_nobodys_subject():
    assert rare_of(["order falcon", "badger today", "otter please"], ("order", "today", "please")) == [1, 1, 1]


def test_a_phrase_counts_once_though_its_words_are_many():
    asked = "Summarise the quarterly warehouse ledger for"
    other = ["Translate customer letters into Finnish: otter", "Draw falcon", "Paint badger", "Why lobster"]
    counts = rare_of([*(f"{asked} {name}" for name in ("zebra", "moose", "ferret")), *other])
    assert counts[:3] == [2, 2, 2]


def test_ids_and_random_letters_are_no_words():
    assert rare_of(["xkqvjwtz 4711 alpha", "deadbeef-cafe-1234 beta", "run 3fa9c beta"]) == [1, 0, 0]


def test_events_without_a_prompt_are_left_out():
    made = material([MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR], ["falcon", None, "otter"])
    assert rare_words(made, reference()).events.tolist() == [0, 2]


def test_the_chance_to_meet_is_that_of_drawing_without_putting_back():
    met = chance_to_meet(np.array([0, 1, 2, 4]), np.array([4, 4, 4, 4]), 2)
    assert met == pytest.approx([0.0, 0.5, 5 / 6, 1.0])


def test_where_there_are_fewer_others_all_are_drawn():
    assert chance_to_meet(np.array([0, 1, 0]), np.array([3, 3, 0]), 9).tolist() == [0.0, 1.0, 0.0]


def test_more_events_than_can_be_shown_are_said_to_be_more():
    assert shown(np.arange(3)) == ((0, 1, 2), "")
    events, more = shown(np.arange(SHOWN + 1))
    assert (len(events), more) == (100_000, " The first 100,000 are shown.")
