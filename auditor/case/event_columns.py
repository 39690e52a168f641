"""The events of one agent read from their rows as columns, some thousands at a time.

SQLite writes a column of a page into one text and numpy reads the numbers out of it: a third of the time that rows
take, and most of it while other threads run.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from auditor.case.store import Row, Store
from auditor.case.strands import RESOLVED
from auditor.progress import Progress
from auditor.records import UNKNOWN, Column

NUMBERS = {
    "at": "at",
    "event": "id",
    "session": "session_id",
    "input_tokens": "input_tokens",
    "cache_read_input_tokens": "cache_read_input_tokens",
    "cache_creation_input_tokens": "cache_creation_input_tokens",
    "output_tokens": "output_tokens",
    "cost": "cost_microusd",
    "duration": "duration_us",
    "prompt": "prompt_id",
    "response": "response_id",
}
"""Columns of `Activity` and those of the table."""

NAMED = {"model": "models", "sub_agent": "sub_agents", "status": "statuses"}
"""Columns of places, and the names they refer to."""

BASE = (*NUMBERS, *NAMED)
"""All columns that come from the rows."""

COUNTED = "dropped_by IS NULL AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"
AT_ONCE = 20_000
"""Events of one page: no other thread waits longer than a millisecond for Python while it is read."""

PAGE = f"""
    SELECT {", ".join(f"group_concat(coalesce({column}, {UNKNOWN}))" for column in NUMBERS.values())},
        {", ".join(f"json_group_array({column})" for column in NAMED)}, COUNT(*), max(at)
    FROM (
        SELECT {", ".join((*NUMBERS.values(), *NAMED))} FROM events INDEXED BY events_by_agent
        WHERE {{whose}} AND {COUNTED} AND (at, id) > (?, ?) ORDER BY at, id LIMIT {AT_ONCE}
    )
"""
BEGINNING = (-(2**63), -1)
ORIGINS = "SELECT ?1 UNION SELECT origin_id FROM strands WHERE agent_id = ?1"
TOUCHED = "SELECT 1 FROM strands WHERE origin_id = ?1 OR agent_id = ?1 LIMIT 1"


@dataclass(frozen=True, slots=True)
class Told:
    """Columns of `Activity` by name, equally long, read-only and in order of time; and the tuples of names."""

    columns: Mapping[str, Column]
    names: Mapping[str, tuple[str, ...]]


def from_rows(store: Store, agent_id: int, progress: Progress | None = None) -> Told:
    """The BASE columns of all counted events of an agent, as they stand at one moment. Raises `Cancelled`."""
    progress = progress or Progress()
    codes: dict[str, dict[str | None, int]] = {name: {None: UNKNOWN} for name in NAMED}
    parts: dict[str, list[Column]] = {name: [np.empty(0, np.int64)] for name in BASE}
    with store.snapshot():
        for whose in _conditions(store, agent_id):
            for page in _pages(store, whose):
                progress.report(0, 0)
                for name, text in zip(NUMBERS, page, strict=False):
                    parts[name].append(np.fromstring(text, np.int64, sep=","))
                for name, text in zip(NAMED, page[len(NUMBERS) :], strict=False):
                    parts[name].append(_coded(codes[name], text))
    columns = {name: np.concatenate(parts.pop(name)) for name in BASE}
    names = {NAMED[name]: tuple(told for told in code if told is not None) for name, code in codes.items()}
    return Told({name: _frozen(column) for name, column in _in_order(columns).items()}, names)


def _conditions(store: Store, agent_id: int) -> list[str]:
    """One for each agent of the exports whose events may be judged as this one."""
    if not store.read(TOUCHED, (agent_id,)):
        return [f"events.agent_id = {agent_id}"]
    origins = store.read(ORIGINS, (agent_id,))
    return [f"events.agent_id = {origin} AND {RESOLVED} = {agent_id}" for (origin,) in origins]


def _pages(store: Store, whose: str) -> Iterator[Row]:
    """Each goes on after the last event of the one before; the index gives them in that order."""
    statement, last, count = PAGE.format(whose=whose), BEGINNING, AT_ONCE
    while count == AT_ONCE:
        page = store.read(statement, last)[0]
        count = page[-2]
        if count:
            yield page
            last = page[-1], int(page[tuple(NUMBERS).index("event")].rpartition(",")[2])


def _coded(code: dict[str | None, int], told: str) -> Column:
    """Places of names, as JSON gives them, in the list of all that were met."""
    names: list[str | None] = json.loads(told)
    return np.fromiter((code.setdefault(name, len(code) - 1) for name in names), np.int64, count=len(names))


def _in_order(columns: dict[str, Column]) -> dict[str, Column]:
    """Sorted by time and row; mostly they are."""
    at, event = columns["at"], columns["event"]
    if not np.any((at[1:] < at[:-1]) | ((at[1:] == at[:-1]) & (event[1:] < event[:-1]))):
        return columns
    order = np.lexsort((event, at))
    return {name: column[order] for name, column in columns.items()}


def _frozen(column: Column) -> Column:
    column.flags.writeable = False
    return column
