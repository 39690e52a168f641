"""Prompt and response texts, each stored once."""

import json
import sqlite3
from collections.abc import Iterable
from hashlib import sha256

from auditor.case.schema import INSERT
from auditor.case.store import Store

REMEMBERED = 100_000

AT_ONCE = 64
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

    def store(self, connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, int]:
        """Ids of the given texts, new ones stored."""
        known = self._ids
        if len(known) > REMEMBERED:
            known.clear()
        digests = {text: digest_of(text) for text in texts}
        wanted = {digest: text for text, digest in digests.items() if digest not in known}
        unknown = list(wanted)
        for start in range(0, len(unknown), AT_ONCE):
            some = unknown[start : start + AT_ONCE]
            for digest, id_ in connection.execute(LOOK_UP, some + [b""] * (AT_ONCE - len(some))):
                known[digest] = id_
                del wanted[digest]
        following = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM texts").fetchone()[0]
        new = [(id_, digest, _storable(text)) for id_, (digest, text) in enumerate(wanted.items(), following)]
        connection.executemany(f"{INSERT} INTO texts VALUES (?, ?, ?)", new)
        known.update((digest, id_) for id_, digest, _ in new)
        return {text: known[digest] for text, digest in digests.items()}

    def forget(self) -> None:
        """Drop what is remembered, after texts were taken back with a broken import."""
        self._ids.clear()

    def get(self, ids: Iterable[int]) -> dict[int, str]:
        """Texts by id; unknown ids are left out."""
        wanted = json.dumps([id_ for id_ in ids if id_ >= 0])
        return dict(
            self._store.read("SELECT id, text FROM texts WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
        )
