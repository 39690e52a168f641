"""Numbers as the indicators' sentences write them."""

import numpy as np
from numpy.typing import NDArray


def count(number: int, noun: str) -> str:
    """A full number with its noun: "0 requests", "1 request", "18,204 requests"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """A share in whole percent: "0 %", "under 1 %", "43 %", "over 99 %", "100 %"."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{100 * share:.0f} %"


def places(which: NDArray[np.bool_]) -> tuple[int, ...]:
    """The indices of the events (n) that are meant."""
    return tuple(np.flatnonzero(which).tolist())
