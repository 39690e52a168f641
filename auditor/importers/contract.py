"""What an importer is: a name, a look at the first bytes, and a reader that yields records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.columns import EventColumns
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.records import Record

NO_AGENT = "(no agent named)"
"""The agent of use whose export names none."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one export format.

    `name` is stored in cases and never renamed; `version` rises whenever the same file would be read otherwise.
    `matches` says in a few words why the file is of this format ("header line “session”, version 3"), or "" if it is
    not; it sees the name and the first 64 KiB only. `read` yields the records of one file, lazily; it is pure (no SQL,
    no Qt), turns every unreadable line into an `ImportIssue`, and raises `ImportFailed` only where the whole file
    cannot be read, `PassedOver` where it tells no use of its own. `gives` says in a few words what one record is and
    what it tells ("one model call: tokens, prompt, agent"). `seen_on_real_file` is False while the reader was written
    from documentation alone. `columns`, where speed asks for it, gives the same as `read`, most events as columns.
    `sums_of` names the importers of those exports that tell the single calls this one sums up; empty: of any.
    """

    name: str
    title: str
    version: int
    matches: Callable[[Peek], str]
    read: Callable[[ExportFile], Iterator[Record]]
    seen_on_real_file: bool = True
    gives: str = ""
    sums_of: tuple[str, ...] = ()
    columns: Callable[[ExportFile], Iterator[Record | EventColumns]] | None = None
