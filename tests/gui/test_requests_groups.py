"""The requests in groups: what a group tells, how it is opened and left, and the panel of a family."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from auditor.gui.requests.groups_model import COLUMNS, percent
from auditor.gui.requests.narrowing import midnights
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.records import UNKNOWN
from auditor.table.groups import GROUPINGS
from auditor.timeline.clock import clock_of
from tests.gui.requests_made import shown_panel, stand_on
from tests.timeline.activities import BERLIN, micros


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> Iterator[RequestsPanel]:
    with shown_panel(qtbot, tmp_path) as made:
        yield made


def group(panel: RequestsPanel, by: str) -> None:
    next(one for one in panel.head.grouping_menu().actions() if one.text() == by).trigger()


def cells(panel: RequestsPanel, name: str) -> list[str]:
    model = panel.rows.groups_model
    return [model.index(row, COLUMNS.index(name)).data() for row in range(model.rowCount())]


def test_families_tell_count_share_tokens_and_template_the_biggest_first(panel):
    group(panel, "Family")
    assert cells(panel, "Group") == ["A", "B", "C", "no prompt"]
    assert cells(panel, "Requests") == ["40", "10", "5", "5"]
    assert cells(panel, "Share") == ["67 %", "17 %", "8.3 %", "8.3 %"]
    assert cells(panel, "Example")[1] == "Write a haiku about deployment ‹number›"
    assert panel.head.count.text() == "60 in 3 families"


def test_every_grouping_has_all_requests(panel):
    for by in GROUPINGS:
        panel.head.grouping_chosen.emit(by)
        assert sum(int(count) for count in cells(panel, "Requests")) == 60


def test_sessions_have_numbers_until_names_are_shown(panel):
    group(panel, "Session")
    assert cells(panel, "Group") == ["#1", "#2", "#3"]
    panel._session.toggle_names()
    assert cells(panel, "Group") == ["run-0", "run-1", "run-2"]


def test_days_stand_in_their_order_on_the_clock_of_the_zone(panel):
    panel.set_zone(BERLIN)
    group(panel, "Day")
    assert cells(panel, "Group") == ["Thu 29 Oct 2026"]
    assert cells(panel, "Requests") == ["60"]


def test_midnights_follow_the_clocks_when_they_change(panel):
    assert midnights(panel._activity, clock_of(BERLIN)).tolist() == [micros(2026, 10, 29)]


def test_enter_opens_a_group_and_backspace_leads_back_to_it(qtbot, panel):
    group(panel, "Family")
    panel.groups.setFocus()
    panel.groups.selectRow(1)
    qtbot.keyClick(panel.groups, Qt.Key.Key_Return)
    assert (panel.strip.chips(), panel.model.rowCount()) == (["only Family B"], 10)
    qtbot.keyClick(panel.table, Qt.Key.Key_Backspace)
    assert (panel.strip.chips(), panel.rows.currentWidget()) == ([], panel.groups)
    assert panel.groups.currentIndex().row() == 1
    qtbot.keyClick(panel.groups, Qt.Key.Key_Escape)  # first what stands beside
    qtbot.keyClick(panel.groups, Qt.Key.Key_Escape)
    assert (panel.rows.currentWidget(), panel.model.rowCount()) == (panel.table, 60)


def test_a_double_click_opens_a_group_of_a_model(qtbot, panel):
    group(panel, "Model")
    at = panel.groups.visualRect(panel.rows.groups_model.index(1, 0)).center()
    qtbot.mouseClick(panel.groups.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(panel.groups.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.strip.chips() == ["only Model small-2"]


def test_backspace_goes_nowhere_where_no_group_was_opened(qtbot, panel):
    stand_on(panel, 3, "model")
    qtbot.keyClick(panel.table, Qt.Key.Key_Backspace)
    assert panel.rows.currentWidget() is panel.table


def test_groups_are_sorted_by_their_head(panel):
    group(panel, "Family")
    panel.rows.groups_model.sort_by(COLUMNS.index("Requests"))
    assert cells(panel, "Requests")[0] == "5"
    panel.rows.groups_model.sort_by(COLUMNS.index("Tokens"))
    assert cells(panel, "Group")[0] == "A"
    panel.rows.groups_model.sort_by(COLUMNS.index("Example"))
    assert cells(panel, "Group")[0] == "A"


def test_a_filter_narrows_the_groups_too(panel):
    panel.table.filter_wanted.emit(panel.model.filter_of(panel.model.index(3, 3), keep=True))
    group(panel, "Family")
    assert cells(panel, "Group") == ["B", "C"]


def test_a_family_shows_template_example_and_what_differs_between_two_members(panel):
    group(panel, "Family")
    panel.groups.selectRow(1)
    family = panel.side.family
    text = family.page.toPlainText()
    assert family._title.text() == "Family B" and family.isVisible()
    assert "10 requests, 17 % of 60 shown" in family._facts.text()
    assert "TEMPLATE\nWrite a haiku about deployment ‹number›" in text
    assert "EXAMPLE, 29 Oct 12:18:04\nWrite a haiku about deployment 4811" in text
    assert "MEMBER 2, 29 Oct 12:42:04\nWrite a haiku about deployment 4907" in text
    assert _bold(family.page) == {"4811", "4907"}


def test_the_next_member_is_compared_and_after_the_last_the_second(panel):
    group(panel, "Family")
    panel.groups.selectRow(2)
    for number in (3, 4, 5, 2):
        panel.side.family._next.click()
        assert f"Member {number} of 5" in panel.side.family._compared.text()


def test_requests_without_a_prompt_are_a_group_with_nothing_to_compare(panel):
    group(panel, "Family")
    panel.groups.selectRow(3)
    assert panel.side.family._title.text() == "No prompt"
    assert "(no text in the export)" in panel.side.family.page.toPlainText()


def test_families_that_are_not_found_out_yet_are_not_taken_for_missing_prompts(panel):
    unknown = replace(panel._activity, family=np.full(60, UNKNOWN), families=())
    panel.show_requests(panel._case, unknown, None)
    group(panel, "Family")
    assert cells(panel, "Group") == ["not found out yet"]


def test_a_share_is_told_as_exactly_as_it_is_small():
    assert [percent(share) for share in (None, 0.0, 0.0004, 0.0123, 0.5, 1.0)] == [
        *("–", "0 %", "< 0.1 %", "1.2 %", "50 %", "100 %")
    ]


def _bold(page) -> set[str]:
    """What stands bright in a page, but for its headings."""
    found, block = set(), page.document().begin()
    while block.isValid():
        fragments = [fragment.fragment() for fragment in block]
        found |= {f.text() for f in fragments if f.charFormat().background().style() != Qt.BrushStyle.NoBrush}
        block = block.next()
    return found
