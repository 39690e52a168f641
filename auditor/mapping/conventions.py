"""How a table writes things: which number is the day, how thousands are marked, what one row is."""

import re
from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from datetime import UTC

from auditor.importers.mapping import TOKEN_FIELDS
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import any_time
from auditor.mapping.header_words import header_fits, words_of
from auditor.mapping.looks import MONTHLY, NUMBER_FIELDS, WHOLE_FIELDS, Look

_FIRST_TWO = re.compile(r"(\d{1,2})\D(\d{1,2})\D")
_MIDNIGHT = re.compile(r"(00:00(:00(\.0+)?)?)?(Z|\+00:00)?")
_DATE_PART = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2})[T ]?")
_DETAILS = ("request_id", "session", "prompt", "response", "latency_ms")
"""Columns that only single requests have."""

_COUNTS = ("requests", "messages", "end")
"""Columns that only sums have."""

GROUPED = {
    "1,234.5": re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?"),
    "1.234,5": re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+"),
}


def date_order(looks: Sequence[Look]) -> tuple[str, str]:
    """("day-first", "month-first" or "" where nobody can know, the reason); the reason is "" for plain ISO times."""
    pairs = [match for look in looks for value in look.slashed if (match := _FIRST_TWO.match(value))]
    if not pairs:
        return "", ""
    firsts, seconds = sum(int(p[1]) > 12 for p in pairs), sum(int(p[2]) > 12 for p in pairs)
    written = next(value for look in looks for value in look.slashed)
    if firsts and not seconds:
        return "day-first", f"the first number exceeds 12 in {firsts:,} of {len(pairs):,} dates"
    if seconds and not firsts:
        return "month-first", f"the second number exceeds 12 in {seconds:,} of {len(pairs):,} dates"
    if firsts and seconds:
        return "", "some dates can only be day first, others only month first: this table cannot be read as it is"
    return "", f"“{written}”: no date here tells which number is the day: choose"


def zone_of(look: Look) -> tuple[str, str]:
    """The zone of times that tell none, if the header does; and what is to be said of it."""
    naive = sum(_tells_no_zone(value) for value in look.values)
    if not naive:
        return "", ""
    if {"utc", "gmt"} & set(words_of(look.column)):
        return "UTC", f"header says “{look.column}”"
    return "", f"no zone in {naive:,} of {len(look.values):,} times"


def _tells_no_zone(value: str) -> bool:
    try:
        return any_time(value, UTC)[1]
    except Unreadable:
        return True


def number_marks(looks: ReadOnly[str, Look]) -> tuple[str, str]:
    """How the figures of columns that sound like figures are marked; "" for 1234.5."""
    figures = [
        look
        for column, look in looks.items()
        if any(header_fits(column, name) for name in (*WHOLE_FIELDS, *NUMBER_FIELDS))
    ]
    for numbers, grouped in GROUPED.items():
        for look in figures:
            marked = [value for value in look.values if grouped.fullmatch(value.removeprefix("$"))]
            whole = any(header_fits(look.column, name) for name in WHOLE_FIELDS)
            tells = numbers == "1,234.5" or whole or any("," in value for value in marked)
            if marked and tells and look.mostly("number", numbers) and not _plain_decimals(look):
                return numbers, f"“{marked[0]}” in “{look.column}”"
    return "", ""


def _plain_decimals(look: Look) -> bool:
    """Whether some figures can only be plain decimals, such as 0.25 or 1234.5."""
    return any(re.fullmatch(r"\d*\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+", value) for value in look.values)


def grain_of(looks: ReadOnly[str, Look]) -> tuple[str, str]:
    """What one row is, and by what that is known."""
    named = {name: c for c in looks for name in (*_DETAILS, *_COUNTS, "timestamp") if header_fits(c, name) > 900}
    times = [look for column, look in looks.items() if header_fits(column, "timestamp") and look.mostly("time")]
    days = bool(times) and all(_is_day(value) for value in times[0].values)
    if days and not any(name in named for name in ("request_id", "prompt", "response")):
        return "aggregate", f"“{times[0].column}” tells no times of day"
    if "requests" in named and not any(name in named for name in _DETAILS):
        return "aggregate", f"“{named['requests']}” counts requests"
    if {"kind", "reference"} <= _outcome_names(looks) and not _tokens(looks):
        return "outcome", "kind and reference, no tokens"
    return "event", "times of day" if times else "no period is told"


def period_of(looks: ReadOnly[str, Look], columns: ReadOnly[str, str]) -> str:
    """How long a sum runs that tells no end: a month for 2026-11, a day for dates, an hour else."""
    if "end" in columns or "timestamp" not in columns:
        return ""
    values = looks[columns["timestamp"]].values
    if values and all(MONTHLY.fullmatch(value) for value in values):
        return "month"
    return "day" if all(map(_is_day, values)) else "hour"


def cached_question(columns: ReadOnly[str, str], cached: str) -> list[str]:
    """`cached_input`, if a person must say whether it lies inside the input."""
    return ["cached_input"] if "cache_read_tokens" in columns and "input_tokens" in columns and not cached else []


def _is_day(value: str) -> bool:
    match = _DATE_PART.match(value)
    return bool(match) and bool(_MIDNIGHT.fullmatch(value[match.end() :]))


def _outcome_names(looks: ReadOnly[str, Look]) -> set[str]:
    return {name for column in looks for name in ("kind", "reference") if header_fits(column, name) > 900}


def _tokens(looks: ReadOnly[str, Look]) -> bool:
    return any(header_fits(column, name) for column in looks for name in TOKEN_FIELDS)
