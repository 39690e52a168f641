"""An export file as an importer reads it: decompressed, and hashed and counted on the way."""

import hashlib
import io
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import IO, cast
from zoneinfo import ZoneInfo

from auditor.errors import ImportFailed, NotRecognised
from auditor.importers.files.unpack import LONGEST_MAGIC, SUFFIXES, Unpacked, unpacker_of
from auditor.importers.files.unpack_table import MAGICS, NOT_A_TABLE, Table, sought
from auditor.importers.files.unpack_text import SEEN_BYTES, Utf8Lines, as_utf8, encoding_of
from auditor.importers.mapping import Mapping

PEEK_BYTES = 64 * 1024
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes. A longer line is reported and passed over, so that one line cannot fill the memory."""

SAVE_ANEW = "Save it as .xlsx without a password, or as CSV."
LAYERS = 3
"""How often a file may be compressed: a log shipper packs what another one has packed, but no more than that."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of Excel's files before 2007, and of those that a password protects since."""

WORKBOOKS = (".xlsx", ".xlsm")
STRAY_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""Python's escapes for bytes that are not UTF-8 → what Windows-1252 means by them."""


@dataclass(frozen=True, slots=True)
class Peek:
    """What identification may look at: the path as the person knows it, and the first 64 KiB, decompressed."""

    path: PurePosixPath
    head: bytes

    @property
    def text(self) -> str:
        """The head as text, byte order mark removed; bytes that do not decode are replaced."""
        return _text_of(self.head)

    @property
    def first_line(self) -> str:
        """The first line that is not blank, without its line end."""
        return _first_line_of(self.text)


@lru_cache(maxsize=4)
def _text_of(head: bytes) -> str:
    """Forty importers look at each head."""
    return head.decode(encoding_of(head), errors="replace")


@lru_cache(maxsize=4)
def _first_line_of(text: str) -> str:
    return next((line for line in io.StringIO(text, "\n") if line.strip()), "").rstrip("\r\n")


def _no_matter(reason: str) -> None:
    """A head that ends early is still a head."""


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return cast("io.BufferedReader", io.BufferedReader(raw, 1 << 18))


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


class _CountingText(io.TextIOWrapper):
    """Text whose bytes that are not UTF-8 are read as Windows-1252, and counted in `file.not_utf8`."""

    def __init__(self, stream: io.BufferedReader, file: "ExportFile") -> None:
        encoding = encoding_of(stream.peek(SEEN_BYTES)[:SEEN_BYTES])
        super().__init__(stream, encoding=encoding, errors="surrogateescape", newline="")
        self._file = file

    def __next__(self) -> str:
        return self._file.mend(super().__next__())


@dataclass
class ExportFile:
    """One file to import. `name` is its path as the person knows it (archive members: `archive.zip/member`).

    `zone` is used for times without a zone, `mapping` by the generic table.
    After reading: `bytes_read` (of the stored bytes), `lines_read`, `not_utf8` (bytes read as Windows-1252), `sha256`,
    `damage`: why the compressed file could not be read to its end, "" if it could, `notes`: what of it was not read.
    """

    path: Path
    name: str
    size: int
    opener: Callable[[], IO[bytes]]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    mapping: Mapping | None = None
    finder: "Callable[[str], ExportFile | None] | None" = None
    bytes_read: int = 0
    lines_read: int = 0
    not_utf8: int = 0
    damage: str = ""
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()
        self._keeps_head = False
        self._head: Peek | None = None
        self._table: Table | None = None
        self._source: io.BufferedReader | None = None

    @classmethod
    def at(cls, path: Path, name: str | None = None) -> "ExportFile":
        """The file at `path`. Raises OSError when it cannot be looked at."""
        return cls(path, name or path.as_posix(), path.stat().st_size, partial(path.open, "rb"))

    def beside(self, name: str) -> "ExportFile | None":
        """The file called `name` in the same folder (of the disk, or of the archive); None where there is none."""
        found = self.finder(name) if self.finder else self._beside_on_disk(name)
        if found:
            found.zone = self.zone
        return found

    def _beside_on_disk(self, name: str) -> "ExportFile | None":
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

    @contextmanager
    def one_look(self) -> Generator[None]:
        """For as long as one import takes, the head is read once, however often it is asked for."""
        self._keeps_head = True
        try:
            yield
        finally:
            self._keeps_head, self._head = False, None

    def peek(self) -> Peek:
        """The first 64 KiB, decompressed as far as that is possible. Raises OSError, ImportFailed."""
        peek = self._head or self._looked_at()
        self._head = peek if self._keeps_head else None
        return peek

    def _looked_at(self) -> Peek:
        with self.opener() as raw:
            head = raw.read(PEEK_BYTES)
        if head.startswith(OLE_MAGIC) and self.name.lower().endswith((".xls", *WORKBOOKS)):
            raise NotRecognised(f"{self.name}: an old Excel workbook, or one with a password.", SAVE_ANEW)
        if unpacker_of(head[:LONGEST_MAGIC]) or head[:4] in MAGICS:
            stored = _buffered(cast("io.RawIOBase", self.opener()))
            with stored, self._unpacked(stored, _no_matter) as stream:
                head = stream.read(PEEK_BYTES)
        name = self.name.replace("\\", "/")
        return Peek(PurePosixPath(name.removesuffix(next(filter(name.endswith, SUFFIXES), ""))), head)

    def open(self) -> io.BufferedReader:
        """A stream of the decompressed bytes. Reading it to the end hashes the stored ones: open it once.

        A workbook or a Parquet file is a stream of the CSV that it could have been saved as.
        """
        self.bytes_read = self.lines_read = self.not_utf8 = 0
        self.damage, self.notes, self._table = "", (), None
        self._hash = hashlib.sha256()
        self._stored = _buffered(_Counting(self.opener(), self))
        return self._unpacked(self._stored, self._found_damage)

    def _unpacked(self, stored: io.BufferedReader, damaged: Callable[[str], None]) -> io.BufferedReader:
        stream = stored
        for _ in range(LAYERS):
            machine = unpacker_of(stream.peek(LONGEST_MAGIC)[:LONGEST_MAGIC])
            if machine is None:
                break
            stream = _buffered(Unpacked(stream, machine, damaged))
        return self._as_table(stream, stored) if stream.peek(4)[:4] in MAGICS else stream

    def _as_table(self, stream: io.BufferedReader, stored: io.BufferedReader) -> io.BufferedReader:
        """The table as text. Raises ImportFailed for a damaged workbook; other archives stay as they are."""
        file = sought(stream) if stream is not stored else self._sought_anew()
        try:
            self._table = Table(file)
        except NOT_A_TABLE as error:
            if self.name.lower().endswith(WORKBOOKS):
                file.close()
                hint = "Ask the sender for a new copy."
                raise ImportFailed(f"{self.name}: the workbook is damaged or cut off ({error}).", hint) from error
            if stream is stored:
                file.close()
                return stored
            return _buffered(cast("io.RawIOBase", file))
        return _buffered(self._table)

    def _sought_anew(self) -> IO[bytes]:
        """The stored bytes to be read in any order; those of a file on the disk need no copy."""
        raw = self.opener()
        if raw.seekable():
            return raw
        with raw:
            return sought(raw)

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
        compressed file ends where it can no longer be read, with `damage` set; what came before is still given.
        """
        with self.open() as stream, self._stored:
            if self._table:
                yield from self._table_lines(self._table)
            else:
                source = as_utf8(stream)  # kept: a decoder that is dropped closes the stream under it
                self._source = stream if source is stream else None
                yield from self._split(source)
                self._source = None
            self.finish(stream)

    def _table_lines(self, table: Table) -> Iterator[tuple[int, bytes]]:
        for number, row in table.texts:
            self.lines_read = number
            for line in row.split(b"\n")[:-1]:
                yield number, line.rstrip(b"\r")
        self.damage, self.notes = table.damage, tuple(table.notes)

    def _split(self, source: io.BufferedReader | Utf8Lines) -> Iterator[tuple[int, bytes | None]]:
        readline = source.readline
        while line := readline(LONGEST_LINE + 1):
            self.lines_read = number = self.lines_read + 1
            if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
                yield number, line.rstrip(b"\r\n")
            else:
                while (rest := readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                yield number, None

    def some_lines(self, size: int) -> list[tuple[int, bytes | None]]:
        """The next of `lines` at once: so many bytes, at most LONGEST_LINE, and to the end of that line.

        None at the end, before `lines` has begun, and of what is not stored as UTF-8: there `lines` tells more.
        """
        source = self._source
        text = source.read(size) if source else b""
        if not source or not text:
            return []
        if not text.endswith(b"\n"):
            text += (rest := source.readline(LONGEST_LINE + 1))
            while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                rest = source.readline(LONGEST_LINE + 1)  # passed over: the line is too long already
        lines = text.removesuffix(b"\n").split(b"\n")
        numbers = range(self.lines_read + 1, self.lines_read + 1 + len(lines))
        self.lines_read += len(lines)
        too_long = len(lines[-1]) > LONGEST_LINE
        if b"\r" in text:
            lines = [line.rstrip(b"\r") for line in lines]
        some = list[tuple[int, bytes | None]](zip(numbers, lines, strict=True))
        return [*some[:-1], (numbers[-1], None)] if too_long else some

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
