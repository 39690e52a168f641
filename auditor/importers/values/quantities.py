"""Counts and money as exports write them, checked: exact integers, or a reason why not."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

LARGEST = 10**15
"""A count, or micro-dollars, beyond this is an error of the export; sums of thousands still fit a 64-bit column."""

UNKNOWN_WORDS = frozenset({"", "-", "–", "null", "none", "n/a", "\\n"})
"""What exports write for "not told". Never read as 0."""

NO_AMOUNT_WORDS = UNKNOWN_WORDS | {"nan", "included"}
"""What data frames and Cursor write besides for a cost that is not told. Anywhere else it is an error of the export."""

EXCERPT = 80

_USUAL_AMOUNTS = re.compile(r"(?:(?:[0-9]{1,8}\.[0-9]{1,6})?,)+")
"""Dollars such as "0.0123", or nothing, each with a comma behind: exact as floating point numbers."""


class Unreadable(ValueError):
    """A value that cannot be what its field promises; the text says why and is shown to a person."""


def shown(value: object) -> str:
    """A value as quoted in a reason: short, on one line."""
    text = " ".join(str(value)[: EXCERPT * 4].split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def excerpt(text: str | bytes) -> str:
    """The beginning of a line, at most 80 characters, for an import issue."""
    start = text[: EXCERPT * 4]
    plain = start.decode("utf-8", "replace") if isinstance(start, bytes) else start
    return "".join(c if c.isprintable() else " " for c in plain)[:EXCERPT].strip()


def count(text: str, name: str) -> int | None:
    """A written token count: an integer ≥ 0, or None where the export does not tell. Raises Unreadable."""
    if text.isdecimal() and len(text) < 16:
        return int(text)
    return _unusual_count(text, name)


def _in_range(value: int, name: str, written: object) -> int:
    if value < 0:
        raise Unreadable(f"{name} {shown(written)} is negative")
    if value > LARGEST:
        raise Unreadable(f"{name} {shown(written)} is too large")
    return value


def _unusual_count(text: str, name: str) -> int | None:
    """Also "12.0", as spreadsheets and data frames write whole numbers beside empty cells."""
    plain = text.strip()
    if plain.lower() in UNKNOWN_WORDS:
        return None
    number = decimal(plain)
    if number is None or number != number.to_integral_value():
        raise Unreadable(f"{name} {shown(text)} is not a whole number")
    return _in_range(int(number), name, text)


def decimal(text: str) -> Decimal | None:
    """A finite decimal of sane size, ASCII digits without separators."""
    if len(text) > 60 or not text.isascii() or "_" in text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 40 else None


def _dollars(value: object) -> str:
    """The amount as written; a float's shortest form is what its file said."""
    return "" if isinstance(value, bool) else str(value).strip().removeprefix("US").removeprefix("$").strip()


class Dollars:
    """Amounts of one file as integer micro-dollars, whose sum is the exact sum rounded once.

    A request can cost less than a micro-dollar: rounding each by itself loses them all, so each amount takes on what
    the last one left over. `not_told` are the words, in lower case, that a format writes for no amount.
    """

    def __init__(self, not_told: frozenset[str] = UNKNOWN_WORDS) -> None:
        self._left = Decimal(0)
        self._not_told = not_told

    def micro(self, value: object, name: str = "cost") -> int | None:
        """Dollars as micro-dollars; None where not told. Raises Unreadable."""
        if value is None:
            return None
        if isinstance(value, str):
            whole, _, cents = value.partition(".")  # the usual "0.0123" needs no Decimal
            if whole.isdecimal() and cents.isdecimal() and len(whole) < 9 and len(cents) <= 6:
                return int(whole) * 1_000_000 + int(cents.ljust(6, "0"))
        number = value if isinstance(value, Decimal) else decimal(_dollars(value))
        if number is None and _dollars(value).lower() in self._not_told:
            return None
        return self._rounded(number, value, name)

    def micros(self, cells: Sequence[str]) -> list[int | None]:
        """What `micro` makes of each cell, empty ones not told; quicker where all are usual. Raises Unreadable."""
        written = ",".join([*cells, ""])
        if _USUAL_AMOUNTS.fullmatch(written) and written.count(",") == len(cells):
            return [round(float(cell) * 1e6) if cell else None for cell in cells]
        return [self.micro(cell) if cell else None for cell in cells]

    def _rounded(self, number: Decimal | None, value: object, name: str) -> int:
        if number is None or not number.is_finite() or abs(number.adjusted()) >= 40:
            raise Unreadable(f"{name} {shown(value)} is not an amount")
        if number < 0:
            raise Unreadable(f"{name} {shown(value)} is negative")
        exact = number * 1_000_000
        whole = (exact + self._left).to_integral_value()
        checked = _in_range(int(whole), name, value)
        self._left += exact - whole
        return checked


def milliseconds(value: object, name: str = "duration") -> int | None:
    """Milliseconds, whole or not, as integer microseconds; None where not told. Raises Unreadable."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 13:
        return int(value) * 1_000
    if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS):
        return None
    number = None if isinstance(value, bool) else decimal(str(value).strip())
    if number is None:
        raise Unreadable(f"{name} {shown(value)} is not a number")
    return _in_range(int((number * 1_000).to_integral_value()), name, value)
