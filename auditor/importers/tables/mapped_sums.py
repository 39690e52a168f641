"""Makes sums of the rows of a mapped table: one for each quantity a row tells, over its period."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta
from hashlib import sha256

from auditor.importers.mapping import Mapping
from auditor.importers.tables.table_columns import SUM_FIELDS
from auditor.importers.tables.table_rows import TableRows
from auditor.importers.values.quantities import UNKNOWN_WORDS, Dollars, Unreadable
from auditor.importers.values.times import EPOCH, ensure_plausible
from auditor.importers.values.token_sums import whole
from auditor.records import Unit, UsageAggregate

UNIT_OF = {
    "input_tokens": Unit.INPUT_TOKENS,
    "cache_read_tokens": Unit.CACHE_READ_INPUT_TOKENS,
    "cache_creation_tokens": Unit.CACHE_CREATION_INPUT_TOKENS,
    "output_tokens": Unit.OUTPUT_TOKENS,
    "reasoning_tokens": Unit.REASONING_OUTPUT_TOKENS,
    "cost_usd": Unit.USD,
    "credits": Unit.CREDITS,
    "requests": Unit.REQUESTS,
    "messages": Unit.MESSAGES,
}
FRACTIONS = ("cost_usd", "credits", "requests")
"""Quantities that need not be whole: premium requests are told in fractions."""

SAME = "several rows tell of the same period, person, agent and model: a column not mapped tells them apart"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class SumRows:
    """`sums` makes the sums of one row. Rows alike in all that is mapped are numbered, so that each counts."""

    QUANTITIES = tuple(UNIT_OF)

    def __init__(self, table: TableRows, mapping: Mapping) -> None:
        self._table = table
        self._period = mapping.period
        # Sums of two systems are not the same sum, whoever they are told of; a system is known by its columns.
        system = [*sorted(mapping.columns.items()), *sorted(mapping.fixed.items())]
        self._system = f"generic-table/{sha256(repr(system).encode()).hexdigest()[:12]}"
        self._seen: Counter[int] = Counter()
        self._fractions = {field: Dollars() for field in FRACTIONS}

    def sums(self, line: int, cells: Sequence[str]) -> Sequence[UsageAggregate]:
        """From cells in the order of SUM_FIELDS. Raises Unreadable."""
        told: dict[str, str] = dict(zip(SUM_FIELDS, (cell.strip() for cell in cells), strict=True))
        start, end = self._span(line, told["timestamp"], told["end"])
        whose = {name: _known(told[name]) for name in ("person", "team", "agent", "model", "client")}
        quantities = {field: self._quantity(field, told[field]) for field in UNIT_OF}
        if all(quantity is None for quantity in quantities.values()):
            raise Unreadable("the row tells no quantity")
        key = self._key(line, f"{start}:{end}:" + ":".join(name or "" for name in whose.values()))
        return [
            UsageAggregate(start, end, quantity, UNIT_OF[field], line, **whose, key=key)
            for field, quantity in quantities.items()
            if quantity is not None
        ]

    def _quantity(self, field: str, cell: str) -> int | None:
        if field in self._fractions:
            return self._fractions[field].micro(cell, field) if cell else None
        number = whole(cell, field)
        return None if number is None else number * 1_000_000

    def _span(self, line: int, start: str, end: str) -> tuple[int, int]:
        """A last day belongs to its period; a period without an end is as long as the mapping says."""
        begins = self._table.time(line, start)
        if end:
            ends = self._table.time(line, end)
            ends = self._later(ends, "day") if _DAY.fullmatch(end) else ends
        elif self._period:
            ends = self._later(begins, self._period)
        else:
            raise Unreadable("no end of the period")
        if ends <= begins:
            raise Unreadable(f"the period ends ({end}) before it begins ({start})")
        return begins, ends

    def _later(self, at: int, period: str) -> int:
        """One period later on the clocks of the table's zone: a day can have 23 hours, a month 28 days."""
        local = (EPOCH + timedelta(microseconds=at)).astimezone(self._table.zone)
        if period == "month":
            months = local.year * 12 + local.month
            then = local.replace(year=months // 12, month=months % 12 + 1, day=1)
        elif period == "hour":
            return at + 3_600_000_000
        else:
            then = local + timedelta(days=7 if period == "week" else 1)
        return ensure_plausible((then.astimezone(UTC) - EPOCH) // timedelta(microseconds=1), then)

    def _key(self, line: int, what: str) -> str:
        number = self._seen[hash(what)]
        self._seen[hash(what)] += 1
        if number:
            self._table.note(line, SAME)
        return f"{self._system}:{what}" + (f"#{number + 1}" if number else "")


def _known(cell: str) -> str | None:
    return None if cell.lower() in UNKNOWN_WORDS else cell
