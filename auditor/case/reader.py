"""A thread's own connection for reading, which may be closed from another thread while it reads."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from auditor.case.connection import reading

AGAIN_S = 0.05


class Reader:
    """SQLite crashes where a connection goes away under a query: so `close` interrupts that, and waits for its end."""

    def __init__(self, path: Path) -> None:
        self._connection = reading(path)
        self._busy = threading.RLock()

    @contextmanager
    def using(self) -> Generator[sqlite3.Connection]:
        """The connection, which stays for as long. Once closed, using it raises sqlite3.ProgrammingError."""
        with self._busy:
            yield self._connection

    def close(self) -> None:
        """End what is being read, and close."""
        self._connection.interrupt()
        while not self._busy.acquire(timeout=AGAIN_S):
            self._connection.interrupt()  # what was asked for had not begun the first time
        self._connection.close()
        self._busy.release()
