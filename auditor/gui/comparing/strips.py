"""The strips of small multiples as numbers: each agent's tokens (or requests), their sum, and their common scale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.gui.comparing.shown import Span
from auditor.gui.figures import local
from auditor.timeline.binning import Times, edges
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.extent import extent
from auditor.timeline.lane import Bars, Cells, Subject
from auditor.timeline.lanes.hours import HOURS
from auditor.timeline.lanes.tokens import token_layers, told
from auditor.timeline.prefix import PrefixSums, prefix_sums
from auditor.timeline.scale import Scale, scale_for
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import bare, compact, count, interval

LAYERS = ("output", "input", "cached")
"""Colour tokens from the ground up, the same in every strip."""

TOKENS, REQUESTS = "tokens", "requests"
"""What the bars of a strip count: requests where no token was told."""


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One agent's sums by `LAYERS`, in `unit`; `hours` as its raster prepared it; `main` its period without strays."""

    unit: str
    clock: Clock
    sums: PrefixSums
    hours: Any
    main: Span | None
    strays: int

    @property
    def requests(self) -> int:
        """All of them."""
        return len(self.sums.at)


def strip_of(subject: Subject) -> Strip:
    """Prepare one agent; `subject` needs no outcomes."""
    activity, found = subject.activity, extent(subject.activity.at)
    layers = token_layers(activity)
    unit = TOKENS if any(map(told, layers.values())) or not len(activity) else REQUESTS
    ones, none = np.ones_like(activity.at), np.zeros_like(activity.at)
    columns = [layers[name] for name in LAYERS] if unit == TOKENS else [none, ones, none]
    strays = found.before + found.after if found else 0
    sums = prefix_sums(activity.at, *columns)
    return Strip(unit, clock_of(subject.zone), sums, HOURS.prepare(subject), found.main if found else None, strays)


def drawings(strips: Mapping[int, Strip], viewport: Viewport) -> dict[int, Bars]:
    """One bar per human unit, as the timeline's own lane draws them; the same edges for all (one clock)."""
    width = viewport.bin_width()
    clock = next((strip.clock for strip in strips.values()), None)
    if clock is None:
        return {}
    at = edges(width, clock, viewport.start, viewport.end)
    scale = f"per {bare(width)}"
    return {key: Bars(at, strip.sums.between(at), LAYERS, LAYERS, scale) for key, strip in strips.items()}


def raster(strip: Strip, viewport: Viewport) -> Cells:
    """Requests by date and hour of day."""
    drawing = HOURS.bins(strip.hours, viewport)
    assert isinstance(drawing, Cells)
    return drawing


def together(drawn: Sequence[Bars]) -> Bars | None:
    """The sum of strips drawn on one axis; None when there is none."""
    if not drawn:
        return None
    first = drawn[0]
    heights: NDArray[np.int64] = np.sum([drawing.heights for drawing in drawn], axis=0)
    return Bars(first.edges, heights, first.colors, first.legend, first.scale)


def scales(strips: Mapping[int, Strip], drawn: Mapping[int, Bars], own: bool, log: bool) -> dict[int, Scale]:
    """The scale of each strip: one for all that count the same unit, or, asked for, its own for each."""
    if own:
        return {key: scale_for(drawing.heights, log) for key, drawing in drawn.items()}
    tops = {
        unit: scale_for(np.array([[tallest(drawn[key] for key in drawn if strips[key].unit == unit)]]), log)
        for unit in (TOKENS, REQUESTS)
    }
    return {key: tops[strips[key].unit] for key in drawn}


def tallest(drawn: Iterable[Bars]) -> int:
    """The greatest bar of all; 0 without any."""
    return max((int(drawing.heights.sum(axis=0).max()) for drawing in drawn if drawing.heights.size), default=0)


def sums_in(strip: Strip, span: Span) -> tuple[int, int]:
    """Requests and the sum of the strip's unit in [start, end), µs."""
    at: Times = np.array(span, dtype=np.int64)
    return int(strip.sums.count(at)[0]), int(strip.sums.between(at).sum())


def bar_at(strip: Strip, viewport: Viewport, at: int) -> tuple[Span, int, int]:
    """The bar under a time: its [start, end), its requests, and the sum of its unit."""
    bar = edges(viewport.bin_width(), strip.clock, at, at + 1)
    span = int(bar[0]), int(bar[1])
    return span, *sums_in(strip, span)


def words_at(name: str, strip: Strip, viewport: Viewport, at: int) -> str:
    """The tooltip: agent, the bar's stretch of time, its requests and tokens."""
    span, requests, amount = bar_at(strip, viewport, at)
    tokens = f" · {compact(amount)} tokens" if requests and strip.unit == TOKENS else ""
    untold = " · no tokens told" if strip.unit == REQUESTS else ""
    when = interval(strip.clock, *span, viewport.bin_width())
    return f"{name}\n{when}\n{count(requests, 'request')}{tokens}{untold}"


def moment_from(strip: Strip, at: int | None, view: Viewport, by: int) -> int | None:
    """The time of the next (by > 0) or previous request from a time, or the view's border, on; None without any."""
    if not strip.requests:
        return None
    times = strip.sums.at
    if by > 0:
        place = int(np.searchsorted(times, view.start) if at is None else np.searchsorted(times, at, side="right"))
    else:
        place = int(np.searchsorted(times, view.end if at is None else at)) - 1
    return int(times[min(max(place, 0), len(times) - 1)])


def table_of(names: Sequence[str], strips: Sequence[Strip], drawn: Sequence[Bars]) -> str:
    """The bars in view as tab-separated text: a line for each stretch of time, a column for each agent."""
    if not drawn:
        return ""
    zone, edges_ = strips[0].clock.zone, drawn[0].edges.tolist()
    heads = (f"{name} ({strip.unit})" for name, strip in zip(names, strips, strict=True))
    lines = ["\t".join((f"from ({zone.key})", "to", *heads))]
    sums = [drawing.heights.sum(axis=0).tolist() for drawing in drawn]
    for bar, (start, end) in enumerate(pairwise(edges_)):
        ends = (local(at, zone).isoformat(sep=" ", timespec="seconds") for at in (start, end))
        lines.append("\t".join((*ends, *(str(column[bar]) for column in sums))))
    return "\n".join(lines) + "\n"


def period_of(strips: Mapping[int, Strip]) -> Span | None:
    """From the first to the last event of all strips, strays left out; None without events."""
    mains = [strip.main for strip in strips.values() if strip.main]
    return (min(low for low, _ in mains), max(high for _, high in mains)) if mains else None
