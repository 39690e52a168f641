"""Lane "Outcomes": what came out of the work beside it; solid marks are linked to the agent, hollow ones are not."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import Outcome
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.lane import Lane, Marks, Subject
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import instant

GLYPH = 12
"""px; marks closer than this are joined into one."""

REACH = 8
"""px around a mark that belong to it."""

LABEL = 17
"""Letters that fit the lane's label."""

_HASH = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Outcomes in order of time: `at` (n, µs), `linked` (n), with the words for each."""

    clock: Clock
    at: NDArray[np.int64]
    linked: NDArray[np.bool_]
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]


def prepare(subject: Subject) -> Outcomes:
    """Sort by time and find the words."""
    pairs = sorted(zip(subject.outcomes, subject.linked, strict=True), key=lambda pair: pair[0].at)
    outcomes = [outcome for outcome, _ in pairs]
    return Outcomes(
        clock_of(subject.zone),
        np.array([outcome.at for outcome in outcomes], dtype=np.int64),
        np.array([linked for _, linked in pairs], dtype=np.bool_),
        tuple(words(outcome) for outcome in outcomes),
        tuple(_noun(outcome.kind) for outcome in outcomes),
        tuple(outcome.title for outcome in outcomes),
    )


def words(outcome: Outcome) -> str:
    """What to call it: "ticket ATL-812 closed" of the kind "ticket closed", "merged change #7" of "merged_change".

    Commit hashes are cut to 8 digits.
    """
    first, _, rest = re.sub(r"[_-]+", " ", outcome.kind).partition(" ")
    reference = outcome.reference[:8] if _HASH.fullmatch(outcome.reference) else outcome.reference
    parts = (first, rest, reference) if first.endswith("ed") else (first, reference, rest)
    return " ".join(part for part in parts if part)


def _noun(kind: str) -> str:
    """The thing, without what happened to it: "merged_change" is a change, "ticket closed" a ticket."""
    parts = re.split(r"[ _-]+", kind)
    return next((part for part in parts if not part.endswith("ed")), parts[0])


def bins(prepared: Outcomes, viewport: Viewport) -> Marks:
    """One mark per outcome in view, neighbours closer than a glyph joined; linked and other are never joined."""
    groups = sorted(_groups(prepared, viewport, True) + _groups(prepared, viewport, False))
    first = [group[0] for group in groups]
    texts = tuple(_group_text(prepared, group) for group in groups)
    empty = "" if len(prepared.at) else "No outcomes known"
    return Marks(prepared.at[first], texts, prepared.linked[first], _kinds(prepared), empty=empty)


def _groups(prepared: Outcomes, viewport: Viewport, linked: bool) -> list[list[int]]:
    """Indices joined from left to right: a group takes what begins within a glyph of its first mark."""
    glyph = max(1, GLYPH * viewport.span // viewport.width)
    same = np.flatnonzero(prepared.linked == linked)
    at = prepared.at[same]
    place, stop = _anchor(at, viewport.start - glyph, glyph), int(np.searchsorted(at, viewport.end + glyph))
    groups: list[list[int]] = []
    while place < stop:
        following = int(np.searchsorted(at, int(at[place]) + glyph))
        groups.append(same[place:following].tolist())
        place = following
    return [group for group in groups if prepared.at[group[0]] >= viewport.start - glyph]


def _anchor(at: NDArray[np.int64], start: int, glyph: int) -> int:
    """Where to begin joining, so that groups stay the same while the view moves: after a gap before the view."""
    first = int(np.searchsorted(at, start))
    while 0 < first < len(at) and at[first] - at[first - 1] < glyph:
        first -= 1
    return first


def _group_text(prepared: Outcomes, group: list[int]) -> str:
    if len(group) == 1:
        return prepared.texts[group[0]]
    kinds = {prepared.kinds[index] for index in group}
    return f"{len(group)} {_plural(kinds.pop()) if len(kinds) == 1 else 'outcomes'}"


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if re.search(r"[^aeiou]y$", noun) else noun + "s"


def _kinds(prepared: Outcomes) -> str:
    common = sorted(set(prepared.kinds), key=lambda kind: (-prepared.kinds.count(kind), kind))
    both = ", ".join(_plural(kind) for kind in common)
    return both if len(both) <= LABEL else f"{_plural(common[0])} …"


def describe(prepared: Outcomes, viewport: Viewport, at: int, _depth: float) -> str:
    """The outcomes under the pointer, three at most."""
    reach = max(1, REACH * viewport.span // viewport.width)
    first, last = np.searchsorted(prepared.at, [at - reach, at + reach]).tolist()
    lines = [_line(prepared, index) for index in range(first, min(last, first + 3))]
    if last - first > 3:
        lines.append(f"and {last - first - 3} more")
    return "\n".join(lines)


def _line(prepared: Outcomes, index: int) -> str:
    title = f" “{prepared.titles[index]}”" if prepared.titles[index] else ""
    whose = "" if prepared.linked[index] else " · not linked to this agent"
    return f"{instant(prepared.clock, int(prepared.at[index]))}: {prepared.texts[index]}{title}{whose}"


OUTCOMES = Lane("outcomes", "Outcomes", "", 0.18, prepare, bins, describe)
