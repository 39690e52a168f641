"""How fast a frame of the timeline is, beside pyqtgraph's own down-sampled plot of the same data in the same run."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication

from auditor.gui.timeline.timeline_view import TimelineView
from auditor.records import Activity
from auditor.timeline.lane import Subject
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up

pytestmark = pytest.mark.benchmark

DAY = 86_400_000_000
START = 1_788_220_800_000_000  # 1 Sep 2026
PERIOD = (START, START + 90 * DAY)
FRAMES = 200
SIZE = (776, 448)


def activity(n: int) -> Activity:
    """90 days of a timer by day and night, and a person at work on weekdays."""
    random = np.random.default_rng(n)
    at = np.sort(random.integers(*PERIOD, n))
    taken = random.integers(10_000, 30_000, n)
    told: dict[str, object] = {
        "input_tokens": taken,
        "cache_read_input_tokens": taken // 3,
        "output_tokens": taken // 10,
        "cost": taken,
    }
    told |= {"family": random.integers(0, 5, n), "families": tuple("ABCDE")}
    return made_up(at, session=np.arange(n) // 20, model=np.zeros(n, np.int64), models=("small-2",), **told)


def milliseconds(moves: list[Callable[[], object]]) -> list[float]:
    """Time of each move with its one paint, which the event loop does when the move is through."""
    taken: list[float] = []
    for move in moves:
        begun = time.perf_counter()
        move()
        QApplication.processEvents()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def views(width: int) -> list[Viewport]:
    """A way through the period: pans at several zooms, zooms in and out."""
    whole, made = Viewport(*PERIOD, width), list[Viewport]()
    for share in (0.6, 0.3, 0.05, 0.005):
        view = whole.zoomed(START + 30 * DAY, 1 / share)
        made += [view.panned(step * view.span // view.width * 4) for step in range(FRAMES // 8)]
        made += [view.zoomed(START + 30 * DAY, 1.02 ** (step + 1)) for step in range(FRAMES // 8)]
    return made


def line(name: str, taken: list[float]) -> str:
    """One row of the table."""
    return f"{name:34}" + "".join(f"{np.percentile(taken, share):9.2f}" for share in (50, 95, 99))


def timeline_frames(qtbot, n: int) -> list[str]:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    qtbot.waitExposed(view)
    subject = Subject(activity(n), [], [], ZoneInfo("Europe/Berlin"))
    begun = time.perf_counter()
    view.show_subject(subject, PERIOD)
    QApplication.processEvents()
    shown = (time.perf_counter() - begun) * 1000
    way = views(view.viewport.width)
    full = [way[0].panned(step * DAY // 20) for step in range(FRAMES)]
    milliseconds([lambda to=to: view.set_viewport(to) for to in way[:10]])
    everywhere = milliseconds([lambda to=to: view.set_viewport(to) for to in way])
    view.fit()
    wide = milliseconds([lambda to=to: view.set_viewport(to.zoomed(to.start, 1.1)) for to in full])
    points = [
        view.frame.plot.topLeft() + (view.frame.plot.center() - view.frame.plot.topLeft()) * (i / FRAMES)
        for i in range(FRAMES)
    ]
    pointing = milliseconds([lambda at=at: view.point_at(at) for at in points])
    return [
        line(f"timeline, {n:,} events", everywhere),
        line("  nearly all of the period", wide),
        line("  crosshair", pointing),
        f"  shown first after {shown:.0f} ms",
    ]


def baseline_frames(qtbot, n: int) -> str:
    """One line of raw data that pyqtgraph thins out by itself: a third of what a timeline shows."""
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.resize(*SIZE)
    plot.show()
    qtbot.waitExposed(plot)
    data = activity(n)
    curve = plot.plot(data.at / 1e6, data.input_tokens)
    curve.setDownsampling(auto=True, method="peak")
    curve.setClipToView(True)
    way = views(650)
    moves = [lambda to=to: plot.setXRange(to.start / 1e6, to.end / 1e6, padding=0) for to in way]
    milliseconds(moves[:5])
    return line(f"PlotDataItem, {n:,} events", milliseconds(moves))


def test_frames_of_an_agent_with_ten_thousand_and_a_million_events(qtbot, capsys):
    rows = [row for n in (10_000, 1_000_000) for row in timeline_frames(qtbot, n)]
    rows += [baseline_frames(qtbot, n) for n in (10_000, 1_000_000)]
    with capsys.disabled():
        print(f"\n{'ms per frame, paint included':34}{'median':>9}{'p95':>9}{'p99':>9}", *rows, sep="\n")
