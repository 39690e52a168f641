"""What the numbers and texts of a workbook's cells mean: dates, spans of hours, escaped characters."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO
from xml.etree.ElementTree import Element, iterparse

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Parts of a number format that are no placeholders: literals, spacing, colours and conditions."""

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
BUILT_IN = {**{str(n): "date" for n in (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))}, "46": "clock"}
"""Number formats every workbook has: ECMA-376 part 1, 18.8.30, and its East Asian dates."""

_BASES = (datetime(1899, 12, 30), datetime(1904, 1, 1))
_LAST_DAY = 2_958_466
"""31 December 9999, plus one."""


def decoded(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def date_formats(styles: IO[bytes]) -> list[str]:
    """For each cell style "date", "clock" (elapsed hours), or ""."""
    written: dict[str, str] = {}
    found: list[str] = []
    with styles:
        for element in _in_styles(styles):
            if element.tag.endswith("}numFmt"):
                written[element.get("numFmtId", "")] = _shape(element.get("formatCode", ""))
            else:
                id_ = element.get("numFmtId", "0")
                found.append(written.get(id_) or BUILT_IN.get(id_, ""))
    return found


def _in_styles(styles: IO[bytes]) -> Iterator[Element]:
    """The number formats, and the styles that cells refer to by their order; not those styles are derived from."""
    cells = False
    for event, element in iterparse(styles, ("start", "end")):
        name = element.tag.rpartition("}")[2]
        if name == "cellXfs":
            cells = event == "start"
        elif event == "end" and (name == "numFmt" or (name == "xf" and cells)):
            yield element


def _shape(code: str) -> str:
    if _ELAPSED.search(code):
        return "clock"
    return "date" if re.search(r"[ymdhs]", _NO_LETTERS.sub("", code.lower()).replace("general", "")) else ""


def moment(serial: str, base_1904: bool) -> str:
    """Days since the workbook's first day as ISO text, to the millisecond, without zone. A time alone is a clock's."""
    try:
        days = float(serial)
    except ValueError:
        return serial
    if not 0 <= days < _LAST_DAY - 1_463:
        return serial
    if days < 1:
        return clock(serial)
    at = _BASES[base_1904] + timedelta(milliseconds=round(days * 86_400_000))
    if at.hour == at.minute == at.second == at.microsecond == 0:
        return at.date().isoformat()
    return at.isoformat(timespec="milliseconds").removesuffix(".000")


def clock(serial: str) -> str:
    """Days as hours, minutes and seconds: "30:05:00"."""
    try:
        seconds = round(float(serial) * 86_400)
    except (ValueError, OverflowError):
        return serial
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds >= 0 else serial
