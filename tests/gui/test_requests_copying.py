"""Copying rows for a spreadsheet, and pages read from the case by key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from auditor.gui.requests.copying import exact_time
from auditor.gui.requests.pages import KEPT, PAGE, Pages
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.records import Request
from tests.gui.requests_made import event, shown_panel
from tests.timeline.activities import BERLIN, UTC, micros

COLUMNS = ["time", "family", "prompt", "session", "input", "output", "cost", "duration", "status"]


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> Iterator[RequestsPanel]:
    odd = replace(event(61), prompt='=cmd\t"x"\nline', at=event(61).at, line=99)
    with shown_panel(qtbot, tmp_path, None, 60, odd, replace(odd, prompt='"quoted" and more', line=100)) as made:
        made.set_columns(
            {"shown": ["time", "family", "prompt", "session", "input", "output", "cost", "duration", "status"]}
        )
        yield made


def copied(qtbot, panel: RequestsPanel, *rows: int) -> list[list[str]]:
    panel.table.clearSelection()
    panel.table.setFocus()
    for row in rows:
        panel.table.setCurrentIndex(panel.model.index(row, 0)) if len(rows) == 1 else panel.table.selectRow(row)
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]


def test_a_row_is_copied_with_its_head_and_exact_values(qtbot, panel):
    panel._session.names = True
    head, row = copied(qtbot, panel, 0)
    assert head == [
        "Time",
        "Family",
        "Prompt",
        "Session",
        "Input",
        "Output",
        "Cost (US dollars)",
        "Duration (ms)",
        "Status",
    ]
    assert row[0] == "2026-10-29T12:00:04+00:00"
    assert row[3:] == ["run-0", "21904", "200", "0.069000", "2300.0", "ok"]


def test_unknown_is_an_empty_cell(qtbot, panel):
    _, row = copied(qtbot, panel, 10)
    assert (row[2], row[5], row[6]) == ("", "", "")


def test_while_names_are_hidden_no_prompt_and_no_session_s_name_is_copied(qtbot, panel):
    with qtbot.waitSignal(panel.told) as told:
        _, row = copied(qtbot, panel, 0)
    assert (row[2], row[3]) == ("", "1")
    assert told.args[0] == "Copied 1 request, without prompts and names while names are hidden"


def test_cells_stay_in_their_cells_and_no_spreadsheet_runs_them(qtbot, panel):
    panel._session.names = True
    _, row = copied(qtbot, panel, 60)
    assert row[2] == '\'=cmd "x" line'
    _, row = copied(qtbot, panel, 61)
    assert row[2] == '"""quoted"" and more"'


def test_all_rows_are_copied_in_the_order_shown(qtbot, panel):
    panel.table.sort_wanted.emit("output")
    panel.table.setFocus()
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 63
    assert [line.split("\t")[5] for line in lines[1:3]] == ["44", "44"]


def test_times_are_copied_with_the_offset_of_the_zone():
    assert exact_time(micros(2026, 10, 29, 12), BERLIN) == "2026-10-29T12:00:00+01:00"
    assert exact_time(1_250, UTC) == "1970-01-01T00:00:00.001250+00:00"
    assert exact_time(10**18, UTC) == f"{10**18} µs"


def read_of(asked: list[list[int]], panel: RequestsPanel):
    def read(ids: list[int]) -> list[Request]:
        asked.append(ids)
        return panel._case.events.requests([1 + id_ % 60 for id_ in ids])

    return read


def test_a_page_is_read_once_by_the_keys_of_its_rows(panel):
    asked: list[list[int]] = []
    pages = Pages()
    pages.show(read_of(asked, panel), np.arange(2_000, dtype=np.int64), np.arange(1_000, dtype=np.int64))
    for row in (300, 301, 256):
        pages.request(row)
    assert asked == [list(range(256, 384))]


def test_pages_looked_at_longest_ago_are_given_up_first(panel):
    asked: list[list[int]] = []
    pages = Pages()
    rows = np.arange(100 * PAGE, dtype=np.int64)
    pages.show(read_of(asked, panel), rows, rows)
    for number in [*range(KEPT), 0, KEPT, 0, 1]:
        pages.page(number)
    assert [ids[0] // PAGE for ids in asked] == [*range(KEPT), KEPT, 1]


def test_pages_beside_the_rows_in_sight_are_read_when_there_is_time(qtbot, tmp_path):
    with shown_panel(qtbot, tmp_path, None, 500) as panel:
        panel.table.scrollTo(panel.model.index(200, 0))
        qtbot.waitUntil(lambda: not panel.model.pages.missing_beside(200))
        assert panel.model.pages.missing_beside(300) == [3]
