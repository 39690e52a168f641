"""Pictures without a display: `auditor picture`."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from auditor.errors import AuditorError
from auditor.gui import picture
from auditor.gui.review import loading
from auditor.gui.starting.recent import RecentCases
from tests.gui.cases import small_case


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("screen", picture.SCREENS)
def test_every_screen_has_a_picture_of_the_size_asked_for(tmp_path: Path, screen: str):
    picture.take(small_case(tmp_path), tmp_path / "a.png", screen, None, (1200, 700), dark=True)
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (1200, 700)
    assert RecentCases().all() == []


@pytest.mark.usefixtures("qtbot")
def test_an_agent_read_in_the_background_is_in_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    case = small_case(tmp_path)
    picture.take(case, tmp_path / "at_once.png", "review", None, (1200, 700), dark=False)
    monkeypatch.setattr(loading, "AT_ONCE", 1)
    picture.take(case, tmp_path / "behind.png", "review", None, (1200, 700), dark=False)
    assert QImage(str(tmp_path / "at_once.png")) == QImage(str(tmp_path / "behind.png"))


@pytest.mark.usefixtures("qtbot")
def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(AuditorError, match="cannot be written"):
        picture.take(small_case(tmp_path), tmp_path / "no" / "a.png", "review", None, (1200, 700), dark=False)
