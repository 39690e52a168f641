"""Sums over any stretch of time in the time of two look-ups: the same cost for a thousand events and a million."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.clock import DAY

MAD = 366 * DAY
"""µs; nothing that is told to take longer can be believed, and sums of times must not overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class PrefixSums:
    """`at` (n, µs, rising) and `totals` (layers, n+1): totals[:, i] sums the first i events, exactly, in integers."""

    at: NDArray[np.int64]
    totals: NDArray[np.int64]

    def between(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sums (layers, k) over [edges[i], edges[i+1]) for k+1 rising edges."""
        return np.diff(self.totals[:, np.searchsorted(self.at, edges)], axis=1)

    def count(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many events (k) lie in each [edges[i], edges[i+1])."""
        return np.diff(np.searchsorted(self.at, edges))


def prefix_sums(at: NDArray[np.int64], *columns: NDArray[np.int64]) -> PrefixSums:
    """Prefix sums of columns (n) over sorted times (n); negative values (UNKNOWN) count as 0."""
    totals = np.zeros((len(columns), len(at) + 1), dtype=np.int64)
    for row, column in zip(totals, columns, strict=True):
        np.cumsum(np.maximum(column, 0), out=row[1:])
    totals.flags.writeable = False
    return PrefixSums(at, totals)


def ends(at: NDArray[np.int64], duration: NDArray[np.int64]) -> NDArray[np.int64]:
    """When events (n) were over, µs; unknown and negative durations take no time, mad ones `MAD` at most."""
    return at + np.clip(duration, 0, MAD)
