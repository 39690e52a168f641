"""The families of an agent's prompts: derived, kept beside the packed events, found out again when these change."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from auditor.case.packed import Packed
from auditor.case.store import Row, Store

COLUMN = "family"
PAGE = 2_000
"""Prompts of one page: 20 MB at most, and a person who cancels waits 0.1 s."""

BEGINNING, END = 8_000, 2_000
"""Bytes read of a longer prompt: families look at its first 2,000 and last 500 characters, of four bytes at most."""

MISSING = f"""
    SELECT agent_id FROM agent_totals
    WHERE agent_id NOT IN (SELECT agent_id FROM agent_columns WHERE name = '{COLUMN}')
        AND agent_id NOT IN (SELECT agent_id FROM stale_agents)
    ORDER BY events DESC, agent_id
"""
TEXTS = f"""
    WITH wanted AS (
        SELECT t.id, CAST(t.text AS BLOB) AS text FROM json_each(?) AS j JOIN texts AS t ON t.id = j.value ORDER BY t.id
    )
    SELECT id, iif(length(text) <= {BEGINNING + END}, text, substr(text, 1, {BEGINNING})),
        iif(length(text) <= {BEGINNING + END}, NULL, substr(text, -{END}))
    FROM wanted
"""


class Families:
    """`case.families`."""

    def __init__(self, store: Store, packed: Packed) -> None:
        self._store = store
        self._packed = packed

    def missing(self) -> list[int]:
        """The agents with counted events whose families are not found out, those with most events first."""
        return [agent_id for (agent_id,) in self._store.read(MISSING)]

    def texts(self, ids: NDArray[np.int64]) -> Iterator[list[tuple[int, str]]]:
        """Prompts by id, a page at a time, as far as families look at them: of a long one the beginning and the end."""
        for start in range(0, len(ids), PAGE):
            rows = self._store.read(TEXTS, (json.dumps(ids[start : start + PAGE].tolist()),))
            yield [(row[0], _text(row[1], row[2])) for row in rows]

    def text(self, id_: int) -> str:
        """A whole prompt. Raises IndexError when there is none."""
        return self._store.read("SELECT text FROM texts WHERE id = ?", (id_,))[0][0]

    def keep(self, agent_id: int, templates: Sequence[str], column: NDArray[np.int64]) -> None:
        """Keep the template of each family of an agent, and the family of each of its events, in order of time.

        Nothing is kept if the events changed since this thread read them (see `Packed.keep`).
        """
        rows = [(agent_id, number, template) for number, template in enumerate(templates)]
        self._store.bulk(partial(_put, agent_id, rows)).result()
        self._packed.keep(agent_id, {COLUMN: column})


def _put(agent_id: int, rows: Sequence[Row], connection: sqlite3.Connection) -> None:
    """The names first, without a column that speaks of others; it follows, or the families are found out again."""
    connection.execute("DELETE FROM agent_columns WHERE agent_id = ? AND name = ?", (agent_id, COLUMN))
    connection.execute("DELETE FROM agent_families WHERE agent_id = ?", (agent_id,))
    connection.executemany("INSERT INTO agent_families VALUES (?, ?, ?)", rows)


def _text(beginning: bytes, end: bytes | None) -> str:
    """A text, or its beginning and end with a line between; a character that was cut through is left out."""
    told = beginning if end is None else beginning + b"\n" + end
    return told.decode("utf-8", "ignore")
