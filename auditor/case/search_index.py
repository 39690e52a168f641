"""The full-text index of all texts: derived, built in the background, dropped and made anew at any time.

It holds the texts as folding.py cuts them, so that what is found, what is read one by one and what is marked agree; the
texts themselves stay where they are. Measured with 200,000 texts of 480 characters: 32 MB with the places of words,
13 MB without (but then no phrases); an index of beginnings too (prefix='1 2 3') takes 100 MB and almost three times as
long to build, to save a tenth of a second when one letter has been typed.

Only texts of complete imports come in: those of an import under way lie above the marks of its beginning, and may be
taken back. So nothing is ever removed from the index.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, wait

import numpy as np
from numpy.typing import NDArray

from auditor.case.bulk import insert_many
from auditor.case.folding import folded
from auditor.case.store import Row, Store
from auditor.errors import CaseError
from auditor.progress import Progress

RULES = 1
"""Rises with every change of how texts are cut into words: an index made by other rules is made anew."""

AT_ONCE = 250
"""Texts read in one go."""

CHARACTERS = 50_000
"""In one batch, some milliseconds: so long a verdict given meanwhile waits, and for what is gathered to be written."""

SETTINGS = (("hashsize", 1 << 17), ("automerge", 8))
"""Bytes gathered before they are written, an eighth of the usual: a verdict waits for that too, in two runs on a busy
machine 88 and 114 ms at most instead of 231 and 145. And more parts stand beside each other before they are merged."""

IN_FLIGHT = 3
"""Batches the reader may be ahead of the writer: it cuts the next words while SQLite sorts these."""

TABLE = "CREATE VIRTUAL TABLE text_search USING fts5(text, content='', columnsize=0, tokenize='ascii')"
STATE = (
    "SELECT rules, upto FROM text_search_state WHERE EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'text_search')"
)
TEXTS = "SELECT id, text FROM texts WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"
END = """
    SELECT min(last) FROM (
        SELECT coalesce(max(id), 0) AS last FROM texts
        UNION ALL SELECT json_extract(marks, '$.texts') FROM sources WHERE state = 'importing'
    )
"""


class SearchIndex:
    """Texts by the words they hold. Ids of texts count from 1 without gaps."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._broken = False

    @property
    def possible(self) -> bool:
        """Whether this SQLite knows FTS5."""
        return bool(self._store.read("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"))

    @property
    def upto(self) -> int:
        """The highest id of the texts that are in the index."""
        state = [] if self._broken else self._store.read(STATE)
        return state[0][1] if state and state[0][0] == RULES else 0

    @property
    def end(self) -> int:
        """The highest id of the texts that stay: those of an import under way may go again."""
        return self._store.read(END)[0][0]

    def match(self, query: str, first: int, last: int, limit: int | None) -> NDArray[np.int64]:
        """Sorted ids of the texts that fit a query in FTS5's language. Raises sqlite3.Error or CaseError."""
        try:
            told = self._store.read(
                "SELECT group_concat(rowid) FROM (SELECT rowid FROM text_search WHERE text_search MATCH ?"
                " AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?)",
                (query, first, last, -1 if limit is None else limit),
            )[0][0]
        except (sqlite3.Error, CaseError):
            self._broken = True  # until it is built anew
            raise
        return np.fromstring(told or "", np.int64, sep=",")

    def build(self, progress: Progress) -> None:
        """Bring in all texts that stay. Goes on where it was left; clicks go first."""
        if self._store.readonly or not self.possible:
            return
        progress.start("Indexing texts for search")
        while (upto := self.upto) < (end := self.end):
            if self._broken or not upto:
                self._store.bulk(_make_anew).result()
                self._broken, upto = False, 0
            self._bring_in(upto, end, progress)
            self._store.flush()

    def _bring_in(self, upto: int, end: int, progress: Progress) -> None:
        waiting: deque[Future[None]] = deque()
        try:
            for batch in self._batches(upto, end):
                progress.report(batch.after, end, batch.after)
                waiting.append(self._store.bulk(batch.insert))
                if len(waiting) >= IN_FLIGHT:
                    waiting.popleft().result()
        finally:
            wait(waiting)  # also when cancelled: then nothing more is written
        for future in waiting:
            future.result()

    def _batches(self, after: int, end: int) -> "Iterator[_Batch]":
        """All texts with greater ids than `after`, up to `end`, some at a time: few where they are long."""
        batch = _Batch(after)
        while after < end:
            rows = self._store.read(TEXTS, (after, end, AT_ONCE))
            after = rows[-1][0] if rows else end
            for id_, text in rows:
                batch.add(id_, text)
                if batch.size >= CHARACTERS:
                    yield batch
                    batch = _Batch(batch.last)
        batch.last = end
        yield batch


class _Batch:
    """The texts with greater ids than `after`, up to `last`, as words."""

    def __init__(self, after: int) -> None:
        self.after = self.last = after
        self.size = 0
        self._rows: list[Row] = []

    def add(self, id_: int, text: str) -> None:
        """One text more."""
        self._rows.append((id_, text if text.isascii() else folded(text)))
        self.size += len(text)
        self.last = id_

    def insert(self, connection: sqlite3.Connection) -> None:
        """Bring the texts into the index, unless someone else did meanwhile."""
        if connection.execute(STATE).fetchone() == (RULES, self.after):
            insert_many(connection, "text_search", ("rowid", "text"), self._rows)
            connection.execute("UPDATE text_search_state SET upto = ?", (self.last,))


def _make_anew(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("DROP TABLE IF EXISTS text_search")
    except sqlite3.DatabaseError:  # damaged, FTS5 does not even let go of it, but it does of an empty one
        connection.execute("INSERT OR REPLACE INTO text_search_data VALUES (1, x''), (10, zeroblob(7))")
        connection.execute("INSERT OR REPLACE INTO text_search_config VALUES ('version', 4)")
        connection.execute("DROP TABLE text_search")
    connection.execute(TABLE)
    connection.executemany("INSERT INTO text_search (text_search, rank) VALUES (?, ?)", SETTINGS)
    connection.execute("INSERT OR REPLACE INTO text_search_state VALUES (1, ?, 0)", (RULES,))
