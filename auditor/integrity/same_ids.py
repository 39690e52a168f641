"""Ids given twice for different calls, and calls without an id that stand there twice."""

from collections.abc import Iterator

import numpy as np

from auditor.case.checks import EventSample
from auditor.integrity.note import Looked, Note, Weight, many
from auditor.records import UNKNOWN, Column

HOUR = 3_600_000_000
MOST = 20_000
FEW, SHARE = 5, 0.01
"""Copies without an id that are no accident: so many, and so many of all."""


def check(looked: Looked) -> Iterator[Note]:
    """Ids of calls more than an hour apart; equal rows without an id."""
    reused = looked.case.checks.same_ids(HOUR, MOST)
    if reused:
        yield Note(
            Weight.DOUBT,
            f"In {looked.named({source for source, _, _ in reused})}, {many(len(reused), 'line')} left out as told"
            f" twice, first line {reused[0][1]:,}, with the id of a request more than an hour away: an id given to two"
            " calls would hide use.",
            "sources",
        )
    copies = {id_: lines for id_, sample in looked.samples.items() if len(lines := copied(sample))}
    if copies:
        yield Note(
            Weight.DOUBT,
            f"{looked.telling(copies, looked.samples)} the same as another in time, agent and tokens, without an id,"
            f" first at line {copies[min(copies)][0]:,}: each counts, and copies of a line look the same.",
            "sources",
        )


def copied(sample: EventSample) -> Column:
    """The lines, in order, that repeat another without an id; none where they are few."""
    rows = np.flatnonzero((sample.named == 0) & (np.maximum(sample.input, 0) + np.maximum(sample.output, 0) > 0))
    parts = (sample.at, sample.agent, sample.session, sample.input, sample.output)
    _, first, counts = np.unique(
        np.stack([part[rows] for part in parts]), axis=1, return_index=True, return_counts=True
    )
    again = np.setdiff1d(np.arange(len(rows)), first)
    if len(again) < max(FEW, SHARE * len(rows)) or not len(counts):
        return np.full(0, UNKNOWN)
    return np.sort(sample.line[rows[again]])
