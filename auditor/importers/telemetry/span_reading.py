"""Reads a file of spans twice: once for how they hang together, once for what they tell.

Parents may stand after their children, and the texts of a whole file do not fit into memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from auditor.errors import PassedOver
from auditor.importers.files.export_file import ExportFile
from auditor.importers.telemetry.span_tree import Link, SpanTree, Told
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity, UsageEvent

PARENT_SUM = "parent-sum"


class Notes:
    """What a reader must know of a file, each thing once, with how often it was met and where first."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[int, int]] = {}

    def add(self, line: int, reason: str) -> None:
        """One more thing of this kind."""
        first, times = self._met.get(reason, (line, 0))
        self._met[reason] = first, times + 1

    def issues(self) -> Iterator[ImportIssue]:
        """The notes as warnings."""
        for reason, (line, times) in self._met.items():
            yield ImportIssue(line, f"{times:,} × {reason}" if times > 1 else reason, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Span:
    """A span: its links, and how to make an event of it. `event` may raise Unreadable; `label` names it then."""

    line: int
    link: Link
    event: Callable[[Told], UsageEvent]
    label: str = ""


ReadSpans = Callable[[ExportFile, Notes], Iterator[Span | ImportIssue]]


def calls(file: ExportFile, spans: ReadSpans, nothing: str) -> Iterator[Record]:
    """The model calls of a file. Raises PassedOver with the sentence `nothing` where its spans tell of none."""
    tree, whole = SpanTree(), True
    for item in spans(file, Notes()):
        if isinstance(item, ImportIssue):
            whole = whole and item.severity is not Severity.REJECTED
        else:
            tree.add(item.link)
    tree.close()
    if whole and not tree.uses:
        raise PassedOver(nothing.format(len(tree)))
    notes = Notes()
    place = -1
    for item in spans(file, notes):
        if isinstance(item, ImportIssue):
            yield item
            continue
        place += 1
        if tree.is_use(place):
            yield _event(item, tree, place)
    if tree.loops:
        notes.add(0, f"{tree.loops} spans are said to lie within themselves; these links were not used")
    yield from notes.issues()


def _event(span: Span, tree: SpanTree, place: int) -> UsageEvent | ImportIssue:
    try:
        event = span.event(tree.told(place))
    except Unreadable as error:
        return ImportIssue(span.line, str(error), excerpt=excerpt(span.label))
    return replace(event, dropped_by=PARENT_SUM) if tree.is_sum(place) else event
