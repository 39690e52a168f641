"""Twenty thousand pans of a million events: no crash, no growth of memory, no graphics item more than at first."""

import time
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from auditor.gui.timeline.spans_item import TintedSpan
from auditor.gui.timeline.timeline_view import TimelineView
from auditor.timeline.lane import Subject
from tests.benchmarks.test_timeline_speed import DAY, PERIOD, SIZE, START, activity

pytestmark = pytest.mark.benchmark

PANS, FIRST = 20_000, 1_000
"""Pans in all, and those after which the memory is first looked at: caches are full then."""

GROWTH = 8 * 1024
"""KiB of resident memory that may come and go."""


def resident() -> int:
    """KiB of this process in memory now, not at most; from /proc, so on Linux only."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - not a file
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def pan(view: TimelineView, times: int) -> None:
    """There and back, with a paint each, now and then at another zoom, an event or a crosshair."""
    for step in range(times):
        view.pan(0.01 if step % 200 < 100 else -0.01)
        if step % 50 == 0:
            view.zoom(1.5 if step % 100 else 1 / 1.5)
            view.next_event()
            view.point_at(view.frame.plot.center())
        QApplication.processEvents()


def test_twenty_thousand_pans(qtbot, capsys):
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    with qtbot.waitExposed(view):
        view.show()
    view.show_subject(Subject(activity(1_000_000), [], [], ZoneInfo("Europe/Berlin")), PERIOD)
    view.set_spans([TintedSpan(START + 10 * DAY, START + 20 * DAY, "Returning subjects")])
    view.set_tinted(True)
    view.set_hits(np.arange(START, START + 90 * DAY, DAY // 8))
    view.zoom(4)
    pan(view, FIRST)
    items, before, begun = len(view._canvas.scene().items()), resident(), time.perf_counter()
    pan(view, PANS - FIRST)
    took, after = time.perf_counter() - begun, resident()
    with capsys.disabled():
        print(f"\n{PANS:,} pans: {before / 1024:.1f} MiB before, {after / 1024:.1f} MiB after, {took:.0f} s")
    assert len(view._canvas.scene().items()) == items
    assert after - before < GROWTH
