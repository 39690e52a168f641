"""A column of written times at once: UTC times in one ISO 8601 form, as systems write them by the million."""

import re
from collections.abc import Sequence

import numpy as np

from auditor.importers.values.times import LATEST_YEAR
from auditor.records import Column

_FORM = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(Z|\+00:00)", re.ASCII)
ZERO, NINE = ord("0"), ord("9")


def utc_times(cells: Sequence[str]) -> list[int] | None:
    """Microseconds of each cell; None unless all are written alike, in UTC, and are times of 1970–2199."""
    found = _FORM.fullmatch(cells[0])
    written = "".join(cells)
    if not found or not written.isascii() or set(map(len, cells)) != {len(cells[0])}:
        return None
    letters = np.frombuffer(written.encode(), np.uint8).reshape(len(cells), -1)
    first = letters[0]
    digit = (first >= ZERO) & (first <= NINE)
    digit[found.start(1) :] = False
    digits = letters[:, digit].astype(np.int64) - ZERO
    if digits.min() < 0 or digits.max() > NINE - ZERO or (letters[:, ~digit] != first[~digit]).any():
        return None
    return _microseconds(digits)


def _microseconds(digits: "Column") -> list[int] | None:
    """From rows of digits YYYYMMDDhhmmss and three or six more, or none."""

    def number(start: int, end: int) -> Column:
        return digits[:, start:end] @ 10 ** np.arange(end - start)[::-1]

    year, month, day, hour, minute, second = (
        number(*part) for part in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))
    )
    months = (year - 1970) * 12 + month - 1
    begins, ends = (at.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) for at in (months, months + 1))
    sound = (year >= 1970) & (year < LATEST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= ends - begins)
    if not (sound & (hour < 24) & (minute < 60) & (second < 60)).all():
        return None
    width = digits.shape[1]
    seconds = (begins + day - 1) * 86_400 + hour * 3_600 + minute * 60 + second
    at: Column = seconds * 1_000_000 + number(14, width) * 10 ** (20 - width)
    return at.tolist()
