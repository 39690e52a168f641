"""Activities made up for the timeline's tests."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from auditor.records import UNKNOWN, Activity, Outcome
from auditor.timeline.lane import Subject

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")


def micros(*when: int, zone: ZoneInfo = BERLIN, fold: int = 0) -> int:
    """µs UTC of a local date and time."""
    return round(datetime(*when, tzinfo=zone, fold=fold).timestamp()) * 1_000_000


def made_up(at: Sequence[int] | np.ndarray, **told: Any) -> Activity:
    """Events at these times (sorted already); columns not given are unknown, names are empty."""
    times = np.asarray(at, dtype=np.int64)
    row, unknown = np.arange(len(times)), np.full(len(times), UNKNOWN)
    names = {"models", "sub_agents", "statuses", "families"}
    columns = {f.name: unknown for f in fields(Activity) if f.name not in names}
    columns |= {"at": times, "event": row, "session": row // 10, "prompt": row, "response": row, "failed": row < 0}
    return Activity(**(columns | told))


def activity(at: Sequence[int] | np.ndarray, tokens: int | None = 100) -> Activity:
    """Events of `tokens` input (30 % from the cache) and a tenth of that output; None: nothing told."""
    times = np.sort(np.asarray(at, dtype=np.int64))
    taken, cached, made = (np.full(len(times), UNKNOWN if tokens is None else part) for part in parts(tokens or 0))
    return made_up(times, input_tokens=taken, cache_read_input_tokens=cached, output_tokens=made)


def parts(tokens: int) -> tuple[int, int, int]:
    return tokens, tokens * 3 // 10, tokens // 10


def random_activity(start: int, end: int, n: int, seed: int = 1) -> Activity:
    return activity(np.random.default_rng(seed).integers(start, end, n))


def subject(shown: Activity, outcomes: Sequence[Outcome] = (), zone: ZoneInfo = BERLIN) -> Subject:
    return Subject(shown, outcomes, [outcome.agent is not None for outcome in outcomes], zone)
