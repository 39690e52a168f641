"""Lane "Tokens": what was used, by class, one stacked bar per human unit of time; close up one bar a request."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity
from auditor.timeline.lane import Bars, Lane, Subject
from auditor.timeline.lanes.bars import Summed, bar_at, heights, peaks, stretches, summed
from auditor.timeline.prefix import PrefixSums
from auditor.timeline.selection import tokens_of
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import compact, count


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Sums of the layers from the bottom up; `unit` is what they count."""

    activity: Activity
    summed: Summed
    layers: tuple[str, ...]
    unit: str

    @property
    def sums(self) -> PrefixSums:
        """Prefix sums of the layers."""
        return self.summed.sums


def prepare(subject: Subject) -> Tokens:
    """Output at the bottom, then fresh input, then input read from a cache; requests where no token was told."""
    activity = subject.activity
    columns = {name: column for name, column in token_layers(activity).items() if told(column)}
    if columns or not len(activity):
        columns = columns or token_layers(activity)
        return Tokens(activity, summed(subject, *columns.values()), tuple(columns), "tokens")
    ones = np.ones(len(activity), dtype=np.int64)
    return Tokens(activity, summed(subject, ones), ("input",), "requests")


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
    """Stacked bars; those with a request far larger than the agent's others are told, at every zoom."""
    found = stretches(prepared.summed, viewport)
    title = "" if prepared.unit == "tokens" else "Requests"
    legend = prepared.layers if prepared.unit == "tokens" else ("no tokens told",)
    return Bars(
        found.edges,
        heights(prepared.summed, found),
        prepared.layers,
        legend,
        found.scale,
        title,
        peaks=peaks(prepared.summed, found),
    )


def describe(prepared: Tokens, viewport: Viewport, at: int, _depth: float) -> str:
    """The bar's stretch of time, its requests and tokens, how many tell none, and the largest where it stands out."""
    bar = bar_at(prepared.summed, viewport, at)
    if bar is None:
        return ""
    totals = prepared.sums.totals[:, bar.events.start : bar.events.stop + 1]
    number = bar.events.stop - bar.events.start
    words = f"{bar.words}\n{count(number, 'request')}"
    if not number or prepared.unit != "tokens":
        return words
    words += _amount(prepared.activity, bar.events)
    first, last = prepared.sums.at[[bar.events.start, bar.events.stop - 1]].tolist()
    large = np.diff(np.searchsorted(prepared.summed.large, [first, last + 1]))
    if number == 1 or not large.any():
        return words
    return f"{words}\nlargest request {compact(int(np.diff(totals).sum(axis=0).max()))} tokens"


def _amount(activity: Activity, part: slice) -> str:
    """Tokens of the events at these indices, and how many of them tell none."""
    tokens = tokens_of(activity, part)
    if tokens is None:
        return " · tokens not told"
    silent = (activity.input_tokens[part] == UNKNOWN) & (activity.output_tokens[part] == UNKNOWN)
    untold = int(np.count_nonzero(silent))
    return f" · {compact(tokens)} tokens" + (f"\n{untold:,} of them without tokens" if untold else "")


TOKENS = Lane("tokens", "Tokens", "", 0.42, prepare, bins, describe)
