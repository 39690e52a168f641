"""The program on a real X screen, by real mouse and keys: zoom, pan, select, pin; then the spans in the export."""

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.times import from_iso
from tests.gui.cases import small_case

MISSING = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
MISSING += [name for name in ("xcb-cursor", "xkbcommon-x11", "xcb-icccm", "xcb-keysyms") if not find_library(name)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs an X screen of its own: no {', '.join(MISSING)}")
PATIENCE_S = 60
WINDOW = (1366, 768)
LEFT, RIGHT, HEIGHT = 560, 760, 250
"""px on the screen: two places amid the timeline's plot, and the height of its first lane."""


@dataclass(frozen=True)
class Screen:
    """An X display with one program on it."""

    environment: dict[str, str]

    def do(self, *words: object) -> str:
        """One command of xdotool."""
        told = subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True)
        return told.stdout.strip()

    def drag(self, start: int, end: int, *, key: str = "") -> None:
        """Press at a place of the plot, go in steps as a hand does, let go; with a key held if one is named."""
        steps = [start + (end - start) * step // 8 for step in range(1, 9)]
        way = [word for x in steps for word in ("mousemove", x, HEIGHT, "sleep", 0.03)]
        held, freed = (["keydown", key], ["keyup", key]) if key else ([], [])
        self.do("mousemove", start, HEIGHT, *held, "mousedown", 1, *way, "mouseup", 1, *freed, "sleep", 0.3)


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    late = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < late, f"waited {PATIENCE_S} s in vain"
        time.sleep(0.05)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a program on a new, empty X display."""
    read, write = os.pipe()
    size = "x".join(map(str, (*WINDOW, 24)))
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        kept = {name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY",)}
        own = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "AUDITOR_CONFIG_DIR": str(tmp_path / "config")}
        yield kept | own
        server.terminate()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return small_case(tmp_path)


@pytest.fixture
def screen(display: dict[str, str], case: Path) -> Iterator[Screen]:
    """The program with a case open, filling the display, with the keyboard's focus."""
    made = Screen(display)
    with subprocess.Popen([sys.executable, "-m", "auditor", str(case)], env=display) as program, ended(program):
        until(lambda: made.do("search", "--onlyvisible", "--name", "Small company – auditor") or program.poll())
        assert program.poll() is None, "the program ended by itself"
        window = made.do("search", "--onlyvisible", "--name", "Small company – auditor")
        made.do("windowmove", window, 0, 0, "windowsize", window, *WINDOW, "windowfocus", window, "sleep", 1)
        yield made


@contextmanager
def ended(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """The program is gone when the block is left, also where it asks what to do about an error."""
    try:
        yield
    finally:
        program.terminate()


def spans_in(case: Path) -> list[tuple[int, int]]:
    """The spans pinned so far, µs UTC."""
    with CaseFile.open(case, readonly=True) as opened:
        told = [exhibit.reference.split("..") for exhibit in opened.exhibits.all()]
    return [(from_iso(start), from_iso(end)) for start, end in told]


def pin(screen: Screen, case: Path) -> tuple[int, int]:
    """Select what lies between the two places, and pin it."""
    before = len(spans_in(case))
    screen.drag(LEFT, RIGHT, key="shift")
    screen.do("key", "e")
    until(lambda: len(spans_in(case)) > before)
    return spans_in(case)[-1]


def test_pan_zoom_select_and_pin_until_the_spans_stand_in_the_export(screen: Screen, case: Path, tmp_path: Path):
    whole = pin(screen, case)
    screen.do("mousemove", (LEFT + RIGHT) // 2, HEIGHT, "click", "--repeat", 4, "--delay", 100, 4, "sleep", 0.5)
    zoomed = pin(screen, case)
    screen.drag(LEFT + 60, LEFT)
    panned = pin(screen, case)
    pixel = (zoomed[1] - zoomed[0]) / (RIGHT - LEFT)
    assert (whole[1] - whole[0]) / (zoomed[1] - zoomed[0]) == pytest.approx(1.25**4, rel=0.02)
    assert sum(zoomed) / 2 == pytest.approx(sum(whole) / 2, abs=2 * pixel)  # the time under the pointer stayed there
    assert panned[0] - zoomed[0] == pytest.approx(60 * pixel, abs=2 * pixel)
    screen.do("key", "p", "sleep", 0.2, "key", "1", "sleep", 0.2, "key", "Return", "sleep", 0.5, "key", "ctrl+q")
    assert exported(screen, case, tmp_path / "out") == [whole, zoomed, panned]


def exported(screen: Screen, case: Path, folder: Path) -> list[tuple[int, int]]:
    """The spans of the one judged agent in labels.csv, once the program has let the case go."""
    words = [sys.executable, "-m", "auditor", "export", str(case), str(folder), "--what", "labels"]
    until(lambda: not case.with_name(case.name + "-lock").exists())
    subprocess.run(words, env=screen.environment, check=True, capture_output=True)
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["label"] == "token-padding"]
    return [(from_iso(start), from_iso(end)) for start, end in (one.split("..") for one in row["exhibits"].split("; "))]
