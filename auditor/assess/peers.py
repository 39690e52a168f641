"""Where an agent stands among its peers: those whose sessions start alike, and all others where these are few."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import Rhythm

SHRINK = 25
"""Peers of a class at which it weighs as much as all agents do (indicators.md)."""

HALF = 0.5
"""From this weight on a class is what an agent is compared with, in words; below, it is all agents."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """`above` is the share of peers whose value is as high or higher, `below` as low or lower, the agent counted with
    both, so that neither is 0; `peers` how many agents weighed most: those of its class, or all where these are few."""

    above: float
    below: float
    peers: int


def places(values: Mapping[int, float], classes: Mapping[int, Rhythm | None]) -> dict[int, Place]:
    """Each agent's place by its value. u = w·u_class + (1 − w)·u_all, w = n / (n + SHRINK)."""
    agents = sorted(values)
    column = np.array([values[agent] for agent in agents], np.float64)
    above, below = _shares(column)
    found: dict[int, Place] = {}
    for kind in [*Rhythm, None]:
        members = np.flatnonzero([classes.get(agent) is kind for agent in agents])
        own_above, own_below = _shares(column[members])
        n = len(members) - 1
        weight = n / (n + SHRINK) if kind is not None and n > 0 else 0.0
        for order, place in enumerate(members.tolist()):
            found[agents[place]] = Place(
                above=float(weight * own_above[order] + (1 - weight) * above[place]),
                below=float(weight * own_below[order] + (1 - weight) * below[place]),
                peers=n if weight >= HALF else len(agents) - 1,
            )
    return found


def _shares(values: Values) -> tuple[Values, Values]:
    """(1 + the others as high) / (1 + the others), and the same from below; empty for none."""
    ordered, count = np.sort(values), max(len(values), 1)
    high = (len(values) - np.searchsorted(ordered, values, "left")) / count
    low = np.searchsorted(ordered, values, "right") / count
    return high, low


def percentile(place: Place) -> float:
    """0–1, the share of the peers whose value is lower; of those with the same value half."""
    return float(np.clip((1 - place.above + place.below) / 2, 0, 1))


def classes_of(worked_out: Mapping[int, Rhythm | None], told: Mapping[int, Rhythm]) -> dict[int, Rhythm | None]:
    """The class of each agent: what the auditor said goes before what was worked out."""
    return {agent_id: told.get(agent_id, rhythm) for agent_id, rhythm in worked_out.items()}
