"""Which spans of a trace hold others: so that a sum over children is not counted beside them.

Spans come in any order, parents before or after their children and far away in the file, a million or more of them. So
only links are held, about sixty bytes a span: a 64-bit digest of trace and span id, the same of the parent, and a few
flags; names are held once. `close` resolves them; then a span is asked for by its place, the how-manieth it was.

What counts is the leaf. A span that is no model call itself (an agent, a workflow) but tells usage sums its children
wherever a span below it tells usage. A model call that holds a model call is the outer of two records of one call,
unless a tool lies between: what a tool calls is a call of its own.

A chain of parents that comes back to itself tells nothing, and its links are dropped. No step recurses: chains may be
as deep as the file is long.
"""

from array import array
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

CALL, TOOL, USAGE = 1, 2, 4
"""Flags of a span: it is a model call; it is a tool at work; it tells a count that is not 0."""


@dataclass(frozen=True, slots=True)
class Link:
    """One span as the tree needs it. `agent`, `session` and `person` hold for all spans below that tell none."""

    trace: str
    span: str
    parent: str | None = None
    is_call: bool = False
    is_tool: bool = False
    tells_usage: bool = False
    agent: str | None = None
    session: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a span tells by itself or through the nearest span above it that does."""

    agent: str | None
    session: str | None
    person: str | None


def _digest(trace: str, span: str) -> int:
    return int.from_bytes(blake2b(f"{trace}\0{span}".encode("utf-8", "replace"), digest_size=8).digest(), "big") or 1


class SpanTree:
    """Links of all spans of a file. First `add` all, then `close`, then ask. `loops` spans were their own ancestors."""

    def __init__(self) -> None:
        self.uses = 0
        self.loops = 0
        self._ids = array("Q")
        self._parents = array("Q")
        self._flags = bytearray()
        self._names: dict[str, int] = {}
        self._told = (array("i"), array("i"), array("i"))

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, link: Link) -> None:
        """The next span; a span that is told twice is one."""
        self._ids.append(_digest(link.trace, link.span))
        self._parents.append(_digest(link.trace, link.parent) if link.parent else 0)
        self._flags.append(link.is_call * CALL | link.is_tool * TOOL | link.tells_usage * USAGE)
        self.uses += link.is_call or link.tells_usage
        for names, name in zip(self._told, (link.agent, link.session, link.person), strict=True):
            names.append(self._names.setdefault(name, len(self._names)) if name else -1)

    def close(self) -> None:
        """Resolve the links, once all spans are there."""
        self._resolve()
        self._cut_loops()
        self._holds_usage = self._above(USAGE, 0)
        self._wraps_usage = self._above(CALL | USAGE, TOOL)
        self._wraps_call = self._above(CALL, TOOL)
        for names in self._told:
            self._inherit(names)
        self._texts = list(self._names)

    def is_use(self, place: int) -> bool:
        """Whether the span is a model call, or tells usage."""
        return bool(self._flags[self._first[place]] & (CALL | USAGE))

    def is_sum(self, place: int) -> bool:
        """Whether what the span tells is told by spans below it."""
        at = self._first[place]
        flags = self._flags[at]
        if not flags & CALL:
            return bool(self._holds_usage[at])
        return bool(self._wraps_usage[at] if flags & USAGE else self._wraps_call[at])

    def told(self, place: int) -> Told:
        """Agent, session and person of a span, its own or the nearest above."""
        at = self._first[place]
        return Told(*(self._texts[names[at]] if names[at] >= 0 else None for names in self._told))

    def _resolve(self) -> None:
        """Ids to places: `_first` of each span's copies, and that of its parent or -1."""
        ids, parents = np.array(self._ids, np.uint64), np.array(self._parents, np.uint64)
        if not len(ids):
            self._first, self._above_it = array("i"), array("i")
            return
        order = np.argsort(ids, kind="stable").astype(np.int32)
        ranked = ids[order]
        first = order[np.searchsorted(ranked, ids)]
        found = np.minimum(np.searchsorted(ranked, parents), len(ids) - 1)
        above = np.where(ranked[found] == parents, order[found], np.int32(-1)).astype(np.int32)
        flags = np.frombuffer(self._flags, np.uint8).copy()
        np.bitwise_or.at(flags, first, flags.copy())
        self._flags = bytearray(flags.tobytes())
        self._first, self._above_it = array("i", first.tobytes()), array("i", above.tobytes())

    def _cut_loops(self) -> None:
        above, walked = self._above_it, array("i", bytes(4 * len(self)))
        for start in range(len(above)):
            at = start
            while at >= 0 and not walked[at]:
                walked[at] = start + 1
                at = above[at]
            if at >= 0 and walked[at] == start + 1:
                while (beyond := above[at]) >= 0:
                    above[at] = -1
                    at = beyond
                    self.loops += 1

    def _above(self, seed: int, stop: int) -> bytearray:
        """Marks on all spans above one that has all flags of `seed`, up to the first with a flag of `stop`."""
        above, flags, marked = self._above_it, self._flags, bytearray(len(self))
        for start, own in enumerate(flags):
            if own & seed == seed:
                at = above[start]
                while at >= 0 and not marked[at] and not flags[at] & stop:
                    marked[at] = 1
                    at = above[at]
        return marked

    def _inherit(self, names: "array[int]") -> None:
        above, settled = self._above_it, bytearray(len(self))
        for start in range(len(above)):
            trail: list[int] = []
            at = start
            while at >= 0 and names[at] < 0 and not settled[at]:
                settled[at] = 1
                trail.append(at)
                at = above[at]
            name = names[at] if at >= 0 else -1
            for passed in trail:
                names[passed] = name
