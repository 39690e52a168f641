"""Which lanes a timeline shows, in which order and how high: chosen by the auditor, kept with the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.timeline.lane import Lane
from auditor.timeline.lanes import LANES

LOWEST, HIGHEST = 0.25, 8.0
"""Times its own height that a lane may be made."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """`names` are shown, top to bottom; `heights` are times a lane's own height, of those that were resized."""

    names: tuple[str, ...]
    heights: Mapping[str, float] = field(default_factory=dict[str, float])

    def factor(self, name: str) -> float:
        """How many times its own height a lane has."""
        return self.heights.get(name, 1.0)


def usual(registry: Iterable[Lane] = LANES) -> Lanes:
    """What an auditor sees who has chosen nothing."""
    return Lanes(tuple(lane.name for lane in registry if lane.shown))


def chosen(lanes: Lanes, registry: Iterable[Lane] = LANES) -> tuple[Lane, ...]:
    """The lanes themselves, in the order chosen."""
    by_name = {lane.name: lane for lane in registry}
    return tuple(by_name[name] for name in lanes.names if name in by_name)


def toggled(lanes: Lanes, name: str) -> Lanes:
    """With a lane more at the bottom, or without it; the last lane stays."""
    if name not in lanes.names:
        return replace(lanes, names=(*lanes.names, name))
    rest = tuple(other for other in lanes.names if other != name)
    return replace(lanes, names=rest) if rest else lanes


def moved(lanes: Lanes, name: str, place: int) -> Lanes:
    """With a lane at another place, counted from 0 at the top."""
    rest = [other for other in lanes.names if other != name]
    place = min(max(place, 0), len(rest))
    return replace(lanes, names=(*rest[:place], name, *rest[place:]))


def resized(lanes: Lanes, factors: Mapping[str, float]) -> Lanes:
    """With other heights for some lanes, as far as a lane can still be read."""
    kept = {name: min(max(factor, LOWEST), HIGHEST) for name, factor in factors.items()}
    return replace(lanes, heights={**lanes.heights, **kept})


def unsized(lanes: Lanes, names: Iterable[str]) -> Lanes:
    """With their own heights again for these lanes."""
    away = set(names)
    return replace(lanes, heights={name: factor for name, factor in lanes.heights.items() if name not in away})


def to_json(lanes: Lanes) -> dict[str, Any]:
    """As a JSON value, to be kept with the case."""
    return {"names": list(lanes.names), "heights": dict(lanes.heights)}


def from_json(kept: Any, registry: Iterable[Lane] = LANES) -> Lanes:
    """What was kept, without what this version does not know; the usual lanes where nothing is left of it."""
    known, value = {lane.name for lane in registry}, kept if isinstance(kept, dict) else {}
    names, heights = value.get("names"), value.get("heights")
    shown = [name for name in names if isinstance(name, str) and name in known] if isinstance(names, list) else []
    if not shown:
        return usual(registry)
    told = heights.items() if isinstance(heights, dict) else ()
    factors = {name: float(factor) for name, factor in told if name in known and _is_size(factor)}
    return resized(Lanes(tuple(dict.fromkeys(shown))), factors)


def _is_size(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e6
