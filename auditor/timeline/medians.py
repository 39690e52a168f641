"""Medians of any stretches of a column, fast for a million values: from counts summed block by block."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN

BLOCK = 1024
"""Values to a block; only the blocks at both ends of a stretch are counted anew."""

EXACT = 8192
"""Up to so many values in all they are sorted instead, and medians are exact."""

_DROPPED = 23 - 5  # bits of a float32 that do not tell its size class: 5 bits stay, 32 classes from one power of 2 on
_HALF = 1 << (_DROPPED - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Medians:
    """`values` (n, >= 0), their size classes (n), and `counts` (blocks+1, classes) of all values before each block."""

    values: NDArray[np.int64]
    classes: NDArray[np.int32]
    counts: NDArray[np.int32]
    lowest: int

    def between(self, parts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Medians (k; of an even number the lower one) of values[a:b] for parts (k, 2) that rise; UNKNOWN of none.

        Exact up to `EXACT` values in all, else to 1.6 % of the value.
        """
        sizes = parts[:, 1] - parts[:, 0]
        if sizes.sum() <= EXACT:
            return self._sorted(parts, sizes)
        within = np.cumsum(self._histograms(parts), axis=1)
        place = (within <= ((sizes - 1) // 2)[:, None]).sum(axis=1)
        bits = ((np.minimum(place, within.shape[1] - 1) + self.lowest) << _DROPPED) + _HALF
        found = np.rint(bits.astype(np.int32).view(np.float32).astype(np.float64)).astype(np.int64)
        return np.where(sizes > 0, found, UNKNOWN)

    def _sorted(self, parts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        values = self.values[_indices(parts)]
        order = np.lexsort((values, np.repeat(np.arange(len(parts)), sizes)))
        middle = np.cumsum(sizes) - sizes + (sizes - 1) // 2
        found = np.full(len(parts), UNKNOWN, dtype=np.int64)
        found[sizes > 0] = values[order][middle[sizes > 0]]
        return found

    def _histograms(self, parts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Counts (k, classes) of each part: whole blocks by their sums, both ends one by one."""
        first, last = -(-parts[:, 0] // BLOCK), parts[:, 1] // BLOCK
        whole = first < last
        made = np.zeros((len(parts), self.counts.shape[1]), dtype=np.int64)
        made[whole] = self.counts[last[whole]] - self.counts[first[whole]]
        head = np.stack([parts[:, 0], np.where(whole, first * BLOCK, parts[:, 1])], axis=1)
        tail = np.stack([np.where(whole, last * BLOCK, parts[:, 1]), parts[:, 1]], axis=1)
        for ends in (head, tail):
            row = np.repeat(np.arange(len(parts)), ends[:, 1] - ends[:, 0])
            made += _table(row, self.classes[_indices(ends)], made.shape[0], made.shape[1])
        return made


def medians_of(values: NDArray[np.int64]) -> Medians:
    """Prepare a column of values (n, >= 0)."""
    bits = values.astype(np.float32).view(np.int32) >> _DROPPED
    lowest = int(bits.min()) if len(bits) else 0
    classes = bits - np.int32(lowest)
    size, blocks = int(classes.max(initial=0)) + 1, -(-len(values) // BLOCK)
    counts = np.zeros((blocks + 1, size), dtype=np.int32)
    np.cumsum(_table(np.arange(len(values)) // BLOCK, classes, blocks, size), axis=0, out=counts[1:])
    return Medians(values, classes, counts, lowest)


def _table(row: NDArray[np.int64], column: NDArray[np.int32], rows: int, columns: int) -> NDArray[np.int64]:
    """How often each (row, column) occurs."""
    return np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns)


def _indices(parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """All indices of parts (k, 2), one after another."""
    sizes = parts[:, 1] - parts[:, 0]
    shift = parts[:, 0] - (np.cumsum(sizes) - sizes)
    return np.arange(int(sizes.sum()), dtype=np.int64) + np.repeat(shift, sizes)
