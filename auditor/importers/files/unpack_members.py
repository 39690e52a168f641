"""What an archive gives: members with a way to open each, and streams that keep their archive open."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import IO, cast

from auditor.errors import ImportFailed


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive. `open` raises ImportFailed for one that cannot be read, with the reason."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def lost(name: str, problem: ImportFailed) -> Member:
    """A member that is there in name only."""

    def refuse() -> IO[bytes]:
        raise problem

    return Member(name, 0, refuse)


class Shared:
    """A file that can be sought, read by many at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._lock = Lock()

    def read(self, at: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)


class Slice(io.RawIOBase):
    """A stretch of a shared file, itself seekable."""

    def __init__(self, file: Shared, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(self._start + self._at, max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def buffered(self) -> IO[bytes]:
        return cast("IO[bytes]", io.BufferedReader(self, 1 << 16))


class Kept(io.RawIOBase):
    """A member's stream. While it is open, so is the archive, even if another one took its place meanwhile."""

    def __init__(self, stream: IO[bytes], archive: object) -> None:
        self._stream = stream
        self._archive = archive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)

    def close(self) -> None:
        self._stream.close()
        super().close()
