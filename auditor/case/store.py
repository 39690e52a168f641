"""The open case file below all tables: one lock, one writer thread, one read-only connection per reading thread."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlite_utils import Database

from auditor.case.connection import check_is_case, check_not_newer, in_words, reading, writing
from auditor.case.reader import Reader
from auditor.case.schema import APPLICATION_ID
from auditor.case.steps import migrations
from auditor.case.writer import Writer
from auditor.errors import Cancelled, CaseError

T = TypeVar("T")
Row = tuple[Any, ...]

PAGE = 20_000
"""Rows of one page."""

PATIENCE_S = 2

LOOK_EVERY_S = 0.02
"""How often it is asked whether the file still lies at its place: a dozen times for each small file took a sixth."""

PAGE_BYTES = 16_384
"""Of a new case: with SQLite's 4,096, half a million events and their texts take a third longer to store."""


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
        self._looked = 0.0
        self._closing = False
        self._beside: list[threading.Thread] = []
        self._local = threading.local()
        self._readers: list[Reader] = []
        self._writer = None if readonly else Writer(writing(path), path)
        self._file = _identity(path)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty case file. Raises CaseError if one is there, or it cannot be written."""
        if path.exists():
            raise CaseError(f"{path} exists already.", "Choose another name, or open it.")
        if not path.parent.is_dir():
            raise CaseError(f"There is no folder {path.parent}.", "Make it first, or choose another place.")
        lock = _lock(path)
        try:
            with closing(writing(path)) as connection:
                connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute("PRAGMA journal_mode = WAL")
                migrations.apply(Database(connection))
            return cls(path, readonly=False, lock=lock)
        except BaseException as error:
            path.unlink(missing_ok=True)
            _release(lock)
            raise _cannot_write(path, error) from error

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> "Store":
        """An existing case, brought up to date. Raises CaseError: foreign, newer, damaged, in use or read-only."""
        check_is_case(path)
        try:
            with closing(reading(path)) as connection:
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
            with closing(writing(path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                migrations.apply(Database(connection))
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            return cls(path, readonly=False, lock=lock)
        except BaseException as error:
            _release(lock)
            raise _cannot_write(path, error) from error

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, from this thread's read-only connection."""
        with self._told(), self._reader().using() as connection:
            return connection.execute(sql, parameters).fetchall()

    def pages(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[list[Row]]:
        """The rows of a query, some thousands at a time, for those too many to hold at once."""
        reader = self._reader()
        with self._told(), reader.using() as connection:
            cursor = connection.execute(sql, parameters)
        while True:
            with self._told(), reader.using():
                page = cursor.fetchmany(PAGE)
            if not page:
                return
            yield page

    @contextmanager
    def _told(self) -> Generator[None]:
        """What a person can mend is told in words, and so is a case that was closed meanwhile."""
        try:
            yield
        except sqlite3.Error as error:
            self.check_open()
            raise in_words(error, self.path) or error from error

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """What this thread reads within the block is the case at one moment."""
        reader = self._reader()
        with self._told(), reader.using() as connection:
            connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.ProgrammingError), reader.using() as connection:  # closed meanwhile: nothing to end
                connection.execute("ROLLBACK")

    def write(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """Do `work` in a transaction; on disk when this returns, if `durable`. Raises CaseError on a read-only case."""
        return self._writing().write(work, durable=durable)

    def bulk(self, work: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Queue one batch of bulk work; clicks go first."""
        return self._writing(bulk=True).bulk(work)

    def load(self, work: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Queue one batch of bulk work that only inserts new rows; clicks go first."""
        return self._writing(bulk=True).load(work)

    def aside(self, work: Callable[[], None]) -> threading.Thread:
        """Do long work in a thread of its own. Closing the case ends it at its next look at it, where it left off."""

        def run() -> None:
            with suppress(CaseError, Cancelled, sqlite3.Error):  # what is left is found when the case is next opened
                work()

        thread = threading.Thread(target=run, name="case-aside", daemon=True)
        self._beside = [other for other in self._beside if other.is_alive()] + [thread]
        thread.start()
        return thread

    def flush(self) -> None:
        """Commit the bulk work done so far, so that readers see it. Raises what an earlier commit of it met."""
        self._writing().flush()

    def sync(self) -> None:
        """See that all that was committed is on disk, also what was not written as durable. Raises CaseError."""
        try:
            with self.path.with_name(self.path.name + "-wal").open("r+b") as ahead:  # SQLite holds no locks on it
                os.fsync(ahead.fileno())
        except FileNotFoundError:
            pass  # what has left the write-ahead log SQLite has brought to disk itself
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def forget_lost(self) -> None:
        """Let go of failed bulk work that has been taken back."""
        self._writing().forget_lost()

    def check_open(self) -> None:
        """Raises CaseError once the case is being closed: for work that neither reads nor writes for a while."""
        if self._closing:
            raise CaseError(f"{self.path.name} is closed.", "Open the case again.")

    def close(self) -> None:
        """Finish writing, close all connections, give the lock back."""
        self._closing = True
        for thread in self._beside:
            thread.join()
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        if self._writer:
            self._writer.close()  # last: the last one to leave folds the write-ahead log into the one file
        if self._lock:
            _release(self._lock)

    def _reader(self) -> Reader:
        self.check_open()
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._local.reader = Reader(self.path)
            self._readers.append(reader)
        return reader

    def _still_there(self) -> bool:
        self._looked = time.monotonic()
        return _identity(self.path) == self._file

    def _writing(self, *, bulk: bool = False) -> Writer:
        if self._writer is None:
            raise CaseError(f"{self.path} is open for reading only.", "Copy it to a place where you may write.")
        self.check_open()
        lately = bulk and time.monotonic() - self._looked < LOOK_EVERY_S
        if not lately and not self._still_there():
            # SQLite would go on writing into a file that nobody finds again.
            raise CaseError(
                f"{self.path} was moved, deleted or replaced while it was open: nothing was saved.",
                "Put it back where it was, or open it anew.",
            )
        return self._writer


def rows_of_new_case(query: str) -> list[Row]:
    """What a query gives on a new, empty case."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        migrations.apply(Database(fresh))
        return fresh.execute(query).fetchall()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None if none does."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _lock(path: Path) -> FileLock:
    lock = FileLock(path.with_name(path.name + "-lock"))
    try:
        lock.acquire(timeout=PATIENCE_S)  # a command of the terminal beside this one is soon done
    except Timeout as error:
        raise CaseError(f"{path.name} is open elsewhere.", "Close it in the other window or program first.") from error
    except OSError as error:
        raise _cannot_write(path, error) from error
    return lock


def _release(lock: FileLock) -> None:
    with suppress(OSError):  # Windows does not remove an open file
        Path(lock.lock_file).unlink()
    lock.release()


def _cannot_write(path: Path, error: BaseException) -> BaseException:
    if isinstance(error, sqlite3.Error):
        return in_words(error, path) or error
    if not isinstance(error, OSError):
        return error
    return CaseError(f"{path} cannot be written ({error}).", "Choose a folder where you may write.")


def _copy_before(path: Path, migration: str) -> None:
    """Keep the case as it was before its tables are changed: NAME.before-MIGRATION.auditcase beside it."""
    copy = path.with_name(f"{path.stem}.before-{migration}{path.suffix}")
    if not copy.exists():
        part = copy.with_name(copy.name + ".part")  # a copy broken off must not pass for one
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        part.replace(copy)
