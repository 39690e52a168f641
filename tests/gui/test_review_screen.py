"""The review screen, by the keys a person presses; what counts is what the case holds and what the screen says."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.exports.bundle import chosen, export
from auditor.gui.main_window import MainWindow
from auditor.records import Label
from auditor.timeline.clock import DAY, clock_of
from tests.gui.cases import gone, small_case
from tests.timeline.activities import BERLIN, micros


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow()
    made.open_case(small_case(tmp_path))
    made.show()
    qtbot.waitExposed(made)
    yield made
    gone(made)


def press(qtbot, window: MainWindow, *keys: str) -> None:
    """Each key goes where the focus is, as a keyboard's would."""
    special = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape}
    for key in keys:
        target: QWidget = QApplication.focusWidget() or window
        control = Qt.KeyboardModifier.ControlModifier if key.startswith("Ctrl+") else Qt.KeyboardModifier.NoModifier
        key = key.removeprefix("Ctrl+")
        if key in special:
            qtbot.keyClick(target, special[key], control)
        elif control != Qt.KeyboardModifier.NoModifier:
            qtbot.keyClick(target, getattr(Qt.Key, f"Key_{key}"), control)
        else:
            qtbot.keyClicks(target, key)


def verdicts(window: MainWindow):
    assert window.session.case
    return window.session.case.verdicts.all()


def test_useful_takes_two_keys_and_shows_the_next_agent(qtbot, window):
    first = window.session.current
    press(qtbot, window, "u", "Enter")
    assert [(v.agent_id, v.label, v.reviewer) for v in verdicts(window)] == [(first.id, Label.USEFUL, "R. Okafor")]
    assert window.session.current.id != first.id


def test_padding_takes_reasons_confidence_and_a_note(qtbot, window):
    press(qtbot, window, "p", "1", "2", "c", "c", "c", "m", "nobody reads it", "Enter", "Enter")
    given = verdicts(window)[0]
    assert (given.label, given.confidence, given.note) == (Label.PADDING, 3, "nobody reads it")
    assert given.reasons == ("repeats itself", "no outcome")


def test_padding_without_a_reason_is_not_saved_and_says_why(qtbot, window):
    press(qtbot, window, "p", "Enter")
    assert verdicts(window) == []
    assert "at least one reason" in window.review.verdict._problem.text()


def test_enter_without_a_label_saves_nothing(qtbot, window):
    press(qtbot, window, "Enter")
    assert verdicts(window) == []
    assert "Choose Useful" in window.review.verdict._problem.text()


def test_nothing_is_chosen_before_a_person_chooses(qtbot, window):
    for _ in window.session.agents:
        draft = window.review.verdict.draft()
        assert (draft.label, draft.reasons, draft.confidence) == (None, (), None)
        press(qtbot, window, "j")


def test_undo_is_a_new_line_and_shows_the_agent_again(qtbot, window):
    first = window.session.current
    press(qtbot, window, "u", "Enter", "i", "Enter", "Ctrl+Z", "Ctrl+Z")
    assert [v.label for v in verdicts(window)] == [Label.USEFUL, Label.INCONCLUSIVE, None, None]
    assert window.session.current.id == first.id
    assert window.session.current.label is None


def test_w_shows_less_time_and_f_the_whole_period_again(qtbot, window):
    whole = window.review.timeline.viewport.span
    press(qtbot, window, "w", "d")
    assert window.review.timeline.viewport.span < whole
    press(qtbot, window, "f")
    assert window.review.timeline.viewport.span >= whole


def test_j_and_k_walk_the_queue_and_stop_at_its_ends(qtbot, window):
    order = [agent.id for agent in window.session.agents]
    press(qtbot, window, "k", "j", "j", "k")
    assert window.session.current_id == order[1]
    press(qtbot, window, *"j" * 20)
    assert window.session.current_id == order[-1]


def test_letters_do_not_act_while_a_text_field_has_the_focus(qtbot, window):
    press(qtbot, window, "m", "jkupi")
    assert window.review.verdict.note.toPlainText() == "jkupi"
    assert window.review.verdict.draft().label is None


def test_an_unsaved_draft_is_kept_while_looking_at_another_agent(qtbot, window):
    press(qtbot, window, "p", "3", "j", "k")
    draft = window.review.verdict.draft()
    assert (draft.label, draft.reasons) == (Label.PADDING, ("runs on a timer",))


def test_the_filter_narrows_the_queue_and_escape_clears_it(qtbot, window):
    press(qtbot, window, "/", "triage", "Enter")
    assert window.review.queue.model.rowCount() == 1
    press(qtbot, window, "/", "Esc")
    assert window.review.queue.model.rowCount() == len(window.session.agents)
    press(qtbot, window, "/", "triage", "Enter")
    press(qtbot, window, "j")
    assert "triage" in window.session.current.name


def test_enter_in_the_filter_leaves_it_and_saves_nothing(qtbot, window):
    press(qtbot, window, "u", "/", "triage", "Enter")
    assert verdicts(window) == []
    assert QApplication.focusWidget() is window.review.queue.list


def test_enter_on_a_button_presses_it_and_saves_nothing(qtbot, window):
    press(qtbot, window, "u")
    window.bar._names.setFocus()
    press(qtbot, window, "Enter")
    assert window.session.names
    assert verdicts(window) == []


def test_an_unsaved_verdict_is_told_before_the_window_closes(qtbot, window):
    press(qtbot, window, "u")
    window.close()
    assert window.isVisible()
    assert window.session.current.name in window._notice.text()
    press(qtbot, window, "Enter")
    window.close()
    assert not window.isVisible()


def test_a_note_keeps_its_cursor_while_the_agents_are_read_anew(qtbot, window):
    press(qtbot, window, "m", "half a note")
    window.session.reload()
    press(qtbot, window, " more")
    assert window.review.verdict.note.toPlainText() == "half a note more"


def test_names_that_cannot_be_logged_stay_hidden(window, tmp_path):
    path = small_case(tmp_path / "readonly")
    window.session.show_case(CaseFile.open(path, readonly=True))
    with pytest.raises(AuditorError):
        window.session.toggle_names()
    assert not window.session.names


def test_a_selected_stretch_narrows_the_table_and_is_pinned_with_e(qtbot, window):
    activity = window.review._loaded.activity
    span = (int(activity.at[3]), int(activity.at[9]))
    window.review.timeline.select(span)
    assert window.review.requests.model.rowCount() == int(((activity.at >= span[0]) & (activity.at < span[1])).sum())
    press(qtbot, window, "e", "p", "1", "Enter")
    assert len(verdicts(window)[0].exhibits) == 1


def test_names_are_hidden_until_h_and_showing_them_is_logged(qtbot, window):
    agent = window.session.current
    assert agent.person not in window.review.head._who.text()
    press(qtbot, window, "h")
    assert agent.person in window.review.head._who.text()
    assert window.session.case.log.lines()[-1].action == "names shown"


def test_choosing_a_request_opens_it_in_the_reader(qtbot, window):
    press(qtbot, window, ".", ".")
    assert not window.review.requests.reader.isHidden()
    assert "PROMPT\n" in window.review.requests.reader.page.toPlainText()
    press(qtbot, window, "Esc")
    assert window.review.requests.reader.isHidden()


def test_a_request_chosen_in_the_table_is_marked_on_the_timeline(window):
    window.review.timeline.zoom(8)
    window.review.requests.table.selectRow(0)
    viewport = window.review.timeline.viewport
    assert viewport.start <= window.review._loaded.activity.at[0] < viewport.end


def test_the_reader_follows_the_zone(qtbot, window):
    press(qtbot, window, ".")
    before = window.review.requests.reader._title.text()
    press(qtbot, window, "z")
    assert window.review.requests.reader._title.text() != before
    assert "UTC" in window.review.requests.reader._origin.text()


def test_the_keys_panel_lists_the_keys_and_takes_every_key(qtbot, window):
    press(qtbot, window, "?")
    assert window.keys.isVisible()
    press(qtbot, window, "u")
    assert not window.keys.isVisible()
    assert window.review.verdict.draft().label is None


def test_the_whole_queue_is_judged_by_keys_alone_and_the_csv_says_so(qtbot, window, tmp_path):
    for agent in window.session.agents:
        press(qtbot, window, *(("p", "1", "Enter") if agent.totals.events % 2 else ("u", "Enter")))
    export(window.session.case, tmp_path / "out", chosen("labels"))
    with (tmp_path / "out" / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["label"] for row in rows} == {"useful", "token-padding"}
    assert all((row["label"] == "token-padding") == bool(int(row["events"]) % 2) for row in rows)
    assert all(row["status"] == "decided" and row["person"].startswith("Person ") for row in rows)


def test_dark_and_light_can_be_switched(qtbot, window):
    press(qtbot, window, "Ctrl+D")
    assert window.session.theme.name == "dark"
    press(qtbot, window, "Ctrl+D")
    assert window.session.theme.name == "light"


def test_a_stretch_until_midnight_is_pinned_by_the_day_it_ends_on(qtbot, window):
    midnight = micros(*day_of(int(window.review._loaded.activity.at[5])))
    window.review.timeline.select((midnight, midnight + DAY))
    press(qtbot, window, "e")
    title = window.session.case.exhibits.of_agent(window.session.current_id)[0].title
    first, last = title.split(",")[0].removesuffix(" 2026").split(" – ")
    assert first == last


def day_of(at: int) -> tuple[int, int, int]:
    moment = clock_of(BERLIN).moment(at)
    return moment.year, moment.month, moment.day
