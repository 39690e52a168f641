"""Use case: find out the families of an agent's prompts, here or, for many prompts, in a process of its own.

Python runs one thread at a time: with a hundred thousand prompts to mask, the window would wait for its turn.
"""

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, NoReturn, cast

import numpy as np

from auditor.case.case_file import CaseFile
from auditor.case.families import Families
from auditor.case.packed import Packed
from auditor.case.store import Store
from auditor.errors import CaseError
from auditor.families.family import examples_of
from auditor.families.grouping import Grouped, Grouping, Prompts
from auditor.families.numbering import numbered
from auditor.families.sizes import by_size
from auditor.progress import Progress
from auditor.records import UNKNOWN, Activity, Column

APART_FROM = 50_000
"""Prompts from which a process of its own is used: to start one takes half a second, to mask so many one second."""

START = "import sys; sys.path[:] = sys.argv[1:]; from auditor.grouping import serve; serve()"

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
        examples = examples_of(activity.prompt, column, len(templates)).tolist()
        case.families.keep(agent_id, templates, examples, column)
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
    apart = len(ids) >= APART_FROM and sys.executable and not getattr(sys, "frozen", False)
    if apart:
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
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console
    command = [sys.executable, "-c", START, *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden) as worker:
        asked, given = cast("tuple[IO[bytes], IO[bytes]]", (worker.stdin, worker.stdout))
        try:
            with suppress(BrokenPipeError):  # told below, by its silence
                pickle.dump((path, ids, weights), asked, protocol=5)
                asked.flush()
            while isinstance(answer := _answer(given), int):
                tell(answer)
        finally:
            worker.kill()
    return answer


def _answer(given: IO[bytes]) -> int | Grouped:
    """How far it is, or the families. Raises what grouping raised."""
    try:
        answer = pickle.load(given)
    except (EOFError, pickle.UnpicklingError) as error:
        raise CaseError("Finding prompt families ended unexpectedly.", "It is done again later.") from error
    if isinstance(answer, BaseException):
        raise answer
    return answer


def serve() -> NoReturn:
    """What the other process does: find out the families it is asked for. Ends when nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    if hasattr(os, "nice"):
        os.nice(10)  # the window goes first
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # so that nothing else gets among the answers

    def answer(told: Any) -> None:
        pickle.dump(told, given, protocol=5)
        given.flush()

    with suppress(BrokenPipeError):
        try:
            path, ids, weights = pickle.load(sys.stdin.buffer)
            with closing(Store.open(path, readonly=True)) as store:
                answer(grouped(Families(store, Packed(store)), ids, weights, answer))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  raised again where the families were asked for
            answer(RuntimeError("".join(traceback.format_exception(error))))
    os._exit(0)  # nothing is left to tidy up, least of all a pipe that is closed
