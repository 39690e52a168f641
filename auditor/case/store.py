"""The open case file below all tables: one lock, one writer thread, one read-only connection per reading thread."""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlite_utils import Database

from auditor.case.connection import check_is_case, check_not_newer, in_words, reading, writing
from auditor.case.schema import APPLICATION_ID, migrations
from auditor.case.writer import Writer
from auditor.errors import CaseError

T = TypeVar("T")
Row = tuple[Any, ...]


def now() -> int:
    """The time, in microseconds UTC."""
    return time.time_ns() // 1000


class Store:
    """Reads from any thread, writes through one. `who` is the reviewer at the keyboard, named in the log."""

    def __init__(self, path: Path, *, readonly: bool, lock: FileLock | None) -> None:
        self.path = path
        self.readonly = readonly
        self.who = ""
        self._lock = lock
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._writer = None if readonly else Writer(writing(path), path)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty case file. Raises CaseError if one is there, or it cannot be written."""
        if path.exists():
            raise CaseError(f"{path} exists already.", "Choose another name, or open it.")
        lock = _lock(path)
        try:
            connection = writing(path)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
            migrations.apply(Database(connection))
            connection.close()
        except (sqlite3.Error, OSError) as error:
            lock.release()
            raise _cannot_write(path, error) from error
        return cls(path, readonly=False, lock=lock)

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> "Store":
        """An existing case, brought up to date. Raises CaseError: foreign, newer, damaged, in use or read-only."""
        check_is_case(path)
        try:
            with _closing(reading(path)) as connection:
                check_not_newer(connection, path)
                pending = migrations.pending(Database(connection))
        except sqlite3.Error as error:
            raise in_words(error, path) or error from error
        if readonly and not pending:
            return cls(path, readonly=True, lock=None)
        lock = _lock(path)
        try:
            if pending:
                _copy_before(path, pending[0].name)
            with _closing(writing(path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                migrations.apply(Database(connection))
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        except (sqlite3.Error, OSError) as error:
            lock.release()
            raise _cannot_write(path, error) from error
        return cls(path, readonly=False, lock=lock)

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, from this thread's read-only connection."""
        try:
            return self._reader().execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise in_words(error, self.path) or error from error

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in a transaction; on disk when this returns. Raises CaseError on a read-only case."""
        return self._writing().write(work)

    def bulk(self, work: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Queue one batch of bulk work; clicks go first."""
        return self._writing().bulk(work)

    def close(self) -> None:
        """Finish writing, close all connections, give the lock back."""
        if self._writer:
            self._writer.close()
        for connection in self._readers:
            connection.close()
        self._readers.clear()
        if self._lock:
            Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()

    def _reader(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = reading(self.path)
            self._readers.append(connection)
        return connection

    def _writing(self) -> Writer:
        if self._writer is None:
            raise CaseError(f"{self.path} is open for reading only.", "Copy it to a place where you may write.")
        return self._writer


class _closing:
    """A connection for one block."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _lock(path: Path) -> FileLock:
    lock = FileLock(path.with_name(path.name + "-lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise CaseError(f"{path.name} is open elsewhere.", "Close it in the other window or program first.") from error
    except OSError as error:
        raise _cannot_write(path, error) from error
    return lock


def _cannot_write(path: Path, error: Exception) -> Exception:
    if isinstance(error, sqlite3.Error):
        return in_words(error, path) or error
    return CaseError(f"{path} cannot be written ({error}).", "Choose a folder where you may write.")


def _copy_before(path: Path, migration: str) -> None:
    """Keep the case as it was before its tables are changed: NAME.before-MIGRATION.auditcase beside it."""
    copy = path.with_name(f"{path.stem}.before-{migration}{path.suffix}")
    if not copy.exists():
        with _closing(sqlite3.connect(path)) as old, _closing(sqlite3.connect(copy)) as new:
            old.backup(new)
