"""The auditor's word on an agent, by what a person types and presses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from auditor.case.case_file import CaseFile
from auditor.gui.overrides.override_dialog import OverrideDialog
from auditor.gui.session import Session
from auditor.overrides import harmless, mark_harmless, set_rhythm, told_rhythms
from auditor.records import Assessment, Rhythm
from tests.gui.cases import small_case


@pytest.fixture
def session(tmp_path: Path):
    made = Session()
    made.show_case(CaseFile.open(small_case(tmp_path)))
    yield made
    made.show_case(None)


def opened(qtbot, session: Session) -> OverrideDialog:
    assert session.current_id
    made = OverrideDialog(session, session.current_id)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(dialog: OverrideDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def press(qtbot, dialog: OverrideDialog) -> None:
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)


def test_a_rhythm_with_its_reason_is_kept(qtbot, session: Session) -> None:
    dialog = opened(qtbot, session)
    dialog.rhythm.choice.show_value("batch")
    qtbot.keyClicks(dialog.rhythm.reason, "It waits for a file")
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(dialog.rhythm.reason, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert told_rhythms(session.case) == {session.current_id: Rhythm.BATCH} and harmless(session.case) == {}


def test_what_was_worked_out_is_shown_unless_the_agent_is_sealed(qtbot, session: Session) -> None:
    session.case.assessments.replace_all(
        [Assessment(session.current_id, Rhythm.SCHEDULED, None, 0.4, False, {}, "", (), 1)]
    )
    session.sealed = frozenset()
    assert opened(qtbot, session).rhythm.choice.currentText() == "as worked out: scheduled"
    session.sealed = frozenset({session.current_id})
    assert opened(qtbot, session).rhythm.choice.currentText() == "as worked out"


def test_known_harmless_is_kept_until_its_day_and_taken_back_with_a_reason(qtbot, session: Session) -> None:
    dialog = opened(qtbot, session)
    qtbot.mouseClick(dialog.harmless.tick, Qt.MouseButton.LeftButton)
    dialog.harmless.reason.setText("Nightly tests")
    dialog.harmless.until.setText("2199-12-31")
    press(qtbot, dialog)
    assert harmless(session.case)[session.current_id].expires == "2199-12-31"
    again = opened(qtbot, session)
    assert "known harmless until 2199-12-31 · holds" in words(again)
    qtbot.mouseClick(again.harmless.tick, Qt.MouseButton.LeftButton)
    press(qtbot, again)
    assert again.isVisible() and again.problem.text().startswith("Say why it is taken back")
    again.harmless.reason.setText("switched off")
    press(qtbot, again)
    assert harmless(session.case) == {} and "taken back" in words(opened(qtbot, session))


def test_nothing_is_kept_while_something_is_wrong(qtbot, session: Session) -> None:
    dialog = opened(qtbot, session)
    dialog.rhythm.choice.show_value("batch")
    dialog.rhythm.reason.setText("It waits for a file")
    dialog.harmless.tick.setChecked(True)
    dialog.harmless.reason.setText("Nightly tests")
    dialog.harmless.until.setText("2020-01-01")
    press(qtbot, dialog)
    assert dialog.isVisible() and "2020-01-01 is past already" in dialog.problem.text()
    assert dialog.focusWidget() is dialog.harmless.until and session.case.overrides.all() == []


def test_what_holds_is_shown_and_saving_it_unchanged_writes_nothing(qtbot, session: Session) -> None:
    set_rhythm(session.case, session.current_id, Rhythm.BATCH, "It waits")
    mark_harmless(session.case, session.current_id, "Nightly tests")
    lines = len(session.case.log.lines())
    dialog = opened(qtbot, session)
    assert (dialog.rhythm.choice.value, dialog.rhythm.reason.text()) == ("batch", "It waits")
    assert dialog.harmless.on and dialog.harmless.reason.text() == "Nightly tests"
    with qtbot.assertNotEmitted(dialog.saved):
        press(qtbot, dialog)
    assert not dialog.isVisible() and len(session.case.log.lines()) == lines


def test_another_choice_asks_for_its_own_reason_and_the_old_one_brings_its_back(qtbot, session: Session) -> None:
    set_rhythm(session.case, session.current_id, Rhythm.BATCH, "It waits")
    dialog = opened(qtbot, session)
    dialog.rhythm.choice.show_value("")
    press(qtbot, dialog)
    assert dialog.isVisible() and "Say why the rhythm" in dialog.problem.text()
    dialog.rhythm.choice.show_value("batch")
    assert dialog.rhythm.reason.text() == "It waits" and not dialog.rhythm.changed
    dialog.rhythm.choice.show_value("")
    dialog.rhythm.reason.setText("I was wrong")
    press(qtbot, dialog)
    assert told_rhythms(session.case) == {}


def test_esc_leaves_everything_as_it_was(qtbot, session: Session) -> None:
    dialog = opened(qtbot, session)
    dialog.harmless.tick.setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and session.case.overrides.all() == []


def test_a_case_that_cannot_be_written_is_told(qtbot, session: Session) -> None:
    path = session.case.path
    session.show_case(None)
    session.show_case(CaseFile.open(path, readonly=True))
    dialog = opened(qtbot, session)
    dialog.harmless.tick.setChecked(True)
    dialog.harmless.reason.setText("Nightly tests")
    press(qtbot, dialog)
    assert dialog.isVisible() and "is open for reading only" in dialog.problem.text()


def test_every_field_has_a_name(qtbot, session: Session) -> None:
    dialog = opened(qtbot, session)
    fields = (dialog.rhythm.choice, dialog.rhythm.reason, dialog.harmless.tick, dialog.harmless.reason)
    assert [field.accessibleName() for field in (*fields, dialog.harmless.until)] == [
        *("Rhythm", "Reason for the rhythm", "Known to be harmless", "Reason why it is harmless", "Harmless until")
    ]
