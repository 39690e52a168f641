"""Dates as Jira writes them into tables: in the reader's language and order, without a zone."""

import re
from datetime import date, datetime, tzinfo

from auditor.importers.values.quantities import Unreadable, shown
from auditor.importers.values.times import any_time, iso_time

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
"""The first three letters of a month, English and German."""

AFTERNOON = {"am": 0, "vorm": 0, "pm": 12, "nachm": 12}
_TIME = r"(?:[ ,T]+(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: ?([A-Za-z.]+))?)?"
_NAMED = re.compile(r"(\d{1,2})[. /-]+([^\W\d_]{3,9})\.?[. /-]+(\d{4}|\d\d)" + _TIME)
_NAME_FIRST = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)" + _TIME)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})" + _TIME)

DAY_FIRST, MONTH_FIRST = "day first", "month first"
TWO_ORDERS = "could be day and month or month and day: have the table exported with dates such as 2026-11-03"


def jira_time(text: str, zone: tzinfo, order: str = "") -> tuple[int, bool]:
    """(microseconds, whether `zone` was assumed). `order` tells 03/11 from 11/03. Raises Unreadable."""
    day = _day_of(text, order)
    if day is None:
        return any_time(text, zone)
    found, clock = day
    hour, minute, second, half = clock
    hours = _hours(int(hour or 0), half)
    try:
        moment = datetime(found.year, found.month, found.day, hours, int(minute or 0), int(second or 0))
    except ValueError:
        raise Unreadable(f"{shown(text)} is not a time") from None
    return iso_time(moment.isoformat(), zone)


def order_told(text: str) -> str:
    """Which of both numbers of a date such as 13/11/26 must be the day; "" where both could, or it is no such date."""
    found = _NUMBERS.fullmatch(text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12 >= second:
        return DAY_FIRST
    return MONTH_FIRST if second > 12 >= first else ""


def _day_of(text: str, order: str) -> tuple[date, tuple[str | None, ...]] | None:
    """The day and what follows of it: hour, minute, second, half of the day; None for other ways of writing."""
    plain = text.strip()
    try:
        if found := _NAMED.fullmatch(plain):
            return date(_year(found[3]), _month(found[2]), int(found[1])), found.groups()[3:]
        if found := _NAME_FIRST.fullmatch(plain):
            return date(_year(found[3]), _month(found[1]), int(found[2])), found.groups()[3:]
        if found := _YEAR_FIRST.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3])), found.groups()[3:]
        if found := _NUMBERS.fullmatch(plain):
            if found[2] == "-" and len(found[4]) == 2:
                raise Unreadable(f"{shown(text)} does not tell which number is the year")
            first, second = int(found[1]), int(found[3])
            order = order_told(plain) or order
            if not order and first != second:
                raise Unreadable(f"{shown(text)} {TWO_ORDERS}")
            day, month = (second, first) if order == MONTH_FIRST else (first, second)
            return date(_year(found[4]), month, day), found.groups()[4:]
    except (ValueError, KeyError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{shown(text)} is not a time") from None
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str) -> int:
    return MONTHS[name.lower()[:3]]


def _hours(hour: int, half: str | None) -> int:
    if not half:
        return hour
    later = AFTERNOON.get(half.lower().replace(".", ""))
    if later is None or not 1 <= hour <= 12:
        raise Unreadable(f"“{hour} {half}” is not an hour")
    return hour % 12 + later
