"""Looks through dropped files and folders for exports, in the background, a handful of rows at a time."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from auditor.errors import AuditorError
from auditor.find import find_files
from auditor.gui.importing.import_row import ImportRow, State
from auditor.importers.files.export_file import ExportFile
from auditor.ingest import Recognised, identify
from auditor.mapping.guess import draft
from auditor.mapping.saved import SavedMappings
from auditor.progress import Progress

HAND_EVERY_S = 0.1


def find_exports(paths: Sequence[Path], progress: Progress, hand: Callable[[list[ImportRow]], None]) -> int:
    """Hand over rows for every file below the paths; how many there were. Raises Cancelled."""
    progress.start("Looking at files")
    found, waiting, last = 0, list[ImportRow](), time.monotonic()
    for row in _rows(paths):
        waiting.append(row)
        found += 1
        progress.report(found, 0, found)
        if time.monotonic() - last > HAND_EVERY_S:
            hand(waiting)
            waiting, last = [], time.monotonic()
    hand(waiting)
    return found


def _rows(paths: Sequence[Path]) -> Iterator[ImportRow]:
    for path in paths:
        try:
            files = find_files([path])
        except AuditorError as problem:
            yield ImportRow(path.as_posix(), path.name, 0, State.FAILED, problem=problem)
            continue
        for file in files:
            yield look_at(file, _shown(file.name, path))


def look_at(file: ExportFile, shown: str) -> ImportRow:
    """The row of one file: recognised, unknown, or impossible to look at."""
    try:
        recognised = identify(file)
    except AuditorError as problem:
        return ImportRow(file.name, shown, file.size, State.FAILED, problem=problem)
    if recognised.importer is not None:
        return ImportRow(file.name, shown, file.size, State.READY, recognised=recognised, wanted=True)
    return _unknown(recognised, shown)


def _unknown(recognised: Recognised, shown: str) -> ImportRow:
    """A table can be mapped, and is if a person has mapped one with the same headers; anything else is no export."""
    file = recognised.file
    row = ImportRow(file.name, shown, file.size, State.UNKNOWN, recognised=recognised)
    try:
        row.draft = draft(file)
    except AuditorError:
        return row
    row.state = State.UNMAPPED
    if mapping := SavedMappings().find(row.draft.headers):
        file.mapping = mapping
        row.map(identify(file))
    return row


def _shown(name: str, dropped: Path) -> str:
    """The name from the dropped thing on: what lies above it says nothing here."""
    return name.removeprefix(dropped.parent.as_posix().rstrip("/") + "/")
