"""The import screen, from dropped files to receipts; what counts is what the case holds and the screen says."""

import csv
import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent

from auditor.gui.importing.control_totals import compare_cost, compare_requests, number_in
from auditor.gui.importing.import_model import Col
from auditor.gui.importing.import_row import State
from auditor.gui.importing.import_screen import ImportScreen
from auditor.importers import IMPORTERS

Write = Callable[..., Path]


@pytest.fixture
def screen(qtbot, session, jobs) -> ImportScreen:
    made = ImportScreen(session, jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def settled(qtbot, jobs) -> Callable[[], None]:
    """Waits until no job is under way."""
    return lambda: qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


def said(screen: ImportScreen, row: int, column: Col) -> str:
    return screen.files.index(row, column).data(Qt.ItemDataRole.DisplayRole)


def test_an_empty_screen_says_where_to_drop_and_what_is_known(screen):
    labels = [label.text() for label in screen._empty.findChildren(type(screen.message))]
    assert "Drop export files or folders here" in labels
    assert "Amazon Bedrock model invocation log" in labels
    assert not screen.go.isEnabled()


def test_every_known_format_is_told_on_a_small_screen_without_being_cut(qtbot, screen):
    screen.resize(1180, 640)
    titles = {importer.title for importer in IMPORTERS}
    labels = [label for label in screen._empty.findChildren(type(screen.message)) if label.text() in titles]
    assert len(labels) == len(titles)
    qtbot.waitUntil(lambda: screen.size().height() == 640)
    assert not [label.text() for label in labels if not label.rect().contains(QRect(QPoint(), label.sizeHint()))]


def test_a_dropped_file_is_recognised_and_says_why(screen, settled, export_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(export_file()))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    screen.dropEvent(QDropEvent(QPointF(QPoint(9, 9)), copy, data, left, Qt.KeyboardModifier.NoModifier))
    settled()
    assert "Plain table" in said(screen, 0, Col.FORMAT)
    assert "timestamp" in said(screen, 0, Col.FORMAT)
    assert screen.go.text().startswith("Import 1 file")


def test_a_file_that_is_no_export_is_shown_but_not_chosen(screen, settled, tmp_path):
    (tmp_path / "holiday.txt").write_text("sun and sea")
    screen.add_paths([tmp_path / "holiday.txt"])
    settled()
    assert said(screen, 0, Col.STATUS) == "not an export"
    assert not screen.files.wanted()
    assert not screen.go.isEnabled()


def test_a_missing_path_does_not_hide_the_others(screen, settled, export_file, tmp_path):
    screen.add_paths([tmp_path / "nowhere.csv", export_file()])
    settled()
    assert "no such file" in said(screen, 0, Col.STATUS)
    assert screen.files.rows[1].state is State.READY


def test_a_folder_of_many_files_lists_each_once(screen, settled, tmp_path):
    for number in range(300):
        (tmp_path / "many").mkdir(exist_ok=True)
        (tmp_path / "many" / f"{number}.txt").write_text("nothing")
    screen.add_paths([tmp_path / "many"])
    screen.add_paths([tmp_path / "many"])
    settled()
    assert screen.files.rowCount() == 300


def test_space_chooses_a_file_and_a_click_on_its_box_too(qtbot, screen, settled, export_file):
    screen.add_paths([export_file()])
    settled()
    qtbot.keyClick(screen.table, Qt.Key.Key_Space)
    assert not screen.go.isEnabled()
    box = screen.table.visualRect(screen.files.index(0, Col.WANTED)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert screen.go.isEnabled()


def test_the_current_file_is_previewed_as_understood(qtbot, screen, settled, export_file):
    screen.add_paths([export_file("a.csv", 80)])
    settled()
    records = screen.preview.records
    qtbot.waitUntil(lambda: records.rowCount() == 50)
    cells = [records.index(0, column).data() for column in range(records.columnCount())]
    assert cells[1:5] == ["1 Nov 09:14:00", "u-1", "standup", "m"]
    assert cells[9] == "hi 0"
    assert "first 50" in screen.preview.told.text()


def test_the_preview_counts_records_and_refused_lines_apart(screen, settled, export_file):
    screen.add_paths([export_file("a.csv", 4, "oops,1")])
    settled()
    assert screen.preview.told.text() == "as understood — all 4 records, 1 refused"


def test_enter_imports_and_the_receipt_tells_what_was_kept(qtbot, screen, session, settled, export_file):
    screen.add_paths([export_file("a.csv", 5, "oops,1")])
    settled()
    with qtbot.waitSignal(screen.imported, timeout=20_000):
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    source = session.case.sources.all()[0]
    assert (source.events, source.rejected) == (5, 1)
    assert said(screen, 0, Col.STATUS) == "receipt"
    labels = [label.text() for label in screen.receipt.findChildren(type(screen.message)) if not label.isHidden()]
    assert labels[labels.index("Requests kept") + 1] == "5"


def test_names_in_the_preview_are_hidden_once_the_file_is_in_the_case(screen, session, settled, export_file):
    screen.add_paths([export_file()])
    settled()
    assert screen.preview.records.index(0, 2).data() == "u-1"
    screen.run.start()
    settled()
    assert screen.preview.records.index(0, 2).data() == "hidden"
    session.toggle_names()
    assert screen.preview.records.index(0, 2).data() == "u-1"


def test_the_rest_goes_on_after_a_file_that_fails(screen, session, settled, export_file):
    empty = export_file("a.csv", 0)
    screen.add_paths([empty, export_file("b.csv")])
    settled()
    screen.run.start()
    settled()
    assert "no usage" in said(screen, 0, Col.STATUS)
    assert said(screen, 1, Col.STATUS) == "receipt"
    assert len(session.case.sources.all()) == 1


def test_after_many_files_it_says_what_became_of_them(screen, settled, export_file):
    screen.add_paths([export_file("good.csv"), export_file("other.csv", 4, "oops,1")])
    settled()
    screen._say("good.csv is mapped.", "notice")
    screen.go.click()
    assert not screen.message.isVisible()
    settled()
    assert screen.message.text() == "2 files imported · 1 line could not be read (see the receipts)"


def test_the_same_bytes_again_add_nothing(screen, session, settled, export_file):
    first = export_file("a.csv")
    (second := first.with_name("b.csv")).write_bytes(first.read_bytes())
    screen.add_paths([first, second])
    settled()
    screen.run.start()
    settled()
    assert said(screen, 1, Col.STATUS) == "already imported"
    assert len(session.case.sources.all()) == 1


def test_cancel_keeps_complete_files_and_says_so(qtbot, screen, session, settled, export_file):
    screen.add_paths([export_file("a.csv"), export_file("b.csv", 60_000)])
    settled()
    screen.run.start()
    qtbot.waitUntil(lambda: screen.files.rows[1].state is State.READING and bool(screen.files.rows[1].step.events))
    qtbot.mouseClick(screen.cancel, Qt.MouseButton.LeftButton)
    settled()
    assert "Stopped. 1 file" in screen.message.text()
    assert [source.events for source in session.case.sources.all()] == [3]
    assert screen.files.rows[1].state is State.STOPPED
    assert screen.go.isEnabled()


def test_sources_of_an_opened_case_are_listed_with_their_receipts(qtbot, screen, session, jobs, settled, export_file):
    screen.add_paths([export_file()])
    settled()
    screen.run.start()
    settled()
    again = ImportScreen(session, jobs)
    qtbot.addWidget(again)
    assert said(again, 0, Col.PROGRESS) == "in the case"
    assert again.receipt.control is not None


def test_control_totals_are_compared_with_every_key(qtbot, screen, settled, export_file):
    screen.add_paths([export_file("a.csv", 4)])
    settled()
    screen.run.start()
    settled()
    box = screen.receipt.control
    qtbot.keyClicks(box.requests, "4")
    qtbot.keyClicks(box.cost, "$1.25")
    assert box.requests_answer.text() == "✓ Requests agree."
    assert box.cost_answer.text() == "≠ Cost differs: the sender says $0.25 more than is counted here (25 %)."
    assert (box.requests_answer.property("role"), box.cost_answer.property("role")) == ("good", "bad")


def test_rejected_lines_hide_their_words_while_names_are_hidden(qtbot, screen, settled, export_file):
    screen.add_paths([export_file("a.csv", 2, "never,jane.doe,a,m,1,1,1,x")])
    settled()
    screen.run.start()
    settled()
    qtbot.mouseClick(screen.receipt.show_rejected, Qt.MouseButton.LeftButton)
    assert [issue.excerpt for issue in screen.rejected.issues.rows] == ["hidden, as names are"]
    assert "never" not in screen.rejected.issues.rows[0].reason and "“…”" in screen.rejected.issues.rows[0].reason


def test_rejected_lines_are_shown_filtered_and_exported(qtbot, screen, session, settled, export_file, tmp_path):
    session.toggle_names()
    screen.add_paths([export_file("a.csv", 2, "=cmd(),1", "never,u,a,m,1,1,1,x")])
    settled()
    screen.run.start()
    settled()
    qtbot.mouseClick(screen.receipt.show_rejected, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.rejected.filter, "cmd")
    assert screen.rejected.issues.rowCount() == 1
    screen.rejected.save(tmp_path / "rejected.csv")
    with (tmp_path / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["line"], rows[0]["excerpt"][:2]) == ("4", "'=")
    qtbot.keyClick(screen.rejected.filter, Qt.Key.Key_Escape)
    assert screen.preview.isVisible()


def test_escape_goes_back_to_the_review(qtbot, screen):
    with qtbot.waitSignal(screen.back):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


def test_a_name_with_markup_is_shown_as_it_is(screen, settled, export_file):
    screen.add_paths([export_file("<b>bold<b>.csv")])
    settled()
    index = screen.files.index(0, Col.FILE)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "<b>bold<b>.csv"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert screen.preview.name.textFormat() == Qt.TextFormat.PlainText


def test_a_preview_does_not_disturb_the_hash_of_the_import(screen, session, settled, export_file):
    path = export_file("a.csv", 20_000)
    screen.add_paths([path])
    settled()
    screen.run.start()
    screen.table.show_file(0)
    screen.preview.show_row(None)
    screen.preview.show_row(screen.files.rows[0])
    settled()
    assert session.case.sources.all()[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_damaged_archive_is_told_and_what_was_read_is_told(screen, settled, export_file, tmp_path):
    whole = gzip.compress(export_file("a.csv", 5_000).read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    screen.add_paths([tmp_path / "cut.csv.gz"])
    settled()
    screen.run.start()
    settled()
    row = screen.files.rows[0]
    assert row.state in (State.FAILED, State.DONE)
    assert row.problem or row.source.warnings or row.source.rejected


@pytest.mark.parametrize(
    ("words", "number"),
    [("18,204", 18204), ("18 204", 18204), ("$2,318.00", 2318), ("2.318,50 €", 2318.5), ("1,234,567", 1234567)],
)
def test_numbers_are_read_as_people_write_them(words, number):
    assert float(number_in(words)) == number


def test_what_is_no_number_is_not_compared():
    assert number_in("about 5") is None
    assert compare_requests("2.5", 2).agrees is None
    assert compare_cost("3", None).words.startswith("This file tells no cost")
