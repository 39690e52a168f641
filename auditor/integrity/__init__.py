"""What limits the figures, never scored: adding a check is a module and a line here."""

from collections.abc import Callable, Iterator

from auditor.integrity import (
    clocks,
    costs,
    counts,
    days,
    doubles,
    meters,
    prices,
    reading,
    repeats,
    same_ids,
    sums,
    text_sizes,
    uniform,
    whose,
)
from auditor.integrity.note import Looked, Note

CHECKS: tuple[Callable[[Looked], Iterator[Note]], ...] = (
    *(reading.check, doubles.check, repeats.check, same_ids.check, sums.check, days.check, clocks.check),
    *(counts.check, meters.check, text_sizes.check, uniform.check, prices.check, costs.check, whose.check),
)
"""In the order in which notes of equal weight are read."""
