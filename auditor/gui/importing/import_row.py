"""One file on the import screen: what it is, how far it is, what became of it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from auditor.errors import AuditorError
from auditor.gui.figures import short, whole
from auditor.importers import IMPORTERS
from auditor.ingest import Imported, Recognised
from auditor.mapping.guess import Draft
from auditor.progress import Step
from auditor.records import Source

TITLES = {importer.name: importer.title for importer in IMPORTERS}


class State(Enum):
    """Where a file stands."""

    READY = auto()
    UNKNOWN = auto()
    UNMAPPED = auto()
    WAITING = auto()
    READING = auto()
    DONE = auto()
    AGAIN = auto()
    FAILED = auto()
    STOPPED = auto()


@dataclass(eq=False, slots=True)
class ImportRow:
    """`name` is the file's whole name, by which jobs speak of it; `shown` what fits into a column.

    `recognised` is None for a source that was in the case before, and for a file that could not be looked at; `draft`
    is a guess at an unknown table's columns.
    """

    name: str
    shown: str
    size: int
    state: State
    recognised: Recognised | None = None
    wanted: bool = False
    step: Step | None = None
    began: float = 0.0
    seconds: float | None = None
    source: Source | None = None
    problem: AuditorError | None = None
    earlier: bool = False
    draft: Draft | None = None

    @property
    def can_import(self) -> bool:
        """Whether the person may choose it."""
        return self.state in (State.READY, State.STOPPED)

    @property
    def title(self) -> str:
        """What the file was recognised as."""
        if self.recognised and self.recognised.file.mapping:
            return "Mapped table"
        if self.recognised and self.recognised.importer:
            return self.recognised.importer.title
        if self.source:
            return TITLES.get(self.source.importer, self.source.importer)
        if self.state is State.UNMAPPED:
            return "Unknown table"
        return "Cannot be read" if self.problem else "Not an export"

    @property
    def why(self) -> str:
        """By what it was recognised, or why not."""
        if self.draft and self.state is State.UNMAPPED:
            return f"{len(self.draft.headers)} columns: {', '.join(self.draft.headers[:4])}"
        if self.recognised:
            mapped = "mapped as on " if self.recognised.file.mapping else ""
            return self.recognised.reason.removesuffix(".").removeprefix(mapped)
        return f"version {self.source.importer_version} of the reader" if self.source else ""

    @property
    def digest(self) -> str:
        """The SHA-256 in short, "" while unknown."""
        return f"sha-256 {self.source.sha256[:4]}…{self.source.sha256[-2:]}" if self.source else ""

    @property
    def can_be_mapped(self) -> bool:
        """Whether a person can say which column is what: a table not imported yet."""
        importer = self.recognised.importer if self.recognised else None
        return self.state is State.UNMAPPED or bool(self.can_import and importer and importer.name == "generic-table")

    def map(self, recognised: Recognised) -> None:
        """A person said which column is what."""
        self.recognised, self.state, self.wanted = recognised, State.READY, True

    def begin(self, step: Step) -> None:
        """The file is being read."""
        if self.state is not State.READING:
            self.began = time.monotonic()
        self.state, self.step = State.READING, step

    def finish(self, imported: Imported) -> None:
        """The file was read, was there already, or failed."""
        self.seconds = time.monotonic() - self.began if self.began else None
        self.wanted, self.step = False, None
        self.source, self.problem = imported.source or imported.again, imported.problem
        self.state = State.FAILED if self.problem else State.AGAIN if imported.again else State.DONE

    def stop(self) -> None:
        """The run was cancelled: what was not complete can be chosen again."""
        if self.state in (State.WAITING, State.READING):
            self.state = State.STOPPED if self.state is State.READING else State.READY
            self.step = None


def progress_words(row: ImportRow) -> str:
    """How far a file is, in a few words."""
    match row.state:
        case State.READING:
            return _reading(row.step)
        case State.DONE if row.earlier:
            return "in the case"
        case State.DONE:
            return f"done in {duration(row.seconds)}" if row.seconds and row.seconds >= 0.1 else "done"
    return {
        State.READY: "ready",
        State.UNMAPPED: "needs a mapping",
        State.WAITING: "waiting",
        State.STOPPED: "stopped, nothing of it kept",
        State.AGAIN: "nothing added",
        State.FAILED: "nothing imported",
    }.get(row.state, "")


def _reading(step: Step | None) -> str:
    if step is None or step.share is None:
        return "reading"
    parts = [f"{step.share:.0%}".replace("%", " %")]
    if step.events and step.elapsed_s > 0.2:
        parts.append(f"{rate(step.events / step.elapsed_s)}/s")
    if step.share >= 1:
        parts.append("storing")
    elif step.seconds_left is not None:
        parts.append(f"{duration(step.seconds_left)} left")
    return " · ".join(parts)


def rate(per_second: float) -> str:
    """118 k, 950."""
    return f"{per_second / 1000:.0f} k" if per_second >= 10_000 else short(round(per_second))


def duration(seconds: float) -> str:
    """0.4 s, 21 s, 3 min, 1 h 5 min."""
    if seconds < 10:
        return f"{max(seconds, 0.1):.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def events_words(row: ImportRow) -> str:
    """How many events so far, or what else the file gave."""
    if row.state is State.READING and row.step:
        return short(row.step.events)
    if row.source is None or (row.source.aggregates and not row.source.events):
        return "—"
    return f"{whole(row.source.outcomes)} outcomes" if only_outcomes(row.source) else whole(row.source.events)


def only_outcomes(source: Source) -> bool:
    """Whether a file told of outcomes and of no use."""
    return bool(source.outcomes) and not source.events


def status_words(row: ImportRow) -> tuple[str, str]:
    """The chip or sentence at the end of a row, and the colour token it is written in."""
    if row.problem:
        return row.problem.message.removeprefix(f"{row.name}: "), "padding"
    match row.state:
        case State.READING:
            return "Cancel", "text"
        case State.UNKNOWN:
            return "not an export", "muted"
        case State.UNMAPPED:
            return "Map columns…", "accent"
        case State.AGAIN:
            return "already imported", "muted"
        case State.DONE if row.source and row.source.aggregates and not row.source.events:
            return "sums only, no agents", "padding"
        case State.DONE:
            return "receipt", "accent"
    return "", "muted"


def earlier_rows(sources: Iterable[Source], *, names: bool) -> list[ImportRow]:
    """Rows of what the case holds already; without `names` no paths, which often name people."""
    return [
        ImportRow(
            s.path if names else f"source {s.id}",
            "/".join(s.path.split("/")[-2:]) if names else f"source {s.id}",
            s.size,
            State.DONE,
            source=s,
            earlier=True,
        )
        for s in sources
    ]
