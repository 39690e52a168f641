"""One column of an agent's events as bytes: its lowest value, and above it the narrowest whole numbers that hold it."""

import json
from dataclasses import dataclass
from typing import Any, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from auditor.records import Column

CONSTANT, NAMES = "", "names"
"""Kinds beside those of WIDTHS: every value is `low`, and no bytes are kept; a JSON list of names."""

WIDTHS = {"u1": 1, "u2": 2, "u4": 4, "u8": 8}
"""Unsigned little-endian integers, and how many bytes each takes."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A packed column, or packed names. `checksum` is CRC-32 over all the rest."""

    name: str
    kind: str
    low: int
    checksum: int
    data: bytes


def packed(name: str, column: Column) -> Pack:
    """A column of any int64 values as small as it gets without compressing: reading it costs an addition."""
    low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    if low == high:
        return _sealed(name, CONSTANT, low, b"")
    kind = next(kind for kind, width in WIDTHS.items() if high - low < 256**width)
    above = (column - np.int64(low)).view(np.uint64)  # wraps around where the range is wider than int64, and back again
    return _sealed(name, kind, low, above.astype(f"<{kind}").tobytes())


def packed_names(name: str, names: tuple[str, ...]) -> Pack:
    """The names that a column of places refers to."""
    return _sealed(name, NAMES, 0, json.dumps(names, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpacked(pack: Pack | None, length: int) -> Column | None:
    """The column of so many values, read-only; None where there is none, or it is damaged."""
    if pack is None or not _is_whole(pack) or len(pack.data) != WIDTHS.get(pack.kind, 0) * length:
        return None
    if pack.kind == CONSTANT:
        column = np.full(length, pack.low, np.int64)
    elif pack.kind in WIDTHS:
        above: NDArray[Any] = np.frombuffer(pack.data, f"<{pack.kind}").astype(np.uint64)
        column = above.view(np.int64)
        column += np.int64(pack.low)
    else:
        return None
    column.flags.writeable = False
    return column


def unpacked_names(pack: Pack | None) -> tuple[str, ...] | None:
    """The names; None where there are none, or the bytes are no list of names."""
    if pack is None or not _is_whole(pack) or pack.kind != NAMES:
        return None
    told = json.loads(pack.data.decode("utf-8", "surrogatepass"))
    return tuple(cast("list[str]", told))


def _sealed(name: str, kind: str, low: int, data: bytes) -> Pack:
    return Pack(name, kind, low, _checksum(name, kind, low, data), data)


def _is_whole(pack: Pack) -> bool:
    """Whether the pack is as it was made. What stands in a table may be of any type."""
    sound = isinstance(pack.low, int) and isinstance(pack.data, bytes)  # pyright: ignore[reportUnnecessaryIsInstance]
    return sound and pack.checksum == _checksum(pack.name, pack.kind, pack.low, pack.data)


def _checksum(name: str, kind: str, low: int, data: bytes) -> int:
    return crc32(data, crc32(f"{name} {kind} {low}".encode("utf-8", "surrogatepass")))
