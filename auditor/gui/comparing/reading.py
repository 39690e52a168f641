"""Reads the agents to be compared in a thread, one after the other, so that each can be shown once it is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from auditor.case.case_file import CaseFile
from auditor.gui.comparing.strips import Strip, strip_of
from auditor.progress import Progress
from auditor.timeline.lane import Subject

Hand = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class StripRead:
    """An agent's strip."""

    agent_id: int
    strip: Strip


def read_strips(case: CaseFile, ids: Sequence[int], zone: ZoneInfo) -> Callable[[Progress, Hand], None]:
    """Work for `Jobs.start` that hands a `StripRead` for each agent; it can be stopped between two of them."""

    def work(progress: Progress, hand: Hand) -> None:
        progress.start(f"Reading {len(ids)} agents")
        for done, agent_id in enumerate(ids):
            progress.report(done, len(ids))
            hand(StripRead(agent_id, strip_of(Subject(case.events.activity(agent_id), (), (), zone))))

    return work
