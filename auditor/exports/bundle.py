"""Use case: write the chosen tables of a case into a folder, with a data dictionary beside them."""

from collections.abc import Sequence
from pathlib import Path

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.exports import EXPORTERS
from auditor.exports.dictionary import dictionary
from auditor.exports.table import Exporter, View
from auditor.progress import Progress


def chosen(what: str) -> tuple[Exporter, ...]:
    """The exporters meant by a name, or by `all`. Raises AuditorError for another word."""
    found = tuple(exporter for exporter in EXPORTERS if what in ("all", exporter.name))
    if not found:
        names = ", ".join(exporter.name for exporter in EXPORTERS)
        raise AuditorError(f"There is no export “{what}”.", f"Choose from: {names}, all.")
    return found


def export(
    case: CaseFile,
    folder: Path,
    exporters: Sequence[Exporter],
    *,
    names: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the tables; returns the paths. What was exported, and whether with names, goes into the log.

    Raises AuditorError when the folder cannot be written; Cancelled leaves the files already written.
    """
    progress = progress or Progress()
    view = View(case, names)
    paths: list[Path] = []
    for exporter in (*exporters, dictionary(EXPORTERS)):
        progress.start(exporter.file_name)
        paths.append(exporter.write(view, folder, progress))
    if not case.store.readonly:
        case.log.note("exported", files=[path.name for path in paths], names=names)
    return paths
