"""How rows come in by the million: many in one statement, so that SQLite works while the reader goes on reading."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from auditor.case.schema import INSERT

AT_ONCE = 250
"""Rows in one statement. With one row a statement the two threads trade Python's lock for each row."""


def insert_many(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows with as many cells as there are columns."""
    head = f"{INSERT} INTO {table} ({', '.join(columns)}) VALUES "
    one = f"({', '.join('?' * len(columns))})"
    many = head + ", ".join([one] * AT_ONCE)
    coming = iter(rows)
    while len(some := list(islice(coming, AT_ONCE))) == AT_ONCE:
        connection.execute(many, list(chain.from_iterable(some)))
    connection.executemany(head + one, some)
