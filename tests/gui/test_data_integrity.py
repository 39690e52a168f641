"""The banner over the review and data screens, and how the data screen is reached."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.main_window import MainWindow
from auditor.integrity.note import Note, Weight
from auditor.records import ImportIssue, Outcome
from tests.gui.cases import gone
from tests.gui.records import MIDNIGHT, call, sum_of, take

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, dressed: None) -> Iterator[MainWindow]:  # noqa: ARG001  it makes the QApplication
    made = MainWindow()
    with qtbot.waitActive(made):  # keys reach the active window only
        made.show()
    yield made
    gone(made)


@pytest.fixture
def settled(qtbot, window) -> Callable[[], None]:
    """Waits until no job is under way."""
    return lambda: qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)


@pytest.fixture
def doubtful(window, settled, tmp_path) -> MainWindow:
    """A case of which one line could not be read, and of which a sum says less than was counted."""
    path = tmp_path / "doubtful.auditcase"
    with CaseFile.create(path, Properties("Doubtful", "R. Okafor")) as case:
        take(case, "claude-code", call(0, 1000), ImportIssue(3, "“soon” is not a time"))
        take(case, "console", sum_of(0, 10))
    window.open_case(path)
    settled()
    return window


@pytest.fixture
def sound(window, settled, tmp_path) -> MainWindow:
    """A case about which nothing is in doubt."""
    path = tmp_path / "sound.auditcase"
    with CaseFile.create(path, Properties("Sound", "R. Okafor")) as case:
        take(case, "claude-code", call(0, 1000), Outcome(MIDNIGHT, "commit", "c0ffee", 1, person="ann.berg"))
    window.open_case(path)
    settled()
    return window


def test_nothing_in_doubt_takes_no_space(sound):
    assert sound.banners[0].isHidden()
    assert sound.review.mapTo(sound._reviewing, sound.review.rect().topLeft()).y() == sound.bar.height()


def test_the_gravest_sentence_stands_over_the_review(doubtful):
    banner = doubtful.banners[0]
    assert banner.isVisible()
    assert banner.mark.text() == "◆ Serious"
    assert banner.sentence.text().startswith("More is counted than “console” says")
    assert doubtful.status.isVisible() and banner.height() < 48


def test_showing_it_opens_no_window_of_its_own(doubtful):
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [doubtful]


def test_more_opens_the_list_below_and_escape_closes_it(qtbot, doubtful):
    banner = doubtful.banners[0]
    qtbot.mouseClick(banner.more, Qt.MouseButton.LeftButton)
    told = [label.text() for label in banner.list.findChildren(QLabel)]
    assert "1 line of 1 source could not be read: nothing of that counts." in told
    assert banner.list.isVisible()
    qtbot.keyClick(doubtful, Qt.Key.Key_Escape)
    assert not banner.list.isVisible()
    assert banner.isVisible()


def test_a_note_leads_to_its_tab(qtbot, doubtful, settled):
    qtbot.mouseClick(doubtful.banners[0].go, Qt.MouseButton.LeftButton)
    settled()
    assert doubtful.data.isVisible() and doubtful.data.tab == "reconcile"
    banner = doubtful.banners[1]
    qtbot.mouseClick(banner.more, Qt.MouseButton.LeftButton)
    places = [link for link in banner.list.findChildren(QPushButton) if link.text() == "Sources ›"]
    qtbot.mouseClick(places[0], Qt.MouseButton.LeftButton)
    assert doubtful.data.tab == "sources"


def test_a_note_whose_tab_is_not_there_leads_nowhere(doubtful):
    doubtful.notes._found([Note(Weight.DOUBT, "Something is odd.", "nowhere")])
    assert doubtful.banners[0].go.isHidden()


def test_dismissed_it_stays_away_until_the_notes_change(qtbot, doubtful, settled):
    qtbot.mouseClick(doubtful.banners[0].dismiss, Qt.MouseButton.LeftButton)
    assert [banner.isVisible() for banner in doubtful.banners] == [False, False]
    doubtful.session.reload()
    settled()
    assert doubtful.banners[0].isHidden()
    take(doubtful.session.case, "codex", call(2, 5), ImportIssue(9, "“later” is not a time"))
    doubtful.session.reload()
    settled()
    assert doubtful.banners[0].isVisible()


def test_the_notes_of_one_case_never_stand_over_another(doubtful, tmp_path):
    CaseFile.create(tmp_path / "next.auditcase", Properties("Next", "R. Okafor")).close()
    doubtful.open_case(tmp_path / "next.auditcase")
    assert all(banner.isHidden() for banner in doubtful.banners)


def test_a_key_goes_to_the_data_again_to_its_next_tab_and_escape_back(qtbot, sound, settled):
    qtbot.keyClick(sound, Qt.Key.Key_T, CONTROL)
    settled()
    assert sound.data.isVisible() and sound.data.tab == "sources"
    assert QApplication.focusWidget() is sound.data.sources.table
    qtbot.keyClick(sound, Qt.Key.Key_T, CONTROL)
    settled()
    assert sound.data.tab == "reconcile"
    qtbot.keyClick(sound, Qt.Key.Key_Escape)
    assert sound.review.isVisible()


def test_letters_of_the_review_do_nothing_on_the_data_screen(qtbot, sound, settled):
    sound.show_data()
    settled()
    qtbot.keyClicks(sound.data.sources.table, "u")
    qtbot.keyClick(sound.data.sources.table, Qt.Key.Key_Return)
    assert not sound.session.case.verdicts.of_agent(sound.session.agents[0].id)


def test_an_empty_case_has_the_keyboard_on_what_to_do_next(qtbot, window, settled, tmp_path):
    CaseFile.create(tmp_path / "empty.auditcase", Properties("Empty", "R. Okafor")).close()
    window.open_case(tmp_path / "empty.auditcase")
    window.show_data()
    settled()
    assert QApplication.focusWidget() is window.data.sources.import_files
    qtbot.keyClick(window.data.sources.import_files, Qt.Key.Key_Return)
    assert window.imports.isVisible()


def test_without_a_case_there_is_no_data_screen(window):
    window.show_data()
    assert window.start.isVisible()


def test_what_is_open_is_read_anew_after_an_import(sound, settled):
    sound.show_data()
    settled()
    take(sound.session.case, "codex", call(1, 5))
    sound.session.reload()
    settled()
    assert sound.data.sources.model.rowCount() == 2
