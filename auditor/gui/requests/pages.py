"""The requests of a table, read from the case by their key, a page at a time, as the table comes to show them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.records import Request

PAGE = 128
"""Rows of a page: some more than a screen shows."""

KEPT = 64
"""Pages held; of those, the ones looked at longest ago go first."""

Ids = NDArray[np.int64]
Read = Callable[[Sequence[int]], list[Request]]


class Pages:
    """Rows 0…n as requests, read when they are asked for and not before, so a fast scroll leaves no reads behind."""

    def __init__(self) -> None:
        self._read: Read | None = None
        self._ids = self._rows = np.empty(0, np.int64)
        self._held: OrderedDict[int, list[Request]] = OrderedDict()

    def show(self, read: Read | None, ids: Ids, rows: Ids) -> None:
        """Other rows: events by their `ids`, of which `rows` are the places in the order of the table."""
        self._read, self._ids, self._rows = read, ids, rows
        self._held.clear()

    def __len__(self) -> int:
        return len(self._rows)

    def request(self, row: int) -> Request:
        """The request of a row; its page is read if it is not held."""
        number, within = divmod(row, PAGE)
        return self.page(number)[within]

    def page(self, number: int) -> list[Request]:
        """A page by its number; read if it is not held."""
        held = self._held.get(number)
        if held is None:
            assert self._read
            held = self._held[number] = self._read(self._ids[self._rows[number * PAGE : (number + 1) * PAGE]].tolist())
            if len(self._held) > KEPT:
                self._held.popitem(last=False)
        else:
            self._held.move_to_end(number)
        return held

    def missing_beside(self, row: int) -> list[int]:
        """The pages after and before a row's own that are not held: where a scroll comes to next."""
        own, last = row // PAGE, (len(self._rows) - 1) // PAGE
        return [number for number in (own + 1, own - 1) if 0 <= number <= last and number not in self._held]
