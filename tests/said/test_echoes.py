"""Whether a prompt holds what was answered."""

import pytest

from auditor.said.echoes import LEAST, LOOKED, echoes

ANSWER = "".join(f"{word} " for word in map(str, range(1000, 1400)))


@pytest.mark.parametrize("start", [0, 1, 13, 29, 111, LOOKED - LEAST])
def test_forty_characters_are_found_wherever_they_begin(start: int):
    assert echoes(f"Improve this: {ANSWER[start : start + LEAST]}!", ANSWER)


def test_thirty_nine_are_chance():
    assert not echoes("Improve this text now:" + ANSWER[50 : 50 + LEAST - 1] + "!", ANSWER)


def test_of_a_long_answer_its_beginning_and_its_end_are_looked_at():
    middle, end = ANSWER[900:960], ANSWER[-LEAST:]
    assert (echoes(f"{middle} {'x' * 40}", ANSWER), echoes(f"{'x' * 40} {end}", ANSWER)) == (False, True)


def test_a_stretch_that_comes_first_too_short_is_found_later():
    answer = "the belt hums its quiet song while morning finds the door"
    assert echoes(f"{answer[:30]}? No: {answer}", answer)


def test_short_texts_hold_nothing():
    assert not echoes("ready", "ready")
