"""Decompresses gzip as far as it can be read: a cut-off log still holds what was written before."""

import io
import zlib
from collections.abc import Callable
from typing import Protocol

CHUNK = 1 << 13
"""Compressed bytes a step: where one cannot be decompressed, what the step had given is lost, too."""
GZIP_WINDOW = 31
"""zlib's word for "expect a gzip header"."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Gunzip(io.RawIOBase):
    """The decompressed bytes of all members. `damaged` is told why, where the rest cannot be read.

    gzip.GzipFile raises instead, and what the buffer above it had asked for until then is lost.
    """

    def __init__(self, stored: _Readable, damaged: Callable[[str], None]) -> None:
        self._stored = stored
        self._damaged = damaged
        self._machine = zlib.decompressobj(GZIP_WINDOW)
        self._waiting = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ended:
            out = self._some(len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)
        return 0

    def _some(self, limit: int) -> bytes:
        if self._machine.eof and not self._next_member():
            return b""
        data = self._waiting or self._stored.read(CHUNK)
        try:
            out = self._machine.decompress(data, limit)
        except zlib.error as error:
            return self._end(str(error).rpartition(": ")[2])
        self._waiting = self._machine.unconsumed_tail
        return out if out or data or self._machine.eof else self._end("it is cut off")

    def _next_member(self) -> bool:
        """Log shippers append members; zeros after the last one are padding."""
        self._waiting = (self._machine.unused_data or self._stored.read(CHUNK)).lstrip(b"\0")
        self._ended = not self._waiting
        self._machine = zlib.decompressobj(GZIP_WINDOW)
        return not self._ended

    def _end(self, reason: str) -> bytes:
        self._ended = True
        self._damaged(reason)
        return b""
