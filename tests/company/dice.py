"""Dice that fall the same way everywhere: only uniform numbers of PCG64, whose stream numpy keeps stable."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
CHUNK = 1024


class Dice:
    """Random choices for one purpose, named by `key`; other keys do not disturb it."""

    def __init__(self, *key: object) -> None:
        digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
        self._rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
        self._next = iter(())

    def random(self) -> float:
        """One number in [0, 1)."""
        for number in self._next:
            return number
        self._next = iter(self._rng.random(CHUNK).tolist())
        return next(self._next)

    def many(self, count: int) -> NDArray[np.float64]:
        """`count` numbers in [0, 1)."""
        return self._rng.random(count)

    def noise(self, count: int) -> NDArray[np.float64]:
        """`count` factors around 1, skewed as sizes are. Products only: the same bits on every machine."""
        return (0.5 + self.many(count)) * (0.5 + self.many(count)) * (0.7 + 0.6 * self.many(count))

    def pick(self, options: Sequence[T]) -> T:
        """One of `options`."""
        return options[int(self.random() * len(options))]

    def between(self, low: int, high: int) -> int:
        """An integer, both ends included."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in about `share` of the cases."""
        return self.random() < share

    def hex(self, digits: int) -> str:
        """Hexadecimal digits."""
        return self._rng.bytes((digits + 1) // 2).hex()[:digits]

    def uuid(self) -> str:
        """A random UUID, version 4."""
        digits = self._rng.bytes(16).hex()
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
