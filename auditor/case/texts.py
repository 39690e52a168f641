"""Prompt and response texts, each stored once."""

import sqlite3
from collections.abc import Iterator, Sequence

from auditor.case.bulk import insert_many
from auditor.case.seen import Seen
from auditor.case.store import Store

PLACES = (20, 500)
"""Digests looked up in one go; always one of these numbers, so that SQLite prepares each statement once."""


def _storable(text: str) -> str:
    """SQLite holds UTF-8 only: a lone surrogate is shown as the replacement character (its digest tells it apart)."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


class Texts:
    """`case.texts`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: Seen[bytes] | None = None

    def store(self, connection: sqlite3.Connection, digests: Sequence[bytes], texts: Sequence[str]) -> list[int]:
        """The ids of texts, told with their digests; new ones are stored. No text stands there twice."""
        following: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM texts").fetchone()[0]
        if following == 1:
            self._seen = Seen()  # of a case that was opened with texts in it all are looked up
        there = dict(_look_up(connection, self._seen.add(digests) if self._seen else digests))
        new: list[tuple[int, bytes, str]] = []
        for digest, text in zip(digests, texts, strict=True):
            if digest not in there:
                there[digest] = id_ = following + len(new)
                new.append((id_, digest, _storable(text)))
        insert_many(connection, "texts", ("id", "digest", "text"), new)
        return [there[digest] for digest in digests]


def _look_up(connection: sqlite3.Connection, digests: Sequence[bytes]) -> Iterator[tuple[bytes, int]]:
    """Those of the digests that are stored already, with their ids."""
    few, many = PLACES
    start = 0
    while start < len(digests):
        places = many if len(digests) - start > few else few
        some = list(digests[start : start + places])
        marks = ", ".join("?" * places)
        found = connection.execute(
            f"SELECT digest, id FROM texts WHERE digest IN ({marks})", some + [b""] * (places - len(some))
        )
        yield from found
        start += places
