"""On which days each kind of export tells of anything, as runs of days; no widget."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.case.case_file import CaseFile
from auditor.gui.data.sources_words import TITLES
from auditor.reconcile import coverage

Days = tuple[int, int]
"""First and last UTC day number."""

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Strip:
    """One kind of export: the runs of days it tells of, and the gaps that are unusual for it."""

    importer: str
    title: str
    runs: tuple[Days, ...]
    gaps: tuple[Days, ...]
    days: int

    @property
    def first(self) -> int:
        """The first day told of."""
        return self.runs[0][0]

    @property
    def last(self) -> int:
        """The last day told of."""
        return self.runs[-1][1]


def strips(case: CaseFile) -> list[Strip]:
    """One for each kind of export, in the order of their titles."""
    days: dict[str, list[int]] = defaultdict(list)
    for importer, day, _ in case.controls.days_told():
        days[importer].append(day)
    found = [
        Strip(told.importer, TITLES.get(told.importer, told.importer), runs(days[told.importer]), told.gaps, told.days)
        for told in coverage(case)
    ]
    return sorted(found, key=lambda strip: strip.title)


def runs(days: list[int]) -> tuple[Days, ...]:
    """Sorted days as runs of days that follow each other."""
    found: list[Days] = []
    for day in days:
        if found and day == found[-1][1] + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def date_of(day: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=day)


def day_words(day: int) -> str:
    """14 Sep 2026."""
    then = date_of(day)
    return f"{then.day} {then:%b %Y}"


def summary(strip: Strip) -> str:
    """The strip in words, for who cannot see it."""
    gaps = "; ".join(f"nothing from {day_words(start)} to {day_words(end)}" for start, end in strip.gaps)
    told = f"{strip.title}: {strip.days:,} of {strip.last - strip.first + 1:,} days"
    told += f", {day_words(strip.first)} to {day_words(strip.last)}"
    return f"{told}; {gaps}" if gaps else told
