"""Prompt and response texts, each stored once."""

import sqlite3
from collections.abc import Iterator, Mapping
from hashlib import sha256

from auditor.case.bulk import insert_many
from auditor.case.store import Store

REMEMBERED = 400_000
"""Digests, some 80 MB at most."""

AT_ONCE = 500
LOOK_UP = f"SELECT digest, id FROM texts WHERE digest IN ({', '.join('?' * AT_ONCE)})"
"""Always as many places, so that SQLite prepares it once."""


def digest_of(text: str) -> bytes:
    """The first half of the SHA-256 of the text as UTF-8; lone surrogates, which some exports hold, are kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _storable(text: str) -> str:
    """SQLite holds UTF-8 only: a lone surrogate is shown as the replacement character (its digest tells it apart)."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


class Texts:
    """`case.texts`. Digests seen lately are remembered, so that a prompt sent a thousand times is looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: dict[bytes, int] = {}
        self._all_remembered = False

    def store(self, connection: sqlite3.Connection, texts: Mapping[bytes, str]) -> dict[bytes, int]:
        """Ids of the given texts by digest, new ones stored."""
        known = self._ids
        if len(known) > REMEMBERED:
            self.forget()
        following = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM texts").fetchone()[0]
        self._all_remembered = self._all_remembered or following == 1
        wanted = [digest for digest in texts if digest not in known]
        if not self._all_remembered:
            known.update(_look_up(connection, wanted))
            wanted = [digest for digest in wanted if digest not in known]
        insert_many(
            connection,
            "texts",
            ("id", "digest", "text"),
            [(id_, digest, _storable(texts[digest])) for id_, digest in enumerate(wanted, following)],
        )
        known.update(zip(wanted, range(following, following + len(wanted)), strict=True))
        return {digest: known[digest] for digest in texts}

    def forget(self) -> None:
        """Drop what is remembered: it is too much, or texts were taken back with a broken import."""
        self._ids.clear()
        self._all_remembered = False


def _look_up(connection: sqlite3.Connection, digests: list[bytes]) -> Iterator[tuple[bytes, int]]:
    """Those of the digests that are stored already, with their ids."""
    for start in range(0, len(digests), AT_ONCE):
        some = digests[start : start + AT_ONCE]
        yield from connection.execute(LOOK_UP, some + [b""] * (AT_ONCE - len(some)))
