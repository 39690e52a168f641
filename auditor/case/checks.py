"""What the data-integrity checks look at: a bounded, always equal part of each source, and its ids."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auditor.case.store import Row, Store
from auditor.records import TOKEN_CLASSES, Column, ModelDay

BLOCKS = 10
"""Runs of neighbouring rows that are looked at where a source has more than are looked at in all."""

EVENT_COLUMNS = (
    "id, line, at, agent_id, session_id, key IS NOT NULL, input_tokens,"
    " coalesce(cache_read_input_tokens, 0) + coalesce(cache_creation_input_tokens, 0), output_tokens,"
    " reasoning_output_tokens, duration_us, lower_bound"
)


@dataclass(frozen=True, slots=True, eq=False)
class EventSample:
    """Counted events (n) of one source in the order of its rows; UNKNOWN (-1) where not told.

    `block` numbers the runs of neighbouring rows. `cached` is the part of the input read from or written to a cache;
    `named`: 1 where the export gives an id. Times in µs.
    """

    block: Column
    id: Column
    line: Column
    at: Column
    agent: Column
    session: Column
    named: Column
    input: Column
    cached: Column
    output: Column
    reasoning: Column
    duration: Column
    lower_bound: Column

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, slots=True)
class TextSize:
    """One event with the size of its stored text: `characters`, and `bytes` in UTF-8; None: tokens not told."""

    line: int
    tokens: int
    reasoning: int
    characters: int
    bytes: int


class Checks:
    """`case.checks`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sample(self, source_id: int, most: int) -> EventSample:
        """At most so many events of a source: all, or BLOCKS runs of neighbouring rows spread evenly over it."""
        first, last, count = self._store.read(
            "SELECT MIN(id), MAX(id), COUNT(*) FROM events WHERE source_id = ?", (source_id,)
        )[0]
        if not count:
            return _sample([])
        blocks = 1 if count <= most else BLOCKS
        size = most // blocks
        begins = [first + number * (last - first + 1 - size) // max(blocks - 1, 1) for number in range(blocks)]
        return _sample([self._run(source_id, (begin, last), size) for begin in begins])

    def _run(self, source_id: int, ids: tuple[int, int], size: int) -> list[Row]:
        # The + keeps SQLite from going by the index: rows of one import lie side by side.
        return self._store.read(
            f"SELECT {EVENT_COLUMNS} FROM events WHERE id BETWEEN ? AND ? AND +source_id = ? AND dropped_by IS NULL"
            " ORDER BY id LIMIT ?",
            (*ids, source_id, size),
        )

    def text_sizes(self, ids: Sequence[int], side: str) -> list[TextSize]:
        """Of these events the size of the stored prompt (`side` "input") or response ("output"), where tokens are told.

        A count known to be too low is left out.
        """
        told = {"input": ("input_tokens", "0", "prompt_id"), "output": OUTPUT}[side]
        tokens, reasoning, text = told
        rows = self._store.read(
            f"SELECT e.line, e.{tokens}, {reasoning}, length(t.text), length(CAST(t.text AS BLOB))"
            f" FROM events AS e JOIN texts AS t ON t.id = e.{text}"
            f" WHERE e.id IN ({', '.join(map(str, ids))}) AND e.{tokens} IS NOT NULL AND NOT e.lower_bound"
            " ORDER BY e.id"
        )
        return [TextSize(*row) for row in rows]

    def models_used(self) -> list[ModelDay]:
        """What all agents' counted events add up to by model, UTC day and importer; `agent_id` is 0.

        Those of agents that report the cost of each event stand apart, and those that tell no input or output.
        """
        amounts = ", ".join(f"SUM({name})" for name in (*TOKEN_CLASSES, "cost_microusd", "microcredits", "priced"))
        rows = self._store.read(
            f"SELECT 0, model, day, long, importer, SUM(events), {amounts} FROM agent_models"
            " GROUP BY model, day, long, importer, priced = events, input_tokens IS NULL, output_tokens IS NULL"
            " ORDER BY 2, 3, 4, 5"
        )
        return [ModelDay(*row) for row in rows]

    def same_ids(self, apart: int, most: int) -> list[tuple[int, int, int]]:
        """(source, line, distance in µs) of events left out as repeats of a call told more than `apart` µs away.

        Of the events left out only so many (`most`) are looked at, agent by agent.
        """
        rows = self._store.read(
            "SELECT d.source_id, d.line, abs(d.at - k.at) FROM ("
            " SELECT id, source_id, line, at, key FROM events INDEXED BY events_dropped"
            " WHERE dropped_by IS NOT NULL AND key IS NOT NULL"
            " AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing') LIMIT ?"
            ") AS d JOIN events AS k INDEXED BY events_by_key ON k.key = d.key AND k.dropped_by IS NULL"
            " WHERE abs(d.at - k.at) > ? ORDER BY d.source_id, d.line",
            (most, apart),
        )
        return [(source, line, distance) for source, line, distance in rows]


OUTPUT = ("output_tokens", "coalesce(e.reasoning_output_tokens, 0)", "response_id")


def _sample(runs: Sequence[list[Row]]) -> EventSample:
    rows = [
        (number, *(-1 if value is None else value for value in row)) for number, run in enumerate(runs) for row in run
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 13)
    fresh = np.unique(table[:, 1], return_index=True)[1]  # runs of a short source may touch
    return EventSample(*(np.ascontiguousarray(column) for column in table[fresh].T))
