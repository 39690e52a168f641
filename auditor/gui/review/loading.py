"""Reads the agent on the screen: at once where that is quick, else behind the window; then what takes longer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError, Cancelled
from auditor.grouping import group
from auditor.gui.jobs import Job, Jobs
from auditor.gui.timeline.chart import Chart
from auditor.links import links
from auditor.progress import Progress
from auditor.records import Activity, Agent, Outcome
from auditor.timeline.extent import clock_jumps
from auditor.timeline.lane import Link

PAINTED_MS = 30
"""After which what can wait is begun, so that it does not slow the painting of the agent."""

AT_ONCE = 100_000
"""Events a packed agent may have to be read while the person waits (some 20 ms); of others a tenth."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the middle of the screen shows.

    `links` tie outcomes to the prompts that name them; `jumps` are when the clock was put back, µs;
    `chart` is what the timeline makes of it, where that was made ahead.
    """

    agent_id: int
    activity: Activity
    outcomes: list[Outcome]
    linked: list[bool]
    links: tuple[Link, ...] = ()
    jumps: tuple[int, ...] = ()
    chart: Chart | None = None


def load(case: CaseFile, agent_id: int) -> Loaded:
    """Read an agent's activity and outcomes."""
    outcomes, linked = case.outcomes.of_agent(agent_id)
    return Loaded(agent_id, case.events.activity(agent_id), outcomes, linked)


def complete(case: CaseFile, loaded: Loaded, progress: Progress) -> Loaded:
    """With the families of its prompts, the links of its outcomes and the jumps of its clock. Raises Cancelled."""
    activity = loaded.activity
    if len(activity) and not activity.families:
        activity = group(case, loaded.agent_id, progress)
        if not np.array_equal(activity.event, loaded.activity.event):
            return loaded  # an import came to an end meanwhile: the agent is about to be read anew
    jumps = tuple(activity.at[clock_jumps(activity, case.sources.of_events)].tolist())
    found = tuple(links(case, activity, loaded.outcomes, progress, loaded.agent_id))
    return replace(loaded, activity=activity, links=found, jumps=jumps)


class Loader(QObject):
    """`loaded`: the agent asked for last; `completed`: the same with all that is known. `waiting`: words for meanwhile.

    Whatever comes home for an earlier question is dropped, even if it was for the same agent: its events may be others.
    """

    loaded = Signal(object)
    completed = Signal(object)
    waiting = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._asked = object()
        self._job: Job | None = None
        self._ahead: Loaded | None = None
        self._reading_ahead: Job | None = None

    def ask(self, case: CaseFile | None, agent: Agent | None) -> None:
        """Read an agent; for None nothing, and what is under way is stopped."""
        if self._job:
            self._job.cancel()
        self._job, self._asked = None, object()
        if case is None or agent is None:
            self.waiting.emit("")
            return
        if self._ahead and self._ahead.agent_id == agent.id:
            self._show(case, self._ahead)
            return
        if agent.totals.events <= (AT_ONCE if case.packed.ready(agent.id) else AT_ONCE // 10):
            self._show(case, load(case, agent.id))
            return
        self.waiting.emit(f"Reading {agent.totals.events:,} requests…")
        self._start(f"Reading {agent.name}", case, lambda _: load(case, agent.id), self._show)

    def read_ahead(self, case: CaseFile, agent: Agent | None, prepare: Callable[[Loaded], Loaded]) -> None:
        """Have the agent ready that is likely asked for next, if it is no large one; prepared in the same thread."""
        if self._reading_ahead:
            self._reading_ahead.cancel()  # the person goes faster than that
        if agent and agent.totals.events <= AT_ONCE:
            self._reading_ahead = self._read_ahead(case, agent, prepare)

    def forget(self) -> None:
        """The case, or what it holds, is another: what was read ahead is true no more."""
        if self._reading_ahead:
            self._reading_ahead.cancel()
        self._ahead = self._reading_ahead = None

    def _read_ahead(self, case: CaseFile, agent: Agent, prepare: Callable[[Loaded], Loaded]) -> Job:
        def work(progress: Progress) -> Loaded | None:
            progress.report(0, 0)  # ends here if nobody wants it any more
            return prepare(load(case, agent.id)) if case.packed.ready(agent.id) else None

        def arrived(loaded: Loaded | None) -> None:
            if self._reading_ahead is job:
                self._ahead = loaded

        def failed(_: Exception) -> None:
            """It is read when it is asked for, and then told."""

        title = f"Reading {agent.name}"
        job = self._jobs.start(title, lambda progress, _: work(progress), arrived, failed, after_ms=PAINTED_MS)
        return job

    def _show(self, case: CaseFile, loaded: Loaded) -> None:
        self.waiting.emit("")
        self.loaded.emit(loaded)
        if len(loaded.activity):
            self._find_more(case, loaded)

    def _find_more(self, case: CaseFile, loaded: Loaded) -> None:
        def done(_: CaseFile, whole: Loaded) -> None:
            if whole.links or whole.jumps or whole.activity is not loaded.activity:
                self.completed.emit(whole)

        title = "Finding prompt families"
        self._start(title, case, lambda progress: complete(case, loaded, progress), done, after_ms=PAINTED_MS)

    def _start(
        self, title: str, case: CaseFile, work: Callable[[Progress], Loaded], done: Callable[[CaseFile, Loaded], None],
        after_ms: int = 0,
    ) -> None:  # fmt: skip
        asked = self._asked

        def arrived(loaded: Loaded) -> None:
            if self._asked is asked:
                done(case, loaded)

        def failed(error: Exception) -> None:
            if self._asked is not asked or isinstance(error, Cancelled):
                return
            if not isinstance(error, AuditorError):
                raise error
            self.waiting.emit(str(error))

        self._job = self._jobs.start(title, lambda progress, _: work(progress), arrived, failed, after_ms=after_ms)
