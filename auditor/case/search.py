"""Finds the texts that hold the words a person types: in the index as far as it goes, else by reading them."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from auditor.case.search_index import TEXTS, SearchIndex
from auditor.case.store import Row, Store
from auditor.case.words import Words, understood
from auditor.errors import CaseError
from auditor.progress import Progress

AT_ONCE = 100
"""Texts read in one go: some of them may hold a megabyte."""

FEW = 2_000
"""Texts that are read (20 ms) sooner than the index tells all that hold a common word, of a million (150 ms)."""

AT_FIRST = 16_000
"""Texts of an agent among which the index first looks for a page; then among eight times as many, and so on."""

TRIED = 8_000
"""Texts that are read (80 ms) sooner than the index gathers all words that begin with one letter (500 ms)."""

Ids = NDArray[np.int64]


class Search:
    """`case.search`. All words must occur, the last one may go on; "quoted words" as they stand; -word must not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = SearchIndex(store)

    @property
    def ready(self) -> bool:
        """Whether all texts are in the index."""
        done, total = self.indexed
        return done == total

    @property
    def indexed(self) -> tuple[int, int]:
        """How many texts are in the index, and how many there are; their ids count from 1."""
        return self._index.upto, self._index.end

    @property
    def notice(self) -> str:
        """A sentence for who waits: why a search reads texts one by one. "" when it does not."""
        done, total = self.indexed
        if done == total:
            return ""
        if not self._index.possible:
            return "The SQLite of this computer has no full-text search: each search reads all texts, which is slow."
        return f"{done:,} of {total:,} texts are indexed; a search reads the others one by one, which is slow."

    def build(self, progress: Progress) -> None:
        """Bring the index up to date, in small batches; what is done stays when it is cancelled or the case closed.

        Does nothing where that cannot be: a case open for reading only, a SQLite without FTS5.
        """
        self._index.build(progress)

    def find(self, words: str, texts: Ids | None = None, limit: int | None = None) -> Ids:
        """Sorted ids of the texts meant, of `texts` only if given; with `limit` not more than the first so many."""
        told = understood(words)
        if not told or limit == 0:
            return np.empty(0, np.int64)
        upto, end = self.indexed
        if texts is None:
            found = self._indexed(told, None, upto, limit)
        else:
            texts = _each_once(texts[(texts > 0) & (texts <= end)])
            if len(texts) <= FEW:
                return self._chosen(told, texts, limit)
            found = self._indexed(told, texts[texts <= upto], upto, limit)
        if found is None:
            found, upto = np.empty(0, np.int64), 0
        return np.concatenate([found, self._unindexed(told, texts, upto, end, _left(limit, found))])

    @staticmethod
    def highlights(words: str, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text: (start, end) in order, none overlapping."""
        return understood(words).spans(text)

    def _indexed(self, told: Words, texts: Ids | None, upto: int, limit: int | None) -> Ids | None:
        """The first texts meant (of `texts` if given) up to id `upto`, from the index; None: it cannot be asked."""
        if not upto or (texts is not None and not len(texts)):
            return np.empty(0, np.int64)
        with suppress(sqlite3.Error, CaseError):  # derived: no search fails because of it
            if (told.short or not told.wanted) and (tried := self._tried(told, texts, upto, limit)) is not None:
                return tried
            if texts is None:
                return self._match(told, 1, upto, limit)
            found = np.empty(0, np.int64)
            for part in [texts] if limit is None or told.short else _growing(texts):
                more = self._match(told, int(part[0]), int(part[-1]), None)
                found = np.concatenate([found, _common(more, part)])[:limit]
                if len(found) == limit:
                    break
            return found
        return None

    def _match(self, told: Words, first: int, last: int, limit: int | None) -> Ids:
        """The first texts meant with ids from `first` to `last`, from the index. Raises sqlite3.Error or CaseError."""
        if told.wanted:
            return self._index.match(told.query, first, last, limit)
        unwanted = self._index.match(told.unwanted, first, last, None)
        return np.setdiff1d(np.arange(first, last + 1), unwanted, assume_unique=True)[:limit]

    def _tried(self, told: Words, texts: Ids | None, upto: int, limit: int | None) -> Ids | None:
        """The same where nearly all texts may be meant, if few of them must be read for it; None: too many."""
        rest = Words(told.wanted[:-1], told.excluded)  # without the one or two letters at the end
        if rest.wanted:
            likely = self._indexed(rest, texts, upto, TRIED + 1)
        else:
            likely = np.arange(1, min(upto, TRIED + 1) + 1) if texts is None else texts
        if likely is None or (limit is None and len(likely) > TRIED):
            return None
        found = self._chosen(told, likely[:TRIED], limit)
        return found if len(likely) <= TRIED or len(found) == limit else None

    def _unindexed(self, told: Words, texts: Ids | None, after: int, end: int, limit: int | None) -> Ids:
        """The first texts meant that come after those in the index."""
        if texts is None:
            return self._read(told, after, end, limit)
        return self._chosen(told, texts[texts > after], limit)

    def _read(self, told: Words, after: int, last: int, limit: int | None) -> Ids:
        """The first texts meant, by reading all with greater ids than `after`, up to `last`."""
        found: list[int] = []
        while after < last and (limit is None or len(found) < limit):
            rows = self._store.read(TEXTS, (after, last, AT_ONCE))
            found += _meant(told, rows)
            after = rows[-1][0] if rows else last
        return np.array(found[:limit], np.int64)

    def _chosen(self, told: Words, texts: Ids, limit: int | None) -> Ids:
        """The first of the given texts that are meant, by reading them."""
        found: list[int] = []
        for start in range(0, len(texts) if limit != 0 else 0, AT_ONCE):
            some = texts[start : start + AT_ONCE].tolist()
            marks = ", ".join("?" * len(some))
            rows = self._store.read(f"SELECT id, text FROM texts WHERE id IN ({marks}) ORDER BY id", some)
            found += _meant(told, rows)
            if limit is not None and len(found) >= limit:
                break
        return np.array(found[:limit], np.int64)


def _meant(told: Words, rows: list[Row]) -> list[int]:
    return [id_ for id_, text in rows if told.hold(text)]


def _growing(texts: Ids) -> Iterator[Ids]:
    """All texts, more at a time each time."""
    start, size = 0, AT_FIRST
    while start < len(texts):
        yield texts[start : start + size]
        start, size = start + size, size * 8


def _left(limit: int | None, found: Ids) -> int | None:
    return None if limit is None else limit - len(found)


def _common(found: Ids, texts: Ids | None) -> Ids:
    return found if texts is None else found[np.isin(found, texts, assume_unique=True)]


def _each_once(ids: Ids) -> Ids:
    """Sorted, none twice. Not `np.unique`: it hashes since numpy 2.3, 740 ms for half a million ids instead of 20."""
    ids = np.sort(ids)
    return ids[np.diff(ids, prepend=-1) > 0]
