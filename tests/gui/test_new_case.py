"""Making a case: what must be told, what has defaults, where the file goes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from auditor.case.case_file import CaseFile
from auditor.gui.starting.new_case import NewCasePanel, free_path


@pytest.fixture
def panel(qtbot, tmp_path) -> NewCasePanel:
    made = NewCasePanel(tmp_path / "Documents")
    qtbot.addWidget(made)
    made.show()
    return made


def fill(qtbot, panel: NewCasePanel) -> None:
    qtbot.keyClicks(panel.name, "Platform tools")
    qtbot.keyClicks(panel.reviewer, "R. Okafor")


def test_it_says_what_is_missing_until_nothing_is(qtbot, panel):
    assert panel.missing.text() == "Still needed: a name and a reviewer."
    assert not panel.make.isEnabled()
    fill(qtbot, panel)
    assert panel.missing.text() == ""
    assert panel.make.isEnabled()


def test_enter_makes_a_case_that_can_be_opened(qtbot, panel, tmp_path):
    fill(qtbot, panel)
    panel.zone.setCurrentText("Europe/Berlin")
    with qtbot.waitSignal(panel.made) as made:
        qtbot.keyClick(panel.reviewer, Qt.Key.Key_Return)
    assert made.args == [tmp_path / "Documents" / "Platform tools.auditcase"]
    with CaseFile.open(made.args[0]) as case:
        told = case.properties.get()
    assert (told.name, told.reviewer, told.timezone) == ("Platform tools", "R. Okafor", "Europe/Berlin")
    assert told.working_hours == "09:00-18:00"


def test_enter_does_nothing_while_something_is_missing(qtbot, panel):
    with qtbot.assertNotEmitted(panel.made):
        qtbot.keyClick(panel.name, Qt.Key.Key_Return)


def test_escape_goes_back(qtbot, panel):
    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(panel.name, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("field", "words"), [("retain", "next year"), ("hours", "nine to five"), ("hours", "09:00-09:00")]
)
def test_a_day_or_hours_nobody_can_read_are_asked_for_again(qtbot, panel, field, words):
    fill(qtbot, panel)
    getattr(panel, field).setText(words)
    assert panel.missing.text().startswith("Still needed: ")
    assert not panel.make.isEnabled()


def test_a_time_zone_must_be_one(qtbot, panel):
    fill(qtbot, panel)
    panel.zone.setCurrentText("Europe/Atlantis")
    assert "time zone" in panel.missing.text()


def test_a_time_zone_is_found_by_any_part_of_its_name(qtbot, panel):
    panel.zone.lineEdit().clear()
    qtbot.keyClicks(panel.zone.lineEdit(), "buenos")
    completer = panel.zone.completer()
    assert completer.currentCompletion().endswith("Buenos_Aires")
    completer.popup().hide()


def test_what_is_wrong_is_told_in_place(qtbot, panel, tmp_path):
    (tmp_path / "Documents").write_text("a file where the folder should be")
    fill(qtbot, panel)
    panel.accept()
    assert panel.problem.isVisible()
    assert str(tmp_path / "Documents") in panel.problem.text()


def test_a_name_that_is_no_file_name_gets_one_and_a_taken_one_a_number(tmp_path):
    (tmp_path / "a-b.auditcase").touch()
    assert free_path(tmp_path, "a/b") == tmp_path / "a-b 2.auditcase"
    assert free_path(tmp_path, " .. ") == tmp_path / "case.auditcase"
    assert isinstance(free_path(tmp_path, "x" * 500), Path)
