"""The one thread that writes: it owns the only write connection, and lets a click slip in between bulk batches."""

import itertools
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import PriorityQueue
from typing import Any, TypeVar

from auditor.case.connection import in_words
from auditor.errors import CaseError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

CLICK, BULK, STOP = 0, 1, 2


class Writer:
    """Runs functions on the write connection, each in a transaction of its own.

    What comes by `write` is on disk (fsync) when the call returns. Bulk batches are made durable by the next `write`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._order = itertools.count()
        self._queue: PriorityQueue[tuple[int, int, Work[Any] | None, Future[Any]]] = PriorityQueue()
        self._thread = threading.Thread(target=self._run, name="case-writer", daemon=True)
        self._thread.start()

    def write(self, work: Work[T]) -> T:
        """Do `work` now, before any waiting bulk batch; returns its result once it is on disk."""
        return self._submit(CLICK, work).result()

    def bulk(self, work: Work[T]) -> "Future[T]":
        """Queue a batch behind all others."""
        return self._submit(BULK, work)

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        if self._thread.is_alive():
            self._queue.put((STOP, next(self._order), None, Future()))
            self._thread.join()

    def _submit(self, priority: int, work: Work[T]) -> "Future[T]":
        if not self._thread.is_alive():
            raise CaseError(f"{self._path.name} is closed.", "Open the case again.")
        future: Future[T] = Future()
        self._queue.put((priority, next(self._order), work, future))
        return future

    def _run(self) -> None:
        while True:
            priority, _, work, future = self._queue.get()
            if work is None:
                self._connection.close()
                return
            try:
                future.set_result(self._transact(work, durable=priority == CLICK))
            except sqlite3.Error as error:
                future.set_exception(in_words(error, self._path) or error)
            except BaseException as error:  # noqa: BLE001  the caller's thread raises it, this one must live on
                future.set_exception(error)

    def _transact(self, work: Work[T], *, durable: bool) -> T:
        run = self._connection.execute
        run(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        run("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
            run("COMMIT")
            return result
        except BaseException:
            if self._connection.in_transaction:
                run("ROLLBACK")
            raise
