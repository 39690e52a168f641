"""The requests of a table in groups: how many, which share, from when to when, and their sums, the biggest first."""

from dataclasses import dataclass

import numpy as np

from auditor.records import UNKNOWN, Activity
from auditor.table.columns import Rows, column_named, values_of
from auditor.table.totals import FIELDS, SUMMED

GROUPINGS = ("family", "session", "model", "sub_agent", "status", "day")

SPREAD = 4
"""Values are numbered by their distance from the least while that takes no more than so many places a row."""


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Arrays of one length g, one place a group, the biggest first; the earlier first among equals.

    `key` is the value all rows of a group have (UNKNOWN: not told; of days: the midnight it begins at, µs). `first` and
    `last` are its first and last request in order of time, as places in the `Activity`. `sums` by column of `SUMMED`,
    UNKNOWN where no request told any, and `told` how many did. `events` and `tokens` are those of all groups together.
    """

    by: str
    key: Rows
    count: Rows
    first: Rows
    last: Rows
    sums: dict[str, Rows]
    told: dict[str, Rows]
    events: int
    tokens: int | None

    def __len__(self) -> int:
        return len(self.key)

    def tokens_of(self, place: int) -> int | None:
        """Input and output tokens of a group; None when none were told."""
        parts = [int(self.sums[name][place]) for name in ("input", "output") if self.told[name][place]]
        return sum(parts) if parts else None

    def share(self, place: int) -> float:
        """Its share of all requests grouped, 0…1."""
        return int(self.count[place]) / self.events

    def share_of_tokens(self, place: int) -> float | None:
        """Its share of all tokens grouped, 0…1; None when they are not known."""
        mine = self.tokens_of(place)
        return mine / self.tokens if mine is not None and self.tokens else None


def grouped(activity: Activity, rows: Rows, by: str, midnights: Rows | None = None) -> Groups:
    """Group requests (places in order of time) by one of `GROUPINGS`.

    Days need their `midnights` (µs, sorted) on some clock. Raises ValueError for days without.
    """
    keys, numbers = _numbered(_values(activity, rows, by, midnights))
    count = np.bincount(numbers, minlength=len(keys)).astype(np.int64)
    first, last = np.zeros((2, len(keys)), np.int64)
    first[numbers[::-1]] = rows[::-1]  # of several values for one place the last one stays
    last[numbers] = rows
    there = np.flatnonzero(count)
    biggest = there[np.lexsort((first[there], -count[there]))]
    sums: dict[str, Rows] = {}
    told: dict[str, Rows] = {}
    for name, field in zip(SUMMED, FIELDS, strict=True):
        summed, known = _sums(_of_rows(getattr(activity, field), rows), numbers, len(keys))
        sums[name], told[name] = summed[biggest], known[biggest]
    parts = [int(sums[name][told[name] > 0].sum()) for name in ("input", "output") if told[name].any()]
    tokens = sum(parts) if parts else None
    key = keys[biggest]
    return Groups(by, key, count[biggest], first[biggest], last[biggest], sums, told, len(rows), tokens)


def _values(activity: Activity, rows: Rows, by: str, midnights: Rows | None) -> Rows:
    if by != "day":
        return _of_rows(values_of(activity, column_named(by)), rows)
    if midnights is None:
        raise ValueError("days are told by their midnights")
    begins = np.searchsorted(_of_rows(activity.at, rows), midnights)
    begins[0] = 0
    return np.repeat(midnights, np.diff(begins, append=len(rows)))


def _of_rows(values: Rows, rows: Rows) -> Rows:
    return values if len(values) == len(rows) else values[rows]


def _numbered(values: Rows) -> tuple[Rows, Rows]:
    """The different values (some may not occur), and for each row the place of its value among them."""
    if not len(values):
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low <= SPREAD * len(values) + 1000:
        return np.arange(low, high + 1, dtype=np.int64), values - low
    keys, numbers = np.unique(values, return_inverse=True)
    return keys, numbers.astype(np.int64)


def _sums(values: Rows, numbers: Rows, count: int) -> tuple[Rows, Rows]:
    """Exact sums of what is known by group, UNKNOWN where nothing is; and how many of its rows told it."""
    known = values != UNKNOWN
    if not known.all():
        values, numbers = values[known], numbers[known]
    told = np.bincount(numbers, minlength=count).astype(np.int64)
    summed = np.zeros(count, np.int64)
    np.add.at(summed, numbers, values)  # in integers, so that no sum is rounded
    summed[told == 0] = UNKNOWN
    return summed, told
