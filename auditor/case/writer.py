"""The one thread that writes: it owns the only write connection, and lets a click slip in between bulk batches."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, PriorityQueue
from typing import Any, TypeVar

from auditor.case.connection import in_words
from auditor.case.loading import Load
from auditor.errors import CaseError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

CLICK, QUICK, BULK, LOAD, STOP = "click", "quick", "bulk", "load", "stop"
ORDER = {CLICK: 0, QUICK: 0, BULK: 1, LOAD: 1, STOP: 2}

TOGETHER_S = 0.5
"""Bulk batches of this many seconds share a commit: each commit writes the touched pages of all indexes anew."""


class Writer:
    """Runs functions on the write connection.

    What comes by `write` has a transaction of its own and is on disk (fsync) when the call returns. Bulk batches share
    transactions, committed after a moment and made durable by the next `write`; one that fails takes those before it
    that were not yet committed along. Loads are bulk batches that only insert, with fewer guards (see loading.py). A
    commit that fails when nobody waits for it (in a pause, or before a click) is remembered, and the next batch or
    `flush` raises it: so nobody takes for stored what is not.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._bulk_since: float | None = None
        self._load: Load | None = None
        self._unguarded = False
        self._lost: BaseException | None = None
        self._submitting = threading.Lock()
        self._closing = False
        self._order = itertools.count()
        self._queue: PriorityQueue[tuple[int, int, str, Work[Any], Future[Any]]] = PriorityQueue()
        self._thread = threading.Thread(target=self._run, name="case-writer", daemon=True)
        self._thread.start()

    def write(self, work: Work[T], *, durable: bool = True) -> T:
        """Do `work` now, before any waiting bulk batch; returns its result once it is on disk.

        If not `durable`, once it is committed: what comes behind it in the write-ahead log cannot outlive it.
        """
        return self._submit(CLICK if durable else QUICK, work).result()

    def bulk(self, work: Work[T]) -> "Future[T]":
        """Queue a batch behind all others."""
        return self._submit(BULK, work)

    def load(self, work: Work[T]) -> "Future[T]":
        """Queue a batch that only inserts new rows (or corrects rows of its own), behind all others."""
        return self._submit(LOAD, work)

    def flush(self) -> None:
        """Commit the bulk batches done so far, so that readers see them. Raises what an earlier commit met."""
        self._submit(CLICK, _nothing).result()

    def forget_lost(self) -> None:
        """Bulk work that was lost is of no more interest: it has been taken back."""
        self._lost = None

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        with self._submitting:
            if not self._closing:
                self._queue.put((ORDER[STOP], next(self._order), STOP, _nothing, Future()))
            self._closing = True  # nothing is queued behind STOP, where nobody would do it
        self._thread.join()

    def _submit(self, kind: str, work: Work[T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._submitting:
            if self._closing:
                raise CaseError(f"{self._path.name} is closed.", "Open the case again.")
            self._queue.put((ORDER[kind], next(self._order), kind, work, future))
        return future

    def _run(self) -> None:
        while True:
            kind, work, future = self._next()
            if kind == STOP:
                self._close()
                return
            try:
                click = kind in (CLICK, QUICK)
                future.set_result(self._click(work, kind) if click else self._batch(work, kind == LOAD))
            except sqlite3.Error as error:
                future.set_exception(in_words(error, self._path) or error)
            except BaseException as error:  # noqa: BLE001  the caller's thread raises it, this one must live on
                future.set_exception(error)

    def _next(self) -> tuple[str, Work[Any], Future[Any]]:
        """What to do next. A pause of the bulk work commits it."""
        try:
            _, _, kind, work, future = self._queue.get(timeout=TOGETHER_S if self._bulk_since else None)
        except Empty:
            return BULK, _nothing, Future()
        return kind, work, future

    def _close(self) -> None:
        try:
            self._commit_bulk()
        except sqlite3.Error:
            pass  # an unfinished import, taken back when the case is next opened
        finally:
            self._connection.close()

    def _click(self, work: Work[T], kind: str) -> T:
        run = self._connection.execute
        self._commit_waiting()
        if work is _nothing:
            self._tell_lost()
            return work(self._connection)
        run(f"PRAGMA synchronous = {'FULL' if kind == CLICK else 'NORMAL'}")
        run("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
            run("COMMIT")
            return result
        except BaseException:
            self._roll_back()
            raise

    def _batch(self, work: Work[T], loading: bool) -> T:
        if work is _nothing:
            with suppress(sqlite3.Error):  # remembered
                self._commit_waiting()
            return work(self._connection)
        self._tell_lost()
        try:
            self._begin_bulk(loading)
            result = work(self._connection)
        except BaseException:
            self._roll_back()
            raise
        if self._bulk_since is not None and time.monotonic() - self._bulk_since > TOGETHER_S:
            self._commit_bulk()
        return result

    def _begin_bulk(self, loading: bool) -> None:
        """Have a transaction of the right kind open."""
        if self._bulk_since is not None and loading != (self._load is not None):
            self._commit_bulk()
        if self._bulk_since is not None:
            return
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if loading:
            self._unguarded = True
            self._load = Load(self._connection)
        else:
            self._connection.execute("BEGIN IMMEDIATE")
        self._bulk_since = time.monotonic()

    def _commit_waiting(self) -> None:
        """Commit batches whose senders were already told that all is well."""
        try:
            self._commit_bulk()
        except BaseException as error:
            self._lost = error
            raise

    def _tell_lost(self) -> None:
        lost, self._lost = self._lost, None
        if lost:
            raise lost

    def _commit_bulk(self) -> None:
        if self._bulk_since is None:
            return
        self._bulk_since = None
        try:
            if self._load:
                self._load.restore()
            self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self._end_load()

    def _roll_back(self) -> None:
        self._bulk_since = None
        if self._connection.in_transaction:  # on a full disk SQLite itself may have rolled back
            self._connection.execute("ROLLBACK")
        self._end_load()

    def _end_load(self) -> None:
        self._load = None
        if self._unguarded:  # only then: SQLite prepares every statement anew after it, which a small file would feel
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._unguarded = False


def _nothing(_: sqlite3.Connection) -> None:
    """The batch of a pause, and of a flush: nothing but the commit of those before."""
