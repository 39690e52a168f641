"""Activities made up for the timeline's tests."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from auditor.records import Activity, Outcome
from auditor.timeline.lane import Subject

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")


def micros(*when: int, zone: ZoneInfo = BERLIN, fold: int = 0) -> int:
    """µs UTC of a local date and time."""
    return round(datetime(*when, tzinfo=zone, fold=fold).timestamp()) * 1_000_000


def activity(at: Sequence[int] | np.ndarray, tokens: int | None = 100) -> Activity:
    """Events of `tokens` input (30 % from the cache) and a tenth of that output; None: nothing told."""
    times = np.sort(np.asarray(at, dtype=np.int64))
    row, unknown = np.arange(len(times)), np.full(len(times), -1)
    taken, cached, made = (unknown if tokens is None else unknown * 0 + part for part in parts(tokens or 0))
    return Activity(times, row, row // 10, taken, cached, unknown, made, unknown, unknown, row, row, row * 0, row < 0)


def parts(tokens: int) -> tuple[int, int, int]:
    return tokens, tokens * 3 // 10, tokens // 10


def random_activity(start: int, end: int, n: int, seed: int = 1) -> Activity:
    return activity(np.random.default_rng(seed).integers(start, end, n))


def subject(shown: Activity, outcomes: Sequence[Outcome] = (), zone: ZoneInfo = BERLIN) -> Subject:
    return Subject(shown, outcomes, [outcome.agent is not None for outcome in outcomes], zone)
