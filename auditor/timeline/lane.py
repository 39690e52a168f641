"""What a lane is: one horizontal band of the timeline, as numbers a painter can draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity, Outcome
from auditor.timeline.ties import How
from auditor.timeline.viewport import Viewport

# Colours are names of theme tokens; "families.3" is the fourth colour of the token `families`.
# `scale` tells in small print what one bar, column or row holds; `title` replaces the lane's where it is told;
# `empty` is said where there is nothing to draw.


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Stacked bars. `edges` (k+1, µs); `heights` (layers, k) from the bottom; `colors` theme tokens, one a layer.

    Heights are linear, in `unit` ("", "dollars" for micro-dollars, "time" for µs); `scale.Scale` turns them into
    shares of the lane. `peaks` (k): bars that hold a value far above the agent's others, which must never be lost.
    """

    edges: NDArray[np.int64]
    heights: NDArray[np.int64]
    colors: tuple[str, ...]
    legend: tuple[str, ...]
    scale: str
    title: str = ""
    unit: str = ""
    empty: str = ""
    peaks: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Levels over time. `edges` (k+1, µs); `levels` (lines, k) in `unit` as in `Bars`, UNKNOWN where there is none.

    The first line is drawn as an area down to the ground, the others as lines over it.
    """

    edges: NDArray[np.int64]
    levels: NDArray[np.int64]
    colors: tuple[str, ...]
    legend: tuple[str, ...]
    scale: str
    title: str = ""
    unit: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A raster. `edges` (columns+1, µs); `counts` (rows, columns); row 0 is the topmost; `rows` names some rows.

    Without `colors`, `full` is the count drawn in full colour. With `colors`, one a row, each row is a band of its own
    and darkens with every power of ten; `legend` then tells what the colours mean, as far as there is room.
    `folded`: a cell stands for its column's whole width, whatever the time of day, so shading by time of day must not
    run behind it.
    """

    edges: NDArray[np.int64]
    counts: NDArray[np.int64]
    rows: tuple[tuple[int, str], ...]
    scale: str
    full: float = 1.0
    title: str = ""
    folded: bool = False
    colors: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Stretches of time in `rows` rows: from `starts` to `ends` (n, µs) in row `row` (n), drawn in order of `kind` (n).

    Within a row and a kind they rise and do not overlap. `kind` indexes `colors` and `legend` (what the kinds are);
    spans of the kind `crossed` carry a cross besides their colour.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    row: NDArray[np.int64]
    kind: NDArray[np.int64]
    rows: int
    colors: tuple[str, ...]
    legend: tuple[str, ...]
    scale: str
    crossed: int = -1
    title: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Single marks: `at` (n, µs), `texts`, and whether each is `solid` (linked to the agent) or hollow.

    `named` (n, µs): when a prompt first named what the mark stands for, drawn as a tie from there; UNKNOWN: never.
    `legend` counts in words how the hollow and the solid marks are linked; `colors` are theme tokens of these two.
    """

    at: NDArray[np.int64]
    texts: tuple[str, ...]
    solid: NDArray[np.bool_]
    scale: str
    title: str = ""
    empty: str = ""
    named: NDArray[np.int64] | None = None
    colors: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()


Drawing = Bars | Steps | Cells | Spans | Marks


@dataclass(frozen=True, slots=True)
class Link:
    """A request that ties an outcome to the agent: `outcome` indexes `Subject.outcomes`, `at` is when it was, µs.

    `how` is PROMPT where the prompt names the outcome, or TIME where the outcome soon followed the request.
    """

    outcome: int
    at: int
    how: How = How.PROMPT


@dataclass(frozen=True, slots=True)
class Subject:
    """What a timeline is about: one agent's activity, the outcomes beside it, and the person's time zone.

    `linked[i]` tells whether `outcomes[i]` is tied to this agent (else it is another outcome of the same person).
    `links` are requests that tie outcomes to it beside, in any order, as far as they were searched for.
    """

    activity: Activity
    outcomes: Sequence[Outcome]
    linked: Sequence[bool]
    zone: ZoneInfo
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """`prepare` runs once per agent; `bins` draws a viewport, at most one value per pixel column.

    `describe(prepared, viewport, at, depth)` is the tooltip at a time and a depth in the lane (0 top, 1 bottom):
    lines of text, "" where there is nothing to say. `height` is the lane's share of the timeline's free height.
    `shown`: whether it is there before anybody chose lanes.
    """

    name: str
    title: str
    subtitle: str
    height: float
    prepare: Callable[[Subject], Any]
    bins: Callable[[Any, Viewport], Drawing]
    describe: Callable[[Any, Viewport, int, float], str]
    shown: bool = True
