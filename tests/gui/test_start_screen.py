"""The start screen: recent cases and the three ways to begin."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from auditor.case.store import now
from auditor.gui.starting.recent import RecentCase, RecentCases, config_folder
from auditor.gui.starting.recent_list import CASE_ROLE, THERE_ROLE
from auditor.gui.starting.start_screen import StartScreen


def case_at(path: Path, name: str = "Platform tools", opened_at: int = 0) -> RecentCase:
    path.write_text("a case")
    return RecentCase(path, name, 46, 12, opened_at or now())


@pytest.fixture
def recent() -> RecentCases:
    return RecentCases()


@pytest.fixture
def screen(qtbot, session, recent) -> StartScreen:
    made = StartScreen(session, recent)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_recent_cases_it_says_what_to_do(screen):
    assert screen.cases.isHidden() or not screen.cases.isVisible()
    assert "sample case" in screen._empty.findChildren(type(screen._section))[1].text()


def test_the_case_opened_last_stands_first_with_its_progress(screen, recent, tmp_path):
    recent.remember(case_at(tmp_path / "old.auditcase", "Old", 1_000))
    recent.remember(case_at(tmp_path / "new.auditcase", "New"))
    screen.refresh()
    first = screen.cases.model().index(0, 0)
    assert first.data(CASE_ROLE).name == "New"
    assert "12 of 46 judged" in first.data(Qt.ItemDataRole.DisplayRole)


def test_enter_opens_the_case_under_the_keyboard(qtbot, screen, recent, tmp_path):
    recent.remember(case_at(tmp_path / "a.auditcase"))
    screen.refresh()
    with qtbot.waitSignal(screen.case_chosen) as chosen:
        qtbot.keyClick(screen.cases, Qt.Key.Key_Return)
    assert chosen.args == [tmp_path / "a.auditcase"]


def test_a_click_opens_the_case_under_it(qtbot, screen, recent, tmp_path):
    recent.remember(case_at(tmp_path / "a.auditcase"))
    screen.refresh()
    place = screen.cases.visualRect(screen.cases.model().index(0, 0)).center()
    with qtbot.waitSignal(screen.case_chosen):
        qtbot.mouseClick(screen.cases.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_case_whose_file_is_gone_is_shown_and_does_not_open(qtbot, screen, recent, tmp_path):
    recent.remember(case_at(tmp_path / "gone.auditcase"))
    (tmp_path / "gone.auditcase").unlink()
    screen.refresh()
    gone = screen.cases.model().index(0, 0)
    assert not gone.data(THERE_ROLE)
    assert "not found" in gone.data(Qt.ItemDataRole.DisplayRole)
    with qtbot.assertNotEmitted(screen.case_chosen):
        qtbot.keyClick(screen.cases, Qt.Key.Key_Return)


def test_the_buttons_say_what_is_wanted(qtbot, screen):
    for button, signal in (
        (screen.new, screen.new_wanted),
        (screen.open, screen.open_wanted),
        (screen.sample, screen.sample_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_broken_list_of_recent_cases_counts_as_empty(recent, tmp_path):
    config_folder().mkdir(parents=True)
    for broken in ("{not json", '{"a": 1}', '[1, {"path": "x"}, {"path": 3}]'):
        (config_folder() / "recent.json").write_text(broken)
        assert recent.all() == []
    recent.remember(case_at(tmp_path / "a.auditcase"))
    assert len(recent.all()) == 1


def test_a_case_opened_again_is_listed_once(recent, tmp_path):
    recent.remember(case_at(tmp_path / "a.auditcase"))
    recent.remember(case_at(tmp_path / "a.auditcase"))
    assert [case.path.name for case in recent.all()] == ["a.auditcase"]


def test_the_open_case_is_remembered_with_its_figures(recent, session):
    recent.remember_session(session)
    assert (recent.all()[0].name, recent.all()[0].agents) == ("Platform tools", 0)
