"""Prompt and response texts, stored once by SHA-256."""

import hashlib
import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable

from auditor.case.store import Store

REMEMBERED = 50_000


def digest_of(text: str) -> bytes:
    """SHA-256 of the text as UTF-8; lone surrogates, which some exports hold, are kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _storable(text: str) -> str:
    """SQLite holds UTF-8 only: a lone surrogate is shown as the replacement character (its digest tells it apart)."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


class Texts:
    """`case.texts`. Digests seen lately are remembered, so that a prompt sent a thousand times is looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: OrderedDict[bytes, int] = OrderedDict()

    def store(self, connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, int]:
        """Ids of the given texts, new ones stored."""
        digests = {text: digest_of(text) for text in texts}
        ids = {text: self._ids[digest] for text, digest in digests.items() if digest in self._ids}
        wanted = {digest: text for text, digest in digests.items() if text not in ids}
        places = ",".join("?" * len(wanted))
        for id_, digest in connection.execute(f"SELECT id, digest FROM texts WHERE digest IN ({places})", list(wanted)):
            self._remember(digest, id_)
            ids[wanted.pop(digest)] = id_
        following = (connection.execute("SELECT max(id) FROM texts").fetchone()[0] or 0) + 1
        new = [(following + n, digest, text) for n, (digest, text) in enumerate(wanted.items())]
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", [(i, d, _storable(text)) for i, d, text in new])
        for id_, digest, text in new:
            self._remember(digest, id_)
            ids[text] = id_
        return ids

    def forget(self) -> None:
        """Drop what is remembered, after texts were taken back with a broken import."""
        self._ids.clear()

    def get(self, ids: Iterable[int]) -> dict[int, str]:
        """Texts by id; unknown ids are left out."""
        wanted = json.dumps([id_ for id_ in ids if id_ >= 0])
        return dict(
            self._store.read("SELECT id, text FROM texts WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
        )

    def _remember(self, digest: bytes, id_: int) -> None:
        self._ids[digest] = id_
        if len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)
