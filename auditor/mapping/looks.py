"""What the values of a column look like: times, whole numbers, amounts, e-mail addresses, models, text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from auditor.importers.mapping import TOKEN_FIELDS
from auditor.importers.tables.mapped_cells import is_ambiguous_date
from auditor.importers.values.quantities import UNKNOWN_WORDS, Unreadable, decimal
from auditor.importers.values.times import any_time

ENOUGH = 0.9
"""Of the filled cells that must look right."""

MONTHLY = re.compile(r"\d{4}-\d{2}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MODEL = re.compile(
    r"\b(gpt|claude|gemini|llama|mistral|qwen|deepseek|nova|titan|o[134]|sonnet|opus|haiku)\b", re.IGNORECASE
)
_WHOLE = {
    "": re.compile(r"\d+(\.0+)?"),
    "1,234.5": re.compile(r"\d{1,3}(,\d{3})*(\.0+)?|\d+"),
    "1.234,5": re.compile(r"\d{1,3}(\.\d{3})*(,0+)?|\d+"),
}
_AMOUNT = {
    "1,234.5": re.compile(r"\$?(\d{1,3}(,\d{3})*|\d+)(\.\d+)?"),
    "1.234,5": re.compile(r"\$?(\d{1,3}(\.\d{3})*|\d+)(,\d+)?"),
}
NUMBER_FIELDS = ("cost_usd", "latency_ms", "credits", "requests")
WHOLE_FIELDS = (*TOKEN_FIELDS, "messages", "total")


@dataclass(frozen=True, slots=True)
class Look:
    """A column's sampled values, empty ones left out; `rows` counts those too."""

    column: str
    values: tuple[str, ...]
    rows: int

    def count(self, kind: str, numbers: str = "") -> int:
        """How many values are of a kind: time, whole, number, mail, model."""
        tests: dict[str, Callable[[str], bool]] = {
            "time": _is_time,
            "whole": lambda value: bool(_WHOLE[numbers].fullmatch(value)),
            "number": lambda value: _is_number(value, numbers),
            "mail": lambda value: bool(_MAIL.fullmatch(value)),
            "model": lambda value: bool(_MODEL.search(value)) and len(value) < 80,
        }
        return sum(map(tests[kind], self.values))

    def mostly(self, kind: str, numbers: str = "") -> bool:
        """Whether nearly all values are of the kind; False for an empty column."""
        return bool(self.values) and self.count(kind, numbers) >= ENOUGH * len(self.values)

    @property
    def slashed(self) -> list[str]:
        """The values that are dates of which the day must be told."""
        return [value for value in self.values if is_ambiguous_date(value)]


def looks_of(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Look]:
    """A look at each column; of two with one name at the first."""
    found: dict[str, Look] = {}
    for place, header in enumerate(headers):
        values = (row[place].strip() for row in rows)
        told = tuple(value for value in values if value.lower() not in UNKNOWN_WORDS)
        found.setdefault(header, Look(header, told, len(rows)))
    found.pop("", None)
    return found


def kind_for(field: str, unit: str = "") -> str:
    """Of which kind a field's values must be, "" for any text."""
    if field in ("timestamp", "end"):
        return "time"
    if field in WHOLE_FIELDS:
        return "number" if unit in ("thousands", "millions") else "whole"
    return "number" if field in NUMBER_FIELDS else ""


def said(look: Look, kind: str, numbers: str = "") -> str:
    """What the values are, counted: "whole numbers in 50 of 50 rows"."""
    names = {
        "time": "times", "whole": "whole numbers", "number": "numbers", "mail": "e-mail addresses",
        "model": "names of models",
    }  # fmt: skip
    if not look.values:
        return f"empty in all of the first {look.rows} rows"
    if not kind:
        different = len(set(look.values))
        return "always the same" if different == 1 and len(look.values) > 1 else f"{different:,} different values"
    return f"{names[kind]} in {look.count(kind, numbers):,} of {len(look.values):,} rows"


def _is_time(value: str) -> bool:
    if is_ambiguous_date(value) or MONTHLY.fullmatch(value):
        return True
    try:
        any_time(value, UTC)
    except Unreadable:
        return False
    return True


def _is_number(value: str, numbers: str) -> bool:
    plain = value.removeprefix("US").removeprefix("$")
    return bool(_AMOUNT[numbers].fullmatch(plain)) if numbers else decimal(plain) is not None
