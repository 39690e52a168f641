"""The stretch of time on screen: the single truth of every lane, the axis and the overview."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.binning import BIN_WIDTHS, BinWidth, narrowest
from auditor.timeline.clock import DAY, SECOND

MIN_SPAN = SECOND
"""µs; closer than this there is nothing to see."""

MIN_WHOLE = DAY
"""µs; a period shorter than this (a single event) is shown with room around it."""

MARGIN = 0.02
MIN_BAR, LEAST_BAR, LEAP = 6, 4, 4
"""px: below `MIN_BAR` the next wider unit is taken, unless that is a leap of over 4 times and bars have `LEAST_BAR`."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """[`start`, `end`) in integer µs UTC, shown on `width` pixels. Never empty: end > start, width > 0."""

    start: int
    end: int
    width: int

    def __post_init__(self) -> None:
        if self.end <= self.start or self.width <= 0:
            raise ValueError(f"not a viewport: {self.start}..{self.end} on {self.width} px")

    @property
    def span(self) -> int:
        """µs."""
        return self.end - self.start

    def zoomed(self, at: int, factor: float) -> "Viewport":
        """Closer by `factor` (below 1: farther); the time `at` stays under its pixel."""
        span = max(MIN_SPAN, round(self.span / factor))
        start = at - round((at - self.start) * span / self.span)
        return replace(self, start=start, end=start + span)

    def panned(self, by: int) -> "Viewport":
        """Moved by so many µs; the span is kept exactly."""
        return replace(self, start=self.start + by, end=self.end + by)

    def fitted(self, span: tuple[int, int]) -> "Viewport":
        """On the whole of `span`, with a margin; an instant gets a day around it."""
        start, end = with_margin(span)
        return replace(self, start=start, end=end)

    def centred(self, at: int) -> "Viewport":
        """Moved so that `at` is in the middle."""
        return self.panned(at - (self.start + self.span // 2))

    def clamped(self, bounds: tuple[int, int]) -> "Viewport":
        """At least `MIN_SPAN` long and inside `bounds`, moved rather than shortened where it fits."""
        low, high = bounds[0], max(bounds[1], bounds[0] + MIN_SPAN)
        span = min(max(self.span, MIN_SPAN), high - low)
        start = min(max(self.start, low), high - span)
        return replace(self, start=start, end=start + span)

    def resized(self, width: int) -> "Viewport":
        """The same time on another number of pixels."""
        return replace(self, width=max(1, width))

    def time(self, x: float) -> int:
        """The time (µs) under pixel `x`, which may lie outside [0, width)."""
        return self.start + round(x * self.span / self.width)

    def x(self, at: int) -> float:
        """The pixel position of a time."""
        return (at - self.start) * self.width / self.span

    def pixels(self, at: NDArray[np.int64], ratio: float = 1.0) -> NDArray[np.int64]:
        """Whole device pixels of times; `ratio` device pixels make one pixel.

        Rounded on a grid fixed in time, so all distances between bars stay the same while the view moves.
        """
        scale = self.width * ratio / self.span
        origin = np.rint(np.float64(self.start) * scale)
        # Far from the view float64 loses digits, but there the answer is only "off screen".
        return (np.rint(at.astype(np.float64) * scale) - origin).clip(-1e9, 1e9).astype(np.int64)

    def bin_width(self) -> BinWidth:
        """The narrowest human unit whose bars are wide enough to read; depends on the zoom only."""
        pixel = self.span / self.width
        good, least = (narrowest(BIN_WIDTHS, size * pixel) for size in (MIN_BAR, LEAST_BAR))
        return least if good.length > LEAP * least.length else good


def with_margin(whole: tuple[int, int]) -> tuple[int, int]:
    """A period (µs) with a little room on both sides; at least a day in all. Ends in the wrong order are swapped."""
    start, end = min(whole), max(whole)
    pad = max(round((end - start) * MARGIN), (MIN_WHOLE - (end - start)) // 2)
    return start - pad, end + pad
