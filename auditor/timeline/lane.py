"""What a lane is: one horizontal band of the timeline, as numbers a painter can draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity, Outcome
from auditor.timeline.viewport import Viewport


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Stacked bars. `edges` (k+1, µs); `heights` (layers, k) from the bottom; `colors` theme tokens, one a layer.

    Heights are linear; `scale.Scale` turns them into shares of the lane. `title` replaces the lane's where told.
    """

    edges: NDArray[np.int64]
    heights: NDArray[np.int64]
    colors: tuple[str, ...]
    legend: tuple[str, ...]
    scale: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A raster. `edges` (columns+1, µs); `counts` (rows, columns); row 0 is the topmost; `rows` names some rows.

    `full` is the count drawn in full colour. `folded`: a cell stands for its column's whole width, whatever the
    time of day, so shading by time of day must not run behind it.
    """

    edges: NDArray[np.int64]
    counts: NDArray[np.int64]
    rows: tuple[tuple[int, str], ...]
    scale: str
    full: float = 1.0
    title: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Single marks: `at` (n, µs), `texts`, and whether each is `solid` (linked to the agent) or hollow."""

    at: NDArray[np.int64]
    texts: tuple[str, ...]
    solid: NDArray[np.bool_]
    scale: str
    title: str = ""
    empty: str = ""


Drawing = Bars | Cells | Marks


@dataclass(frozen=True, slots=True)
class Subject:
    """What a timeline is about: one agent's activity, the outcomes beside it, and the person's time zone.

    `linked[i]` tells whether `outcomes[i]` is tied to this agent (else it is another outcome of the same person).
    """

    activity: Activity
    outcomes: Sequence[Outcome]
    linked: Sequence[bool]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Lane:
    """`prepare` runs once per agent; `bins` draws a viewport, at most one value per pixel column.

    `describe(prepared, viewport, at, depth)` is the tooltip at a time and a depth in the lane (0 top, 1 bottom):
    lines of text, "" where there is nothing to say. `height` is the lane's share of the timeline's free height.
    """

    name: str
    title: str
    subtitle: str
    height: float
    prepare: Callable[[Subject], Any]
    bins: Callable[[Any, Viewport], Drawing]
    describe: Callable[[Any, Viewport, int, float], str]
