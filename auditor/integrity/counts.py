"""Counts that cannot be right: a part greater than the whole, or more than any model reads at once."""

from collections.abc import Iterator

import numpy as np

from auditor.case.checks import EventSample
from auditor.integrity.note import Looked, Note, Weight
from auditor.records import UNKNOWN

MOST_INPUT, MOST_OUTPUT = 20_000_000, 2_000_000
"""Tokens of one request; twice the largest window sold, and many times the longest answer."""


def check(looked: Looked) -> Iterator[Note]:
    """Requests whose parts exceed the whole, and requests larger than any model takes."""
    wrong = {id_: lines for id_, sample in looked.samples.items() if len(lines := contradicting(sample))}
    if wrong:
        yield Note(
            Weight.WRONG,
            f"{looked.telling(wrong, looked.samples)} a part that is greater than the whole (cached input above all"
            f" input, or reasoning above all output), first at line {wrong[min(wrong)][0]:,}: these counts are not what"
            " they are called.",
            "sources",
        )
    large = {id_: lines for id_, sample in looked.samples.items() if len(lines := oversized(sample))}
    if large:
        yield Note(
            Weight.DOUBT,
            f"{looked.telling(large, looked.samples)} more tokens than any model reads or writes at once, first at line"
            f" {large[min(large)][0]:,}: they may be sums of many calls.",
            "sources",
        )


def contradicting(sample: EventSample) -> list[int]:
    """The lines, in order, on which a part is greater than the whole."""
    cached = (sample.input != UNKNOWN) & (sample.cached > sample.input)
    reasoned = (sample.output != UNKNOWN) & (sample.reasoning > sample.output) & (sample.lower_bound == 0)
    return np.sort(sample.line[cached | reasoned]).tolist()


def oversized(sample: EventSample) -> list[int]:
    """The lines, in order, of requests that no model could take."""
    return np.sort(sample.line[(sample.input > MOST_INPUT) | (sample.output > MOST_OUTPUT)]).tolist()
