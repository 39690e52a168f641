"""Use case: what makes an opened case quick is made ready in the background: packed columns, families, search index.

All of it is derived: it may be broken off at any moment, is taken up again where it was left, and nothing waits for it.
Packing is left to SQLite, which lets other threads run; families are found out in a process of their own.
"""

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn, cast

import numpy as np

from auditor.case.case_file import CaseFile
from auditor.case.events import Events
from auditor.case.families import Families
from auditor.case.packed import Packed
from auditor.case.store import Store
from auditor.errors import CaseError
from auditor.families.family import examples_of
from auditor.grouping import families_of_events, group, grouped
from auditor.progress import Progress
from auditor.records import UNKNOWN, Column

APART_FROM = 20_000
"""Events without families from which a process of its own is started: it takes half a second."""

START = "import sys; sys.path[:] = sys.argv[1:]; from auditor.preparing import serve; serve()"


@dataclass(frozen=True, slots=True)
class Found:
    """The families of an agent, as `Families.keep` takes them."""

    templates: tuple[str, ...]
    examples: list[int]
    column: Column


def prepare(case: CaseFile, progress: Progress | None = None, first: int | None = None) -> None:
    """Make ready what is not; the agent `first` before all others, then those with most events.

    Meant for a thread of its own (`case.store.aside`): closing the case ends it. Raises `Cancelled` when asked to stop,
    CaseError when the case is closed or the disk is full. A case open for reading only stays as it is.
    """
    progress = progress or Progress()
    if case.store.readonly:
        return
    _pack(case, _in_order(case.packed.missing(), first), progress)
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
    if not many or not sys.executable or getattr(sys, "frozen", False):
        for agent_id, part in parts:
            group(case, agent_id, part)
        return
    with _worker(case.path) as (asked, given):
        for agent_id, part in parts:
            case.packed.see(agent_id)
            _send(asked, agent_id)
            while isinstance(answer := _answer(given), int):
                case.store.check_open()
                part.report(answer, 0)
            case.families.keep(agent_id, answer.templates, answer.examples, answer.column)


class _Part(Progress):
    """The progress of one agent, told as that of all."""

    def __init__(self, whole: Progress, done: int, total: int) -> None:
        super().__init__()
        self._whole, self._done, self._total = whole, done, total

    def report(self, done: int, total: int, events: int = 0) -> None:
        """Say how many agents are done. Raises `Cancelled`."""
        self._whole.report(self._done, self._total)


@contextmanager
def _worker(path: Path) -> Generator[tuple[IO[bytes], IO[bytes]]]:
    """A process that finds out families, and the ends of its pipes."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console
    command = [sys.executable, "-c", START, *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden) as worker:
        asked, given = cast("tuple[IO[bytes], IO[bytes]]", (worker.stdin, worker.stdout))
        try:
            _send(asked, path)
            yield asked, given
        finally:
            worker.kill()
            with suppress(BrokenPipeError):
                asked.close()


def _send(stream: IO[bytes], told: Any) -> None:
    with suppress(BrokenPipeError):  # told by its silence
        pickle.dump(told, stream, protocol=5)
        stream.flush()


def _answer(given: IO[bytes]) -> int | Found:
    """How far it is, or the families. Raises what finding them raised."""
    try:
        answer = pickle.load(given)
    except (EOFError, pickle.UnpicklingError) as error:
        raise CaseError("Finding prompt families ended unexpectedly.", "It is done again later.") from error
    if isinstance(answer, BaseException):
        raise answer
    return answer


def serve() -> NoReturn:
    """What the other process does: find out the families of each agent it is asked for. Ends when nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # so that nothing else gets among the answers
    with suppress(EOFError, BrokenPipeError):
        try:
            with closing(Store.open(pickle.load(sys.stdin.buffer), readonly=True)) as store:
                while True:
                    _send(given, _found(store, pickle.load(sys.stdin.buffer), given))
        except (EOFError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  raised again where the families were asked for
            _send(given, RuntimeError("".join(traceback.format_exception(error))))
    os._exit(0)  # nothing is left to tidy up, least of all a pipe that is closed


def _found(store: Store, agent_id: int, given: IO[bytes]) -> Found:
    packed = Packed(store)
    activity = Events(store, packed).activity(agent_id)
    ids, weights = np.unique(activity.prompt[activity.prompt != UNKNOWN], return_counts=True)
    found = grouped(Families(store, packed), ids, weights, lambda done: _send(given, done))
    column, templates = families_of_events(activity, found)
    return Found(templates, examples_of(activity.prompt, column, len(templates)).tolist(), column)
