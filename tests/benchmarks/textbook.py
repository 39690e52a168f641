"""The order a textbook would give: the sum of ranks of what everybody thinks of first. Evidence has to beat it."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from tests.benchmarks.ranking import Numbers, ranks
from tests.company.hard.export import GATEWAY, OUTCOMES, PRIVATE

Who = tuple[str, str]
NIGHT = (20, 6)


@dataclass(slots=True)
class Seen:
    """What is counted of one agent. `at` in seconds."""

    tokens: int = 0
    at: list[float] = field(default_factory=list[float])
    prompts: Counter[str] = field(default_factory=Counter[str])
    nights: int = 0
    outcomes: int = 0


def read(folder: Path, zone: ZoneInfo) -> dict[Who, Seen]:
    """What the export files of a hard company tell of each agent."""
    found: dict[Who, Seen] = defaultdict(Seen)
    for name in (GATEWAY, PRIVATE):
        for row in _rows(folder / name):
            _count(found[row["employee"], row["agent"]], row, zone)
    for row in _rows(folder / OUTCOMES):
        if (who := (row["employee"], row["agent"])) in found:
            found[who].outcomes += 1
    return found


def _count(seen: Seen, row: dict[str, str], zone: ZoneInfo) -> None:
    at = datetime.fromisoformat(row["timestamp"])
    hour = at.astimezone(zone).hour
    seen.tokens += int(row["input_tokens"] or 0) + int(row["output_tokens"] or 0)
    seen.at.append(at.timestamp())
    seen.nights += hour >= NIGHT[0] or hour < NIGHT[1]
    if row["prompt"]:
        seen.prompts[row["prompt"]] += 1


def textbook(seen: list[Seen]) -> Numbers:
    """The higher the more suspicious: tokens, requests, repeated prompts, even gaps, nights, few outcomes."""
    features = [(one.tokens, len(one.at), _repeated(one), _evenness(one), *_shares(one)) for one in seen]
    return -np.sum([ranks(np.array(column, float)) for column in zip(*features, strict=True)], axis=0)


def _shares(one: Seen) -> tuple[float, float]:
    return one.nights / len(one.at), -one.outcomes / len(one.at)


def _repeated(one: Seen) -> float:
    return 1 - len(one.prompts) / one.prompts.total() if one.prompts else 0.0


def _evenness(one: Seen) -> float:
    """The less the gaps between requests vary, the higher: less their standard deviation over their mean."""
    gaps = np.diff(np.sort(one.at))
    return -float(gaps.std() / gaps.mean()) if len(gaps) and gaps.mean() else 0.0


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
