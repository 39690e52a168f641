"""What stands between two spaces in many texts, numbered: so each distinct piece is looked at only once."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from auditor.said.ragged import Ragged

BATCH = 2_000
"""Texts cut at a time, so that their pieces are not all held as strings."""


class _Numbers(dict[str, int]):
    """The number of each piece, in order of its first coming."""

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        return number


def pieces_of(texts: Iterable[str]) -> tuple[Ragged, list[str]]:
    """For each text the numbers of its pieces, in order; and the pieces by number."""
    numbers = _Numbers()
    lengths, values = [np.zeros(1, np.int64)], [np.empty(0, np.int64)]
    rest = iter(texts)
    while batch := [text.split() for text in islice(rest, BATCH)]:
        lengths.append(np.array([len(text) for text in batch], np.int64))
        flat = map(numbers.__getitem__, chain.from_iterable(batch))
        values.append(np.fromiter(flat, np.int64, int(lengths[-1].sum())))
    return Ragged(np.cumsum(np.concatenate(lengths)), np.concatenate(values)), list(numbers)


def gathered(pieces: Ragged, holds: Ragged, more: Sequence[tuple[int, int]] = ()) -> Ragged:
    """For each text the distinct numbers that its pieces hold, sorted; `more`: pairs of a text and a further number."""
    held = holds.take(pieces.values)
    owners = np.repeat(pieces.owners, held.lengths)
    if more:
        added = np.array(more, np.int64)
        owners, held = np.append(owners, added[:, 0]), Ragged(held.starts, np.append(held.values, added[:, 1]))
    return _distinct(owners, held.values, len(pieces))


def _distinct(owners: NDArray[np.int64], values: NDArray[np.int64], count: int) -> Ragged:
    """Pairs of a list and a value, as `count` lists of distinct values, sorted."""
    order = np.lexsort((values, owners)) if len(values) and values.max() >= 2**31 else None
    if order is not None:
        owners, values = owners[order], values[order]
    else:
        key = np.sort(owners << 31 | values)
        owners, values = key >> 31, key & (2**31 - 1)
    new = np.ones(len(values), np.bool_)
    new[1:] = (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])
    starts = np.append(0, np.cumsum(np.bincount(owners[new], minlength=count)))
    return Ragged(starts.astype(np.int64), values[new])
