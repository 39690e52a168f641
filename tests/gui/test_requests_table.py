"""The requests table: what its cells say, sorting, filters by + and −, and the columns a person wants."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QPushButton

from auditor.gui.requests.differences import Against
from auditor.gui.requests.filter_strip import Removable
from auditor.gui.requests.requests_model import TOKEN_ROLE
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.table.columns import NAMES
from tests.gui.requests_made import MINUTE, START, column, event, shown_panel, stand_on

HEAD = Qt.Orientation.Horizontal


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> Iterator[RequestsPanel]:
    with shown_panel(qtbot, tmp_path) as made:
        yield made


def press(qtbot, panel: RequestsPanel, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(panel.table, key)


def click_head(qtbot, panel: RequestsPanel, name: str) -> None:
    head, section = panel.table.horizontalHeader(), NAMES.index(name)
    at = head.viewport().rect().center()
    at.setX(head.sectionViewportPosition(section) + 20)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def head_of(panel: RequestsPanel, name: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
    return str(panel.model.headerData(NAMES.index(name), HEAD, role))


def shown_columns(panel: RequestsPanel) -> list[str]:
    return [name for section, name in enumerate(NAMES) if not panel.table.isColumnHidden(section)]


def action(menu, words: str) -> QAction:
    return next(one for one in menu.actions() if one.text().startswith(words))


def test_a_row_tells_family_prompt_and_figures(panel):
    row = {name: panel.model.index(0, section).data() for section, name in enumerate(NAMES)}
    assert (row["time"], row["family"], row["model"]) == ("29 Oct 12:00:04", "A", "large-1")
    assert (row["input"], row["cached"], row["cost"], row["duration"]) == ("21,904", "18,000", "$0.069", "2.3 s")
    assert row["prompt"].startswith("Summarise the following inbox for 2026-10-29")


def test_unknown_is_a_dash_and_never_nought(panel):
    assert (column(panel, "output")[10], column(panel, "cost")[10]) == ("–", "–")
    assert column(panel, "prompt")[10] == "(error)"


def test_what_cannot_be_right_is_marked_and_explained(panel):
    index = panel.model.index(5, NAMES.index("duration"))
    assert (index.data(), index.data(TOKEN_ROLE)) == ("⚠ −400 ms", "padding")
    assert "before it began" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert column(panel, "output")[5].startswith("≥")


def test_a_time_no_clock_can_have_shown_is_marked(qtbot, tmp_path):
    with shown_panel(qtbot, tmp_path, None, 3, replace(event(0), at=5_000_000, line=99)) as panel:
        assert column(panel, "time")[0] == "⚠ 1 Jan 1970 00:00:05"


def test_times_over_two_years_tell_their_year(qtbot, tmp_path):
    with shown_panel(qtbot, tmp_path, None, 3, replace(event(0), at=START - 400 * 1440 * MINUTE, line=99)) as panel:
        assert column(panel, "time")[-1] == "29 Oct 2026 12:12:04"


def test_the_head_sorts_upwards_then_downwards_then_by_time_again(qtbot, panel):
    click_head(qtbot, panel, "output")
    assert column(panel, "output")[0] == "44" and head_of(panel, "output") == "Output ↑"
    click_head(qtbot, panel, "output")
    assert column(panel, "output")[0] == "211" and column(panel, "output")[-1] == "–"
    assert head_of(panel, "output", Qt.ItemDataRole.AccessibleTextRole) == "Output, largest first"
    click_head(qtbot, panel, "output")
    assert (head_of(panel, "time"), head_of(panel, "output")) == ("Time ↑", "Output")


def test_plus_shows_only_this_and_minus_leaves_this_out(qtbot, panel):
    stand_on(panel, 3, "model")
    press(qtbot, panel, Qt.Key.Key_Plus)
    assert set(column(panel, "model")) == {"small-2"}
    assert panel.strip.chips() == ["only Model small-2"]
    stand_on(panel, 0, "family")
    press(qtbot, panel, Qt.Key.Key_Minus)
    assert set(column(panel, "family")) == {"C"}
    assert panel.head.count.text() == "5 of 60"


def test_plus_on_a_time_shows_that_day_of_the_zone(qtbot, panel):
    panel.set_zone(ZoneInfo("Asia/Tokyo"))
    stand_on(panel, 0, "time")
    press(qtbot, panel, Qt.Key.Key_Plus)
    assert panel.strip.chips() == ["only Time 29 Oct"]
    assert panel.model.rowCount() == 30  # until 15:00 UTC


def test_what_was_not_told_can_be_filtered(qtbot, panel):
    stand_on(panel, 10, "output")
    press(qtbot, panel, Qt.Key.Key_Minus)
    assert panel.strip.chips() == ["without Output not told"]
    assert panel.model.rowCount() == 55


def test_plus_reaches_the_table_although_the_window_has_the_same_key(qtbot, panel):
    pressed: list[str] = []
    shortcut = QShortcut(Qt.Key.Key_Plus, panel)
    shortcut.activated.connect(lambda: pressed.append("+"))
    stand_on(panel, 3, "model")
    press(qtbot, panel, Qt.Key.Key_Plus)
    assert (pressed, panel.strip.chips()) == ([], ["only Model small-2"])


def test_a_chip_is_removed_by_its_key_and_all_by_one_link(qtbot, panel):
    for row, name in ((3, "model"), (0, "session")):
        stand_on(panel, row, name)
        press(qtbot, panel, Qt.Key.Key_Plus)
    chip = panel.strip.findChildren(Removable)[0]
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert panel.strip.chips() == ["only Session #1"]
    stand_on(panel, 0, "family")
    press(qtbot, panel, Qt.Key.Key_Plus)
    next(one for one in panel.strip.findChildren(QPushButton) if one.text() == "clear all").click()
    assert (panel.strip.chips(), panel.strip.isVisible(), panel.model.rowCount()) == ([], False, 60)


def test_filters_that_leave_nothing_say_what_to_do(qtbot, panel):
    stand_on(panel, 3, "model")
    press(qtbot, panel, Qt.Key.Key_Plus)
    stand_on(panel, 0, "model")
    press(qtbot, panel, Qt.Key.Key_Minus)
    assert panel.strip.chips() == ["without Model small-2"]  # the opposite takes its place
    panel.show_requests(panel._case, panel._activity, (0, 5))
    assert "Remove one of them above" in panel.rows._why.text()
    assert panel.rows._why.isVisible()


def test_another_agent_s_requests_come_without_the_filters_of_the_last(panel):
    panel.table.filter_wanted.emit(panel.model.filter_of(panel.model.index(3, NAMES.index("model")), keep=True))
    assert panel.model.rowCount() == 15
    panel.show_requests(panel._case, replace(panel._activity), None)
    assert (panel.model.rowCount(), panel.strip.chips()) == (60, [])


def test_the_menu_of_a_cell_filters_and_sorts(panel):
    stand_on(panel, 3, "model")
    menu = panel.table.cell_menu()
    assert [one.text() for one in menu.actions()][:2] == ["Only Model small-2\t+", "Without Model small-2\t−"]
    action(menu, "Sort by Model").trigger()
    assert head_of(panel, "model") == "Model ↑"


def test_totals_are_of_what_is_shown_and_say_what_they_miss(panel):
    assert "60 requests · input 1,003,740 · cached 810,000 · output ≥ 8,850" in panel.rows.totals.text()
    assert "cost ≥ $2.82" in panel.rows.totals.text()
    assert "Output: ≥ 8,850 – told by 55 of them" in panel.rows.totals.tip()


def test_columns_are_chosen_and_told_so_that_they_can_be_kept(qtbot, panel):
    with qtbot.waitSignal(panel.columns_changed) as told:
        action(panel.table.columns_menu(), "Duration").trigger()
    assert "duration" in shown_columns(panel)
    panel.set_columns(None)
    assert "duration" not in shown_columns(panel)
    panel.set_columns(told.args[0])
    assert "duration" in shown_columns(panel)


def test_a_width_is_kept_and_odd_ones_are_forgotten(qtbot, panel):
    with qtbot.waitSignal(panel.columns_changed) as told:
        panel.table.horizontalHeader().resizeSection(NAMES.index("time"), 170)
    assert told.args[0]["widths"] == {"time": 170}
    panel.set_columns({"shown": ["time", "nonsense", "prompt"], "widths": {"time": -4, "prompt": "x"}})
    assert shown_columns(panel) == ["time", "prompt"]
    assert panel.table.columnWidth(NAMES.index("time")) > 100


def test_the_reader_takes_the_place_of_columns_it_tells_anyway(panel):
    assert {"model", "input", "cost"} <= set(shown_columns(panel))
    panel.show_event(0)
    panel.resize(740, 300)
    assert {"time", "family", "prompt"} <= set(shown_columns(panel))
    assert "model" not in shown_columns(panel)


def test_the_family_column_waits_until_families_are_known(panel):
    panel.show_requests(panel._case, replace(panel._activity, families=()), None)
    assert "family" not in shown_columns(panel)


def test_families_that_are_found_later_join_what_is_shown(panel):
    found = panel._activity
    panel.show_requests(panel._case, replace(found, family=found.family * 0 - 1, families=()), None)
    panel.show_event(40)
    seen = panel.table.verticalScrollBar().value()
    panel.complete(found)
    assert panel.model.index(40, NAMES.index("family")).data() == "A"
    assert (panel.table.chosen_current(), panel.table.verticalScrollBar().value()) == (40, seen)
    assert panel.reader._buttons[Against.FAMILY].isEnabled()
    assert "3 families" in panel.head.hint.text()


def test_coming_to_the_table_by_keyboard_opens_no_reader(panel):
    panel.table.setFocus()
    assert panel.reader.isHidden()
    assert panel.table.currentIndex().isValid()


def test_letters_are_left_to_the_window(qtbot, panel):
    stand_on(panel, 5, "model")
    qtbot.keyClicks(panel.table, "s")
    assert panel.table.currentIndex().row() == 5


def test_an_event_of_the_timeline_is_chosen_and_one_filtered_away_is_told(qtbot, panel):
    panel.show_event(7)
    assert panel.table.currentIndex().row() == 7
    panel.table.filter_wanted.emit(panel.model.filter_of(panel.model.index(0, NAMES.index("model")), keep=True))
    with qtbot.waitSignal(panel.told) as told:
        panel.show_event(7)
    assert "filtered" in told.args[0]


def test_no_agent_and_an_agent_without_requests_have_words_of_their_own(panel):
    panel.show_requests(None, None, None)
    assert "as soon as they are read" in panel.rows._why.text()
    panel._session.current_id = None
    panel.show_requests(None, None, None)
    assert "Choose an agent" in panel.rows._why.text()


def test_the_keyboard_stays_on_its_request_when_the_table_is_narrowed(qtbot, panel):
    stand_on(panel, 15, "model")
    press(qtbot, panel, Qt.Key.Key_Plus)
    assert (panel.table.currentIndex().row(), panel.table.currentIndex().column()) == (3, NAMES.index("model"))
    assert panel.reader.isHidden()


def test_escape_is_left_to_the_window_where_no_group_is_open(qtbot, panel):
    pressed: list[str] = []
    shortcut = QShortcut(Qt.Key.Key_Escape, panel)
    shortcut.activated.connect(lambda: pressed.append("Esc"))
    stand_on(panel, 3, "model")
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert pressed == ["Esc"]


def test_a_click_reads_a_request_and_another_click_the_next(qtbot, panel):
    for row in (2, 5):
        at = panel.table.visualRect(panel.model.index(row, NAMES.index("prompt"))).center()
        with qtbot.waitSignal(panel.chosen) as told:
            qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert told.args == [row]
    assert panel.reader._title.text() == "29 Oct 12:30:04"


def test_arrow_keys_read_row_after_row(qtbot, panel):
    panel.show_event(2)
    press(qtbot, panel, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert panel.reader._title.text() == "29 Oct 12:24:04"


def test_a_sorted_table_is_seen_from_its_beginning(panel):
    stand_on(panel, 50, "model")
    panel.table.sort_wanted.emit("output")
    assert (panel.table.currentIndex().row(), panel.table.currentIndex().column()) == (0, NAMES.index("model"))
    assert panel.table.verticalScrollBar().value() == 0
