"""Rows too even to have been measured: one size, one distance, round numbers."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.case.checks import EventSample
from auditor.integrity.note import Looked, Note, Weight
from auditor.records import Column

LEAST = 50
"""Requests below which nothing is said."""

ALIKE, ROUND, EVEN = 0.8, 0.6, 0.9
"""The shares from which it is said: of one size, of round sizes (of any hundred sizes one is), of equal distances."""

SIZES = 2**31

SMALL = 20
"""Output tokens below which equal sizes are no wonder: a heartbeat answers "OK" each time."""


def check(looked: Looked) -> Iterator[Note]:
    """One note for each way of being too even, with the sources it was seen in."""
    ways = (
        (alike, "requests have exactly the same input and output: test data do, and a fixed test run again and again"),
        (round_, "requests have input and output in whole hundreds: estimates and made-up rows do"),
        (even, "pauses between an agent's requests are equal to the microsecond: times rounded or made up are"),
    )
    for measure, words in ways:
        found = {id_: share for id_, sample in looked.samples.items() if (share := measure(sample))}
        if found:
            share = found[min(found)]
            yield Note(Weight.DOUBT, f"In {looked.named(found)}, {share:.0%} of the {words}.", "sources")


def alike(sample: EventSample) -> float | None:
    """The share of the most frequent size, if that is suspicious."""
    told = (sample.input > 0) & (sample.output >= SMALL)
    if told.sum() < LEAST:
        return None
    _, counts = np.unique(_sizes(sample, told), return_counts=True)
    return _from(counts.max() / (sample.output >= 0).sum(), ALIKE)


def round_(sample: EventSample) -> float | None:
    """The share of round sizes among unlike ones, if that is suspicious."""
    told = (sample.input > 0) & (sample.output > 0)
    given, output = np.divmod(np.unique(_sizes(sample, told)), SIZES)
    if len(given) < LEAST:
        return None
    return _from(float(np.mean((given % 100 == 0) & (output % 100 == 0))), ROUND)


def even(sample: EventSample) -> float | None:
    """The share of the most frequent pause between requests of one agent, if that is suspicious."""
    order = np.lexsort((sample.id, sample.at, sample.agent, sample.block))
    same = (np.diff(sample.agent[order]) == 0) & (np.diff(sample.block[order]) == 0)
    pauses = np.diff(sample.at[order])[same]
    pauses = pauses[pauses > 0]
    if len(pauses) < LEAST:
        return None
    return _from(np.unique(pauses, return_counts=True)[1].max() / len(pauses), EVEN)


def _sizes(sample: EventSample, told: NDArray[np.bool_]) -> Column:
    """Input and output in one number each, since such are compared a hundred times faster than pairs."""
    return np.minimum(sample.input[told], SIZES) * SIZES + np.minimum(sample.output[told], SIZES - 1)


def _from(share: float, least: float) -> float | None:
    return float(share) if share >= least else None
