"""Use case: export files → find → identify → read → store, with a receipt for each."""

import gc
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from auditor.case.case_file import CaseFile
from auditor.case.intake import Intake
from auditor.errors import AuditorError, ImportFailed, NotRecognised
from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile
from auditor.progress import Progress
from auditor.records import ImportIssue, Record, Severity, Source

BATCH = 1_000
"""Records stored in one go: a verdict given meanwhile waits for the one at hand, a few hundredths of a second."""

PREVIEW_ROWS = 50
ENCRYPTED = 0x1
"""Bit of a zip member's flags, .ZIP File Format Specification 4.4.4."""

BROKEN_FILE = (OSError, EOFError, zlib.error, BadZipFile)
"""What reading a damaged or unreadable file raises."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file and the importer that reads it; `reason` says by what it was known, or why none fits."""

    file: ExportFile
    importer: Importer | None
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: a new source, or the `problem` for which nothing of it is in the case.

    `again` is the source that holds the same bytes already; that is no problem.
    """

    name: str
    source: Source | None = None
    again: Source | None = None
    problem: AuditorError | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: importer by name, the generic table's mapping, the zone of times without one, how strictly."""

    importer: str | None = None
    mapping: dict[str, str] | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    strict: bool = False


DEFAULT = Options()


def find_files(paths: Iterable[Path], options: Options = DEFAULT) -> list[ExportFile]:
    """Every file below the paths, archives (.zip) opened, in order of name. Raises ImportFailed for a missing path."""
    files = [file for path in paths for file in _files_at(path)]
    for file in files:
        file.zone, file.mapping = options.zone, options.mapping
    return files


def identify(file: ExportFile, options: Options = DEFAULT) -> Recognised:
    """The importer for a file. Raises ImportFailed if it cannot be read, or if two importers claim it."""
    if options.importer:
        return Recognised(file, importer_named(options.importer), "chosen by you")
    if options.mapping:
        return Recognised(file, importer_named("generic-table"), "read by your mapping")
    try:
        peek = file.peek()
    except BROKEN_FILE as error:
        raise unreadable(file, error) from error
    claims = [(importer, reason) for importer in IMPORTERS if (reason := importer.matches(peek))]
    if len(claims) > 1:
        names = " and ".join(importer.name for importer, _ in claims)
        raise ImportFailed(f"{file.name}: both {names} claim this file.", "Choose one with --as.")
    if claims:
        return Recognised(file, *claims[0])
    return Recognised(file, None, _why_unknown(file, peek.head))


def preview(recognised: Recognised, rows: int = PREVIEW_ROWS) -> list[Record]:
    """The first records as the importer understands them. Raises ImportFailed when the file cannot be read."""
    assert recognised.importer
    try:
        return list(islice(recognised.importer.read(recognised.file), rows))
    except BROKEN_FILE as error:
        raise unreadable(recognised.file, error) from error


def ingest(
    case: CaseFile, files: Sequence[ExportFile], options: Options = DEFAULT, progress: Progress | None = None
) -> Iterator[Imported]:
    """Import file after file; one that fails leaves no trace and the rest goes on.

    Raises `Cancelled` (what was complete stays), and CaseError where the case itself cannot take more.
    """
    progress = progress or Progress()
    patience = gc.get_threshold()
    gc.set_threshold(
        100_000, *patience[1:]
    )  # events come and go in no cycles; looking for them took a fifth of the time
    try:
        for file in files:
            yield _ingest_one(case, file, options, progress)
    finally:
        gc.set_threshold(*patience)
        _archive.cache_clear()
        case.derived.refresh()


def importer_named(name: str) -> Importer:
    """The importer of that name. Raises ImportFailed with the names there are."""
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    raise ImportFailed(f"There is no importer “{name}”.", f"Choose from: {', '.join(i.name for i in IMPORTERS)}.")


def unreadable(file: ExportFile, error: Exception) -> ImportFailed:
    """What a person is told of a file that cannot be read."""
    if isinstance(error, PermissionError):
        return ImportFailed(f"{file.name}: you may not read this.", "Ask its owner for permission.")
    if isinstance(error, FileNotFoundError):
        return ImportFailed(f"{file.name}: there is no such file.", "Check the path.")
    if isinstance(error, IsADirectoryError):
        return ImportFailed(f"{file.name}: this is a folder.", "Give the files in it, or the folder as a path.")
    return ImportFailed(f"{file.name}: the file is damaged or cut off ({error}).", "Ask the sender for a new copy.")


def _ingest_one(case: CaseFile, file: ExportFile, options: Options, progress: Progress) -> Imported:
    progress.start(file.name)
    progress.report(0, file.size)
    try:
        recognised = identify(file, options)
        if recognised.importer is None:
            raise NotRecognised(f"{file.name}: {recognised.reason}", "Export it anew, or name its format with --as.")
        if again := _same_bytes(case, file, progress):
            return Imported(file.name, again=again)
        return _take_in(case, file, recognised.importer, options, progress)
    except ImportFailed as problem:
        return Imported(file.name, problem=_named(problem, file))
    except BROKEN_FILE as error:
        return Imported(file.name, problem=unreadable(file, error))


def _take_in(case: CaseFile, file: ExportFile, importer: Importer, options: Options, progress: Progress) -> Imported:
    intake = case.sources.begin(file.name, file.size, importer.name, importer.version)
    try:
        _read_into(intake, importer.read(file), file, options, progress)
        if file.not_utf8:
            reason = f"{file.not_utf8:,} bytes are no UTF-8: they were read as Windows-1252"
            intake.add([ImportIssue(0, reason, Severity.WARNING)])
        digest = file.sha256 if file.bytes_read == file.size else _digest(file, progress)
        intake.complete(sha256=digest, lines=file.lines_read)
    except BaseException:
        intake.discard()
        raise
    return Imported(file.name, source=case.sources.with_digest(digest))


def _read_into(
    intake: Intake, records: Iterator[Record], file: ExportFile, options: Options, progress: Progress
) -> None:
    """Send what the importer reads. Raises ImportFailed when nothing in the file could be used."""
    count = 0
    first_issue: ImportIssue | None = None
    used = False
    while batch := list(islice(records, BATCH)):
        if options.strict:
            _refuse_rejects(file, batch)
        intake.add(batch)
        count += len(batch)
        progress.report(file.bytes_read, file.size, count)
        used = used or any(not isinstance(record, ImportIssue) for record in batch)
        first_issue = first_issue or next((record for record in batch if isinstance(record, ImportIssue)), None)
    if not used:
        why = f" (line {first_issue.line}: {first_issue.reason})" if first_issue else ""
        raise ImportFailed(
            f"{file.name}: no usage and no outcome in this file{why}.", "Check that it is the whole export."
        )


def _named(problem: ImportFailed, file: ExportFile) -> ImportFailed:
    """The problem, with the file's name where an importer does not know it."""
    if file.name in problem.message:
        return problem
    return type(problem)(f"{file.name}: {problem.message}", problem.hint)


def _same_bytes(case: CaseFile, file: ExportFile, progress: Progress) -> Source | None:
    """The source that is this very file. Files of a new size are not read for it."""
    if not case.sources.with_size(file.size):
        return None
    return case.sources.with_digest(_digest(file, progress))


def _digest(file: ExportFile, progress: Progress) -> str:
    digest = sha256()
    with file.opener() as stream:
        while data := stream.read(1 << 20):
            digest.update(data)
            progress.report(0, file.size)
    return digest.hexdigest()


def _refuse_rejects(file: ExportFile, batch: list[Record]) -> None:
    for record in batch:
        if isinstance(record, ImportIssue) and record.severity is Severity.REJECTED:
            raise ImportFailed(
                f"{file.name}, line {record.line}: {record.reason}.", "Mend it, or import without --strict."
            )


def _why_unknown(file: ExportFile, head: bytes) -> str:
    if not head:
        return "the compressed file is damaged." if file.size else "the file is empty."
    if file.name.lower().endswith(".zip"):
        return "the archive is damaged or cut off."
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "this is a binary file, not an export."
    return "no importer knows this format."


def _files_at(path: Path) -> Iterator[ExportFile]:
    try:
        found = list(_walk(path)) if path.is_dir() else [path]
        if not found:
            raise ImportFailed(f"{path}: there is no file in this folder.", "Check the path.")
        for inner in found:
            yield from _unpacked(inner)
    except OSError as error:
        there = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else path
        raise unreadable(ExportFile(there, _readable_name(there), 0, lambda: there.open("rb")), error) from error


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder, by name. Raises OSError for a folder that may not be read, rather than pass it over."""

    def refuse(error: OSError) -> None:
        raise error

    for here, folders, files in os.walk(folder, onerror=refuse):
        folders.sort()
        yield from (Path(here, name) for name in sorted(files))


def _unpacked(path: Path) -> Iterator[ExportFile]:
    """The file itself, or the members of a .zip; one that cannot be opened stays a file, and is refused when read."""
    members: list[ZipInfo] = []
    if path.suffix.lower() == ".zip":
        try:
            members = [member for member in _archive(path).infolist() if not member.is_dir()]
        except (BadZipFile, PermissionError):
            members = []
    for member in members:
        name = f"{_readable_name(path)}/{member.filename}"
        yield ExportFile(path, name, member.file_size, partial(_open_member, path, member))
    if not members:
        yield ExportFile.at(path, _readable_name(path))


@lru_cache(maxsize=2)
def _archive(path: Path) -> ZipFile:
    """The archive at hand, opened once for all its members; closed when it is no longer in use."""
    return ZipFile(path)


def _open_member(path: Path, member: ZipInfo) -> IO[bytes]:
    if member.flag_bits & ENCRYPTED:
        raise ImportFailed(
            f"{path}: “{member.filename}” in this archive is encrypted.", "Unpack it with its password first."
        )
    try:
        return _archive(path).open(member)
    except NotImplementedError as error:
        raise ImportFailed(
            f"{path}: “{member.filename}” is packed in a way that cannot be read ({error}).", "Unpack it first."
        ) from error


def _readable_name(path: Path) -> str:
    """The path as text; bytes in it that are no text are shown as replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
