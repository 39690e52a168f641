"""The events of an agent: as columns for drawing and measuring, and as rows for reading."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.case.event_columns import COUNTED, Told, from_rows
from auditor.case.packed import Packed
from auditor.case.store import Row, Store
from auditor.case.strands import condition
from auditor.records import UNKNOWN, Activity, Request

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

    def __init__(self, store: Store, packed: Packed) -> None:
        self._store = store
        self._packed = packed

    def activity(self, agent_id: int) -> Activity:
        """All counted events of an agent, sorted by time. Quick where the agent is packed (see packed.py)."""
        told = self._packed.told(agent_id) or from_rows(self._store, agent_id)
        unknown = np.full(len(told.columns["at"]), UNKNOWN, np.int64)
        unknown.flags.writeable = False
        fields: dict[str, Any] = {"family": unknown, **told.columns, **told.names}
        return Activity(**fields, failed=_failed(told))

    def credits(self, agent_id: int) -> dict[int, int]:
        """Millionths of credits by event id, for those counted events of an agent that tell them."""
        statement = (
            f"SELECT id, microcredits FROM events WHERE {condition(self._store, agent_id)} AND {COUNTED}"
            " AND microcredits IS NOT NULL"
        )
        return dict(self._store.read(statement))

    def requests(self, ids: Sequence[int] | Iterable[int]) -> list[Request]:
        """Events by id, in the order asked for, prompts cut to their beginning and without responses."""
        return self._requests(ids, f"substr(p.text, 1, {BEGINNING})", "NULL")

    def request(self, id_: int) -> Request:
        """One event with its whole texts. Raises IndexError when there is none."""
        return self._requests([id_], "p.text", "r.text")[0]

    def _requests(self, ids: Iterable[int], prompt: str, response: str) -> list[Request]:
        rows = self._store.read(REQUEST.format(prompt=prompt, response=response), (json.dumps([int(i) for i in ids]),))
        return [Request(*_with_bool(row, 14)) for row in rows]


def _with_bool(row: Row, place: int) -> Row:
    return (*row[:place], bool(row[place]), *row[place + 1 :])


def _failed(told: Told) -> NDArray[np.bool_]:
    """Which events tell a status that is not "ok"."""
    status, statuses = told.columns["status"], told.names["statuses"]
    failed = (status != UNKNOWN) & (status != (statuses.index("ok") if "ok" in statuses else UNKNOWN))
    failed.flags.writeable = False
    return failed
