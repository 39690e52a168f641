"""An export file as an importer reads it: decompressed, and hashed and counted on the way."""

import codecs
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, cast
from zoneinfo import ZoneInfo

from auditor.importers.gunzip import Gunzip

PEEK_BYTES = 64 * 1024
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes. A longer line is reported and passed over, so that one line cannot fill the memory."""

GZIP_MAGIC = b"\x1f\x8b"
STRAY_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""Python's escapes for bytes that are not UTF-8 → what Windows-1252 means by them."""

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Peek:
    """What identification may look at: the path as the person knows it, and the first 64 KiB, decompressed."""

    path: PurePosixPath
    head: bytes

    @property
    def text(self) -> str:
        """The head as text, byte order mark removed; bytes that do not decode are replaced."""
        return self.head.decode(encoding_of(self.head), errors="replace")

    @property
    def first_line(self) -> str:
        """The first line that is not blank, without its line end."""
        return next((line for line in self.text.split("\n") if line.strip()), "").rstrip("\r")


def _no_matter(reason: str) -> None:
    """A head that ends early is still a head."""


def encoding_of(head: bytes) -> str:
    """The encoding a byte order mark tells, else UTF-8."""
    return next((name for mark, name in BOMS if head.startswith(mark)), "utf-8")


class _Counting(io.RawIOBase):
    """Passes bytes through, hashing and counting them."""

    def __init__(self, raw: IO[bytes], file: "ExportFile") -> None:
        self._raw = raw
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self._file.saw(data)
        return len(data)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Utf8Lines:
    """Lines of a text in another encoding, as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        return self._text.readline(limit).encode()


def _as_utf8(stream: io.BufferedReader) -> "io.BufferedReader | _Utf8Lines":
    """The same lines as UTF-8 without byte order mark."""
    encoding = encoding_of(stream.peek(4)[:4])
    if encoding == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
    return _Utf8Lines(stream, encoding) if encoding == "utf-16" else stream


class _CountingText(io.TextIOWrapper):
    """Text whose bytes that are not UTF-8 are read as Windows-1252, and counted in `file.not_utf8`."""

    def __init__(self, stream: io.BufferedReader, file: "ExportFile") -> None:
        encoding = encoding_of(stream.peek(4)[:4])
        super().__init__(stream, encoding=encoding, errors="surrogateescape", newline="")
        self._file = file

    def __next__(self) -> str:
        return self._file.mend(super().__next__())


@dataclass
class ExportFile:
    """One file to import. `name` is its path as the person knows it (archive members: `archive.zip/member`).

    `zone` is used for times without a zone, `mapping` by the generic table (our field → their column).
    After reading: `bytes_read` (of the stored bytes), `lines_read`, `not_utf8` (bytes read as Windows-1252), `sha256`,
    and `damage`: why the compressed file could not be read to its end, "" if it could.
    """

    path: Path
    name: str
    size: int
    opener: Callable[[], IO[bytes]]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    mapping: dict[str, str] | None = None
    finder: "Callable[[str], ExportFile | None] | None" = None
    bytes_read: int = 0
    lines_read: int = 0
    not_utf8: int = 0
    damage: str = ""

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()

    @classmethod
    def at(cls, path: Path, name: str | None = None) -> "ExportFile":
        """The file at `path`. Raises OSError when it cannot be looked at."""
        return cls(path, name or path.as_posix(), path.stat().st_size, lambda: path.open("rb"))

    def beside(self, name: str) -> "ExportFile | None":
        """The file called `name` in the same folder (of the disk, or of the archive); None where there is none."""
        if self.finder:
            return self.finder(name)
        path = self.path.with_name(name)
        return ExportFile.at(path) if path.is_file() else None

    @property
    def sha256(self) -> str:
        """Hex digest of the stored bytes seen so far; of the whole file once `finish` was called."""
        return self._hash.hexdigest()

    def saw(self, data: bytes) -> None:
        """Count and hash the next stored bytes."""
        self._hash.update(data)
        self.bytes_read += len(data)

    def peek(self) -> Peek:
        """The first 64 KiB, decompressed as far as that is possible. Raises OSError."""
        with self.opener() as raw:
            head = raw.read(PEEK_BYTES)
        if head.startswith(GZIP_MAGIC):
            with self.opener() as raw, io.BufferedReader(Gunzip(raw, _no_matter)) as unzipped:
                head = unzipped.read(PEEK_BYTES)
        return Peek(PurePosixPath(self.name.replace("\\", "/").removesuffix(".gz")), head)

    def open(self) -> io.BufferedReader:
        """A stream of the decompressed bytes. Reading it to the end hashes the stored ones: open it once."""
        self.bytes_read = self.lines_read = self.not_utf8 = 0
        self.damage = ""
        self._hash = hashlib.sha256()
        stored = cast("io.BufferedReader", io.BufferedReader(_Counting(self.opener(), self), 1 << 18))
        self._stored = stored
        if stored.peek(2)[:2] == GZIP_MAGIC:
            return cast("io.BufferedReader", io.BufferedReader(Gunzip(stored, self._found_damage), 1 << 18))
        return stored

    def _found_damage(self, reason: str) -> None:
        self.damage = reason

    def finish(self, stream: IO[bytes]) -> None:
        """Read what is left, so that the hash covers the whole file, and close."""
        while stream.read(1 << 20):
            pass
        while not self._stored.closed and self._stored.read(1 << 20):
            pass  # behind the place where decompressing had to end
        stream.close()
        self._stored.close()

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Lines with their numbers from 1, without line end. None stands for a line over `LONGEST_LINE`.

        Splits at line feeds only: str.splitlines would also break inside JSON strings and git's separators. A damaged
        gzip file ends where it can no longer be read, with `damage` set; what came before is still given.
        """
        with self.open() as stream, self._stored:
            source = _as_utf8(stream)  # kept: a decoder that is dropped closes the stream under it
            yield from self._split(source)
            self.finish(stream)

    def _split(self, source: "io.BufferedReader | _Utf8Lines") -> Iterator[tuple[int, bytes | None]]:
        readline = source.readline
        while line := readline(LONGEST_LINE + 1):
            self.lines_read = number = self.lines_read + 1
            if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
                yield number, line.rstrip(b"\r\n")
            else:
                while (rest := readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                yield number, None

    def decode(self, line: bytes) -> str:
        """A line as text. Bytes that are not UTF-8 are read as Windows-1252 and counted in `not_utf8`."""
        return line.decode() if line.isascii() else self.mend(line.decode("utf-8", "surrogateescape"))

    def mend(self, text: str) -> str:
        """The text with each escaped byte that was not UTF-8 replaced, and counted."""
        if text.isascii():
            return text
        try:
            text.encode()
        except UnicodeEncodeError:
            self.not_utf8 += sum("\udc80" <= character <= "\udcff" for character in text)
            return text.translate(STRAY_BYTES)
        return text

    def text(self) -> io.TextIOWrapper:
        """The decompressed text, line ends untouched (for csv). Bytes that are not UTF-8 are read as Windows-1252."""
        stream = self.open()
        return _CountingText(stream, self)
