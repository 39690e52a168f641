"""The measures of an order are right where they can be counted by hand, and by pairs where they cannot."""

from itertools import product

import numpy as np
import pytest

from tests.benchmarks.ranking import auroc, average_precision, precision_at, ranks, recall_at, taken

WANTED = np.array([True, False, True, False, False])
SCORES = np.array([9.0, 8.0, 7.0, 7.0, 1.0])


def test_equal_scores_share_the_mean_of_their_ranks():
    assert ranks(SCORES).tolist() == [1, 2, 3.5, 3.5, 5]


def test_auroc_counts_pairs_and_ties_half():
    assert auroc(WANTED, SCORES) == pytest.approx((3 + 1.5) / 6)


@pytest.mark.parametrize("seed", range(5))
def test_auroc_is_the_share_of_pairs_in_the_right_order(seed: int):
    rng = np.random.default_rng(seed)
    wanted, scores = rng.random(40) < 0.3, rng.integers(0, 9, 40).astype(float)
    pairs = list(product(scores[wanted], scores[~wanted]))
    right = sum((above > below) + (above == below) / 2 for above, below in pairs)
    assert auroc(wanted, scores) == pytest.approx(right / len(pairs))


def test_average_precision_takes_equal_scores_together():
    assert average_precision(WANTED, SCORES) == pytest.approx((1 / 1 + 2 / 4) / 2)


def test_an_order_that_says_nothing_has_the_precision_of_the_whole():
    same = np.zeros(5)
    assert average_precision(WANTED, same) == pytest.approx(0.4)
    assert auroc(WANTED, same) == 0.5
    assert precision_at(WANTED, same, 0.2) == recall_at(WANTED, same, 0.4) == pytest.approx(0.4)


def test_the_first_part_takes_ties_at_its_end_in_part():
    assert taken(SCORES, 0.6).tolist() == [1, 1, 0.5, 0.5, 0]
    assert precision_at(WANTED, SCORES, 0.6) == pytest.approx(1.5 / 3)
    assert recall_at(WANTED, SCORES, 0.6) == pytest.approx(1.5 / 2)
