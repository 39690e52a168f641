"""Use case: what a reader of the figures must know before trusting them, as a short list, the gravest first."""

from auditor.case.case_file import CaseFile
from auditor.case.checks import EventSample
from auditor.integrity import CHECKS
from auditor.integrity.note import Looked, Note

SOURCES, ROWS = 300, 40_000
"""The largest sources are looked at, and about so many of their events: enough to see a rule, quick at any size."""


def notes(case: CaseFile) -> list[Note]:
    """Everything that limits what the figures of this case can show; the gravest first, then in a fixed order.

    None of it is ever counted against an agent.
    """
    looked = look(case)
    found = [note for check in CHECKS for note in check(looked)]
    return sorted(found, key=lambda note: -note.weight)


def look(case: CaseFile) -> Looked:
    """What the checks look at: always the same of the same case."""
    sources = tuple(case.sources.all())
    largest = sorted((source for source in sources if source.events), key=lambda source: (-source.events, source.id))
    left, samples = ROWS, dict[int, EventSample]()
    for place, source in enumerate(reversed(largest[:SOURCES])):  # what small ones do not need the large ones have
        samples[source.id] = case.checks.sample(source.id, left // (min(len(largest), SOURCES) - place))
        left -= len(samples[source.id])
    return Looked(case, sources, dict(sorted(samples.items())), tuple(case.checks.models_used()))
