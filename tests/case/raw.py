"""Reaching into a case file past the program, as someone with a database tool would."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection without any of our settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def tamper(path: Path, *statements: str, past: str = "") -> None:
    """Run SQL on the file; with `past`, the trigger of that name is dropped before and put back after."""
    with raw(path) as connection:
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (past,)).fetchone()
        for statement in (f"DROP TRIGGER {past}", *statements, sql[0]) if sql else statements:
            connection.execute(statement)


def row_counts(path: Path) -> dict[str, int]:
    """How many rows each table holds."""
    with raw(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in names}
