"""What a person says of a table whose headers are not the plain names: which column is what, in which unit."""

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

TOKEN_FIELDS = ("input_tokens", "cache_read_tokens", "cache_creation_tokens", "output_tokens", "reasoning_tokens")
"""Columns guessed for these are confirmed by a person before anything is read."""

GRAINS = ("event", "aggregate", "outcome")
"""One row is one request, a sum over a period, or something that came out of work."""

PERIODS = ("hour", "day", "week", "month")
DATES = ("day-first", "month-first")
NUMBERS = ("1,234.5", "1.234,5")
CACHED = ("inside", "outside", "unknown")
REASONING = ("inside", "outside")

_TOKENS = {"tokens": Decimal(1), "thousands": Decimal(1000), "millions": Decimal(1_000_000)}
UNITS: dict[str, dict[str, Decimal]] = {
    **dict.fromkeys(TOKEN_FIELDS, _TOKENS),
    "cost_usd": {"usd": Decimal(1), "cents": Decimal("0.01"), "micro-dollars": Decimal("0.000001")},
    "latency_ms": {"ms": Decimal(1), "s": Decimal(1000), "us": Decimal("0.001"), "ns": Decimal("0.000001")},
}
"""Our field → unit word → factor to what the field is read in. The first is meant where none is told."""

FIXABLE = ("person", "team", "agent", "provider", "model", "client", "session", "kind")
"""Fields that can have one value for the whole table."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one kind of table is read.

    `columns`: our field → their column; `fixed`: our field → the value of every row. With `alone` only these are read,
    without it plain names are read besides. `units` per field, see UNITS. `cached_input` and `reasoning` say whether
    input_tokens includes both cache classes and output_tokens includes reasoning; "" leaves it unsaid. `timezone` is
    the zone of times without one ("": the import's), `dates` the order in 03/04/2026 ("": such dates are refused),
    `numbers` how thousands and decimals are marked ("": 1234.5). `period` is how long a sum runs that tells no end.
    `unconfirmed` fields were guessed by the program: nothing is read until a person confirms them.
    `made_by`, `made_on` (an ISO date) say whose mapping it is.
    """

    columns: ReadOnly[str, str]
    fixed: ReadOnly[str, str] = field(default_factory=dict[str, str])
    units: ReadOnly[str, str] = field(default_factory=dict[str, str])
    cached_input: str = ""
    reasoning: str = ""
    timezone: str = ""
    dates: str = ""
    numbers: str = ""
    grain: str = "event"
    period: str = ""
    unconfirmed: tuple[str, ...] = ()
    made_by: str = ""
    made_on: str = ""
    alone: bool = True

    @property
    def plain(self) -> bool:
        """Whether it says no more than which column is which: cells are then read as those of a plain table."""
        says_more = (
            *(self.fixed, self.units, self.timezone, self.dates, self.numbers, self.unconfirmed),
            *(self.cached_input in ("outside", "unknown"), self.reasoning == "outside"),
            not self.cached_input and "cache_read_tokens" in self.columns,
            *(self.grain != "event", "credits" in self.columns),
        )
        return not (self.alone and any(says_more))

    def confirmed(self) -> "Mapping":
        """The same, all guesses confirmed."""
        return replace(self, unconfirmed=())

    def told(self) -> str:
        """In words, for the receipt of a source: what was taken for what. Names no person."""
        parts = [f"{name} from “{column}”{self._unit(name)}" for name, column in self.columns.items()]
        parts += [
            f"{name} the same in every row" if name == "person" else f"{name} is “{value}” in every row"
            for name, value in self.fixed.items()
        ]
        parts += [f"cached input {self.cached_input} input_tokens"] if self.cached_input else []
        parts += [f"reasoning {self.reasoning} output_tokens"] if self.reasoning else []
        parts += [f"dates {self.dates}"] if self.dates else []
        parts += [f"numbers as {self.numbers}"] if self.numbers else []
        parts += [f"one row is a sum per {self.period}" if self.period else "one row is a sum"] * (
            self.grain == "aggregate"
        )
        return f"{self.origin}: {'; '.join(parts)}"

    @property
    def origin(self) -> str:
        """ "mapped as on 3 Nov 2026 by R. Okafor"."""
        on = f" as on {_day(self.made_on)}" if self.made_on else ""
        return f"mapped{on}{f' by {self.made_by}' if self.made_by else ''}"

    def _unit(self, name: str) -> str:
        unit = self.units.get(name)
        return f" in {unit}" if unit else ""


def _day(written: str) -> str:
    """3 Nov 2026; a date written otherwise as it is."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.day} {day:%b %Y}"


def short(columns: ReadOnly[str, str]) -> Mapping:
    """The short form {our field: their column}: columns with plain names are read besides."""
    return Mapping(columns, alone=False)
