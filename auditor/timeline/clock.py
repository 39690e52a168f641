"""The clock on a person's wall: exact conversion between UTC and local time for whole arrays, DST included."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = 0, 47_847  # 1970 to 2100, in days; beyond, the offset of the nearest known day holds
_STRIDE = 5  # days between samples; no zone has left and re-entered an offset faster since 1970
_LIMIT = 250_000 * 365 * DAY  # µs; far past any date, and still safe from overflow when offsets are added


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """A zone as arrays: from `starts[i]` (m, µs UTC) on, local time is UTC + `offsets[i]` (m, µs)."""

    zone: ZoneInfo
    starts: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def local(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Wall clock readings (µs, as if they were UTC) of UTC times; the same shape."""
        return at + self.offsets[np.searchsorted(self.starts, at, side="right") - 1]

    def utc(self, wall: NDArray[np.int64]) -> NDArray[np.int64]:
        """The first instants at which the clock reads `wall`, or the jump itself when the clock skipped it."""
        ends = np.append(self.starts[1:] + self.offsets[:-1], np.iinfo(np.int64).max)
        segment = np.searchsorted(ends, wall, side="right")
        return np.maximum(wall - self.offsets[segment], self.starts[segment])

    def reading(self, at: int) -> int:
        """The wall clock (µs) at one UTC time."""
        return int(self.local(np.array([at], dtype=np.int64))[0])

    def moment(self, at: int) -> datetime:
        """One UTC time as naive local datetime; dates no calendar can tell become the nearest that it can."""
        wall = self.reading(at)
        try:
            return (_EPOCH + timedelta(microseconds=wall)).replace(tzinfo=None)
        except OverflowError:
            return datetime.max if wall > 0 else datetime.min


@lru_cache(maxsize=32)
def clock_of(zone: ZoneInfo) -> Clock:
    """The clock of a zone, made once."""
    samples = [(day * 86_400, _offset(zone, day * 86_400)) for day in range(_FIRST, _LAST, _STRIDE)]
    changes = [(-_LIMIT // SECOND, samples[0][1])]
    for (before, old), (after, new) in pairwise(samples):
        if old != new:
            changes += _changes(zone, before, after)
    starts, offsets = (np.array(column, dtype=np.int64) * SECOND for column in zip(*changes, strict=True))
    return Clock(zone, starts, offsets)


def _changes(zone: ZoneInfo, low: int, high: int) -> list[tuple[int, int]]:
    """All (second, new offset) at which the offset changes in (low, high]."""
    if _offset(zone, low) == _offset(zone, high):
        return []
    if high - low == 1:
        return [(high, _offset(zone, high))]
    middle = (low + high) // 2
    return _changes(zone, low, middle) + _changes(zone, middle, high)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = (_EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset()
    return round(offset.total_seconds()) if offset else 0
