"""Amounts of any unit as a person reads them; quantities are in millionths of their unit."""

from PySide6.QtCore import QLocale

from auditor.gui.figures import money, short, whole
from auditor.reconcile import ALL
from auditor.records import Unit

MILLION = 1_000_000

UNITS: dict[str, str] = {
    ALL: "tokens",
    Unit.INPUT_TOKENS: "input tokens",
    Unit.CACHE_READ_INPUT_TOKENS: "cached input tokens",
    Unit.CACHE_CREATION_INPUT_TOKENS: "cache-write tokens",
    Unit.OUTPUT_TOKENS: "output tokens",
    Unit.REASONING_OUTPUT_TOKENS: "reasoning tokens",
    Unit.REQUESTS: "requests",
    Unit.CREDITS: "credits",
    Unit.MESSAGES: "messages",
    Unit.USD: "US dollars",
}


def unit_words(unit: str) -> str:
    """The unit in plain words."""
    return UNITS.get(unit, unit.replace("_", " "))


def unit_title(unit: str) -> str:
    """The unit at the beginning of a line: “Input tokens”, “US dollars”."""
    words = unit_words(unit)
    return words[:1].upper() + words[1:]


def amount(millionths: int | None, unit: str) -> str:
    """412.6 M, $2,318, 12.5: short, without the unit's name; – for unknown."""
    if millionths is None:
        return "–"
    if not millionths:
        return "$0" if unit == Unit.USD else "0"
    if unit == Unit.USD:
        return money(abs(millionths)) if millionths >= 0 else f"−{money(-millionths)}"
    if millionths < 0:
        return f"−{amount(-millionths, unit)}"
    if unit == Unit.CREDITS and millionths < 10_000 * MILLION:
        return QLocale().toString(millionths / MILLION, "f", 2)
    return short(millionths // MILLION)


def signed(millionths: int, unit: str) -> str:
    """+412.6 M, −$3.20, 0."""
    return f"+{amount(millionths, unit)}" if millionths > 0 else amount(millionths, unit)


def exact(millionths: int, unit: str) -> str:
    """412,600,000 input tokens: the full value with its unit."""
    number, rest = divmod(abs(millionths), MILLION)
    fraction = f"{QLocale().decimalPoint()}{rest:06d}".rstrip("0") if rest else ""
    return f"{'−' if millionths < 0 else ''}{whole(number)}{fraction} {unit_words(unit)}"
