"""Rows of a coded column (family, model, sub-agent): one row a name, the biggest first, all others in a last row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN
from auditor.timeline.binning import edges
from auditor.timeline.clock import Clock
from auditor.timeline.lane import Cells
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import bare, count, interval, share

MOST = 7
"""Rows for names, each with a colour of its own; what is smaller shares the last row."""

OTHER, REST = "other", "muted"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its short `label` beside it, its `name` in the tooltip, its colour, and how many events it has."""

    label: str
    name: str
    color: str
    events: int


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Event times (n, µs) sorted by row and then by time; row i's are `at[starts[i]:starts[i + 1]]`.

    `names` is how many different names there are in all, shown or not.
    """

    clock: Clock
    rows: tuple[Row, ...]
    at: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: int


def by_size(code: NDArray[np.int64], weight: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Codes that occur, the greatest sum of weights (else the most events) first; ties by code; UNKNOWN left out."""
    size = int(code.max(initial=UNKNOWN)) + 1
    number = counts(code, size)
    total = number if weight is None else sums(code, weight, size)
    order = np.lexsort((np.arange(size), -number, -total))
    return order[number[order] > 0]


def counts(code: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Events of each code below `size`; UNKNOWN left out."""
    return np.bincount(code + 1, minlength=size + 1)[1:].astype(np.int64)


def sums(code: NDArray[np.int64], weight: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Sums of weights of each code below `size`, exact to 53 bits; UNKNOWN codes and weights count nothing."""
    return np.bincount(code + 1, np.maximum(weight, 0), minlength=size + 1)[1:].astype(np.int64)


def rows_of(
    clock: Clock, at: NDArray[np.int64], code: NDArray[np.int64], shown: tuple[tuple[int, Row], ...], names: int
) -> Rows:
    """Sort events into rows. `shown`: (code, row), UNKNOWN too where it has a row; other codes go to a last row."""
    table = np.full(int(code.max(initial=UNKNOWN)) + 2, len(shown), dtype=np.uint8)
    for place, (value, _) in enumerate(shown):
        table[value + 1] = place
    row = table[code + 1]
    number = np.bincount(row, minlength=len(shown) + 1)
    order = np.argsort(row, kind="stable")  # bytes: sorted in time proportional to n
    rows = [row for _, row in shown]
    if number[-1]:
        rows.append(Row(OTHER, OTHER, REST, int(number[-1])))
    return Rows(clock, tuple(rows), at[order], np.concatenate([[0], np.cumsum(number)]), names)


def cells(prepared: Rows, viewport: Viewport, shown: str = "", legend: bool = False, empty: str = "") -> Cells:
    """Events per row and bar, every bar whole; `shown` tells how many of all names have a row."""
    width = viewport.bin_width()
    at = edges(width, prepared.clock, viewport.start, viewport.end)
    found = np.zeros((len(prepared.rows), len(at) - 1), dtype=np.int64)
    for place in range(len(prepared.rows)):
        times = prepared.at[prepared.starts[place] : prepared.starts[place + 1]]
        found[place] = np.diff(np.searchsorted(times, at))
    return Cells(
        at,
        found,
        tuple((place, row.label) for place, row in enumerate(prepared.rows)),
        f"{shown}, per {bare(width)}" if shown else f"per {bare(width)}",
        colors=tuple(row.color for row in prepared.rows),
        legend=tuple(row.name for row in prepared.rows) if legend else (),
        empty=empty,
    )


def describe_row(prepared: Rows, viewport: Viewport, at: int, depth: float) -> str:
    """The bar's stretch, the row's name, its requests there and in all."""
    if not prepared.rows:
        return ""
    place = min(len(prepared.rows) - 1, max(0, int(depth * len(prepared.rows))))
    width, row = viewport.bin_width(), prepared.rows[place]
    bar = edges(width, prepared.clock, at, at + 1)[:2]
    times = prepared.at[prepared.starts[place] : prepared.starts[place + 1]]
    here = int(np.diff(np.searchsorted(times, bar))[0])
    whole = f"{row.events:,} in all, {share(row.events, len(prepared.at))} of the requests"
    name = row.name if row.label in (row.name, "") else f"{row.label} · {row.name}"
    return f"{interval(prepared.clock, int(bar[0]), int(bar[1]), width)}\n{name}\n{count(here, 'request')} · {whole}"


def shown_of(prepared: Rows) -> str:
    """7 of 12, where not all names have a row."""
    return f"{MOST} of {prepared.names:,}" if prepared.names > MOST else ""


def plural(number: int, one: str, many: str) -> str:
    """1 family, 3 families."""
    return f"{number:,} {one if number == 1 else many}"
