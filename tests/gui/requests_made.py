"""A case of one agent with requests of three prompt families, and what the requests panel shows of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.jobs import Jobs
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.gui.session import Session
from auditor.records import UNKNOWN, Activity, UsageEvent
from auditor.table.columns import NAMES
from tests.gui.records import take

START = 1_793_275_204_000_000
"""29 Oct 2026, 12:00:04 UTC."""

MINUTE = 60_000_000
FAMILIES = (
    "Summarise the following inbox for ‹date› ‹time›. ‹number› new mails.",
    "Write a haiku about deployment ‹number›",
    "Why does ‹path› fail?",
)
OTHERS = {
    3: "Write a haiku about deployment 4811",
    7: "Write a haiku about deployment 4907",
    8: "Why does tests/router.py fail?",
}


def event(n: int) -> UsageEvent:
    """Every sixth minute an inbox; now and then something else, once without a prompt."""
    place, at = n % 12, START + n * 6 * MINUTE
    hour, minute = divmod(n * 6, 60)
    inbox = f"Summarise the following inbox for 2026-10-29 {12 + hour % 12:02d}:{minute:02d}. {n % 3} new mails."
    base = UsageEvent(
        at, "inbox-digest", n + 1, person="ann.berg", session=f"run-{n // 20}", model="large-1", input_tokens=21_904,
        cache_read_input_tokens=18_000, output_tokens=200 + place, cost_microusd=69_000, duration_us=2_300_000,
        status="ok", prompt=inbox, response=f"No new mail at {hour:02d}:{minute:02d}. Nothing to do.",
    )  # fmt: skip
    if place in OTHERS:
        base = replace(base, input_tokens=1_204, cache_read_input_tokens=0, output_tokens=44, cost_microusd=4_000)
        return replace(base, prompt=OTHERS[place], model="small-2")
    if place == 10:
        return replace(base, prompt=None, response=None, status="error", output_tokens=None, cost_microusd=None)
    return replace(base, duration_us=-400_000, lower_bound=True) if place == 5 else base


def made_case(folder: Path, n: int = 60, *more: UsageEvent) -> CaseFile:
    """A case with `n` requests, and more."""
    case = CaseFile.create(folder / "requests.auditcase", Properties("Requests", "R. Okafor"))
    take(case, "gateway", *(event(number) for number in range(n)), *more)
    return case


def made_activity(case: CaseFile) -> Activity:
    """The agent's requests, in the families that were made."""
    activity = case.events.activity(case.agents.all()[0].id)
    requests = case.events.requests(activity.event.tolist())
    number = [_family(request.prompt) for request in requests]
    return replace(activity, family=np.array(number, np.int64), families=FAMILIES)


def _family(prompt: str | None) -> int:
    begins = ("Summarise", "Write", "Why")
    return next((n for n, word in enumerate(begins) if (prompt or "").startswith(word)), UNKNOWN)


@contextmanager
def shown_panel(
    qtbot: QtBot, folder: Path, jobs: Jobs | None = None, n: int = 60, *more: UsageEvent
) -> Iterator[RequestsPanel]:
    """The panel with all requests of a case of `n` and more, 1000 × 400 px; the case closes after it."""
    with made_case(folder, n, *more) as case:
        session = Session()
        session.current_id = 1
        panel = RequestsPanel(session, jobs)
        qtbot.addWidget(panel)
        panel.resize(1000, 400)
        panel.show_requests(case, made_activity(case), None)
        panel.show()
        qtbot.waitExposed(panel)
        yield panel
        panel.show_requests(None, None, None)


def column(panel: RequestsPanel, name: str) -> list[str]:
    """What the cells of a column say, from above."""
    section = NAMES.index(name)
    return [panel.model.index(row, section).data() for row in range(panel.model.rowCount())]


def stand_on(panel: RequestsPanel, row: int, name: str) -> None:
    """The keyboard on a cell."""
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(row, NAMES.index(name)))
