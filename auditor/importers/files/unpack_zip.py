"""The members of a zip archive; of one that is cut off, those that can still be found."""

import io
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from auditor.errors import ImportFailed
from auditor.importers.files.unpack import CHUNK, Unpacked, inflater
from auditor.importers.files.unpack_members import Member, Shared, Slice, lost

ENCRYPTED, SIZES_FOLLOW = 0x1, 0x8
"""Bits of a zip member's flags, .ZIP File Format Specification 4.4.4."""

STORED, DEFLATED = 0, 8
HEADER = struct.Struct("<4s5H3L2H")
"""A member's local header, 4.3.7: signature, version, flags, method, time, date, CRC, both sizes, lengths."""

SIGNATURE = b"PK\x03\x04"
DESCRIPTOR_BYTES = 24
"""The longest data descriptor, 4.3.9."""

BROKEN_ZIP = (BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for an archive that is damaged, or made to do harm."""

NEW_COPY = "Ask the sender for a new copy."


def zip_members(file: IO[bytes]) -> Iterator[Member]:
    """The files in the archive. Raises ImportFailed where there is none to be read."""
    try:
        archive = ZipFile(file)
    except BROKEN_ZIP as error:
        yield from _found(file, str(error))
        return
    for info in archive.infolist():
        if not info.is_dir():
            yield Member(_slashed(info.filename), info.file_size, partial(_open, archive, info))


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _open(archive: ZipFile, info: ZipInfo) -> IO[bytes]:
    if info.flag_bits & ENCRYPTED:
        raise ImportFailed(f"“{info.filename}” in this archive is encrypted.", "Unpack it with its password first.")
    try:
        return archive.open(info)
    except NotImplementedError as error:
        raise ImportFailed(
            f"“{info.filename}” is packed in a way that cannot be read ({error}).", "Unpack it first."
        ) from error


def _found(file: IO[bytes], why: str) -> Iterator[Member]:
    """The members that lie whole before the place where the archive ends: its table of contents stood behind them."""
    shared, at, last = Shared(file), 0, ""
    while len(head := shared.read(at, HEADER.size)) == HEADER.size and head.startswith(SIGNATURE):
        _, _, flags, method, _, _, _, packed, size, name_bytes, extra = HEADER.unpack(head)
        start = at + HEADER.size + name_bytes + extra
        name = shared.read(at + HEADER.size, name_bytes).decode("utf-8", "replace")
        if flags & SIZES_FOLLOW and method == DEFLATED and not flags & ENCRYPTED:
            packed, size = _measured(shared, start)
        whole = len(shared.read(start + packed - 1, 1)) == 1 if packed else not size
        if flags & ENCRYPTED or method not in (STORED, DEFLATED) or not whole:
            break
        last = name
        if not name.endswith("/"):
            yield Member(_slashed(name), size, partial(_open_found, shared, start, packed, method))
        following = shared.read(start + packed, DESCRIPTOR_BYTES + len(SIGNATURE)) if flags & SIZES_FOLLOW else b""
        at = start + packed + max(0, following.find(SIGNATURE))
    if not last:
        raise ImportFailed("the archive is damaged or cut off.", NEW_COPY)
    message = f"the archive is damaged ({why}): what should follow “{last}” in it is missing."
    yield lost("(end of the archive)", ImportFailed(message, NEW_COPY))


def _measured(shared: Shared, start: int) -> tuple[int, int]:
    """(packed, unpacked) bytes of a member whose sizes stand behind it; (0, 1) where it has no end."""
    machine, packed, size = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0
    while not machine.eof:
        data = shared.read(start + packed, CHUNK)
        packed += len(data)
        try:
            size += len(machine.decompress(data))
        except zlib.error:
            return 0, 1
        if not data:
            return 0, 1
    return packed - len(machine.unused_data), size


def _open_found(shared: Shared, start: int, packed: int, method: int) -> IO[bytes]:
    stored = Slice(shared, start, packed).buffered()
    return stored if method == STORED else cast("IO[bytes]", io.BufferedReader(Unpacked(stored, inflater, _refuse)))


def _refuse(reason: str) -> None:
    raise BadZipFile(reason)
