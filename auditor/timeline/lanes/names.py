"""Rows for names that the export tells (models, sub-agents), by the tokens each used."""

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN
from auditor.timeline.clock import clock_of
from auditor.timeline.lane import Subject
from auditor.timeline.lanes.rows import MOST, Row, Rows, by_size, counts, rows_of


def named_rows(subject: Subject, code: NDArray[np.int64], names: tuple[str, ...], label: str, untold: str) -> Rows:
    """One row a name, most tokens first; `label` and `untold` name the row of events whose name is UNKNOWN.

    Where nobody told a name there are no rows.
    """
    activity, clock = subject.activity, clock_of(subject.zone)
    tokens = np.maximum(activity.input_tokens, 0) + np.maximum(activity.output_tokens, 0)
    order = by_size(code, tokens)
    if not len(order):
        return rows_of(clock, activity.at[:0], code[:0], (), 0)
    number = counts(code, int(order.max()) + 1)
    biggest: list[int] = order[:MOST].tolist()
    shown = [
        (value, Row(names[value], names[value], f"families.{place}", int(number[value])))
        for place, value in enumerate(biggest)
    ]
    without = len(activity) - int(number.sum())
    if without:
        shown.append((UNKNOWN, Row(label, untold, "inconclusive", without)))
    return rows_of(clock, activity.at, code, tuple(shown), len(order))
