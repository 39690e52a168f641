"""How long a person waits in the window: the first paint, a verdict until it is on disk, the next agent."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from auditor.gui.main_window import MainWindow
from auditor.sample import build_sample
from tests.gui.cases import gone

pytestmark = pytest.mark.benchmark

FIRST_PAINT = """
import sys, time
from pathlib import Path
from auditor.gui.app import make_app, make_window
from auditor.gui.theme import LIGHT
app = make_app()
window = make_window(LIGHT)
window.open_case(Path(sys.argv[1]))
window.show()
app.processEvents()
print(time.time() - float(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("sample"))


def milliseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"median {statistics.median(ordered) * 1000:.1f} ms, longest {ordered[-1] * 1000:.1f} ms, n {len(ordered)}"


def test_first_paint_of_the_sample_case(sample: Path):
    def once() -> float:
        command = [sys.executable, "-c", FIRST_PAINT, str(sample), str(time.time())]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        return float(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)

    print(f"\nprocess start to first paint: {milliseconds([once() for _ in range(5)])}")


def test_a_verdict_until_it_is_on_disk_and_the_next_agent_shows(sample: Path, qtbot):
    window = MainWindow()
    window.open_case(sample)
    window.show()
    qtbot.waitExposed(window)
    append, saving, whole = window.session.case.verdicts.append, [], []

    def timed(verdicts):
        begun = time.perf_counter()
        given = append(verdicts)
        saving.append(time.perf_counter() - begun)
        return given

    window.session.case.verdicts.append = timed
    for _ in range(39):
        qtbot.keyClicks(QApplication.focusWidget() or window, "u")
        begun = time.perf_counter()
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
        QApplication.processEvents()
        whole.append(time.perf_counter() - begun)
    print(f"\nverdict on disk (fsync): {milliseconds(saving)}\nEnter to the next agent painted: {milliseconds(whole)}")
    gone(window)
