"""Use case: what an opened case needs is made ready in the background: packed columns, evidence, families, search.

All of it is derived: it may be broken off at any moment, is taken up again where it was left, and nothing waits for it.
Packing is left to SQLite, which lets other threads run; families are found out in a process of their own.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from auditor.assess.run import assess, up_to_date
from auditor.beside import Answer, possible, serving, worker
from auditor.case.case_file import CaseFile
from auditor.case.events import Events
from auditor.case.families import Families
from auditor.case.packed import Packed
from auditor.case.store import Store
from auditor.grouping import families_of_events, group, grouped
from auditor.progress import Progress
from auditor.records import UNKNOWN, Column

APART_FROM = 20_000
"""Events without families from which a process of its own is started: it takes half a second."""


@dataclass(frozen=True, slots=True)
class Found:
    """The families of an agent, as `Families.keep` takes them."""

    templates: tuple[str, ...]
    column: Column


def prepare(
    case: CaseFile,
    progress: Progress | None = None,
    first: int | None = None,
    assessed: Callable[[], object] = lambda: None,
) -> None:
    """Make ready what is not; the agent `first` before all others, then those with most events.

    `assessed` is called once the evidence is up to date, if it was not. Meant for a thread of its own
    (`case.store.aside`): closing the case ends it. Raises `Cancelled` when asked to stop, CaseError when the case is
    closed or the disk is full. A case open for reading only stays as it is.
    """
    progress = progress or Progress()
    if case.store.readonly:
        return
    _pack(case, _in_order(case.packed.missing(), first), progress)
    if not up_to_date(case):
        assess(case, progress)
        assessed()
    _group(case, _in_order(case.families.missing(), first), progress)
    case.search.build(progress)


def _in_order(agent_ids: list[int], first: int | None) -> list[int]:
    return sorted(agent_ids, key=lambda agent_id: agent_id != first)


def _pack(case: CaseFile, agent_ids: Sequence[int], progress: Progress) -> None:
    """Agents whose events change meanwhile are left for the next time."""
    progress.start("Preparing agents")
    for number, agent_id in enumerate(agent_ids):
        case.packed.pack(agent_id, _Part(progress, number, len(agent_ids)))


def _group(case: CaseFile, agent_ids: Sequence[int], progress: Progress) -> None:
    progress.start("Finding prompt families")
    sizes = {agent.id: agent.totals.events for agent in case.agents.all()}
    many = sum(sizes.get(agent_id, 0) for agent_id in agent_ids) >= APART_FROM
    parts = [(agent_id, _Part(progress, number, len(agent_ids))) for number, agent_id in enumerate(agent_ids)]
    if not many or not possible():
        for agent_id, part in parts:
            group(case, agent_id, part)
        return
    with worker("auditor.preparing", "Finding prompt families") as beside:
        beside.ask(case.path)
        for agent_id, part in parts:
            case.packed.see(agent_id)
            beside.ask(agent_id)
            while isinstance(answer := beside.answer(), int):
                case.store.check_open()
                part.report(answer, 0)
            case.families.keep(agent_id, answer.templates, answer.column)


class _Part(Progress):
    """The progress of one agent, told as that of all."""

    def __init__(self, whole: Progress, done: int, total: int) -> None:
        super().__init__()
        self._whole, self._done, self._total = whole, done, total

    def report(self, done: int, total: int, events: int = 0) -> None:
        """Say how many agents are done. Raises `Cancelled`."""
        self._whole.report(self._done, self._total)


def serve() -> NoReturn:
    """What the other process does: find out the families of each agent it is asked for."""

    def work(asked: Callable[[], Any], answer: Answer) -> None:
        with closing(Store.open(asked(), readonly=True)) as store:
            while True:
                answer(_found(store, asked(), answer))

    serving(work)


def _found(store: Store, agent_id: int, tell: Answer) -> Found:
    packed = Packed(store)
    activity = Events(store, packed).activity(agent_id)
    ids, weights = np.unique(activity.prompt[activity.prompt != UNKNOWN], return_counts=True)
    found = grouped(Families(store, packed), ids, weights, tell)
    column, templates = families_of_events(activity, found)
    return Found(templates, column)
