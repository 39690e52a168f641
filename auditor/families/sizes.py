"""Families of events without a text: by model, and by the size of the input that is told."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity, Column

NEIGHBOURS = 0.05
"""Sizes of one family differ from the next larger one by at most this share (or by one token)."""

FEW = 3
"""Events below which a band is no family of its own."""

ROUND = 0.02
"""A family whose sizes are this close to its middle is named by one size, else by the smallest and the largest."""


def by_size(activity: Activity, events: NDArray[np.bool_]) -> tuple[Column, list[str]]:
    """The family of each marked event (n, int64; UNKNOWN for the others), and the names of the families."""
    family = np.full(len(activity), UNKNOWN, np.int64)
    names: list[str] = []
    fresh = fresh_input(activity)
    models = np.unique(activity.model[events])
    for model in models.tolist():
        mine = np.flatnonzero(events & (activity.model == model))
        told = f", {activity.models[model]}" if len(models) > 1 and model != UNKNOWN else ""
        for inside, size in _sized(fresh[mine]):
            family[mine[inside]] = len(names)
            names.append(f"no text{told}, {size}")
    return family, names


def fresh_input(activity: Activity) -> Column:
    """Input tokens that were not read from a cache, by event; UNKNOWN where no input is told."""
    cached = np.maximum(activity.cache_read_input_tokens, 0)
    fresh = np.maximum(activity.input_tokens - cached, 0)
    return np.where(activity.input_tokens == UNKNOWN, UNKNOWN, fresh)


def _sized(sizes: Column) -> Iterator[tuple[NDArray[np.bool_], str]]:
    """Families of sizes, with what they are called. Those of few events are told together, if there are others."""
    bands = _bands(sizes)
    few = np.bincount(bands) < FEW
    if few.sum() > 1:
        rare = few[bands]
        bands = np.where(rare, len(few), bands)
    for band in np.unique(bands).tolist():
        inside = bands == band
        gathered = band == len(few) and not inside.all()
        yield inside, "other sizes" if gathered else _size(sizes[inside])


def _bands(sizes: Column) -> Column:
    """The band of each size, from the smallest on; what is not told has a band of its own."""
    values, place = np.unique(sizes, return_inverse=True)
    apart = np.diff(values) > np.maximum(values[:-1] * NEIGHBOURS, 1)
    apart |= values[:-1] == UNKNOWN
    starts = np.concatenate([[0], np.cumsum(apart)])
    return starts[place.reshape(-1)].astype(np.int64)


def _size(sizes: Column) -> str:
    told = sizes[sizes != UNKNOWN]
    if not len(told):
        return "size not told"
    low, high, middle = int(told.min()), int(told.max()), int(np.median(told))
    if high - low <= 2 * ROUND * max(middle, 1):
        return f"≈ {shown(middle)} tokens in"
    return f"{_span(low, high)} tokens in"


def _span(low: int, high: int) -> str:
    first, last = shown(low), shown(high)
    return f"≈ {first}" if first == last else f"{first} – {last}"


def shown(tokens: int) -> str:
    """A size with three digits that matter: 812, 1.2 k, 21.9 k, 2.31 M."""
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if tokens >= unit:
            return f"{tokens / unit:.{2 if letter == 'M' else 1}f} {letter}"
    return str(tokens)
