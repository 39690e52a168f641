"""How long a person waits in a case of ten million events, beside bare tools on the same data in the same run.

See big_case.py for the sizes. The first run builds and prepares the case, which takes some minutes; AUDITOR_BIG_CASE
names a folder where it stays.
"""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.case.event_columns import NUMBERS, from_rows
from auditor.errors import Cancelled
from auditor.gui.main_window import MainWindow
from auditor.preparing import prepare
from auditor.prices import costs
from auditor.progress import Progress
from auditor.records import Label
from auditor.review import Draft, give_verdict, vocabulary
from auditor.timeline.selection import span_numbers
from tests.benchmarks.big_case import DAY, DAYS, START, big_case
from tests.gui.cases import gone

pytestmark = pytest.mark.benchmark

STEPS = int(os.environ.get("BIG_CASE_STEPS", "300"))

FIRST_PAINT = """
import sys, time
from pathlib import Path
from auditor.gui.app import make_app, make_window
from auditor.gui.theme import LIGHT
app = make_app()
window = make_window(LIGHT)
begun = time.time()
window.open_case(Path(sys.argv[1]))
window.show()
app.processEvents()
print(time.time() - float(sys.argv[2]), time.time() - begun)
"""

USE = """
import re, sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from auditor.gui.app import make_app, make_window
from auditor.gui.theme import LIGHT
app = make_app()
window = make_window(LIGHT)
window.open_case(Path(sys.argv[1]))
window.show()
end = time.monotonic() + 20
while time.monotonic() < end:
    app.processEvents()
for _ in range(100):
    QTest.keyClick(app.focusWidget() or window, Qt.Key.Key_J)
    app.processEvents()
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication
import pyqtgraph as pg
app = QApplication([])
plot = pg.PlotWidget()
plot.show()
app.processEvents()
print(time.time() - float(sys.argv[1]), 0)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = os.environ.get("AUDITOR_BIG_CASE")
    return Path(given) if given else tmp_path_factory.mktemp("big")


@pytest.fixture(scope="module")
def path(folder: Path) -> Path:
    """The case, packed, its families found, its texts indexed."""
    made = big_case(folder)
    with CaseFile.open(made) as case:
        begun = time.perf_counter()
        prepare(case, Progress(said := Said()))
        if said.titles:
            print(f"\nprepared in {time.perf_counter() - begun:.0f} s: {', '.join(said.titles)}")
    return made


class Said:
    """Listens to a Progress: each piece of work, and when it began."""

    def __init__(self) -> None:
        self.titles: dict[str, float] = {}

    def __call__(self, step) -> None:
        self.titles.setdefault(step.title, time.perf_counter())


@pytest.fixture(scope="module")
def case(path: Path) -> Iterator[CaseFile]:
    with CaseFile.open(path, readonly=True) as opened:
        yield opened


def told(name: str, seconds: list[float]) -> str:
    """One row of the table, in ms."""
    figures = (*np.percentile(seconds, (50, 95)), max(seconds))
    return f"{name:52}" + "".join(f"{figure * 1000:10.1f}" for figure in figures)


def show(title: str, *rows: str) -> None:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{title}; load {load} on {os.cpu_count()} processors", *rows, sep="\n")


def head(what: str) -> str:
    return f"{what:52}{'median':>10}{'p95':>10}{'longest':>10}  ms"


def timed(work: Callable[[], object], times: int = 5) -> list[float]:
    """Seconds of each of some goes, after one that does not count."""
    work()
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def started(program: str, bytecode: Path, *words: str) -> list[float]:
    """What a program of its own prints: two times in s. It has its bytecode, as one that is installed has."""
    command = [sys.executable, "-c", program, *words, str(time.time())]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def test_opening_to_first_paint(path: Path, tmp_path: Path):
    ours = [started(FIRST_PAINT, tmp_path, str(path)) for _ in range(6)][1:]
    bare = [started(BARE, tmp_path) for _ in range(6)][1:]
    show(
        "Opening",
        head("until the first paint"),
        told("from the start of the process", [whole for whole, _ in ours]),
        told("from the opening of the case", [opening for _, opening in ours]),
        told("an empty pyqtgraph plot, from the start", [whole for whole, _ in bare]),
    )


def test_the_next_agent(path: Path, qtbot):
    window = MainWindow()
    window.open_case(path)
    window.show()
    qtbot.waitExposed(window)
    agents = window.session.agents
    window.session.show_agent(agents[1].id)
    settled(window)
    shown: dict[str, list[float]] = {"all": [], "all, processor time": [], "with 20,000 events and more": []}
    afterwards: list[float] = []
    for _ in range(min(STEPS, len(agents) * 3 // 4)):
        before = window.session.current_id
        begun, used = time.perf_counter(), time.thread_time()
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_J)
        settled(window)
        shown["all"].append(time.perf_counter() - begun)
        shown["all, processor time"].append(time.thread_time() - used)
        if window.session.current.totals.events >= 20_000:
            shown["with 20,000 events and more"].append(shown["all"][-1])
        assert window.session.current_id != before
        used = time.thread_time()
        qtbot.wait(60)
        afterwards.append(time.thread_time() - used)
    rows = [told(name, taken) for name, taken in shown.items() if taken]
    show("Next agent", head("from J until it is painted"), *rows, told("in the next 60 ms, processor time", afterwards))
    gone(window)


def settled(window: MainWindow) -> None:
    """Wait until the events of the current agent are on the screen, painted; what is added later does not count."""
    while not arrived(window):
        QApplication.processEvents()
    QApplication.processEvents()


def arrived(window: MainWindow) -> bool:
    """Whether the events of the current agent are on the screen."""
    loaded = window.review._loaded
    return loaded is not None and loaded.agent_id == window.session.current_id


def test_the_agent_with_a_million_events(case: CaseFile, path: Path, qtbot):
    agent = case.agents.all()[0].id
    window = MainWindow()
    window.open_case(path)
    window.show()
    qtbot.waitExposed(window)
    ours: list[float] = []
    for _ in range(5):
        window.session.show_agent(window.session.agents[5].id)
        settled(window)
        begun = time.perf_counter()
        window.session.show_agent(agent)
        settled(window)
        ours.append(time.perf_counter() - begun)
    gone(window)
    columns = ", ".join(f"coalesce({column}, -1)" for column in NUMBERS.values())
    rows = f"SELECT {columns} FROM events WHERE agent_id = {agent} AND dropped_by IS NULL ORDER BY at"
    with closing(sqlite3.connect(path)) as plain:
        bare = timed(lambda: np.array(plain.execute(rows).fetchall()), 1)
    activity = case.events.activity(agent)
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.show()

    def draw() -> None:
        plot.clear()
        plot.plot(activity.at / 1e6, activity.input_tokens)
        QApplication.processEvents()

    show(
        f"An agent with {len(activity):,} events",
        head(""),
        told("shown and painted", ours),
        told("its packed columns", timed(lambda: case.events.activity(agent))),
        told("its columns from rows", timed(lambda: from_rows(case.store, agent), 2)),
        told("its rows with plain sqlite3, into an array", bare),
        told("one column plotted by pyqtgraph", timed(draw)),
    )


def test_the_numbers_of_a_selection(case: CaseFile):
    agent = case.agents.all()[0].id
    activity, (outcomes, _) = case.events.activity(agent), case.outcomes.of_agent(agent)
    rows: list[str] = []
    for days in (1 / 24, 1, 7, 30, DAYS):
        starts = np.linspace(START, START + (DAYS - days) * DAY, 40).astype(int).tolist()
        spans = [(start, start + int(days * DAY)) for start in starts]
        taken = [timed(lambda span=span: span_numbers(activity, span, outcomes), 1)[0] for span in spans]
        rows.append(told(f"{days:.2f} days", taken))
    show(f"Selection numbers of an agent with {len(activity):,} events", head(""), *rows)


def test_what_a_next_agent_asks_of_the_case(case: CaseFile):
    agents = case.agents.all()
    some = [agent.id for agent in agents[len(agents) // 10 : len(agents) // 2 : 10]]
    asked: dict[str, Callable[[int], object]] = {
        "activity": case.events.activity,
        "outcomes": case.outcomes.of_agent,
        "coverage": case.coverage.of_agent,
        "verdicts": case.verdicts.of_agent,
        "exhibits": case.exhibits.of_agent,
        "days": case.agents.days_of,
        "costs": lambda agent_id: costs(case, agent_id),
        "vocabulary": lambda _: vocabulary(case),
        "labels of all, after a verdict": lambda _: case.agents.labelled(agents),
        "all agents, after an import": lambda _: case.agents.all(),
    }
    rows = [told(name, [timed(partial(ask, agent_id), 1)[0] for agent_id in some]) for name, ask in asked.items()]
    show("What the next agent asks of the case", head(""), *rows)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the most memory that was in use")
def test_memory(path: Path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", USE, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    print(f"\nMost memory, opened on the largest agent and 100 agents on: {int(done.stdout)} MB")


def test_the_window_while_the_case_is_prepared(path: Path, tmp_path: Path, qtbot):
    copy = tmp_path / "unprepared.auditcase"
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as raw:
        raw.executescript("DELETE FROM agent_columns; DELETE FROM agent_families; DELETE FROM text_search_state")
    with CaseFile.open(copy) as case:
        agent, progress, said = case.agents.all()[-1].id, Progress(), Said()
        progress = Progress(said)
        rows = [*watched(case, agent, qtbot, "nothing else")]
        preparing = threading.Thread(target=stopped(lambda: prepare(case, progress)))
        preparing.start()
        while preparing.is_alive() and len(rows) < 2 + 2 * 12:
            rows += watched(case, agent, qtbot, list(said.titles)[-1] if said.titles else "begun")
        begun = time.perf_counter()
        progress.cancel()
        preparing.join()
        show(
            "While the case is prepared", head("every 5 s"), *rows, f"stopped {time.perf_counter() - begun:.2f} s later"
        )


def stopped(work: Callable[[], object]) -> Callable[[], None]:
    """The work, ended without a word when it is cancelled."""

    def run() -> None:
        with suppress(Cancelled):
            work()

    return run


def watched(case: CaseFile, agent_id: int, qtbot, meanwhile: str) -> list[str]:
    """Five seconds of an event loop that ticks every 5 ms and gives a verdict now and then."""
    ticks, waits = list[float](), list[float]()

    def judge() -> None:
        begun = time.perf_counter()
        give_verdict(case, agent_id, Draft(Label.USEFUL))
        waits.append(time.perf_counter() - begun)

    timers = [QTimer(interval=5), QTimer(interval=250)]
    timers[0].timeout.connect(lambda: ticks.append(time.perf_counter()))
    timers[1].timeout.connect(judge)
    for timer in timers:
        timer.start()
    qtbot.wait(5_000)
    for timer in timers:
        timer.stop()
    stalls = [after - before for before, after in itertools.pairwise(ticks)]
    return [told(f"{meanwhile}: between two ticks", stalls), told(f"{meanwhile}: a verdict", waits)]
