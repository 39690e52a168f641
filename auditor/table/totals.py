"""What the requests shown add up to; a sum to which not all of them told their part is at least that much."""

from dataclasses import dataclass

import numpy as np

from auditor.records import UNKNOWN, Activity
from auditor.table.columns import Rows

SUMMED = ("input", "cached", "cache_written", "output", "cost")
"""The columns that add up."""

FIELDS = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens", "cost")


@dataclass(frozen=True, slots=True)
class Sum:
    """`value` is None when no request told any; `told` of them did. Tokens, or micro-dollars."""

    value: int | None
    told: int


@dataclass(frozen=True, slots=True)
class RowTotals:
    """The sums over `events` requests; `first` and `last` in µs, None when there is none."""

    events: int
    sums: dict[str, Sum]
    first: int | None = None
    last: int | None = None

    def at_least(self, column: str) -> bool:
        """Whether the sum is known to miss something: some requests told their part, others did not."""
        return 0 < self.sums[column].told < self.events


def totals(activity: Activity, rows: Rows) -> RowTotals:
    """The sums over these requests, in any order."""
    everything = len(rows) == len(activity)
    sums = {
        name: _sum(getattr(activity, field) if everything else getattr(activity, field)[rows])
        for name, field in zip(SUMMED, FIELDS, strict=True)
    }
    if not len(rows):
        return RowTotals(0, sums)
    return RowTotals(len(rows), sums, int(activity.at[rows.min()]), int(activity.at[rows.max()]))


def _sum(values: Rows) -> Sum:
    told = len(values) - int(np.count_nonzero(values == UNKNOWN))
    missing = len(values) - told
    return Sum(int(values.sum()) + missing if told else None, told)  # each unknown counted as -1
