"""Numbers, days and hours as the timeline writes them."""

from datetime import datetime, timedelta

import numpy as np

from auditor.timeline.binning import BinWidth
from auditor.timeline.clock import DAY, HOUR, MINUTE, SECOND, Clock

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SINGLE = {"1 ms": "ms", "1 s": "second", "1 min": "minute", "1 h": "hour"}
_PIECES = (("day", DAY), ("h", HOUR), ("min", MINUTE), ("s", SECOND))
_ROUNDED = ((10 * MINUTE, SECOND), (10 * HOUR, MINUTE), (float("inf"), HOUR))
_UNITS = ((1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"))


def compact(value: float) -> str:
    """A number of three or four digits and a unit: 9,204 · 21.9 k · 1.38 M · 412.6 M."""
    if abs(value) < 10_000:
        return f"{value:,.0f}"
    size, unit = next((size, unit) for size, unit in _UNITS if abs(value) >= 0.99995 * size)
    number = f"{value / size:.{2 if abs(value) < 10 * size else 1}f}"
    return f"{number.rstrip('0').rstrip('.')} {unit}"


def dollars(micro: float) -> str:
    """Micro-dollars: $2,318 · $12.40 · $0.0021 · $21.9 k."""
    value = micro / 1_000_000
    if abs(value) >= 100:
        return f"${compact(value)}"
    if abs(value) >= 0.1 or not value:
        return f"${value:.2f}".removesuffix(".00")
    return f"${np.format_float_positional(value, precision=2, fractional=False, trim='-')}"


def duration(length: float) -> str:
    """A stretch of µs in two units at most: 340 ms · 4.2 s · 6 min · 2 h 5 min · 3 days 4 h."""
    if not length:
        return "0 s"
    if length < 0.9995 * SECOND:
        return f"{length / 1000:.0f} ms" if length >= 1000 else "under 1 ms"
    if length < 9.95 * SECOND:
        return f"{length / SECOND:.1f}".removesuffix(".0") + " s"
    least = next(size for limit, size in _ROUNDED if length < limit)
    rest, parts = round(length / least) * least, list[str]()
    for word, size in _PIECES:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number:,} {word}{'s' if word == 'day' and number > 1 else ''}")
    return " ".join(parts[:2])


def every(length: float) -> str:
    """A stretch of µs after "every": "6 min", but "minute" for one minute and "day" for one day."""
    text = duration(length)
    return "day" if text == "1 day" else _SINGLE.get(text, text)


def figure(value: float, unit: str) -> str:
    """A value in a lane's unit: "dollars" of micro-dollars, "time" of µs, "" a number."""
    return dollars(value) if unit == "dollars" else duration(value) if unit == "time" else compact(value)


def share(part: int, whole: int) -> str:
    """n of m in percent, exact where it matters: "0 %", "under 0.1 %", "2.5 %", "94 %", "over 99.9 %", "100 %"."""
    percent = 100 * part / whole if whole else 0.0
    if part in (0, whole):
        return f"{percent:.0f} %"
    if percent < 0.1:
        return "under 0.1 %"
    return "over 99.9 %" if percent > 99.9 else f"{percent:.1f}".removesuffix(".0") + " %"


def count(value: int, noun: str) -> str:
    """A full number with its noun: "no requests", "1 request", "18,204 requests"."""
    return f"{value:,} {noun}{'' if value == 1 else 's'}" if value else f"no {noun}s"


def day(moment: datetime) -> str:
    """21 Oct."""
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def weekday(moment: datetime) -> str:
    """Thu 29 Oct."""
    return f"{WEEKDAYS[moment.weekday()]} {day(moment)}"


def time_of_day(moment: datetime, step: int) -> str:
    """As exact as a step (µs) asks: 14:00 · 14:00:05 · 14:00:05.120."""
    text = f"{moment:%H:%M}"
    if step < MINUTE:
        text += f"{moment:%S}".join((":", ""))
    if step < SECOND:
        text += f".{moment.microsecond // 1000:03d}"
    return text


def bare(width: BinWidth) -> str:
    """A step after "per": "6 h", but "hour" for one hour and "day" for one day."""
    return _SINGLE.get(width.words, width.words.removeprefix("1 "))


def instant(clock: Clock, at: int, step: int = MINUTE) -> str:
    """Thu 29 Oct, 14:02."""
    moment = clock.moment(at)
    return f"{weekday(moment)}, {time_of_day(moment, step)}"


def interval(clock: Clock, start: int, end: int, width: BinWidth | None = None) -> str:
    """A stretch in the person's time: "Thu 29 Oct, 12:00–18:00", "Mon 26 Oct – Sun 1 Nov", "Oct 2026"."""
    first, last = clock.moment(start), clock.moment(end)
    step = width.length if width else _step_for(end - start)
    if width and width.months:
        return _months_text(first, width.months)
    if step >= DAY:
        return _days_text(first, last)
    closing = "24:00" if _is_midnight_after(first, last) else time_of_day(last, step)
    if first.date() == last.date() or closing == "24:00":
        return f"{weekday(first)}, {time_of_day(first, step)}–{closing}"
    return f"{weekday(first)}, {time_of_day(first, step)} – {weekday(last)}, {time_of_day(last, step)}"


def _step_for(span: int) -> int:
    return MINUTE if span >= 2 * HOUR else SECOND if span >= 10 * SECOND else SECOND // 1000


def _is_midnight_after(first: datetime, last: datetime) -> bool:
    return last == datetime.combine(last.date(), datetime.min.time()) and (last.date() - first.date()).days == 1


def _days_text(first: datetime, end: datetime) -> str:
    last = end - timedelta(days=1)  # the end is the midnight after the last day
    return weekday(first) if last.date() <= first.date() else f"{weekday(first)} – {weekday(last)}"


def _months_text(first: datetime, months: int) -> str:
    if months >= 12:
        return f"{first.year}" if months == 12 else f"{first.year}–{first.year + months // 12 - 1}"
    last = MONTHS[(first.month + months - 2) % 12]
    return f"{MONTHS[first.month - 1]}{'' if months == 1 else '–' + last} {first.year}"
