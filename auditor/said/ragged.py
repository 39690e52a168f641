"""Lists of numbers of different lengths, end to end in one array."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """p lists: those of item i are `values[starts[i]:starts[i + 1]]`; `starts` has p + 1 places."""

    starts: NDArray[np.int64]
    values: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many numbers each list holds (p)."""
        return np.diff(self.starts)

    @property
    def owners(self) -> NDArray[np.int64]:
        """For each value the list it is in."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def of(self, item: int) -> NDArray[np.int64]:
        """One of the lists."""
        return self.values[self.starts[item] : self.starts[item + 1]]

    def only(self, kept: NDArray[np.bool_]) -> "Ragged":
        """The same lists with only those values for which `kept` (as long as `values`) is true."""
        counts = np.bincount(self.owners[kept], minlength=len(self))
        return Ragged(np.append(0, np.cumsum(counts)).astype(np.int64), self.values[kept])

    def take(self, items: NDArray[np.int64]) -> "Ragged":
        """Some of the lists, in this order; an item below 0 is an empty one."""
        there = items >= 0
        counts = np.where(there, self.lengths[items] if len(self) else 0, 0)
        starts = np.append(0, np.cumsum(counts)).astype(np.int64)
        first = np.where(there, self.starts[:-1][items] if len(self) else 0, 0)
        places = np.repeat(first - starts[:-1], counts) + np.arange(starts[-1])
        return Ragged(starts, self.values[places])


def ragged(lists: Sequence[Sequence[int]]) -> Ragged:
    """Lists of Python integers, made one."""
    starts = np.append(0, np.cumsum([len(one) for one in lists])).astype(np.int64)
    values = np.fromiter((value for one in lists for value in one), np.int64, int(starts[-1]))
    return Ragged(starts, values)
