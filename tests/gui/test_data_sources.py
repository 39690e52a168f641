"""The sources of a case on the data screen: what each brought, what of it counts, on which days it tells anything."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from auditor.gui.data.coverage_days import runs
from auditor.gui.data.data_delegate import SECOND_ROLE
from auditor.gui.data.data_screen import DataScreen
from auditor.gui.data.sources_model import Col
from auditor.records import ImportIssue, Outcome, Unit
from auditor.rules import RULES
from tests.gui.records import MIDNIGHT, call, sum_of, take


@pytest.fixture
def settled(qtbot, jobs) -> Callable[[], None]:
    """Waits until no job is under way."""
    return lambda: qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


@pytest.fixture
def screen(qtbot, session, jobs) -> DataScreen:
    made = DataScreen(session, jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


@pytest.fixture
def shown(screen, session, settled) -> Callable[[], DataScreen]:
    """The screen, read anew."""

    def show() -> DataScreen:
        session.reload()
        screen.show()
        settled()
        return screen

    return show


def cell(screen: DataScreen, row: int, column: Col, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    return screen.sources.model.index(row, column).data(role)


def words(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]  # type: ignore[attr-defined]


def test_a_case_without_sources_says_what_to_do_and_its_button_does_it(qtbot, shown):
    screen = shown()
    assert "Ctrl+I" in screen.sources.empty.text()
    with qtbot.waitSignal(screen.import_wanted):
        qtbot.mouseClick(screen.sources.import_files, Qt.MouseButton.LeftButton)


def test_raw_and_counted_tokens_stand_side_by_side_with_the_rules(session, shown):
    take(session.case, "claude-code", call(0, 100), call(0, 70, dropped_by="streamed-repeat"))
    screen = shown()
    row = [cell(screen, 0, column) for column in (Col.BROUGHT, Col.WRITTEN, Col.COUNTED, Col.LEFT_OUT)]
    assert row == ["1 request", "170", "100", "70"]
    assert cell(screen, 0, Col.LEFT_OUT, SECOND_ROLE) == "repeats 1"
    assert RULES["streamed-repeat"].why in cell(screen, 0, Col.LEFT_OUT, Qt.ItemDataRole.ToolTipRole)


def test_every_rule_in_use_has_a_plain_sentence(session, shown):
    kept = [call(0, 100)]
    take(session.case, "codex", *kept, *(call(0, 10, dropped_by=rule) for rule in RULES))
    said = words(shown().sources.detail)
    assert all(rule.title in said and rule.why in said for rule in RULES.values())


def test_what_no_export_told_is_a_dash_and_not_zero(session, shown):
    take(session.case, "git-log", Outcome(MIDNIGHT, "commit", "c0ffee", 1, person="ann.berg"))
    screen = shown()
    assert [cell(screen, 0, column) for column in (Col.BROUGHT, Col.WRITTEN, Col.LEFT_OUT)] == ["1 outcome", "–", "–"]


def test_a_source_of_which_nothing_counts_counts_no_tokens(session, shown):
    take(session.case, "litellm-spend-logs", call(0, 70, dropped_by="duplicate-source"))
    screen = shown()
    row = [cell(screen, 0, column) for column in (Col.BROUGHT, Col.WRITTEN, Col.COUNTED, Col.LEFT_OUT)]
    assert row == ["nothing counts", "70", "0", "70"]


def test_sums_are_told_by_unit(session, shown):
    take(session.case, "kiro-user-report", sum_of(0, 1500), sum_of(0, 12, Unit.CREDITS))
    screen = shown()
    assert cell(screen, 0, Col.BROUGHT) == "2 sums"
    assert cell(screen, 0, Col.BROUGHT, SECOND_ROLE) == "12.00 credits · 1,500 input tokens"


def test_paths_stay_hidden_until_names_are_shown(session, shown, settled):
    take(session.case, "claude-code", call(0, 1), path="home/ann.berg/log.jsonl")
    screen = shown()
    assert cell(screen, 0, Col.SOURCE) == "source 1"
    assert "berg" not in cell(screen, 0, Col.SOURCE, Qt.ItemDataRole.ToolTipRole)
    assert not [label for label in words(screen.sources.detail) if "berg" in label]
    session.toggle_names()
    settled()
    assert cell(screen, 0, Col.SOURCE) == "ann.berg/log.jsonl"


def test_the_filter_narrows_as_one_types_and_escape_clears_it(qtbot, session, shown):
    take(session.case, "claude-code", call(0, 1))
    take(session.case, "codex", call(1, 1))
    screen = shown()
    qtbot.keyClicks(screen.sources.filter, "codex")
    assert [row.source.importer for row in screen.sources.model.rows] == ["codex"]
    assert screen.sources.detail.isVisible()
    screen.leave()
    assert screen.sources.model.rowCount() == 2
    with qtbot.waitSignal(screen.back):
        screen.leave()


def test_the_filter_that_fits_nothing_says_so(qtbot, session, shown):
    take(session.case, "claude-code", call(0, 1))
    screen = shown()
    qtbot.keyClicks(screen.sources.filter, "nowhere")
    assert screen.sources.empty.text() == "No source matches the filter."
    assert screen.sources.import_files.isHidden()


def test_a_click_on_a_header_sorts_by_the_figures(session, shown):
    for tokens in (9, 1_000_000, 50):
        take(session.case, "claude-code", call(tokens % 7, tokens))
    screen = shown()
    screen.sources.table.sortByColumn(Col.COUNTED, Qt.SortOrder.DescendingOrder)
    assert [cell(screen, row, Col.COUNTED) for row in range(3)] == ["1.0\u00a0M", "50", "9"]


def test_the_detail_tells_whose_use_it_was_and_hides_the_name(session, shown, settled):
    take(session.case, "claude-code", call(0, 100), call(0, 5, model=None))
    screen = shown()
    said = words(screen.sources.detail)
    assert said[said.index("COUNTED TOKENS BY PERSON AND MODEL") + 1 :] == [
        *("Person 01 · m-1", "100", "Person 01 · no model told", "5"),
    ]
    session.toggle_names()
    settled()
    assert "ann.berg · m-1" in words(screen.sources.detail)


def test_what_a_later_import_told_better_is_said_of_the_earlier_source(session, shown):
    take(session.case, "claude-code", call(0, 100, key="msg_1"))
    take(session.case, "claude-code", call(0, 120, key="msg_1", prompt="all of it", response="yes"))
    screen = shown()
    screen.sources.table.selectRow(0)
    assert [label for label in words(screen.sources.detail) if "1 of its requests counts no more" in label]


def test_rejected_lines_are_read_on_demand_and_go_out_as_csv(qtbot, session, shown, settled, tmp_path: Path):
    take(session.case, "codex", call(0, 1), ImportIssue(7, "“soon” is not a time", excerpt="ann.berg,soon"))
    screen = shown()
    assert screen.sources.rejected.issues.rowCount() == 0
    qtbot.mouseClick(screen.sources.detail.show_rejected, Qt.MouseButton.LeftButton)
    settled()
    screen.sources.rejected.save(tmp_path / "rejected.csv")
    with (tmp_path / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source"], row["line"], row["excerpt"]) for row in rows] == [("source 1", "7", "hidden, as names are")]
    assert session.case.log.lines()[-1].action == "rejected lines exported"
    screen.leave()
    assert screen.sources.strip.isVisible()


def test_rejected_lines_never_stand_beside_another_sources_receipt(qtbot, session, shown, settled):
    take(session.case, "codex", call(0, 1), ImportIssue(7, "“soon” is not a time"))
    take(session.case, "codex", call(1, 1))
    screen = shown()
    qtbot.mouseClick(screen.sources.detail.show_rejected, Qt.MouseButton.LeftButton)
    settled()
    assert screen.sources.rejected.isVisible()
    screen.sources.table.selectRow(1)
    assert screen.sources.strip.isVisible() and not screen.sources.rejected.isVisible()


def test_days_with_data_and_gaps_are_drawn_and_told_in_words(session, shown):
    take(session.case, "claude-code", *(call(day, 1) for day in (0, 1, 2, 20, 21)))
    screen = shown()
    strip = screen.sources.strip
    assert strip.strips[0].runs == ((20_759, 20_761), (20_779, 20_780))
    assert "nothing from 5 Nov 2026 to 21 Nov 2026" in strip.accessibleName()
    first, gap = strip.place((20_759, 20_761)), strip.place(strip.strips[0].gaps[0])
    assert first[0] + first[1] == gap[0] and gap[1] > 4 * first[1]


def test_days_that_follow_each_other_are_one_run():
    assert runs([1, 2, 3, 7, 9, 10]) == ((1, 3), (7, 7), (9, 10))
