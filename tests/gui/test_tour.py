"""The screenshot tour: `pytest tests/gui/test_tour.py --tour DIR` draws every screen and state for a person to look at.

Light and dark, 1440 × 900 and 1366 × 768, on the sample case. Without --tour it only proves that each state draws.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.main_window import MainWindow
from auditor.gui.style import apply
from auditor.gui.theme import DARK, LIGHT, Theme
from auditor.records import Label
from auditor.review import Draft, give_verdict, pin_span
from auditor.sample import build_sample
from tests.gui.cases import gone, small_case
from tests.gui.tour.asking import ASKING
from tests.gui.tour.data import DATA
from tests.gui.tour.importing import IMPORTING
from tests.gui.tour.reviewing import REVIEWING
from tests.gui.tour.settling import settle
from tests.gui.tour.starting import STARTING
from tests.gui.tour.timeline import TIMELINE
from tests.gui.tour.weighing import WEIGHING

Look = tuple[tuple[int, int], Theme]
"""A size in px and a theme."""

SIZES = ((1440, 900), (1366, 768))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The sample case for the tour, a small one where nobody looks; a few agents judged in either."""
    folder = tmp_path_factory.mktemp("tour")
    path = build_sample(folder) if request.config.getoption("--tour") else small_case(folder)
    with CaseFile.open(path) as case:
        agents = case.agents.all()
        for agent in agents[:3]:
            give_verdict(case, agent.id, Draft(Label.USEFUL, confidence=3))
        busiest = agents[5]
        start, end = busiest.totals.first or 0, busiest.totals.last or 0
        exhibit = pin_span(case, busiest.id, start, (start + end) // 2, "Every hour, day and night")
        draft = Draft(Label.PADDING, ("repeats itself", "no outcome"), 3, "Nobody reads it.", (exhibit.id,))
        give_verdict(case, busiest.id, draft)
        give_verdict(case, agents[6].id, Draft(Label.INCONCLUSIVE, confidence=1, note="Ask the team what it is for."))
    return path


@pytest.fixture
def window(dressed: None, qapp: QApplication, look: Look) -> Iterator[MainWindow]:  # noqa: ARG001
    apply(qapp, look[1])  # before there is a window: to dress one takes seconds
    made = MainWindow()
    made.show()
    yield made
    gone(made)


STATES: tuple[Callable[[MainWindow, Path, Path], QWidget], ...] = (
    *(*STARTING, *REVIEWING, *WEIGHING, *ASKING),
    *(*TIMELINE, *IMPORTING, *DATA),
)
LOOKS = [(size, theme) for size in SIZES for theme in (LIGHT, DARK)]
"""Every size in every theme; where nobody looks, the two that differ in both."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "look" in metafunc.fixturenames:
        looks = LOOKS if metafunc.config.getoption("--tour") else [LOOKS[1], LOOKS[2]]
        metafunc.parametrize("look", looks, ids=lambda look: f"{look[0][0]}x{look[0][1]}-{look[1].name}")


def draws_something(image: QImage) -> bool:
    colours = {image.pixel(x, y) for x in range(0, image.width(), 37) for y in range(0, image.height(), 23)}
    return len(colours) > 3


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.replace("_", "-"))
def test_the_state_draws(
    window: MainWindow, sample: Path, tmp_path: Path, state: Callable[[MainWindow, Path, Path], QWidget],
    look: Look, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    size, theme = look
    window.resize(*size)
    window.session.set_theme(theme)
    shown = state(window, Path(shutil.copy(sample, tmp_path / "sample.auditcase")), tmp_path)
    settle(window)
    image = shown.grab().toImage()
    folder = request.config.getoption("--tour")
    if folder:
        name = f"{state.__name__.replace('_', '-')}-{theme.name}-{size[0]}.png"
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert image.save(str(Path(folder) / name))
    assert draws_something(image)
