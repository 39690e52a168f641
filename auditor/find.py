"""Use case: paths → the export files below them, folders walked and archives opened."""

import errno
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.unpack_archive import Archive, is_archive
from auditor.importers.mapping import Mapping

BROKEN_FILE = (OSError, EOFError, zlib.error, BadZipFile)
"""What reading a damaged or unreadable file raises."""

SPECIAL = "this is a pipe, a socket or a device, not a file"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: importer by name, the generic table's mapping, the zone of times without one, how strictly."""

    importer: str | None = None
    mapping: Mapping | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    strict: bool = False


DEFAULT = Options()


def find_files(paths: Iterable[Path], options: Options = DEFAULT) -> list[ExportFile]:
    """Every file below the paths, archives (.zip, .tar, .tar.gz, .tar.zst …) opened, in order of name.

    A path that cannot be looked at stands there too: opening it raises its ImportFailed, and the rest goes on.
    """
    files = [file for path in paths for file in _files_at(path)]
    for file in files:
        file.zone, file.mapping = options.zone, options.mapping
    return files


def forget_archives() -> None:
    """Close the archives that were read from."""
    _archive.cache_clear()


def unreadable(file: ExportFile, error: Exception) -> ImportFailed:
    """What a person is told of a file that cannot be read."""
    if isinstance(error, PermissionError):
        return ImportFailed(f"{file.name}: you may not read this.", "Ask its owner for permission.")
    if isinstance(error, FileNotFoundError):
        return ImportFailed(f"{file.name}: there is no such file.", "Check the path.")
    if isinstance(error, IsADirectoryError):
        return ImportFailed(f"{file.name}: this is a folder.", "Give the files in it, or the folder as a path.")
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return ImportFailed(f"{file.name}: there is no room on the disk to unpack this.", "Make room, and try again.")
    return ImportFailed(f"{file.name}: the file is damaged or cut off ({error}).", "Ask the sender for a new copy.")


def named(file: ExportFile, problem: ImportFailed) -> ImportFailed:
    """The problem, with the file's name where who found it does not know it."""
    if file.name in problem.message:
        return problem
    return type(problem)(f"{file.name}: {problem.message}", problem.hint)


def _files_at(path: Path) -> Iterator[ExportFile]:
    try:
        if _is_special(path):
            yield _lost(path, ImportFailed(f"{path}: {SPECIAL}.", "Save what it gives as a file, and import that."))
            return
        found = list(_walk(path)) if path.is_dir() else [path]
    except OSError as error:
        yield _lost(path, error)
        return
    if not found:
        yield _lost(path, ImportFailed(f"{path}: there is no file in this folder.", "Check the path."))
    for inner in found:
        if isinstance(inner, OSError):
            yield _lost(Path(os.fsdecode(inner.filename)), inner)
            continue
        try:
            yield from _unpacked(inner)
        except (OSError, ImportFailed) as error:
            yield _lost(inner, error)


def _lost(path: Path, error: ImportFailed | OSError) -> ExportFile:
    def refuse() -> IO[bytes]:
        raise problem

    file = ExportFile(path, _readable_name(path), 0, refuse)
    problem = named(file, error) if isinstance(error, ImportFailed) else unreadable(file, error)
    return file


def _is_special(path: Path) -> bool:
    """Whether reading would wait for another program, perhaps for ever. A missing file is told elsewhere."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


def _walk(folder: Path) -> Iterator[Path | OSError]:
    """All regular files below a folder, by name; for a folder that may not be read, why: it is not passed over."""
    refused: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=refused.append):
        folders.sort()
        yield from (path for name in sorted(files) if not _is_special(path := Path(here, name)))
    yield from refused


def _unpacked(path: Path) -> Iterator[ExportFile]:
    """The file itself, or the members of an archive."""
    name = _readable_name(path)
    if not is_archive(path.name):
        yield ExportFile.at(path, name)
        return
    for place in range(len(_archive(path).members)):
        yield _member(path, name, place)


@lru_cache(maxsize=2)
def _archive(path: Path) -> Archive:
    """The archive at hand, opened once for all its members; closed when it is no longer in use."""
    return Archive(path)


def _member(path: Path, name: str, place: int) -> ExportFile:
    member = _archive(path).members[place]
    file = ExportFile(path, f"{name}/{member.name}", member.size, lambda: _open(file, place))
    file.finder = partial(_beside, path, name, place)
    return file


def _open(file: ExportFile, place: int) -> IO[bytes]:
    try:
        return _archive(file.path).open(place)
    except ImportFailed as error:
        raise named(file, error) from error


def _beside(path: Path, name: str, place: int, wanted: str) -> ExportFile | None:
    there = _archive(path).beside(place, wanted)
    return None if there is None else _member(path, name, there)


def _readable_name(path: Path) -> str:
    """The path as text; bytes in it that are no text are shown as replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
