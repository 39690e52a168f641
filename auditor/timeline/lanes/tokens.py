"""Lane "Tokens": what was used, by class, one stacked bar per human unit of time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity
from auditor.timeline.binning import edges
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.lane import Bars, Lane, Subject
from auditor.timeline.prefix import PrefixSums, prefix_sums
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import bare, compact, count, interval


@dataclass(frozen=True, slots=True)
class Tokens:
    """Prefix sums of the layers from the bottom up; `unit` is what their sum counts."""

    clock: Clock
    sums: PrefixSums
    layers: tuple[str, ...]
    unit: str


def prepare(subject: Subject) -> Tokens:
    """Output at the bottom, then fresh input, then input read from a cache; requests where no token was told."""
    activity, clock = subject.activity, clock_of(subject.zone)
    columns = {name: column for name, column in token_layers(activity).items() if told(column)}
    if columns or not len(activity):
        columns = columns or token_layers(activity)
        return Tokens(clock, prefix_sums(activity.at, *columns.values()), tuple(columns), "tokens")
    ones = np.ones(len(activity), dtype=np.int64)
    return Tokens(clock, prefix_sums(activity.at, ones), ("input",), "requests")


def token_layers(activity: Activity) -> dict[str, NDArray[np.int64]]:
    """Columns (n) by colour token that together are input plus output; UNKNOWN where the export told nothing.

    Cached tokens are part of the input, and never more than it: a share that is larger than its whole is cut.
    """
    total = activity.input_tokens
    cached = np.minimum(activity.cache_read_input_tokens, total)
    return {"output": activity.output_tokens, "input": total - np.maximum(cached, 0), "cached": cached}


def told(column: NDArray[np.int64]) -> bool:
    """Whether any event has a value."""
    return bool((column != UNKNOWN).any())


def bins(prepared: Tokens, viewport: Viewport) -> Bars:
    """One bar per human unit; every bar whole, also those that reach over the view's border."""
    width = viewport.bin_width()
    at = edges(width, prepared.clock, viewport.start, viewport.end)
    title = "" if prepared.unit == "tokens" else "Requests"
    legend = prepared.layers if prepared.unit == "tokens" else ("no tokens told",)
    return Bars(at, prepared.sums.between(at), prepared.layers, legend, f"per {bare(width)}", title)


def describe(prepared: Tokens, viewport: Viewport, at: int, _depth: float) -> str:
    """The bar's stretch of time, its requests and its tokens."""
    width = viewport.bin_width()
    bar = edges(width, prepared.clock, at, at + 1)
    number, amount = int(prepared.sums.count(bar)[0]), int(prepared.sums.between(bar)[:, 0].sum())
    requests = count(number, "request")
    tokens = f" · {compact(amount)} tokens" if number and prepared.unit == "tokens" else ""
    return f"{interval(prepared.clock, int(bar[0]), int(bar[1]), width)}\n{requests}{tokens}"


TOKENS = Lane("tokens", "Tokens", "", 0.42, prepare, bins, describe)
