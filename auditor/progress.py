"""How long work reports how far it is, and how it is stopped. Knows no Qt and no terminal."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from auditor.errors import Cancelled

REPORT_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """One report: `done` of `total` (bytes, unless `unit` says otherwise; total 0 = unknown), `events` so far."""

    title: str
    done: int
    total: int
    events: int
    elapsed_s: float

    @property
    def share(self) -> float | None:
        """Part done, 0…1, or None while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def seconds_left(self) -> float | None:
        """A straight-line estimate, None until a fiftieth is done."""
        share = self.share
        return self.elapsed_s * (1 - share) / share if share and share >= 0.02 else None


class Progress:
    """Handed to every long function, which calls `report` often; it raises `Cancelled` once `cancel` was called.

    Reports are passed on at most every 0.1 s, so calling is cheap. Safe to cancel from another thread.
    """

    def __init__(self, listener: Callable[[Step], None] | None = None) -> None:
        self._listener = listener
        self._stop = threading.Event()
        self._title = ""
        self._started = self._last = time.monotonic()

    def start(self, title: str) -> None:
        """Begin a new piece of work, with its own clock."""
        self._title = title
        self._started = time.monotonic()
        self._last = 0.0

    def report(self, done: int, total: int, events: int = 0) -> None:
        """Say how far the current piece is. Raises `Cancelled` when the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._listener and now - self._last >= REPORT_EVERY_S:
            self._last = now
            self._listener(Step(self._title, done, total, events, now - self._started))

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self._stop.is_set()
