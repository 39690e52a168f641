"""How well an order finds what it is to find: AUROC, average precision, and what the first part of it holds."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Marks: TypeAlias = NDArray[np.bool_]


def ranks(scores: Numbers) -> Numbers:
    """1 for the highest score; equal scores share the mean of their ranks."""
    values, place, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    assert len(values)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[place]


def auroc(wanted: Marks, scores: Numbers) -> float:
    """The chance that a wanted one stands before an unwanted one, ties half (Mann and Whitney 1947)."""
    found, others = int(wanted.sum()), int((~wanted).sum())
    above = (len(scores) + 1 - ranks(scores))[wanted].sum()
    return float((above - found * (found + 1) / 2) / (found * others))


def average_precision(wanted: Marks, scores: Numbers) -> float:
    """The mean precision where each wanted one is found; equal scores are found together."""
    _, place, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    hits = np.bincount(place, wanted, len(counts))
    precision = np.cumsum(hits) / np.cumsum(counts)
    return float((hits * precision).sum() / wanted.sum())


def taken(scores: Numbers, share: float) -> Numbers:
    """How much of each (0 to 1) is in the first `share` of the order; equal scores at its end are in it in part."""
    budget = share * len(scores)
    _, place, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    before = np.cumsum(counts) - counts
    return (np.clip(budget - before, 0, counts) / counts)[place]


def precision_at(wanted: Marks, scores: Numbers, share: float) -> float:
    """Which part of the first `share` is wanted."""
    first = taken(scores, share)
    return float(first[wanted].sum() / first.sum())


def recall_at(wanted: Marks, scores: Numbers, share: float) -> float:
    """Which part of the wanted ones is in the first `share`."""
    return float(taken(scores, share)[wanted].mean())
