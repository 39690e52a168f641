"""A case with one agent, its prompts given."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.records import Activity, UsageEvent

PROPERTIES = Properties(name="Prompts", reviewer="R. Okafor", timezone="Europe/Berlin")
START, STEP = 1_790_000_000_000_000, 6_000_000
AT_ONCE = 5_000


def case_of(path: Path, prompts: Iterable[str | None], **told: Any) -> CaseFile:
    """A new case whose one agent asked these prompts, one every six seconds; its number is 1."""
    case = CaseFile.create(path, PROPERTIES)
    add(case, prompts, **told)
    return case


def add(case: CaseFile, prompts: Iterable[str | None], first: int = 0, **told: Any) -> None:
    """One more source with prompts of the same agent."""
    events = _events(prompts, first, told)
    intake = case.sources.begin(f"/exports/{first}.jsonl", 1000, "generic-table", 1)
    while some := list(islice(events, AT_ONCE)):
        intake.add(some)
    intake.complete(sha256=f"{first:064x}", lines=1)
    case.derived.refresh()


def _events(prompts: Iterable[str | None], first: int, told: dict[str, Any]) -> Iterator[UsageEvent]:
    for number, prompt in enumerate(prompts, first):
        at = START + number * STEP
        yield UsageEvent(
            at, "agent", number + 1, **({"prompt": prompt, "input_tokens": 20_000, "output_tokens": 100} | told)
        )


def families_of(activity: Activity) -> dict[str, int]:
    """How many events each family has, by its template."""
    return dict(zip(activity.families, np.bincount(activity.family[activity.family >= 0]).tolist(), strict=True))
