"""Stretches of time as pixels: joined where they are too narrow to be told apart, whatever their number."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.viewport import Viewport

DENSE = 2
"""Stretches per pixel column from which on columns are asked what they hold, rather than stretches where they lie."""

_APART = 1 << 40  # px between two rows, so that one pass joins within each


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """`starts` and `ends` (n, µs), both rising; stretches may touch but not overlap, unless they begin together."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def visible(self, viewport: Viewport) -> "Stretches":
        """Those that reach into the view, joined where one pixel column holds several."""
        first = int(np.searchsorted(self.ends, viewport.start, side="right"))
        last = max(first, int(np.searchsorted(self.starts, viewport.end)))
        if last - first > DENSE * viewport.width:
            return self._columns(viewport)
        part = Stretches(self.starts[first:last], self.ends[first:last])
        return part.joined(viewport, np.zeros(last - first, dtype=np.int64))[0]

    def joined(self, viewport: Viewport, row: NDArray[np.int64]) -> tuple["Stretches", NDArray[np.int64]]:
        """Those of a row (n; rows rise) that share a pixel column as one, with the row of each."""
        if not len(row):
            return self, row
        left = viewport.pixels(self.starts) + row * _APART
        right = np.maximum(viewport.pixels(self.ends) + row * _APART, left + 1)
        begins = np.flatnonzero(np.append(True, left[1:] >= np.maximum.accumulate(right)[:-1]))
        return Stretches(self.starts[begins], np.maximum.reduceat(self.ends, begins)), row[begins]

    def _columns(self, viewport: Viewport) -> "Stretches":
        """Runs of pixel columns that hold something; at a cost that does not depend on how much."""
        step = viewport.span / viewport.width
        first = np.floor(viewport.start / step)
        places = first + np.arange(viewport.width + 2, dtype=np.float64)
        borders = np.rint(places * step).astype(np.int64)
        held = np.zeros(viewport.width + 3, dtype=np.bool_)
        held[1:-1] = np.searchsorted(self.starts, borders[1:]) > np.searchsorted(self.ends, borders[:-1], side="right")
        turns = np.flatnonzero(held[1:] != held[:-1])
        return Stretches(borders[turns[::2]], borders[turns[1::2]])
