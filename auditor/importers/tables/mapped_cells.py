"""Cells of a mapped table, rewritten as a plain table would hold them: units, number marks, the order of dates."""

import re
from collections.abc import Callable
from functools import partial

from auditor.importers.mapping import UNITS, Mapping
from auditor.importers.values.quantities import Unreadable, decimal, shown

Convert = Callable[[str], str]

_DATE = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
    r"(?:,?[ T]+(\d{1,2}):(\d{2})(:\d{2}(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(.*))?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\d{4}-\d{2}")
_GROUPED = {
    "1,234.5": re.compile(r"[^\d,.]*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
    "1.234,5": re.compile(r"[^\d,.]*(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
}
NUMBER_FIELDS = (*UNITS, "credits", "requests", "messages")
TIME_FIELDS = ("timestamp", "end")
ORDERS = {"day-first": (1, 0), "month-first": (0, 1)}
"""Where month and day stand."""


def is_ambiguous_date(written: str) -> bool:
    """Whether a written date begins with two numbers of which either can be the day."""
    return bool(_DATE.fullmatch(written.strip()))


def converters(fields: tuple[str, ...], mapping: Mapping) -> list[tuple[int, Convert]]:
    """For the cells that need it: their position among `fields`, and a function from cell to cell (or Unreadable)."""
    found: list[tuple[int, Convert]] = []
    for position, field in enumerate(fields):
        if field in mapping.fixed and field not in mapping.columns:
            found.append((position, partial(_always, mapping.fixed[field])))
        elif field in TIME_FIELDS:
            found.append((position, partial(written_date, mapping.dates)))
        elif field in NUMBER_FIELDS and (mapping.numbers or field in mapping.units):
            found.append((position, partial(_number, field, mapping)))
    return found


def _always(value: str, _: str) -> str:
    return value


def written_date(order: str, cell: str) -> str:
    """A date such as 03/04/2026 5:30 PM as ISO 8601; any other text as it is. Raises Unreadable without an order."""
    text = cell.strip()
    if _MONTH.fullmatch(text):
        return f"{text}-01"
    match = _DATE.fullmatch(text)
    if match is None:
        return cell
    if not order:
        raise Unreadable(f"{shown(cell)} does not tell which number is the day: say so in the mapping (“dates”)")
    month, day = (int(match[1 + place]) for place in ORDERS[order])
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise Unreadable(f"{shown(cell)} is no date written {order}")
    return f"{year:04}-{month:02}-{day:02}{_clock(match, cell)}"


def _clock(match: re.Match[str], cell: str) -> str:
    if match[4] is None:
        return ""
    hour, half = int(match[4]), (match[7] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Unreadable(f"{shown(cell)} is not a time")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{match[5]}{(match[6] or '').replace(',', '.')}{match[8]}"


def _number(field: str, mapping: Mapping, cell: str) -> str:
    """The number in the unit its field is read in. What is no number stays: its reader refuses it, and says why."""
    plain = plain_marks(mapping.numbers, cell.strip())
    unit = mapping.units.get(field)
    if not unit:
        return plain
    number = decimal(plain.removeprefix("$"))
    return cell if number is None else format(number * UNITS[field][unit], "f")


def plain_marks(numbers: str, text: str) -> str:
    """A number with thousands and decimals marked as `numbers` says, as 1234.5; other text as it is."""
    if not numbers or not _GROUPED[numbers].fullmatch(text):
        return text
    group, point = numbers[1], numbers[5]
    return text.replace(group, "").replace(point, ".")
