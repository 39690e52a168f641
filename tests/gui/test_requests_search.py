"""Searching prompts and responses: hits in the table, on the timeline and in the reader; what is said meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from auditor.case.search import Search
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.gui.requests.searching import Found
from auditor.progress import Progress
from tests.gui.requests_made import MINUTE, START, shown_panel, stand_on


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> Iterator[RequestsPanel]:
    with shown_panel(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def busy(qtbot, jobs, tmp_path: Path) -> Iterator[RequestsPanel]:
    """Searches in the background, as in the window."""
    with shown_panel(qtbot, tmp_path, jobs) as made:
        yield made


def search(qtbot, panel: RequestsPanel, words: str) -> None:
    panel.search_text()
    panel.head.search.clear()
    qtbot.keyClicks(panel.head.search, words)
    qtbot.keyClick(panel.head.search, Qt.Key.Key_Return)


def test_hits_alone_are_shown_and_their_times_told(qtbot, panel):
    with qtbot.waitSignal(panel.hits_changed) as told:
        search(qtbot, panel, "haiku 4811")
    assert panel.model.rowCount() == 5
    assert told.args[0].tolist() == [START + n * 6 * MINUTE for n in range(3, 60, 12)]
    assert panel.strip.chips() == ["text “haiku 4811”"]
    assert panel.strip.state.text() == "5 requests of this agent"


def test_words_of_a_response_are_found_and_marked_in_the_reader(qtbot, panel):
    search(qtbot, panel, '"no new mail at 00:06"')
    assert panel.model.rowCount() == 1
    assert not panel.reader.isHidden()
    assert len(panel.reader.page.hits) == 1


def test_enter_goes_to_the_first_hit_and_f3_from_hit_to_hit_and_round(qtbot, panel):
    search(qtbot, panel, "4811")
    rows = [panel.table.currentIndex().row()]
    for step in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ShiftModifier):
        qtbot.keyClick(panel.table, Qt.Key.Key_F3, step)
        rows.append(panel.table.currentIndex().row())
    assert rows == [0, 1, 0, 4]


def test_f3_without_a_search_asks_for_words(qtbot, panel):
    stand_on(panel, 3, "model")
    qtbot.keyClick(panel.table, Qt.Key.Key_F3)
    assert panel.head.search.hasFocus()


def test_nothing_found_says_so_and_what_to_do(qtbot, panel):
    search(qtbot, panel, "zebra")
    assert "“zebra” does not occur in its prompts and responses" in panel.rows._why.text()
    assert panel.strip.state.text() == "nothing found"


def test_escape_ends_the_search_and_takes_its_marks_away(qtbot, panel):
    search(qtbot, panel, "4811")
    with qtbot.waitSignal(panel.hits_changed) as told:
        qtbot.keyClick(panel.head.search, Qt.Key.Key_Escape)
    assert (len(told.args[0]), panel.model.rowCount(), panel.strip.chips()) == (0, 60, [])


def test_its_chip_ends_the_search_too(qtbot, panel):
    search(qtbot, panel, "4811")
    panel.strip.search_ended.emit()
    assert (panel.head.search.text(), panel.model.rowCount()) == ("", 60)


def test_marks_are_of_all_hits_though_the_table_shows_a_stretch(qtbot, panel):
    with qtbot.waitSignal(panel.hits_changed) as told:
        search(qtbot, panel, "4811")
    panel.show_requests(panel._case, panel._activity, (START, START + 60 * MINUTE))
    assert (panel.model.rowCount(), len(told.args[0])) == (1, 5)


def test_in_the_background_the_rows_stay_until_the_answer_comes(qtbot, busy):
    busy.searching.ask("4811")
    assert busy.model.rowCount() == 60
    assert "searching…" in busy.strip.state.text()
    qtbot.waitUntil(lambda: busy.model.rowCount() == 5)


def test_only_the_last_words_asked_for_are_shown(qtbot, busy):
    said: list[Found] = []
    busy.searching.changed.connect(said.append)
    for words in ("inbox", "haiku", "router"):
        busy.searching.ask(words)
    qtbot.waitUntil(lambda: busy.searching.found.texts is not None)
    assert busy.model.rowCount() == 5
    assert {found.words for found in said if found.texts is not None} == {"router"}


def test_while_the_index_is_built_the_share_is_told(busy):
    part = Search(busy._case.store)
    assert "texts are indexed" in part.notice
    busy.searching.ask("haiku")
    assert "one by one" in busy.strip.state.text()


def test_an_index_that_is_built_is_not_spoken_of(qtbot, busy):
    busy._case.search.build(Progress())
    busy.searching.ask("haiku")
    assert busy.strip.state.text() == "searching…"
    qtbot.waitUntil(lambda: busy.model.rowCount() == 10)


def test_a_search_ends_with_its_agent(qtbot, panel):
    search(qtbot, panel, "4811")
    panel.show_requests(panel._case, None, None)
    assert (panel.head.search.text(), panel.searching.found) == ("", Found(""))


def test_a_case_closed_under_a_search_is_no_fault(qtbot, busy, jobs):
    busy.searching.ask("haiku")
    busy.show_requests(None, None, None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert np.array_equal(busy.model.rows, [])
