"""Written times of all kinds as integer microseconds UTC: ISO 8601, and unix numbers from seconds to nanoseconds."""

from datetime import UTC, datetime, tzinfo

from auditor.importers.values.quantities import Unreadable, shown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_YEAR = 2200
LATEST_US = 7_258_118_400_000_000
"""2200-01-01: later (or before 1970) is a unit misread or a broken clock, and would stretch every timeline."""

UNIX_SCALES = ((10**11, 1_000_000, 1), (10**14, 1_000, 1), (10**17, 1, 1), (10**20, 1, 1_000))
"""Below the limit: (limit, multiply, divide). Seconds reach 10**11 in the year 5138, milliseconds 10**11 in 1973."""

EARLIEST_SECONDS = 10**8
"""Seconds reach it in March 1973. Smaller numbers are no times of use, but often days as a spreadsheet counts."""


def ensure_plausible(at: int, written: object) -> int:
    """`at`, if it lies in 1970–2199. Raises Unreadable otherwise."""
    if 0 <= at < LATEST_US:
        return at
    raise Unreadable(f"the time {shown(written)} lies outside 1970–{LATEST_YEAR - 1}")


def unix_time(number: int | float) -> int:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size."""
    if abs(number) < EARLIEST_SECONDS:
        raise Unreadable(f"{shown(number)} is not a plausible time; a spreadsheet's day number must be written out")
    if isinstance(number, float):
        return ensure_plausible(_unix_float(number), number)
    for limit, multiply, divide in UNIX_SCALES:
        if abs(number) < limit:
            return ensure_plausible(number * multiply // divide, number)
    raise Unreadable(f"{shown(number)} is not a time")


def _unix_float(number: float) -> int:
    """A double holds seconds to the microsecond only until 2^53 µs, hence the rounding."""
    if not -(10**20) < number < 10**20:
        raise Unreadable(f"{shown(number)} is not a time")
    multiply, divide = next((m, d) for limit, m, d in UNIX_SCALES if abs(number) < limit)
    return round(number * multiply / divide)


def iso_time(text: str, zone: tzinfo) -> tuple[int, bool]:
    """(microseconds, whether `zone` had to be assumed) of an ISO 8601 time. Raises Unreadable.

    Also reads what databases and git write: a blank for the T, `+0100` after a blank, ` UTC` at the end.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _unusual(text)
    assumed = moment.tzinfo is None
    try:
        past = (moment.replace(tzinfo=zone) if assumed else moment) - EPOCH
        at = (past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds
        return at if 0 <= at < LATEST_US else ensure_plausible(at, text), assumed
    except OverflowError:
        raise Unreadable(f"the time {shown(text)} lies outside 1970–{LATEST_YEAR - 1}") from None


def _unusual(text: str) -> datetime:
    mended = text.strip().removesuffix(" UTC").removesuffix(" GMT")
    ending = "" if mended == text.strip() else "Z"
    if mended[-6:-5] == " " and mended[-5] in "+-":
        mended = mended[:-6] + mended[-5:]
    try:
        return datetime.fromisoformat(mended + ending)
    except ValueError:
        raise Unreadable(f"{shown(text)} is not a time") from None


def any_time(value: object, zone: tzinfo) -> tuple[int, bool]:
    """(microseconds, whether `zone` had to be assumed) of a written time or a unix number. Raises Unreadable."""
    if isinstance(value, str):
        return _written_time(value.strip(), zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return unix_time(value), False
    raise Unreadable("no time" if value is None else f"{shown(value)} is not a time")


def _written_time(text: str, zone: tzinfo) -> tuple[int, bool]:
    if not text:
        raise Unreadable("no time")
    if not text.isascii():
        raise Unreadable(f"{shown(text)} is not a time")
    if text.isdecimal() and not _compact_date(text):
        return unix_time(int(text[:25])), False
    whole, dot, fraction = text.partition(".")
    if dot and whole.isdecimal() and fraction.isdecimal() and len(whole) < 12:
        return ensure_plausible(int(whole) * 1_000_000 + int(fraction[:6].ljust(6, "0")), text), False
    return iso_time(text, zone)


def _compact_date(text: str) -> bool:
    """20260131 is a day, not a moment of August 1970."""
    return len(text) == 8 and text[:2] in ("19", "20")


def utc_time(value: object) -> int:
    """`any_time` for formats that promise UTC where they name no zone."""
    if isinstance(value, str) and value.isascii():
        try:
            past = datetime.fromisoformat(value) - EPOCH
        except (ValueError, TypeError, OverflowError):  # TypeError: it names no zone
            return any_time(value, UTC)[0]
        at = (past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds
        if 0 <= at < LATEST_US:
            return at
    return any_time(value, UTC)[0]
