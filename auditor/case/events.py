"""The events of an agent: as columns for drawing and measuring, and as rows for reading."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from auditor.case.store import Row, Store
from auditor.case.strands import condition
from auditor.records import UNKNOWN, Activity, Column, Request

NUMBERS = (
    *("at", "id", "session_id", "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"),
    *("output_tokens", "cost_microusd", "duration_us", "prompt_id", "response_id"),
)
COUNTED = "dropped_by IS NULL AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"
NAMED = ("model", "sub_agent", "status")
"""Columns of names, of which an `Activity` holds the places in a list of them."""

ACTIVITY = f"""
    SELECT {", ".join(f"coalesce({name}, -1)" for name in NUMBERS)}, {", ".join(NAMED)}
    FROM events WHERE {{whose}} AND {COUNTED} ORDER BY at, id
"""

BEGINNING = 400
"""Characters of a prompt the requests table needs."""

REQUEST = """
    SELECT e.id, e.at, n.name, e.sub_agent, e.branch, e.model, e.input_tokens, e.cache_read_input_tokens,
        e.cache_creation_input_tokens, e.output_tokens, e.reasoning_output_tokens, e.cost_microusd, e.duration_us,
        e.status, e.lower_bound, {prompt}, {response}, s.id, s.path, e.line
    FROM json_each(?) AS j JOIN events AS e ON e.id = j.value JOIN sources AS s ON s.id = e.source_id
        LEFT JOIN sessions AS n ON n.id = e.session_id
        LEFT JOIN texts AS p ON p.id = e.prompt_id LEFT JOIN texts AS r ON r.id = e.response_id
    ORDER BY j.key
"""


class Events:
    """`case.events`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def activity(self, agent_id: int) -> Activity:
        """All counted events of an agent, sorted by time."""
        codes: list[dict[str | None, int]] = [{None: UNKNOWN} for _ in NAMED]
        width, told = len(NUMBERS) + len(NAMED), len(NUMBERS)
        parts = [np.empty((0, width), np.int64)]
        for rows in self._store.pages(ACTIVITY.format(whose=condition(self._store, agent_id))):
            flat = chain.from_iterable((*row[:told], *_coded(codes, row[told:])) for row in rows)
            parts.append(np.fromiter(flat, np.int64, count=len(rows) * width).reshape(-1, width))
        columns = [_frozen(column) for column in np.concatenate(parts).T]
        models, sub_agents, statuses = (tuple(name for name in code if name is not None) for code in codes)
        status = columns[-1]
        failed = (status != UNKNOWN) & (status != (statuses.index("ok") if "ok" in statuses else UNKNOWN))
        unknown = _frozen(np.full_like(status, UNKNOWN))
        fields: tuple[Any, ...] = (*columns, unknown, failed, models, sub_agents, statuses)
        return Activity(*fields)

    def requests(self, ids: Sequence[int] | Iterable[int]) -> list[Request]:
        """Events by id, in the order asked for, prompts cut to their beginning and without responses."""
        return self._requests(ids, f"substr(p.text, 1, {BEGINNING})", "NULL")

    def request(self, id_: int) -> Request:
        """One event with its whole texts. Raises IndexError when there is none."""
        return self._requests([id_], "p.text", "r.text")[0]

    def _requests(self, ids: Iterable[int], prompt: str, response: str) -> list[Request]:
        rows = self._store.read(REQUEST.format(prompt=prompt, response=response), (json.dumps([int(i) for i in ids]),))
        return [Request(*_with_bool(row, 14)) for row in rows]


def _coded(codes: list[dict[str | None, int]], names: Row) -> Iterator[int]:
    return (code.setdefault(name, len(code) - 1) for code, name in zip(codes, names, strict=True))


def _with_bool(row: Row, place: int) -> Row:
    return (*row[:place], bool(row[place]), *row[place + 1 :])


def _frozen(column: Column) -> Column:
    copy = np.ascontiguousarray(column)
    copy.flags.writeable = False
    return copy
