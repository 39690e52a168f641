"""What a check says: one sentence about the data, how much it matters, and where to look."""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from enum import IntEnum

from auditor.case.case_file import CaseFile
from auditor.case.checks import EventSample
from auditor.importers import IMPORTERS
from auditor.records import ModelDay, Source

TITLES = {importer.name: importer.title for importer in IMPORTERS}


class Weight(IntEnum):
    """How much a note matters to the figures."""

    TELLS = 0
    DOUBT = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about the data, and where to look: "sources", "reconcile", "prices" or "identity"."""

    weight: Weight
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checks look at: the case, its sources, and of the largest of these a part of their events.

    `used` is what all events add up to by model, day and importer.
    """

    case: CaseFile
    sources: tuple[Source, ...]
    samples: Mapping[int, EventSample]
    used: tuple[ModelDay, ...]

    def named(self, ids: Iterable[int]) -> str:
        """The sources with these ids, the first by number and format: a path often names people."""
        first, *others = sorted(ids)
        importer = next(source.importer for source in self.sources if source.id == first)
        return f"source {first} ({title(importer)})" + (f" and {len(others):,} more" if others else "")

    def telling(self, found: Mapping[int, Sized], among: Mapping[int, Sized]) -> str:
        """Where and how many, as "In source 3 (Claude Code transcript), 2 of 64 requests looked at tell"."""
        count, of = sum(map(len, found.values())), sum(len(among[id_]) for id_ in found)
        verb = "tells" if count == 1 else "tell"
        return f"In {self.named(found)}, {count:,} of {many(of, 'request')} looked at {verb}"


def many(count: int, noun: str) -> str:
    """1 line, 1,204 lines."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def title(importer: str) -> str:
    """What exports of an importer are called."""
    return TITLES.get(importer, importer)
