"""Use case: find out the families of an agent's prompts, here or, for many prompts, in a process of its own.

Python runs one thread at a time: with a hundred thousand prompts to mask, the window would wait for its turn.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from auditor.beside import Answer, possible, serving, worker
from auditor.case.case_file import CaseFile
from auditor.case.families import Families
from auditor.case.packed import Packed
from auditor.case.store import Store
from auditor.families.grouping import Grouped, Grouping, Prompts
from auditor.families.numbering import numbered
from auditor.families.sizes import by_size
from auditor.progress import Progress
from auditor.records import UNKNOWN, Activity, Column

APART_FROM = 50_000
"""Prompts from which a process of its own is used: to start one takes half a second, to mask so many one second."""

Tell = Callable[[int], object]
"""Called with how many prompts were read; raises when the work is to end."""


def group(case: CaseFile, agent_id: int, progress: Progress | None = None) -> Activity:
    """Find out the families of one agent, keep them, and give its activity with them. Raises Cancelled.

    A case open for reading only keeps nothing.
    """
    told = progress or Progress()
    if not case.store.readonly and case.packed.told(agent_id) is None:
        case.packed.pack(agent_id, told)
    activity = case.events.activity(agent_id)
    found = _prompt_families(case.path, case.families, activity, told)
    column, templates = families_of_events(activity, found)
    column.flags.writeable = False
    if not case.store.readonly:
        case.families.keep(agent_id, templates, column)
    return replace(activity, family=column, families=templates)


def families_of_events(activity: Activity, found: Grouped) -> tuple[Column, tuple[str, ...]]:
    """The family of each event (n), by the families of its prompts; events without a text by model and size."""
    family = np.full(len(activity), UNKNOWN, np.int64)
    if len(found.ids):
        place = np.minimum(np.searchsorted(found.ids, activity.prompt), len(found.ids) - 1)
        family = np.where(found.ids[place] == activity.prompt, found.family[place], UNKNOWN)
    sizes, names = by_size(activity, family == UNKNOWN)
    sized = sizes != UNKNOWN
    family[sized] = sizes[sized] + len(found.templates)
    return numbered(family, (*found.templates, *names))


def _prompt_families(path: Path, families: Families, activity: Activity, progress: Progress) -> Grouped:
    ids, weights = np.unique(activity.prompt[activity.prompt != UNKNOWN], return_counts=True)

    def tell(done: int) -> None:
        progress.report(done, len(ids))

    tell(0)
    if len(ids) >= APART_FROM and possible():
        return _apart(path, ids, weights, tell)
    return grouped(families, ids, weights, tell)


def grouped(families: Families, ids: Column, weights: Column, tell: Tell) -> Grouped:
    """The families of prompts, given by rising ids with how many events each has."""
    grouping = Grouping()
    done = 0
    for page in families.texts(ids):
        grouping.add(page)
        done += len(page)
        tell(done)

    def again(wanted: Column) -> Iterable[Prompts]:
        return _telling(families.texts(wanted), lambda: tell(done))

    return grouping.families(ids, weights, again, lambda: tell(done))


def _telling(pages: Iterable[Prompts], step: Callable[[], object]) -> Iterator[Prompts]:
    for page in pages:
        step()
        yield page


def _apart(path: Path, ids: Column, weights: Column, tell: Tell) -> Grouped:
    """The same in a process of its own, which reads the case by itself."""
    with worker("auditor.grouping", "Finding prompt families") as beside:
        beside.ask((path, ids, weights))
        while isinstance(answer := beside.answer(), int):
            tell(answer)
    return answer


def serve() -> NoReturn:
    """What the other process does: find out the families it is asked for."""

    def work(asked: Callable[[], Any], answer: Answer) -> None:
        path, ids, weights = asked()
        with closing(Store.open(path, readonly=True)) as store:
            answer(grouped(Families(store, Packed(store)), ids, weights, answer))

    serving(work)
