"""The members of a tar archive, compressed or not: all that lie in it whole, and a word on the rest."""

import io
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, cast

from auditor.errors import ImportFailed
from auditor.importers.files.unpack import CUT_OFF, LONGEST_MAGIC, Unpacked, unpacker_of
from auditor.importers.files.unpack_members import Member, Shared, Slice, lost

TAR_SUFFIXES = (
    ".tar", ".tar.gz", ".tgz", ".tar.zst", ".tzst", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz"
)  # fmt: skip
NEW_COPY = "Ask the sender for a new copy."
BLOCK = 512

Temporary = Callable[[Callable[[int], bytes]], IO[bytes]]
"""Keeps what a read function gives in a file that can be sought."""


def untarred(file: IO[bytes], temporary: Temporary) -> tuple[IO[bytes], str]:
    """The tar itself, which can be sought, and why it could not be unpacked to its end, "" if it could."""
    head = file.read(LONGEST_MAGIC)
    file.seek(0)
    machine = unpacker_of(head)
    if machine is None:
        return file, ""
    damage: list[str] = []
    unpacked = io.BufferedReader(Unpacked(file, machine, damage.append), 1 << 18)
    return temporary(unpacked.read), next(iter(damage), "")


def tar_members(file: IO[bytes], damage: str) -> Iterator[Member]:
    """Regular files. Raises ImportFailed for what is no tar at all."""
    end = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115  holds nothing but `file`
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ImportFailed("the archive is damaged or cut off.", NEW_COPY) from error
    shared, last = Shared(file), ""
    while True:
        try:
            info = tar.next()
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            damage = damage or str(error)
            break
        if info is None:
            break
        tar.members = []  # pyright: ignore[reportAttributeAccessIssue]  tarfile keeps them all
        last = info.name
        whole = info.offset_data + info.size <= end
        damage = damage or ("" if whole else CUT_OFF)
        if info.isreg() and whole:
            yield _member(shared, info)
    file.seek(min(tar.offset, end))
    if file.read(BLOCK).strip(b"\0"):
        damage = damage or "its members are not marked as such"
    if damage:
        message = f"the archive is damaged ({damage}): what should follow “{_readable(last)}” in it is missing."
        yield lost("(end of the archive)", ImportFailed(message, NEW_COPY))


def _member(shared: Shared, info: tarfile.TarInfo) -> Member:
    name = _readable(info.name)
    if info.issparse():
        return lost(name, ImportFailed(f"“{name}” is stored with gaps (sparse).", "Unpack it first."))
    start, size = info.offset_data, info.size
    return Member(name, size, cast("Callable[[], IO[bytes]]", partial(_open, shared, start, size)))


def _open(shared: Shared, start: int, size: int) -> IO[bytes]:
    return Slice(shared, start, size).buffered()


def _readable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").removeprefix("./")
