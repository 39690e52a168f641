"""Sums a vendor tells for one interval, person, model …: checked, converted to our token classes, and given a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import msgspec

from auditor.importers.values.quantities import Dollars, Unreadable, count, shown
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Severity, Unit, UsageAggregate

DAY = 86_400_000_000
MILLION = 1_000_000

MOST = 10**12
"""Whole units. A greater sum would, in millionths, leave no room to add sums in 64 bits."""

KEYS_HELD = 1_000_000

CALLS_OF_ANY_PROVIDER = (
    *("openclaw", "atif", "litellm-spend-logs", "helicone", "otlp-genai", "openinference", "langfuse", "langsmith"),
    "generic-table",
)
"""Importers whose single calls may be those that a provider's own report sums up; a cloud's calls it does not know."""


def whole(value: object, name: str) -> int | None:
    """A count as JSON or a table tells it ("3.0" too); None where not told. Raises Unreadable."""
    if value is None:
        return None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise Unreadable(f"{name} is not a whole number")
    number = count(str(value), name)
    if number is not None and number > MOST:
        raise Unreadable(f"{name} {shown(value)} is too large")
    return number


def day_of(written: object) -> int:
    """The start of the UTC day a date or time lies in. Raises Unreadable."""
    at = utc_time(written)
    return at - at % DAY


def added(numbers: Sequence[int | None]) -> int | None:
    """The sum of what is told; None where nothing is."""
    told = [number for number in numbers if number is not None]
    return sum(told) if told else None


@dataclass(frozen=True, slots=True)
class Slot:
    """What the sums of one row are told for: an interval and every dimension but the unit."""

    start: int
    end: int
    line: int
    key: str
    person: str | None = None
    team: str | None = None
    agent: str | None = None
    model: str | None = None
    client: str | None = None

    @classmethod
    def of(
        cls,
        format_: str,
        span: tuple[int, int],
        line: int,
        dimensions: Sequence[object],
        **told: str | None,
    ) -> Self:
        """A slot whose key is told by format, start and `dimensions`; `told` are person, team, agent, model, client.

        The end is left out of the key: an export of a day not yet over tells the same sum with an earlier end.
        """
        start, end = span
        if not start < end:
            raise Unreadable("the interval ends before it begins")
        key = f"{format_}:{start}:{msgspec.json.encode(dimensions).decode()}"
        return cls(start, end, line, key, **told)

    def part(self, unit: Unit, millionths: int | None) -> Iterator[UsageAggregate]:
        """The sum in `unit`, in millionths; nothing where it is not told."""
        if millionths is not None:
            yield UsageAggregate(
                self.start, self.end, millionths, unit, self.line,
                self.person, self.team, self.agent, self.model, self.client, self.key,
            )  # fmt: skip

    def counted(self, unit: Unit, number: int | None) -> Iterator[UsageAggregate]:
        """The sum in whole units; nothing where it is not told."""
        yield from self.part(unit, None if number is None else number * MILLION)

    def tokens(
        self,
        total_input: int | None,
        cache_read: int | None,
        cache_creation: int | None,
        output: int | None,
        reasoning: int | None = None,
    ) -> Iterator[UsageAggregate]:
        """Token sums in our classes: both cache classes are part of `total_input`, reasoning is part of `output`."""
        yield from self.counted(Unit.INPUT_TOKENS, total_input)
        yield from self.counted(Unit.CACHE_READ_INPUT_TOKENS, cache_read)
        yield from self.counted(Unit.CACHE_CREATION_INPUT_TOKENS, cache_creation)
        yield from self.counted(Unit.OUTPUT_TOKENS, output)
        yield from self.counted(Unit.REASONING_OUTPUT_TOKENS, reasoning)

    def disjoint_tokens(
        self, uncached: int | None, cache_read: int | None, cache_creation: int | None, output: int | None
    ) -> Iterator[UsageAggregate]:
        """Token sums of vendors who count cached input apart: it is added to the input here."""
        total = None if uncached is None else uncached + (cache_read or 0) + (cache_creation or 0)
        yield from self.tokens(total, cache_read, cache_creation, output)


class Cents:
    """Amounts in cents as integer micro-dollars; what is less than one is carried to the next amount."""

    def __init__(self) -> None:
        self._cents = Dollars()
        self._left = 0

    def micro(self, value: object, name: str = "amount") -> int | None:
        """Micro-dollars; None where not told. Raises Unreadable."""
        exact = self._cents.micro(value, name)
        if exact is None:
            return None
        micro, self._left = divmod(exact + self._left, 100)
        return micro


class Repeats:
    """Names rows that tell the same slot again in one file, where they are further parts of it, not copies.

    Vendors' tables split a sum by columns we cannot know (a repository, a reason). Overlapping exports list such rows
    in the same order, so "the second of them" is the same row in both. Of a huge file only the last million are
    remembered: a slot's rows stand near each other.
    """

    def __init__(self) -> None:
        self._met: dict[int, dict[str, int]] = {}
        self._held = 0

    def distinct(self, slot: Slot) -> Slot:
        """The slot, its key numbered where it is not the first of its kind."""
        here = self._met.setdefault(slot.start, {})
        before = here.get(slot.key, 0)
        here[slot.key] = before + 1
        self._held += not before
        while self._held > KEYS_HELD:
            self._held -= len(self._met.pop(next(iter(self._met))))
        return replace(slot, key=f"{slot.key}#{before + 1}") if before else slot


class Notes:
    """Warnings for the reader, each kind told once for a file, with the number of rows where there are several."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, int]] = {}

    def add(self, line: int, reason: str) -> None:
        """Remember that a row gave this reason."""
        first, rows = self._rows.get(reason, (line, 0))
        self._rows[reason] = (first, rows + 1)

    def issues(self) -> Iterator[ImportIssue]:
        """A warning for each reason, at the line it was first met."""
        for reason, (line, rows) in self._rows.items():
            yield ImportIssue(line, f"{reason} ({rows:,} rows)" if rows > 1 else reason, Severity.WARNING)
