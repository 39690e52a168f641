"""How high a bar stands: linear or logarithmic shares of a lane's height, and the lines that tell the scale."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN
from auditor.timeline.binning import BIN_WIDTHS
from auditor.timeline.lane import Bars, Drawing, Steps
from auditor.timeline.words import figure

_STEPS = (1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0, 2.25, 2.5, 2.8, 3.2, 3.6, 4.0, 4.5, 5.0, 5.6, 6.4, 7.2, 8.0, 9.0, 10.0)
_LINES = (1.0, 2.0, 5.0)
DECADES = 4
"""Powers of ten below the top that a logarithmic lane shows; smaller totals lie on the ground."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`top` is the value at full height, in `unit` ("", "dollars" for micro-dollars, "time" for µs)."""

    top: float
    log: bool = False
    unit: str = ""

    def share(self, values: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Heights in 0..1 of values >= 0 (any shape)."""
        if not self.log:
            return np.clip(values / self.top, 0.0, 1.0)
        floor = self.top / 10**DECADES
        return np.clip(np.log10(np.maximum(values, floor) / floor) / DECADES, 0.0, 1.0)

    def stack(self, heights: NDArray[np.int64]) -> NDArray[np.float64]:
        """Borders (layers+1, k) in 0..1 from the ground up, of layers (layers, k).

        Logs of parts do not add up. So the top of a bar tells its total on the scale, and the layers split that
        height in proportion to their parts: in a logarithmic lane only the tops can be compared between bars.
        """
        borders = np.zeros((heights.shape[0] + 1, heights.shape[1]))
        np.cumsum(heights, axis=0, out=borders[1:])
        totals = borders[-1]
        return borders / np.maximum(totals, 1) * self.share(totals)

    def lines(self) -> tuple[tuple[float, str], ...]:
        """(share, label) of the reference lines: one about half-way, or the powers of ten."""
        if self.log:
            highest = np.log10(self.top)
            exponents = range(max(0, int(highest - DECADES) + 1), int(highest) + 1)
            values = [10.0**exponent for exponent in exponents]
        else:
            values = [_half(self.top, self.unit)] if self.top >= 2 else []
        shares = self.share(np.array(values, dtype=np.float64)).tolist()
        return tuple((s, figure(value, self.unit)) for s, value in zip(shares, values, strict=True) if s < 0.9)


def scale_for(heights: NDArray[np.int64], log: bool = False, at_least: float = 0.0, unit: str = "") -> Scale:
    """A scale for stacked bars (layers, k): its top is a round number, so that it holds still while the view moves.

    `at_least` is a value it must reach: the tallest of several agents' bars makes one scale for all of them.
    """
    tallest = float(heights.sum(axis=0).max()) if heights.size else 0.0
    return Scale(_round_up(max(tallest, at_least)), log, unit)


def scale_of(drawing: Bars | Steps, log: bool = False, at_least: float = 0.0) -> Scale:
    """The scale that a drawing is drawn with."""
    return Scale(_round_up(max(reach(drawing), at_least)), log, drawing.unit)


def reach(drawing: Drawing) -> float:
    """The tallest value of a drawing: what a scale shared with others must at least reach; 0 without heights."""
    match drawing:
        case Bars(heights=heights):
            return float(heights.sum(axis=0).max()) if heights.size else 0.0
        case Steps(levels=levels):
            return float(np.maximum(levels, 0).max()) if (levels != UNKNOWN).any() else 0.0
        case _:
            return 0.0


def _round_up(value: float) -> float:
    if value <= 1:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next((step * power for step in _STEPS if step * power >= value), 10 * power))


def _half(top: float, unit: str) -> float:
    """The 1-2-5 number nearest below 60 % of the top; of times the human unit nearest below it."""
    limit = 0.6 * top
    if unit == "time" and limit >= BIN_WIDTHS[0].length:
        return float(max(width.length for width in BIN_WIDTHS if width.length <= limit))
    power = 10.0 ** np.floor(np.log10(limit))
    return float(max(step * power for step in _LINES if step * power <= limit or step == _LINES[0]))
