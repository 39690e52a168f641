"""Connections to a case file, and what SQLite's complaints mean to a person."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from auditor.case.schema import APPLICATION_ID
from auditor.case.steps import migrations
from auditor.errors import CaseError

CACHE_KIB = 131_072
"""Memory for pages: the indexes of some million events, into which an import inserts all over."""

CHECKPOINT_PAGES = 4_000
"""Pages the write-ahead log may hold, 64 MB: with SQLite's 1,000 an import spends its time copying them over, and many
more would take a tenth of a second, for which a verdict given just then waits."""

SQLITE_MAGIC = b"SQLite format 3\0"


def writing(path: Path) -> sqlite3.Connection:
    """The one connection that writes: WAL, every commit forced to disk, transactions begun by hand."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A read-only connection. Where even WAL's side files cannot be written, the file is read as it stands."""
    side_files = path.with_name(path.name + "-wal")
    writable = os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    frozen = not writable and not side_files.exists()
    uri = f"file:{quote(str(path.absolute()))}?mode=ro" + ("&immutable=1" if frozen else "")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
    connection.execute("PRAGMA query_only = ON")
    return connection


def check_is_case(path: Path) -> None:
    """Refuse what is not a case of ours, with a sentence. Raises CaseError."""
    if path.is_dir():
        raise CaseError(f"{path} is a folder, not a case file.", "Choose a file that ends in .auditcase.")
    if not path.exists():
        raise CaseError(f"There is no case file {path}.", "Make one with: auditor new CASE --name … --reviewer …")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError as error:
        raise CaseError(f"You may not read {path}.", "Ask its owner for permission, or copy it.") from error
    if not head.startswith(SQLITE_MAGIC):
        raise CaseError(f"{path} is not a case file.", "To bring in an export, import it into a case instead.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise CaseError(f"{path} is a database of another program.", "Choose a file made by auditor.")


def check_not_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a case that a later version of the program has changed. Raises CaseError."""
    with closing(sqlite3.connect(":memory:")) as empty:
        known = {step.name for step in migrations.pending(Database(empty))}
    unknown = {step.name for step in migrations.applied(Database(connection))} - known
    if unknown:
        raise CaseError(
            f"{path} was written by a newer version of auditor ({', '.join(sorted(unknown))}).",
            "Open it with that version, or update this one.",
        )


def in_words(error: sqlite3.Error, path: Path) -> CaseError | None:
    """What a person is told of an SQLite error that she can mend; None for what is our own bug."""
    code = getattr(error, "sqlite_errorname", "")
    if code.startswith("SQLITE_FULL"):
        return CaseError(f"The disk is full: {path.name} could not grow.", "Free some space and do it again.")
    if code.startswith("SQLITE_READONLY"):
        return CaseError(f"{path} is read-only: nothing was saved.", "Copy it to a place where you may write.")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return CaseError(f"{path.name} is in use by another program.", "Close it there and try again.")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return CaseError(f"{path} is damaged ({error}).", "Go back to a copy; keep this file for a specialist.")
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return CaseError(f"{path} cannot be read or written ({error}).", "Check the disk and your permission.")
    return None
