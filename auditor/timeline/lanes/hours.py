"""Lane "Hour of day": date × local hour. A timer draws straight lines, a person draws working days.

Zoomed in, the same idea one step finer: hour × minute, then minute × second, so a timer stays a straight line.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.binning import CALENDAR_STEPS, CLOCK_STEPS, DAY_STEP, BinWidth, edges, narrowest, wall_edges
from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND, Clock, clock_of
from auditor.timeline.lane import Cells, Lane, Subject
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import bare, count, instant, interval, weekday

HOURS_IN_DAY = 24
ROOM = 2.0
"""A typical busy cell takes the middle shade; the dark ones are left for what is out of the ordinary."""

MIN_COLUMN = 3.0
"""px; narrower days are joined to weeks, months …"""


@dataclass(frozen=True, slots=True)
class Raster:
    """One way to fold time: columns of `column` µs, rows of `row` µs within them; used from `pixels` per column on."""

    title: str
    column: int
    row: int
    pixels: float
    rows: tuple[tuple[int, str], ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return self.column // self.row


BY_DAY = Raster("", DAY, HOUR, 0, ((9, "09"), (18, "18")))
BY_HOUR = Raster("Minutes", HOUR, 2 * MINUTE, 7, ((15, ":30"),))
BY_MINUTE = Raster("Seconds", MINUTE, 2 * SECOND, 7, ((15, "30 s"),))


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """Times (n, µs UTC), sorted wall clock readings (n, µs), and for every local day with events (d) those by hour.

    `totals` (d+1, 24) sums all earlier days; `typical` is a busy cell's count in each raster, for the colours.
    """

    clock: Clock
    at: NDArray[np.int64]
    wall: NDArray[np.int64]
    days: NDArray[np.int64]
    totals: NDArray[np.int32]
    typical: tuple[float, ...]
    zone: str


def prepare(subject: Subject) -> Hours:
    """Read every event's wall clock once; sorted anew, as the clock goes back an hour each autumn."""
    clock = clock_of(subject.zone)
    wall = np.sort(clock.local(subject.activity.at), kind="stable")
    days, totals = _day_totals(*_runs(wall // HOUR))
    typical = tuple(_typical(_runs(wall // raster.row)[1]) for raster in (BY_DAY, BY_HOUR, BY_MINUTE))
    return Hours(clock, subject.activity.at, wall, days, totals, typical, subject.zone.key)


def _runs(rising: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct values (k) of a sorted array and how often each occurs (k)."""
    starts = np.flatnonzero(np.diff(rising, prepend=rising[:1] - 1))
    return rising[starts], np.diff(starts, append=len(rising))


def _day_totals(hours: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Days (d) with events, and running sums (d+1, 24) by hour, from hours since the epoch and their counts."""
    days, hours_each = _runs(hours // HOURS_IN_DAY)
    totals = np.zeros((len(days) + 1, HOURS_IN_DAY), dtype=np.int32)
    totals[np.repeat(np.arange(1, len(days) + 1), hours_each), hours % HOURS_IN_DAY] = counts
    return days, np.cumsum(totals, axis=0, dtype=np.int32)


def _typical(counts: NDArray[np.int64]) -> float:
    """The count that 90 % of the cells with events stay below."""
    return max(1.0, float(np.quantile(counts, 0.9))) if len(counts) else 1.0


def bins(prepared: Hours, viewport: Viewport) -> Cells:
    """Counts per cell; exact at every zoom, by the clock on the wall."""
    raster = raster_for(viewport)
    if raster is BY_DAY:
        return _by_day(prepared, viewport)
    return _by_hour(prepared, viewport) if raster is BY_HOUR else _by_minute(prepared, viewport)


def raster_for(viewport: Viewport) -> Raster:
    """The finest raster whose columns are wide enough."""
    pixel = viewport.width / viewport.span
    return next(raster for raster in (BY_MINUTE, BY_HOUR, BY_DAY) if raster.column * pixel >= raster.pixels)


def _column_width(viewport: Viewport) -> BinWidth:
    return narrowest(CALENDAR_STEPS, MIN_COLUMN * viewport.span / viewport.width)


def _by_day(prepared: Hours, viewport: Viewport) -> Cells:
    width = _column_width(viewport)
    columns = wall_edges(width, prepared.clock, viewport.start, viewport.end)
    counts = np.diff(prepared.totals[np.searchsorted(prepared.days, columns // DAY)], axis=0).T
    full = ROOM * prepared.typical[0] * (width.length / DAY)
    scale = "UTC" if prepared.zone == "UTC" else "local time" if width == DAY_STEP else "local"
    scale += "" if width == DAY_STEP else f", per {bare(width)}"
    return Cells(prepared.clock.utc(columns), counts.astype(np.int64), BY_DAY.rows, scale, full, folded=True)


def _by_hour(prepared: Hours, viewport: Viewport) -> Cells:
    """Hours on the wall: the one that comes twice in autumn is one column, two hours wide."""
    low, high = prepared.clock.reading(viewport.start), prepared.clock.reading(viewport.end)
    columns = np.arange(low // HOUR - 1, high // HOUR + 3, dtype=np.int64) * HOUR
    cells = np.arange(columns[0], columns[-1] + 1, BY_HOUR.row, dtype=np.int64)
    counts = np.diff(np.searchsorted(prepared.wall, cells)).reshape(-1, BY_HOUR.count).T
    full = ROOM * prepared.typical[1]
    return Cells(prepared.clock.utc(columns), counts, BY_HOUR.rows, "within the hour", full, BY_HOUR.title)


def _by_minute(prepared: Hours, viewport: Viewport) -> Cells:
    """Minutes as they pass: those of the hour that comes twice are columns of their own."""
    columns = edges(narrowest(CLOCK_STEPS, MINUTE), prepared.clock, viewport.start, viewport.end)
    cells = columns[:-1, None] + np.arange(BY_MINUTE.count) * BY_MINUTE.row
    places = np.searchsorted(prepared.at, np.append(cells.ravel(), columns[-1]))
    counts = np.diff(places).reshape(-1, BY_MINUTE.count).T
    full = ROOM * prepared.typical[2]
    return Cells(columns, counts, BY_MINUTE.rows, "within the minute", full, BY_MINUTE.title)


def describe(prepared: Hours, viewport: Viewport, at: int, depth: float) -> str:
    """The cell's date and time of day, and its requests."""
    drawing, raster = bins(prepared, viewport), raster_for(viewport)
    column = int(np.searchsorted(drawing.edges, at, side="right")) - 1
    if not 0 <= column < drawing.counts.shape[1]:
        return ""
    row = min(raster.count - 1, max(0, int(depth * raster.count)))
    requests = count(int(drawing.counts[row, column]), "request")
    start, end = (int(edge) for edge in drawing.edges[column : column + 2])
    return f"{_cell_words(prepared.clock, viewport, raster, (start, end), row)}\n{requests}"


def depth_of(clock: Clock, viewport: Viewport, at: int) -> float:
    """How deep in the lane (0 top, 1 bottom) the cell of a time lies."""
    raster = raster_for(viewport)
    return clock.reading(at) % raster.column / raster.column


def _cell_words(clock: Clock, viewport: Viewport, raster: Raster, column: tuple[int, int], row: int) -> str:
    if raster is BY_DAY:
        return f"{interval(clock, *column, _column_width(viewport))}, {row:02d}:00–{row + 1:02d}:00"
    start, end = row * raster.row, (row + 1) * raster.row
    if raster is BY_HOUR:
        first, last = (clock.moment(column[0]) + timedelta(microseconds=part) for part in (start, end))
        return f"{weekday(first)}, {first:%H:%M}–{last:%H:%M}"
    return f"{instant(clock, column[0])}, {start // SECOND:02d}–{end // SECOND:02d} s"


HOURS = Lane("hours", "Hour of day", "local time", 0.40, prepare, bins, describe)
