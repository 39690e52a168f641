"""The words of each strip: who it is, how much of it is in view, and what must be known to read its bars."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from auditor.gui.comparing.strip_painter import Face
from auditor.gui.comparing.strips import LAYERS, REQUESTS, TOKENS, Strip, raster, sums_in, together
from auditor.timeline.lane import Bars
from auditor.timeline.scale import Scale, scale_for
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import compact, count


class Named(Protocol):
    """A row: the agent's id and name."""

    @property
    def agent_id(self) -> int: ...
    @property
    def name(self) -> str: ...


class Strips(Protocol):
    """What a strip's words need of the area."""

    strips: dict[int, Strip]
    view: Viewport
    own: bool

    @property
    def alone(self) -> bool: ...
    @property
    def drawn(self) -> dict[int, Bars]: ...


def agent_face(area: Strips, row: Named, tops: Mapping[int, Scale], marked: bool, roomy: bool) -> Face:
    """One agent's strip by its scale in `tops`; `roomy`: its hours of the day are shown too."""
    strip, drawing = area.strips.get(row.agent_id), area.drawn.get(row.agent_id)
    if strip is None or drawing is None:
        return Face(row.name, "reading …", "", None, Scale(1.0), None, marked)
    cells = raster(strip, area.view) if roomy else None
    words = strip_words(strip, area.view, area.own)
    # one agent alone has no sum above it that tells what bars are
    label = unit_label(strip.unit, drawing) if area.alone or strip.unit == REQUESTS else ""
    legend = LAYERS if area.alone and strip.unit == TOKENS else ()
    return Face(row.name, words, label, drawing, tops[row.agent_id], cells, marked, legend)


def strip_words(strip: Strip, view: Viewport, own: bool) -> str:
    """18,204 requests · 412.6 M tokens in view."""
    if not strip.requests:
        return "no requests"
    requests, amount = sums_in(strip, (view.start, view.end))
    parts = [count(requests, "request")]
    if strip.unit == TOKENS:
        parts.append(f"{compact(amount)} tokens")
    parts[-1] += " in view"
    if strip.unit == REQUESTS:
        parts.append("bars are requests: no tokens told")
    if strip.strays:
        parts.append(f"{count(strip.strays, 'request')} far from all others in time")
    return " · ".join([*parts, "≠ own scale"] if own else parts)


def total_face(
    rows: Sequence[Named], strips: Mapping[int, Strip], drawn: Mapping[int, Bars], view: Viewport, log: bool
) -> Face:
    """The sum of all strips that count tokens; of requests, where none does."""
    unit = TOKENS if any(strip.unit == TOKENS and strip.requests for strip in strips.values()) else REQUESTS
    parts = [drawing for key, drawing in drawn.items() if strips[key].unit == unit]
    bars = together(parts)
    scale = scale_for(bars.heights, log) if bars else Scale(1.0)
    label = unit_label(unit, bars) if bars else ""
    words = total_words(rows, strips, view, unit)
    return Face(f"All {count(len(rows), 'agent')}", words, label, bars, scale, legend=LAYERS)


def total_words(rows: Sequence[Named], strips: Mapping[int, Strip], view: Viewport, unit: str) -> str:
    """What the sum holds, and what it does not."""
    sums = [(strip, *sums_in(strip, (view.start, view.end))) for strip in strips.values()]
    parts = ["scale of its own", count(sum(requests for _, requests, _ in sums), "request")]
    if unit == TOKENS:
        parts.append(f"{compact(sum(amount for strip, _, amount in sums if strip.unit == TOKENS))} tokens")
    parts[-1] += " in view"
    untold = sum(strip.unit == REQUESTS for strip in strips.values())
    if untold and unit == TOKENS:
        parts.append(f"{untold} of {len(rows)} tell no tokens")
    if len(strips) < len(rows):
        parts.append(f"{len(strips)} of {len(rows)} read so far")
    return " · ".join(parts)


def unit_label(unit: str, bars: Bars) -> str:
    """What a bar holds: "Tokens / 6 h"."""
    return f"{unit.capitalize()} / {bars.scale.removeprefix('per ')}"
