"""Lane "Outcomes": what came out of the work beside it; solid marks are linked to the agent.

A line leads to a mark from the first request whose prompt names its reference, where such links were looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import filterfalse

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN
from auditor.timeline.clock import Clock, clock_of
from auditor.timeline.lane import Lane, Link, Marks, Subject
from auditor.timeline.lanes.bars import anchor
from auditor.timeline.outcome_words import hows, noun_of, plural_of, words
from auditor.timeline.ties import How, counted, is_own
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import instant

GLYPH = 12
"""px; marks closer than this are joined into one."""

REACH = 8
"""px around a mark that belong to it."""

LABEL = 17
"""Letters that fit the lane's label."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Outcomes in order of time: `at` (n, µs), `linked` (n), with the words for each; `kind` (n) indexes `nouns`.

    `hows` (n): how each is tied to the agent; `linked` are those whose tie is firm enough to count as its own.
    `named` (n, µs) is when a prompt first named the outcome, UNKNOWN where none did.
    `kinds` tells all nouns in a line, the commonest first; `ties` how many are tied in which way,
    the agent's own and the others.
    """

    clock: Clock
    at: NDArray[np.int64]
    linked: NDArray[np.bool_]
    texts: tuple[str, ...]
    titles: tuple[str, ...]
    kind: NDArray[np.int64]
    nouns: tuple[str, ...]
    kinds: str
    named: NDArray[np.int64]
    hows: tuple[How, ...]
    ties: tuple[str, str]


def prepare(subject: Subject) -> Outcomes:
    """Sort by time and find the words."""
    order = sorted(range(len(subject.outcomes)), key=lambda index: subject.outcomes[index].at)
    outcomes = [subject.outcomes[index] for index in order]
    told = hows(subject.outcomes, subject.linked, subject.links)
    nouns = [noun_of(outcome.kind) for outcome in outcomes]
    common = sorted(set(nouns), key=lambda noun: (-nouns.count(noun), noun))
    codes = {noun: code for code, noun in enumerate(common)}
    return Outcomes(
        clock_of(subject.zone),
        np.array([outcome.at for outcome in outcomes], dtype=np.int64),
        np.array([is_own(told[index]) for index in order], dtype=np.bool_),
        tuple(words(outcome) for outcome in outcomes),
        tuple(outcome.title for outcome in outcomes),
        np.array([codes[noun] for noun in nouns], dtype=np.int64),
        tuple(common),
        _kinds(common),
        _named(len(outcomes), subject.links)[order],
        tuple(told[index] for index in order),
        (counted(filter(is_own, told)), counted(filterfalse(is_own, told))),
    )


def _named(outcomes: int, links: Sequence[Link]) -> NDArray[np.int64]:
    """When a prompt first named each outcome (n); links to outcomes that are not there are left out."""
    first = np.full(outcomes, UNKNOWN, dtype=np.int64)
    for link in sorted(links, key=lambda link: link.at, reverse=True):
        if 0 <= link.outcome < outcomes and link.how is How.PROMPT:
            first[link.outcome] = link.at
    return first


def bins(prepared: Outcomes, viewport: Viewport) -> Marks:
    """One mark per outcome in view, neighbours closer than a glyph joined; linked and other are never joined."""
    groups = _groups(prepared, viewport, True) + _groups(prepared, viewport, False)
    groups.sort(key=lambda group: int(group[0]))
    first = [int(group[0]) for group in groups]
    return Marks(
        prepared.at[first],
        tuple(_group_text(prepared, group) for group in groups),
        prepared.linked[first],
        prepared.kinds,
        empty="" if len(prepared.at) else "No outcomes known",
        named=np.array([_first_named(prepared.named[group]) for group in groups], dtype=np.int64),
        colors=("muted", "useful"),
        legend=prepared.ties[::-1],
    )


def _groups(prepared: Outcomes, viewport: Viewport, linked: bool) -> list[NDArray[np.int64]]:
    """Indices joined from left to right: a group takes what begins within a glyph of its first mark."""
    glyph = max(1, GLYPH * viewport.span // viewport.width)
    same = np.flatnonzero(prepared.linked == linked)
    at = prepared.at[same]
    place, stop = anchor(at, viewport.start - glyph, glyph), int(np.searchsorted(at, viewport.end + glyph))
    groups: list[NDArray[np.int64]] = []
    while place < stop:
        following = int(np.searchsorted(at, int(at[place]) + glyph))
        groups.append(same[place:following])
        place = following
    return [group for group in groups if prepared.at[group[0]] >= viewport.start - glyph]


def _first_named(named: NDArray[np.int64]) -> int:
    known = named[named != UNKNOWN]
    return int(known.min()) if len(known) else UNKNOWN


def _group_text(prepared: Outcomes, group: NDArray[np.int64]) -> str:
    if len(group) == 1:
        return prepared.texts[int(group[0])]
    kinds = prepared.kind[group]
    first = int(kinds[0])
    return f"{len(group):,} {plural_of(prepared.nouns[first]) if (kinds == first).all() else 'outcomes'}"


def _kinds(common: Sequence[str]) -> str:
    all_kinds = ", ".join(plural_of(kind) for kind in common)
    return all_kinds if len(all_kinds) <= LABEL else f"{plural_of(common[0])} …"


def describe(prepared: Outcomes, viewport: Viewport, at: int, _depth: float) -> str:
    """The outcomes under the pointer, three at most, with their ties; and how many are tied in which way in all."""
    reach = max(1, REACH * viewport.span // viewport.width)
    first, last = np.searchsorted(prepared.at, [at - reach, at + reach]).tolist()
    lines = [_line(prepared, index) for index in range(first, min(last, first + 3))]
    if last - first > 3:
        lines.append(f"and {last - first - 3} more")
    if lines and len(prepared.at) > 1:
        lines.append(f"{len(prepared.at):,} in all: {', '.join(filter(None, prepared.ties))}")
    return "\n".join(lines)


def _line(prepared: Outcomes, index: int) -> str:
    title = f" “{prepared.titles[index]}”" if prepared.titles[index] else ""
    line = f"{instant(prepared.clock, int(prepared.at[index]))}: {prepared.texts[index]}{title}"
    line = f"{line} · {prepared.hows[index]}"
    named = int(prepared.named[index])
    return line if named == UNKNOWN else f"{line}\nfirst named in a prompt of {instant(prepared.clock, named)}"


OUTCOMES = Lane("outcomes", "Outcomes", "", 0.18, prepare, bins, describe)
