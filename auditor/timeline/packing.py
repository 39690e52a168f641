"""Stretches of time packed into as few rows as need be, so that none lies on another."""

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN


def packed_rows(starts: NDArray[np.int64], ends: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The row (n) of each stretch [starts, ends), given in order of start: the first row that is free then.

    Row after row, so that each costs one walk along it. Stretches for which none of `most` rows is free at their
    start get UNKNOWN.
    """
    row = np.full(len(starts), UNKNOWN, dtype=np.int64)
    left = np.arange(len(starts), dtype=np.int64)
    for number in range(most):
        if not len(left):
            break
        taken = left[_chain(starts[left], ends[left])]
        row[taken] = number
        left = left[row[left] == UNKNOWN]
    return row


def _chain(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first stretch, then always the next one that begins when the last one is over."""
    following: list[int] = np.searchsorted(starts, np.maximum(ends, starts + 1)).tolist()
    chain, place = list[int](), 0
    while place < len(following):
        chain.append(place)
        place = following[place]
    return np.array(chain, dtype=np.int64)
