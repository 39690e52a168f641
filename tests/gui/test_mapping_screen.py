"""The mapping screen: an unknown table, guesses that a person confirms, and what the case then holds."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from auditor.gui.importing.import_model import Col
from auditor.gui.importing.import_row import State
from auditor.gui.importing.import_screen import ImportScreen
from auditor.gui.importing.mapping_panel import MappingPanel
from auditor.importers.tables.mapping_json import read_mapping

HEAD = "created,user_id,app_label,tok_in,tok_cached,tok_out,took,body\n"


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes an unknown table; `date` is what its times begin with."""

    def write(name: str = "gateway.csv", date: str = "2026-11-03T", rows: int = 60) -> Path:
        lines = (
            f"{date}09:{n % 60:02d}{'Z' * ('T' in date)},u-1,digest,{1000 + n},{n},{7},0.5,hi {n}\n"
            for n in range(rows)
        )
        (tmp_path / name).write_text(HEAD + "".join(lines), encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def screen(qtbot, session, jobs) -> ImportScreen:
    made = ImportScreen(session, jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def settled(qtbot, jobs) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


@pytest.fixture
def mapping(qtbot, screen, settled, table) -> MappingPanel:
    """The mapping screen of an unknown table, opened by Enter, its preview read."""
    screen.add_paths([table()])
    settled()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    settled()
    return screen.mapping


def choose(panel: MappingPanel, field: str, column: str) -> None:
    panel.fields.rows[field].column.show_value(column)
    panel.fields.rows[field].column.chosen.emit(panel.fields.rows[field].column.value)


def settle_question(panel: MappingPanel, name: str, word: str) -> None:
    panel.choices.choices[name].show_value(word)
    panel.choices.choices[name].chosen.emit(word)


def first_read(panel: MappingPanel) -> list[str]:
    """The cells of the first record that is no note."""
    records = panel.preview.records
    first = next(number for number in range(records.rowCount()) if number not in records.issue_rows)
    return [records.index(first, column).data() for column in range(records.columnCount())]


def confirm_all(panel: MappingPanel) -> None:
    for row in panel.fields.rows.values():
        if row.tick.isVisible() and not row.tick.isChecked():
            row.tick.click()
    settle_question(panel, "cached_input", "inside")


def test_an_unknown_table_is_listed_with_its_columns_and_what_it_needs(screen, settled, table):
    screen.add_paths([table()])
    settled()
    words = [screen.files.index(0, column).data() for column in (Col.FORMAT, Col.PROGRESS, Col.STATUS)]
    assert words == ["Unknown table: 8 columns: created, user_id, app_label, tok_in", "needs a mapping", "Map columns…"]
    assert screen.preview.map.isVisible() and not screen.go.isEnabled()


def test_a_click_on_map_columns_opens_the_screen(qtbot, screen, settled, table):
    screen.add_paths([table()])
    settled()
    place = screen.table.visualRect(screen.files.index(0, Col.STATUS)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.mapping.isVisible() and not screen.receipt.isVisible()


def test_each_field_shows_its_column_the_reason_and_a_value(mapping):
    row = mapping.fields.rows["input_tokens"]
    assert (row.column.value, row.value.text(), row.tick.isChecked()) == ("tok_in", "1000", False)
    assert row.why.text() == "header says so; whole numbers in 60 of 60 rows"
    assert mapping.fields.rows["team"].column.currentText() == "none"


def test_the_name_of_every_field_is_read_in_full(mapping):
    names = [row.name for row in mapping.fields.rows.values()]
    assert not [name.text() for name in names if name.sizeHint().width() > name.width()]


def test_the_preview_shows_the_rows_as_understood(mapping):
    assert first_read(mapping)[1:8] == ["3 Nov 09:00:00", "u-1", "digest", "–", "1,000", "0", "7"]
    assert mapping.preview.told.text() == "— 49 records in the first lines, none refused"


def test_nothing_is_used_before_every_token_guess_is_confirmed(qtbot, screen, mapping):
    assert "input tokens" in mapping.message.text() and not mapping.use.isEnabled()
    qtbot.keyClick(mapping.fields.rows["timestamp"].column, Qt.Key.Key_Return)
    assert screen.files.rows[0].state is State.UNMAPPED


def test_a_confirmed_mapping_is_imported_and_the_case_tells_it(qtbot, screen, session, settled, mapping):
    confirm_all(mapping)
    settled()
    assert mapping.use.isEnabled()
    qtbot.mouseClick(mapping.use, Qt.MouseButton.LeftButton)
    assert screen.files.index(0, Col.FORMAT).data().startswith("Mapped table: ")
    screen.run.start()
    settled()
    (source,) = session.case.sources.all()
    assert (source.events, source.totals.output_tokens) == (60, 420)
    (line,) = [line for line in session.case.log.lines() if line.action == "mapping used"]
    assert json.loads(line.detail)["mapping"]["made_by"] == "R. Okafor"
    assert not screen.preview.map.isVisible()  # what is in the case is not mapped again


def test_the_whole_mapping_can_be_made_with_the_keyboard(qtbot, screen, settled, mapping):
    seen: list[QWidget] = []
    while mapping.use not in seen and len(seen) < 120:
        focused = QApplication.focusWidget()
        seen.append(focused)
        if focused in [row.tick for row in mapping.fields.rows.values()]:
            qtbot.keyClick(focused, Qt.Key.Key_Space)
        if focused is mapping.choices.choices["cached_input"]:
            qtbot.keyClick(focused, Qt.Key.Key_Down)
            settled()  # the button cannot be reached before the preview has answered
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    settled()
    assert mapping.use in seen and mapping.use.isEnabled()
    qtbot.keyClick(mapping.use, Qt.Key.Key_Return)
    assert screen.files.rows[0].state is State.READY


def test_every_control_has_a_name(mapping):
    rows = mapping.fields.rows.values()
    controls = [part for row in rows for part in (row.column, row.units, row.fixed, row.tick)]
    controls += [*mapping.choices.choices.values(), mapping.choices.zone, mapping.use, mapping.preview.table]
    assert all(control.accessibleName() for control in controls)


def test_a_wrong_column_is_doubted_and_the_preview_tells_why(settled, mapping):
    confirm_all(mapping)
    choose(mapping, "input_tokens", "body")
    settled()
    row = mapping.fields.rows["input_tokens"]
    assert (row.why.text(), row.tick.isChecked()) == ("≠ whole numbers in 0 of 60 rows", False)
    said = [mapping.preview.records.index(n, 1).data() for n in mapping.preview.records.issue_rows]
    assert "cannot be read: input_tokens “hi 0” is not a whole number" in said
    assert not mapping.use.isEnabled()


def test_a_column_that_fits_and_was_chosen_by_hand_needs_no_second_yes(mapping):
    choose(mapping, "output_tokens", "tok_cached")
    assert mapping.fields.rows["output_tokens"].tick.isChecked()


def test_a_missing_column_is_asked_for(mapping):
    choose(mapping, "timestamp", "")
    assert mapping.preview.problem.text() == "Choose a column for time."
    assert not mapping.use.isEnabled()


def test_one_value_for_every_row_can_be_typed(qtbot, settled, mapping):
    row = mapping.fields.rows["agent"]
    choose(mapping, "agent", "\0fixed")
    qtbot.keyClicks(row.fixed, "gateway")
    qtbot.keyClick(row.fixed, Qt.Key.Key_Return)
    settled()
    assert mapping.edit.mapping.fixed == {"agent": "gateway"}
    assert first_read(mapping)[3] == "gateway"


def test_a_unit_changes_what_is_understood(settled, mapping):
    units = mapping.fields.rows["input_tokens"].units
    units.show_value("thousands")
    units.chosen.emit("thousands")
    settled()
    assert first_read(mapping)[5] == "1,000,000"


def test_another_grain_shows_other_fields(mapping):
    settle_question(mapping, "grain", "aggregate")
    assert "requests" in mapping.fields.rows and "prompt" not in mapping.fields.rows
    assert mapping.choices.choices["period"].isVisible()


def test_the_day_in_a_date_is_asked_for_and_the_zone_too(screen, settled, table):
    screen.add_paths([table(date="03/04/2026 ")])
    settled()
    screen.map_columns()
    settled()
    panel = screen.mapping
    assert "how dates are written" in panel.message.text()
    assert panel.choices.zone.isVisible()
    settle_question(panel, "dates", "day-first")
    panel.choices.zone.setCurrentText("Asia/Tokyo")
    settled()
    times = [panel.preview.records.index(n, 1).data() for n in range(4)]
    assert "3 Apr 00:00:00" in times
    assert panel.edit.mapping.timezone == "Asia/Tokyo"


def test_escape_goes_back_to_the_files_and_keeps_them(qtbot, screen, mapping):
    qtbot.keyClick(mapping.fields.rows["timestamp"].column, Qt.Key.Key_Escape)
    assert not mapping.isVisible() and screen.table.isVisible()


def test_a_table_with_headers_mapped_before_needs_no_second_mapping(screen, settled, table, mapping):
    confirm_all(mapping)
    settled()
    mapping.agree()
    screen.add_paths([table("next_month.csv", rows=5)])
    settled()
    assert screen.files.rows[1].state is State.READY
    assert screen.files.rows[1].why.endswith("by R. Okafor")


def test_tables_alike_that_wait_are_mapped_at_once(screen, settled, table):
    screen.add_paths([table("a.csv"), table("b.csv", rows=5)])
    settled()
    screen.map_columns()
    settled()
    confirm_all(screen.mapping)
    settled()
    screen.mapping.agree()
    assert [row.state for row in screen.files.rows] == [State.READY, State.READY]
    assert screen.message.text() == "a.csv is mapped, and 1 other file with the same headers."


def test_a_mapping_is_saved_and_loaded(settled, mapping, tmp_path):
    confirm_all(mapping)
    choose(mapping, "prompt", "")
    mapping.save(tmp_path / "map.json")
    assert read_mapping(tmp_path / "map.json") == mapping.edit.mapping
    choose(mapping, "input_tokens", "tok_cached")
    mapping.load(tmp_path / "map.json")
    settled()
    assert mapping.fields.rows["input_tokens"].column.value == "tok_in"
    assert mapping.fields.rows["prompt"].column.value == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "cannot be read"), ('{"columns": {"timestamp": "When"}}', "This table has no column “When”.")],
)
def test_a_mapping_that_does_not_fit_is_told(mapping, tmp_path, content, sentence):
    (tmp_path / "map.json").write_text(content)
    mapping.load(tmp_path / "map.json")
    assert sentence in mapping.message.text()


def test_times_without_a_zone_are_asked_for_on_the_import_screen(screen, settled, tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"timestamp,user,cost,prompt\n2026-07-01 12:00:00,u-1,1,{name}\n")
    screen.add_paths([tmp_path / "a.csv", tmp_path / "b.csv"])
    settled()
    assert screen.preview.zone.isVisible() and screen.preview.zone.zone == "UTC"
    screen.preview.zone.setCurrentText("Europe/Berlin")
    settled()
    assert screen.preview.records.index(0, 1).data() == "1 Jul 10:00:00"
    assert [row.recognised.file.zone.key for row in screen.files.rows] == ["Europe/Berlin"] * 2


def test_a_file_whose_times_tell_their_zone_is_not_asked(screen, settled, export_file):
    screen.add_paths([export_file()])
    settled()
    assert not screen.preview.zone.isVisible()


def test_a_plain_table_can_be_mapped_otherwise(screen, settled, export_file):
    screen.add_paths([export_file()])
    settled()
    screen.preview.map.click()
    settled()
    assert screen.mapping.isVisible()
    assert screen.mapping.fields.rows["input_tokens"].column.value == "input_tokens"


def test_sums_are_told_in_words_with_their_period(screen, settled, tmp_path):
    (tmp_path / "sums.csv").write_text("Month,User Email,Requests\n2026-10,ann@x.example,1204\n")
    screen.add_paths([tmp_path / "sums.csv"])
    settled()
    screen.map_columns()
    settled()
    panel = screen.mapping
    assert panel.fields.rows["timestamp"].name.text() == "Start of period"
    (number, *_) = panel.preview.records.sum_rows
    assert panel.preview.records.index(number, 5).data() == "a sum until 1 Nov 00:00:00: 1,204 requests"
    assert panel.preview.table.columnSpan(number, 5) == 5


def test_a_value_for_every_row_that_is_not_typed_is_missing(settled, mapping):
    choose(mapping, "person", "")
    choose(mapping, "agent", "\0fixed")
    settled()
    assert mapping.preview.problem.text() == "Choose a column for agent or person."
    assert mapping.fields.rows["agent"].fixed.isVisible()
