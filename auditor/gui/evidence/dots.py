"""Where the dots of a dot plot stand: the axis, which values are drawn, and how they are heaped up."""

from dataclasses import dataclass
from math import isfinite, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale

MOST = 2_000
"""Dots drawn at most; of more, evenly by rank."""

WIDE = 100
"""Times the least positive value above which the scale is logarithmic."""

ZERO = 0.06
"""Share of a logarithmic axis kept for zeros, which have no logarithm."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`; with `log`, its logarithmic part begins at `start`, above 0."""

    low: float
    high: float
    log: bool = False
    start: float = 0.0

    def places(self, values: Values) -> Values:
        """Where values (n) lie, from 0 at the low end to 1 at the high one."""
        if not self.log:
            spread = self.high - self.low
            return np.full(len(values), 0.5) if spread <= 0 else (values - self.low) / spread
        begin = ZERO if self.low <= 0 else 0.0
        above = np.log10(np.maximum(values, self.start) / self.start) / log10(self.high / self.start)
        return np.where(values <= 0, 0.0, begin + (1 - begin) * above)


def axis_of(values: Values, mine: float) -> Axis:
    """The axis on which all values and this agent's stand; logarithmic where they spread over more than 100 times."""
    every = np.append(values, mine)
    low, high = float(every.min()), float(every.max())
    positive = every[every > 0]
    start = float(positive.min()) if len(positive) else 0.0
    log = low >= 0 and start > 0 and isfinite(high / start) and high / start > WIDE
    return Axis(low, high, log, start)


def thinned(values: Values, most: int = MOST) -> Values:
    """At most so many of sorted values, evenly by rank, both ends among them."""
    if len(values) <= most:
        return values
    return values[np.linspace(0, len(values) - 1, most).round().astype(np.int64)]


def stacked(across: Values, dot: float, room: float) -> tuple[Values, Values]:
    """Dots in columns as wide as a dot, one above the other: px across and px up. Too many of them stand closer."""
    column = (across / dot).astype(np.int64)
    order = np.argsort(column, kind="stable")
    first = np.searchsorted(column[order], column[order])
    level = np.empty(len(across))
    level[order] = np.arange(len(across)) - first
    highest = level.max(initial=0.0)
    step = min(dot, room / highest) if highest else dot
    return np.asarray((column + 0.5) * dot, np.float64), np.asarray(level * step, np.float64)


def figure(value: float) -> str:
    """A value with three significant digits: 0.94, 12,300."""
    locale = QLocale()
    if value == 0 or 1_000 <= abs(value) < 1e9:
        return locale.toString(round(value))
    return locale.toString(float(value), "g", 3)
