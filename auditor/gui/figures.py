"""Figures and times as a person reads them, in her locale."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from auditor.times import EPOCH, timedelta_of

NBSP = "\u00a0"


def whole(value: int | None) -> str:
    """18,204; – for unknown."""
    return "–" if value is None else QLocale().toString(value)


def short(value: int | None) -> str:
    """412.6 M, 18.2 k, 950; – for unknown."""
    if value is None:
        return "–"
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")):
        if abs(value) >= size:
            unit = 1_000 if letter == "k" else size
            return f"{QLocale().toString(value / unit, 'f', 1)}{NBSP}{letter}"
    return whole(value)


def money(microusd: int | None) -> str:
    """$2,318, or $0.069 for small sums; $0 only for nothing; – for unknown."""
    if microusd is None:
        return "–"
    if not microusd:
        return "$0"
    dollars = microusd / 1_000_000
    digits = 0 if abs(dollars) >= 100 else 2 if abs(dollars) >= 1 else 3
    return "$" + QLocale().toString(dollars, "f", digits)


def size(count: int) -> str:
    """1.2 GB, 48 kB."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def local(micros: int, zone: ZoneInfo) -> datetime:
    """The moment on the clocks of a zone."""
    return (EPOCH + timedelta_of(micros)).astimezone(zone)


def day(micros: int, zone: ZoneInfo, *, year: bool = False) -> str:
    """14 Sep, or 14 Sep 2026."""
    moment = local(micros, zone)
    return f"{moment.day} {moment:%b}" + (f" {moment.year}" if year else "")


def clock(micros: int, zone: ZoneInfo) -> str:
    """29 Oct 12:00:04."""
    return f"{day(micros, zone)} {local(micros, zone):%H:%M:%S}"


def counted(count: int, noun: str) -> str:
    """1 source, 1,643 sources."""
    return f"{whole(count)} {noun}{'' if count == 1 else 's'}"
