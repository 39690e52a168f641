"""The export window: what will be written, where, and what it says afterwards."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from auditor.find import find_files
from auditor.gui.exporting.export_panel import ExportDialog
from auditor.ingest import ingest


@pytest.fixture
def dialog(qtbot, session, jobs, export_file) -> ExportDialog:
    assert all(one.source for one in ingest(session.case, find_files([export_file("a.csv", 4)])))
    session.reload()
    made = ExportDialog(session, jobs)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def exported(qtbot, dialog, jobs) -> Callable[[], Path]:
    """Presses Export, waits, and gives the folder."""

    def press() -> Path:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        return dialog.folder

    return press


def words(dialog: ExportDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(type(dialog.doing)) if not label.isHidden()]


def test_each_table_says_what_it_will_hold(dialog):
    assert {"1 agent, 0 judged", "0 verdicts", "4 events"} <= set(words(dialog))


def test_it_writes_the_chosen_tables_and_says_where_they_went(dialog, exported):
    folder = exported()
    assert sorted(path.name for path in folder.iterdir()) == ["data-dictionary.csv", "labels.csv", "verdicts.csv"]
    assert {"labels.csv", str(folder)} <= set(words(dialog))
    assert dialog.isVisible()
    assert dialog.open_folder.isVisible()


def test_people_are_aliases_unless_names_are_asked_for(dialog, exported, session):
    def person() -> str:
        with (exported() / "labels.csv").open(encoding="utf-8", newline="") as file:
            return next(csv.DictReader(file))["person"]

    assert person() == "Person 01"
    dialog.names.setChecked(True)
    assert person() == "u-1"
    assert [line.action for line in session.case.log.lines()].count("exported") == 2


def test_what_cannot_be_written_is_told_in_place(dialog, exported, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    dialog.choose_folder(tmp_path / "taken")
    exported()
    assert dialog.problem.isVisible()
    assert str(tmp_path / "taken") in dialog.problem.text()
    assert dialog.go.isEnabled()


def test_tables_that_would_be_replaced_are_named(dialog, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "labels.csv").touch()
    dialog.choose_folder(tmp_path / "there")
    assert dialog.replaces.text() == "Already there and replaced: labels.csv."


def test_without_a_table_there_is_nothing_to_export(dialog):
    for box in dialog.tables.values():
        box.setChecked(False)
    assert not dialog.go.isEnabled()


def test_a_box_is_ticked_by_space_and_by_a_click_anywhere_on_its_words(qtbot, dialog):
    box = dialog.tables["events"]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert not box.isChecked()


def test_escape_closes(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
