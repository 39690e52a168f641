"""Decompresses gzip, zstandard, bzip2 and xz as far as they can be read: a cut-off log still holds what came before."""

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK = 1 << 13
"""Compressed bytes a step: where one cannot be decompressed, what the step had given is lost, too."""

GZIP_WINDOW = 31
"""zlib's word for "expect a gzip header"."""

XZ_MEMORY = 1 << 28
"""Bytes. `xz -9` needs 65 MiB; a file that asks for more than 256 MiB is not one that a log shipper wrote."""

BOMB_BYTES = 1 << 30
BOMB_RATIO = 1_000
"""What unpacks to more than a GiB and to more than a thousand times its size was made to fill memory or disk."""

BOMB = f"it unpacks to more than {BOMB_RATIO:,} times its size"
CUT_OFF = "it is cut off"
SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
LONGEST_MAGIC = 10
"""Bytes that `unpacker_of` needs."""

NOT_UNPACKED = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError)
"""What the four libraries raise for bytes that are not theirs; bz2 raises OSError."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Machine(Protocol):
    """A decompressor of the standard library, as bz2, lzma and zstd write it."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Zlib:
    """zlib's decompressor, which leaves unread input with its caller, behind the same door as the others."""

    def __init__(self, window: int) -> None:
        self._zlib = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


def _gzip() -> Machine:
    return _Zlib(GZIP_WINDOW)


def inflater() -> Machine:
    """What unpacks a zip archive's members, which have no header of their own."""
    return _Zlib(-zlib.MAX_WBITS)


def _xz() -> Machine:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)


def unpacker_of(head: bytes) -> Callable[[], Machine] | None:
    """What unpacks a file that begins so; None where it is not compressed."""
    if head.startswith(b"\x1f\x8b"):
        return _gzip
    if head.startswith(b"\x28\xb5\x2f\xfd") or (head[1:4] == b"\x2a\x4d\x18" and head[0] >> 4 == 5):
        return zstd.ZstdDecompressor  # or a frame to be skipped, which parallel writers put first
    if head.startswith(b"BZh") and head[4:10] == b"\x31\x41\x59\x26\x53\x59":
        return bz2.BZ2Decompressor
    return _xz if head.startswith(b"\xfd7zXZ\0") else None


class Unpacked(io.RawIOBase):
    """The decompressed bytes of all members. `damaged` is told why, where the rest cannot be read.

    The libraries' own file classes raise instead, and what the buffer above had asked for until then is lost.
    """

    def __init__(self, stored: _Readable, machine: Callable[[], Machine], damaged: Callable[[str], None]) -> None:
        self._stored = stored
        self._new_machine = machine
        self._machine = machine()
        self._damaged = damaged
        self._waiting = b""
        self._ended = False
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ended:
            out = self._some(len(buffer))
            if out:
                buffer[: len(out)] = out
                self._given += len(out)
                if self._given > BOMB_BYTES and self._given > BOMB_RATIO * self._taken:
                    self._end(BOMB)
                return len(out)
        return 0

    def _some(self, limit: int) -> bytes:
        if self._machine.eof and not self._next_member():
            return b""
        wanted = self._machine.needs_input
        data = (self._waiting or self._read()) if wanted else b""
        self._waiting = b""
        try:
            out = self._machine.decompress(data, limit)
        except NOT_UNPACKED as error:
            return self._end(str(error).rpartition(": ")[2])
        return out if out or data or not wanted or self._machine.eof else self._end(CUT_OFF)

    def _read(self) -> bytes:
        data = self._stored.read(CHUNK)
        self._taken += len(data)
        return data

    def _next_member(self) -> bool:
        """Log shippers append members; zeros after the last one are padding."""
        self._waiting = (self._machine.unused_data or self._read()).lstrip(b"\0")
        self._ended = not self._waiting
        self._machine = self._new_machine()
        return not self._ended

    def _end(self, reason: str) -> bytes:
        self._ended = True
        self._damaged(reason)
        return b""
