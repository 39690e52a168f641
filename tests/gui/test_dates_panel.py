"""The dates of a target, by what a person types and presses."""

import pytest
from PySide6.QtCore import Qt

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.dates import enter_dates
from auditor.gui.dates_panel import DatesDialog
from auditor.gui.session import Session


@pytest.fixture
def dialog(qtbot, session: Session) -> DatesDialog:
    assert session.case
    enter_dates(session.case, {"announced": "2026-09-01", "weekly_target": "2 M", "report_weekday": "fri"})
    made = DatesDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def kept(session: Session) -> Properties:
    assert session.case
    return session.case.properties.get()


def test_it_shows_what_is_kept(dialog: DatesDialog) -> None:
    assert (dialog.announced.text(), dialog.target.text()) == ("2026-09-01", "2,000,000")
    assert (dialog.weekday.currentText(), dialog.due.text()) == ("Friday", "")


def test_enter_saves_and_tells_what_is_kept(qtbot, dialog: DatesDialog, session: Session) -> None:
    dialog.due.setText("2026-12-01")
    dialog.target.setText("2.5 M")
    dialog.weekday.show_value("")
    with qtbot.waitSignal(dialog.saved) as told:
        qtbot.keyClick(dialog.due, Qt.Key.Key_Return)
    properties = kept(session)
    assert told.args == [properties] and not dialog.isVisible()
    assert (properties.due, properties.weekly_target, properties.report_weekday) == ("2026-12-01", "2500000", "")


def test_a_target_of_credits_a_month_takes_the_place_of_the_weekly_one(qtbot, dialog, session: Session) -> None:
    dialog.target.setText("500")
    dialog.unit.show_value("credits")
    dialog.period.show_value("monthly_target")
    dialog.day.show_value("last")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    properties = kept(session)
    assert (properties.weekly_target, properties.monthly_target, properties.target_unit) == ("", "500", "credits")
    again = DatesDialog(session)
    qtbot.addWidget(again)
    shown = (again.target.text(), again.unit.currentText(), again.period.currentText(), again.day.currentText())
    assert shown == ("500", "credits", "a month", "the last")


def test_saving_what_was_not_changed_logs_nothing(qtbot, dialog: DatesDialog, session: Session) -> None:
    assert session.case
    lines = len(session.case.log.lines())
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible() and len(session.case.log.lines()) == lines


def test_a_target_taken_away_leaves_no_unit(qtbot, dialog: DatesDialog, session: Session) -> None:
    dialog.unit.show_value("credits")
    dialog.target.clear()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (kept(session).target, kept(session).target_unit) == (None, "")


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("announced", "1.9.2026", "Target announced: “1.9.2026” is no date. Write it like 2026-11-02."),
        ("target", "much", "Weekly target: “much” is no amount."),
        ("due", "2026-02-30", "Review due: “2026-02-30” is no date."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(qtbot, dialog, session, field: str, wrong: str, says: str) -> None:
    before = kept(session)
    getattr(dialog, field).setText(wrong)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and dialog.problem.text().startswith(says)
    assert dialog.focusWidget() is getattr(dialog, field) and kept(session) == before


def test_esc_leaves_everything_as_it_was(qtbot, dialog: DatesDialog, session: Session) -> None:
    before = kept(session)
    dialog.announced.clear()
    qtbot.keyClick(dialog.announced, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and kept(session) == before


def test_a_case_that_cannot_be_written_is_told(qtbot, session: Session) -> None:
    assert session.case
    path = session.case.path
    session.show_case(None)
    session.show_case(CaseFile.open(path, readonly=True))
    looking = DatesDialog(session)
    qtbot.addWidget(looking)
    looking.show()
    looking.due.setText("2026-12-01")
    qtbot.mouseClick(looking.save, Qt.MouseButton.LeftButton)
    assert looking.isVisible() and looking.problem.text().startswith(f"{path} is open for reading only")


def test_every_field_has_a_name_and_the_tab_key_goes_through_them(qtbot, dialog: DatesDialog) -> None:
    order = [dialog.announced, dialog.target, dialog.unit, dialog.period, dialog.weekday, dialog.day, dialog.due]
    assert [field.accessibleName() for field in order] == [
        *("Target announced", "Target", "Target counts", "Target for", "Report weekday", "Report day", "Review due")
    ]
    dialog.announced.setFocus()
    for field in order[1:]:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is field
