"""What two halves differ in, as numbers and in a sentence; unknown stays unknown."""

from dataclasses import dataclass

import numpy as np

from auditor.gui.comparing.shown import Span
from auditor.records import UNKNOWN, Activity
from auditor.timeline.clock import DAY, HOUR, MINUTE
from auditor.timeline.prefix import PrefixSums, prefix_sums
from auditor.timeline.words import compact, count

UNTOLD = "–"
UNITS = ((DAY, "a day"), (HOUR, "an hour"), (MINUTE, "a minute"))
ALIKE = 1.05
"""Ratios below this are told as "about the same"."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a stretch of one half. `length` (µs) is the part of it the case tells of; `tokens` None: untold."""

    requests: int
    tokens: int | None
    length: int


def counted(activity: Activity) -> PrefixSums:
    """Prepared once per half: sums of tokens, and of the events that tell any."""
    both = (activity.input_tokens, activity.output_tokens)
    tokens = np.maximum(both[0], 0) + np.maximum(both[1], 0)
    told = (both[0] != UNKNOWN) | (both[1] != UNKNOWN)
    return prefix_sums(activity.at, tokens, told.astype(np.int64))


def seen(sums: PrefixSums, whole: Span, span: Span) -> Seen:
    """Count [start, end), µs. Where the case tells of no time in it, `length` is 0 and no rate can be told."""
    edges = np.array(span, dtype=np.int64)
    tokens, told = sums.between(edges)[:, 0].tolist()
    length = min(span[1], whole[1]) - max(span[0], whole[0])
    return Seen(int(sums.count(edges)[0]), tokens if told else None, max(0, length))


def seen_words(one: Seen, where: str = "") -> str:
    """1,212 requests · 27.4 M tokens; `where` follows: "selected"."""
    tokens = f" · {UNTOLD if one.tokens is None else compact(one.tokens)} tokens" if one.requests else ""
    return f"{count(one.requests, 'request')}{tokens} {where}".rstrip()


def rate(amount: int | None, length: int, unit: int) -> float | None:
    """An amount per unit of time; None where either is unknown."""
    return None if amount is None or length <= 0 else amount * unit / length


def difference(first: Seen, second: Seen, names: tuple[str, str]) -> tuple[str, str]:
    """Requests a day: A 61, B 12 (5.1 : 1) / Tokens a day: A 1.38 M, B –."""
    known = [one.length for one in (first, second) if one.length]
    unit, words = next((part for part in UNITS if part[0] <= min(known, default=DAY)), UNITS[-1])
    requests = [rate(one.requests, one.length, unit) for one in (first, second)]
    tokens = [rate(_tokens(one), one.length, unit) for one in (first, second)]
    return f"Requests {words}: {_pair(requests, names)}", f"Tokens {words}: {_pair(tokens, names)}"


def _tokens(one: Seen) -> int | None:
    """Without any request there were no tokens; with requests that tell none, nobody knows."""
    return one.tokens if one.requests else 0


def _pair(rates: list[float | None], names: tuple[str, str]) -> str:
    told = ", ".join(f"{name} {figure(value)}" for name, value in zip(names, rates, strict=True))
    ratio = _ratio(*rates)
    return f"{told} ({ratio})" if ratio else told


def _ratio(first: float | None, second: float | None) -> str:
    """5.1 : 1 or 1 : 5.1, in the order of the names; "" unless both are above nothing."""
    if not first or not second:
        return ""
    times = max(first, second) / min(first, second)
    if times < ALIKE:
        return "about the same"
    return f"{figure(times)} : 1" if first > second else f"1 : {figure(times)}"


def figure(value: float | None) -> str:
    """61, 5.1, 0.3, 1.38 M; – for unknown."""
    if value is None:
        return UNTOLD
    if 0 < value < 0.05:
        return "under 0.1"
    return f"{value:.1f}".removesuffix(".0") if value < 10 else compact(round(value))
