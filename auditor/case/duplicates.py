"""The same use told by two sources: found when a source is about to be complete, counted once, and said.

Two rules. "duplicate-source": a transcript, a gateway and telemetry tell of one call. "overlapping-window": two exports
of one system, without ids, share some time. Calls with the provider's own id are known by their key already.

Equal rows alone prove nothing (a timer's calls are equal, and all count), nor do equal counts. So two exports overlap
only if each tells what the other tells in all the time they share, and sources tell the same use only if much of the
smaller one is found again. What stays in doubt counts, and is said.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.case.matching import ALL_BUT, REACH, Call, Twin, equal_rows, pairs
from auditor.case.store import Store

DUPLICATE, OVERLAP = "duplicate-source", "overlapping-window"

AT_ONCE = 50_000
"""Calls of the new source compared in one go, so that memory stays small."""

OTHERS = """
    SELECT importer = (SELECT importer FROM sources WHERE id = ?1), id, importer, first, last
    FROM sources WHERE state = 'complete' AND id <> ?1 AND first <= ?3 AND last >= ?2
"""
MINE = "FROM events WHERE source_id = ?1 AND dropped_by IS NULL AND at BETWEEN ?2 AND ?3"
CALLS = f"""
    SELECT e.id, e.source_id, e.at, coalesce(e.duration_us, 0), e.input_tokens, e.output_tokens,
        e.cache_read_input_tokens, CASE WHEN p.name = '(unknown person)' THEN NULL ELSE p.id END,
        (e.session_id IS NOT NULL) + (e.branch IS NOT NULL) + (e.sub_agent IS NOT NULL) + (e.prompt_id IS NOT NULL)
            + (e.response_id IS NOT NULL) + (e.cost_microusd IS NOT NULL) + (e.status IS NOT NULL)
            + (e.cache_creation_input_tokens IS NOT NULL) + 2 * (p.name <> '(unknown person)')
    FROM (SELECT * {MINE} AND input_tokens > 0 AND output_tokens > 0) AS e
        JOIN judged AS a ON a.id = e.agent_id JOIN people AS p ON p.id = a.person_id
"""
CALLS_OF_MANY = CALLS.replace("source_id = ?1", "source_id IN (SELECT value FROM json_each(?1))")
ROWS = f"""
    SELECT id, at, agent_id, session_id, model, operation, branch, status, input_tokens, cache_read_input_tokens,
        cache_creation_input_tokens, output_tokens, cost_microusd, microcredits, duration_us, prompt_id, response_id
    {MINE} AND key IS NULL
"""


@dataclass
class Found:
    """What must not count: events of the new source, and events of others that a better copy takes the place of."""

    mine: dict[int, str] = field(default_factory=dict[int, str])
    theirs: dict[int, str] = field(default_factory=dict[int, str])
    doubts: list[str] = field(default_factory=list[str])


def find(store: Store, source_id: int) -> Found:
    """What of an incoming source is told elsewhere already. Reads only."""
    found = Found()
    first, last = store.read("SELECT min(at), max(at) FROM events WHERE source_id = ?", (source_id,))[0]
    if first is None:
        return found
    others: dict[int, tuple[str, int, int]] = {}
    for alike, other, importer, start, end in store.read(OTHERS, (source_id, first - REACH, last + REACH)):
        if not alike:
            others[other] = importer, start, end
        elif start < last and first < end:  # exports that only touch are the two parts of one
            _overlap(store, source_id, other, importer, max(first, start), min(last, end), found)
    _twins(store, source_id, others, first, last, found)
    return found


def _overlap(store: Store, mine: int, other: int, importer: str, start: int, end: int, found: Found) -> None:
    equal: list[int] = []
    counts = [_count(store, f"{MINE} AND key IS NULL", source, start, end) for source in (mine, other)]
    if not all(counts):
        return
    for since, until in _slices(store, mine, start, end):
        rows = [
            [(row[0], hash(row[1:])) for row in store.read(ROWS, (source, since, until))] for source in (mine, other)
        ]
        equal += [id_ for id_ in equal_rows(*rows) if id_ not in found.mine]
    if equal and len(equal) >= ALL_BUT * max(counts):
        found.mine.update(dict.fromkeys(equal, OVERLAP))
        found.doubts.append(f"{len(equal):,} rows stand in source {other} ({importer}) too, which covers the same days")


def _twins(
    store: Store, mine: int, others: dict[int, tuple[str, int, int]], first: int, last: int, found: Found
) -> None:
    twins: dict[int, Twin] = {}
    taken: set[int] = set()
    for start, end in _slices(store, mine, first, last) if others else ():
        new = [call for row in store.read(CALLS, (mine, start, end)) if (call := Call(*row)).id not in found.mine]
        there = store.read(CALLS_OF_MANY, (json.dumps(list(others)), start - REACH, end + REACH)) if new else []
        old = [call for row in there if (call := Call(*row)).id not in taken]
        for one, theirs in pairs(new, old):
            twins.setdefault(theirs.source, Twin()).add(one, theirs)
            taken.add(theirs.id)
    for other, twin in sorted(twins.items()):
        importer, start, end = others[other]
        shared = max(first, start) - REACH, min(last, end) + REACH
        smaller = min(
            _count(store, f"{MINE} AND input_tokens > 0 AND output_tokens > 0", s, *shared) for s in (mine, other)
        )
        _settle(twin, smaller, f"source {other} ({importer})", found)


def _settle(twin: Twin, smaller: int, other: str, found: Found) -> None:
    if twin.convinces(smaller):
        better = twin.better > 0
        (found.theirs if better else found.mine).update(dict.fromkeys(twin.theirs if better else twin.mine, DUPLICATE))
        whose = "they count here, where more is told" if better else "they count there"
        found.doubts.append(f"{len(twin.mine):,} requests stand in {other} too: {whose}")
    if twin.strangers:
        found.doubts.append(
            f"{twin.strangers:,} requests have the counts and times of another person's in {other}, and all count:"
            " if it is one person, join the two in a new case before this file comes in"
        )


def _count(store: Store, what: str, source: int, start: int, end: int) -> int:
    return store.read(f"SELECT COUNT(*) {what}", (source, start, end))[0][0]


def _slices(store: Store, source: int, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The time from `first` to `last` in parts, each with about AT_ONCE events of the source."""
    start = first
    while start <= last:
        row = store.read(f"SELECT at {MINE} ORDER BY at LIMIT 1 OFFSET {AT_ONCE}", (source, start, last))
        end = row[0][0] if row else last
        yield start, end
        start = end + 1
