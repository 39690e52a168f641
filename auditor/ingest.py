"""Use case: export files → identify → read → store, with a receipt for each."""

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from auditor.case.case_file import CaseFile
from auditor.case.intake import Intake
from auditor.errors import AuditorError, ImportFailed, NotRecognised, PassedOver
from auditor.find import BROKEN_FILE, DEFAULT, Options, forget_archives, unreadable
from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.mapping_json import mapping_json
from auditor.progress import Progress
from auditor.reading import Reading
from auditor.records import ImportIssue, Record, SamePerson, Severity, Source

PREVIEW_ROWS = 50

TOGETHER_S = 0.25
"""Small files imported within this many seconds are forced to disk in one go: each alone waits for the disk 3 ms."""


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


def identify(file: ExportFile, options: Options = DEFAULT) -> Recognised:
    """The importer for a file. Raises ImportFailed if it cannot be read, or if two importers claim it."""
    if options.importer:
        return Recognised(file, importer_named(options.importer), "chosen by you")
    if mapping := options.mapping or file.mapping:
        return Recognised(file, importer_named("generic-table"), mapping.origin)
    try:
        peek = file.peek()
    except BROKEN_FILE as error:
        raise unreadable(file, error) from error
    claims = [(importer, reason) for importer in IMPORTERS if (reason := importer.matches(peek))]
    if len(claims) > 1:
        names = " and ".join(importer.name for importer, _ in claims)
        raise ImportFailed(f"{file.name}: both {names} claim this file.", "Choose one (--as).")
    if claims:
        return Recognised(file, *claims[0])
    return Recognised(file, None, _why_unknown(file, peek.head))


def preview(recognised: Recognised, rows: int = PREVIEW_ROWS) -> list[Record]:
    """The first records as the importer understands them. Raises ImportFailed when the file cannot be read."""
    assert recognised.importer
    try:
        told = (one for one in recognised.importer.read(recognised.file) if not isinstance(one, SamePerson))
        return list(islice(told, rows))
    except BROKEN_FILE as error:
        raise unreadable(recognised.file, error) from error


def ingest(
    case: CaseFile, files: Sequence[ExportFile], options: Options = DEFAULT, progress: Progress | None = None
) -> Iterator[Imported]:
    """Import file after file; one that fails leaves no trace and the rest goes on.

    What is told of has come to the disk: small files wait for that together, and are then told of one by one.
    Raises `Cancelled` (what was complete stays), and CaseError where the case itself cannot take more.
    """
    progress = progress or Progress()
    patience = gc.get_threshold()
    gc.set_threshold(
        100_000, *patience[1:]
    )  # events come and go in no cycles; looking for them took a fifth of the time
    waiting: list[Imported] = []
    synced = -TOGETHER_S
    try:
        for file in files:
            try:
                waiting.append(_ingest_one(case, file, options, progress))
            except BaseException:
                yield from _on_disk(case, waiting)
                raise
            if time.monotonic() - synced >= TOGETHER_S:
                yield from _on_disk(case, waiting)
                waiting, synced = [], time.monotonic()
        yield from _on_disk(case, waiting)
    finally:
        gc.set_threshold(*patience)
        forget_archives()
        case.derived.refresh()


def _on_disk(case: CaseFile, waiting: Sequence[Imported]) -> Iterator[Imported]:
    if waiting:
        case.store.sync()
    yield from waiting


def importer_named(name: str) -> Importer:
    """The importer of that name. Raises ImportFailed with the names there are."""
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    raise ImportFailed(f"There is no importer “{name}”.", f"Choose from: {', '.join(i.name for i in IMPORTERS)}.")


def _ingest_one(case: CaseFile, file: ExportFile, options: Options, progress: Progress) -> Imported:
    progress.start(file.name)
    progress.report(0, file.size)
    with file.one_look():
        return _result(case, file, options, progress)


def _result(case: CaseFile, file: ExportFile, options: Options, progress: Progress) -> Imported:
    try:
        recognised = identify(file, options)
        if recognised.importer is None:
            raise NotRecognised(
                f"{file.name}: {recognised.reason}",
                "Choose its format (--as), or map its columns: “auditor mapping FILE” drafts a mapping for --mapping.",
            )
        if again := _same_bytes(case, file, progress):
            return Imported(file.name, again=again)
        return _take_in(case, file, recognised.importer, options, progress)
    except ImportFailed as problem:
        return Imported(file.name, problem=_named(problem, file))
    except BROKEN_FILE as error:
        return Imported(file.name, problem=unreadable(file, error))


def _take_in(case: CaseFile, file: ExportFile, importer: Importer, options: Options, progress: Progress) -> Imported:
    mapping = file.mapping if importer.name == "generic-table" else None
    place = Path(file.name).absolute().as_posix()  # found again from wherever the case is opened
    intake = case.sources.begin(place, file.size, importer.name, importer.version)
    try:
        reading = Reading(file, importer)
        _read_into(intake, reading, file, options, progress)
        if file.not_utf8:
            reason = f"{file.not_utf8:,} bytes are no UTF-8: they were read as Windows-1252"
            intake.add([ImportIssue(0, reason, Severity.WARNING)])
        intake.add([ImportIssue(0, note, Severity.WARNING) for note in file.notes])
        if mapping:
            intake.add([ImportIssue(0, mapping.told(), Severity.WARNING)])
        digest = reading.sha256 if file.bytes_read == file.size else _digest(file, progress)
        intake.complete(sha256=digest, lines=file.lines_read, durable=False)
    except BaseException:
        intake.discard()
        raise
    if mapping:
        case.log.note("mapping used", source=intake.source_id, mapping=mapping_json(mapping))
    return Imported(file.name, source=case.sources.with_digest(digest))


def _read_into(intake: Intake, reading: Reading, file: ExportFile, options: Options, progress: Progress) -> None:
    """Send what the importer reads. Raises ImportFailed when nothing in the file could be used."""
    count = 0
    first_issue: ImportIssue | None = None
    used = False
    for batch in reading:
        if options.strict:
            _refuse_rejects(file, batch.others)
        intake.take(batch)
        count += len(batch)
        progress.report(file.bytes_read, file.size, count)
        issues = [record for record in batch.others if isinstance(record, ImportIssue)]
        used = used or len(batch) > len(issues)
        first_issue = first_issue or next(iter(issues), None)
    if not used:
        why = f" (line {first_issue.line}: {first_issue.reason})" if first_issue else ""
        failure = ImportFailed if first_issue and first_issue.severity is Severity.REJECTED else PassedOver
        raise failure(f"{file.name}: no usage and no outcome in this file{why}.", "Check that it is the whole export.")


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


def _refuse_rejects(file: ExportFile, records: Sequence[Record]) -> None:
    for record in records:
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
