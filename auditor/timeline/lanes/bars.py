"""Bars of sums for several lanes: one per human unit of time, or close up one per request where there is room."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.timeline.binning import edges
from auditor.timeline.clock import DAY, Clock, clock_of
from auditor.timeline.lane import Subject
from auditor.timeline.prefix import PrefixSums, ends, prefix_sums
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import bare, duration, instant, interval

CLOSE = 2 * DAY
"""µs in view up to which requests may stand alone; farther away bars follow the calendar."""

ROOM, LEAST, REACH = 8, 3, 5
"""px: what a request needs on average to stand alone, how narrow its bar may be, and how near the pointer must be."""

LARGE, SAMPLE, USUAL = 10, 100_000, 95
"""A request over `LARGE` times what `USUAL` % of an agent's requests stay below must never be lost in a sum."""

EACH, JOINED = "bar = 1 request", "some bars joined"


@dataclass(frozen=True, slots=True, eq=False)
class Summed:
    """Sums over events at `sums.at` (n, rising), and how long each took (`duration`, n, µs).

    `large` (m, µs, rising) are the times of events whose value is far above the agent's others.
    """

    clock: Clock
    sums: PrefixSums
    duration: NDArray[np.int64]
    large: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class BarPlaces:
    """Bars: `edges` (k+1, µs), `events` (k, 2) from which event on to before which; `scale` says what a bar is."""

    edges: NDArray[np.int64]
    events: NDArray[np.int64]
    scale: str
    single: bool = False


def summed(subject: Subject, *columns: NDArray[np.int64]) -> Summed:
    """Prepare columns (n) of a subject's events, bottom layer first."""
    activity = subject.activity
    return Summed(
        clock_of(subject.zone),
        prefix_sums(activity.at, *columns),
        activity.duration,
        activity.at[_large(columns)],
    )


def _large(columns: tuple[NDArray[np.int64], ...]) -> NDArray[np.bool_]:
    """Which events (n) have a value far above the usual; what is usual is told by an even sample of those with one."""
    whole, told = np.maximum(columns[0], 0), columns[0] >= 0
    for column in columns[1:]:
        whole, told = whole + np.maximum(column, 0), told | (column >= 0)
    known = whole[told]
    sample = known[:: len(known) // SAMPLE + 1]
    usual = int(np.percentile(sample, USUAL, method="lower")) if len(sample) else 0
    return whole > LARGE * max(usual, 1)


def stretches(prepared: Summed, viewport: Viewport) -> BarPlaces:
    """Where the bars of a view stand: every bar whole, also those that reach over the view's border."""
    if viewport.span <= CLOSE and has_room(prepared.sums.at, viewport, ROOM):
        return _singles(prepared, viewport)
    width = viewport.bin_width()
    at = edges(width, prepared.clock, viewport.start, viewport.end)
    places = np.searchsorted(prepared.sums.at, at)
    return BarPlaces(at, np.stack([places[:-1], places[1:]], axis=1), f"per {bare(width)}")


def has_room(at: NDArray[np.int64], viewport: Viewport, room: float) -> bool:
    """Whether single events would have `room` px on average.

    Asked of a stretch twice as long as the view that moves in leaps, so the answer stays while the view is panned.
    """
    start = viewport.start // viewport.span * viewport.span
    first, last = np.searchsorted(at, [start, start + 2 * viewport.span]).tolist()
    return (last - first) * room <= 2 * viewport.width


def _singles(prepared: Summed, viewport: Viewport) -> BarPlaces:
    """A bar for each request, as long as it took; those within `LEAST` px of one another are joined."""
    least, at = max(1, LEAST * viewport.span // viewport.width), prepared.sums.at
    before, last = np.searchsorted(at, [viewport.start, viewport.end]).tolist()
    reaching = int(at[before - 1]) if before else viewport.start  # a bar ends where the next begins: the last one can
    first = anchor(at, min(viewport.start - least, reaching), least)
    borders, events = list[int](), list[tuple[int, int]]()
    while first < last:
        begin = int(at[first])
        following = int(np.searchsorted(at, begin + least))
        end = max(begin + least, int(ends(at[first:following], prepared.duration[first:following]).max()))
        end = min(end, int(at[following])) if following < len(at) else end
        if end <= viewport.start - least:
            first = following
            continue
        if borders and borders[-1] < begin:
            events.append((first, first))
        borders += [begin, end] if not borders or borders[-1] < begin else [end]
        events.append((first, following))
        first = following
    if not events:
        return BarPlaces(np.array([viewport.start, viewport.end]), np.zeros((1, 2), dtype=np.int64), EACH, True)
    rising, found = np.array(borders, dtype=np.int64), np.array(events, dtype=np.int64)
    joined = (found[:, 1] - found[:, 0] > 1) & (rising[1:] > viewport.start)
    return BarPlaces(rising, found, JOINED if joined.any() else EACH, True)


def anchor(at: NDArray[np.int64], start: int, gap: int) -> int:
    """Where to begin joining, so that groups stay the same while the view moves: after a gap before `start`."""
    first = int(np.searchsorted(at, start))
    low = max(0, first - 4096)  # without a gap for so long, groups may begin anywhere
    gaps = np.flatnonzero(np.diff(at[low : first + 1]) >= gap)
    return low + int(gaps[-1]) + 1 if len(gaps) else low


def heights(prepared: Summed, found: BarPlaces) -> NDArray[np.int64]:
    """Sums (layers, k) of the bars."""
    totals = prepared.sums.totals
    return totals[:, found.events[:, 1]] - totals[:, found.events[:, 0]]


def peaks(prepared: Summed, found: BarPlaces) -> NDArray[np.bool_]:
    """Which bars (k) hold a request whose value is far above the agent's others."""
    return np.diff(np.searchsorted(prepared.large, found.edges)) > 0


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar at a time: `words` for its stretch, and its events."""

    words: str
    events: slice


def bar_at(prepared: Summed, viewport: Viewport, at: int) -> Bar | None:
    """The bar under the pointer; close up the nearest one, None where none is near."""
    found = stretches(prepared, viewport)
    if found.single:
        return _single_at(prepared, viewport, found, at)
    place = int(np.searchsorted(found.edges, at, side="right")) - 1
    if not 0 <= place < len(found.events):
        return None
    start, end = found.edges[place : place + 2].tolist()
    return Bar(interval(prepared.clock, start, end, viewport.bin_width()), slice(*found.events[place].tolist()))


def _single_at(prepared: Summed, viewport: Viewport, found: BarPlaces, at: int) -> Bar | None:
    held = np.flatnonzero(found.events[:, 1] > found.events[:, 0])
    away = np.maximum(found.edges[:-1] - at, at - found.edges[1:] + 1)[held]
    if not len(held) or away.min() > REACH * viewport.span / viewport.width:
        return None
    part = slice(*found.events[held[away.argmin()]].tolist())
    words = instant(prepared.clock, int(prepared.sums.at[part.start]), 1)
    took = int(prepared.duration[part.start])
    alone = part.stop - part.start == 1 and took >= 0
    return Bar(f"{words}, took {duration(took)}" if alone else words, part)
