"""Numbers in sentences."""

import numpy as np
import pytest

from auditor.indicators.wording import count, percent, places


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 requests"), (1, "1 request"), (2, "2 requests"), (18_204, "18,204 requests")]
)
def test_a_number_comes_with_its_noun(number: int, words: str):
    assert count(number, "request") == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.001, "under 1 %"),
        (0.009, "under 1 %"),
        (0.01, "1 %"),
        (0.99, "99 %"),
        (0.43, "43 %"),
        (0.9951, "over 99 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, words: str):
    assert percent(share) == words


def test_places_are_the_indices_of_what_is_meant():
    assert places(np.array([False, True, True])) == (1, 2)
