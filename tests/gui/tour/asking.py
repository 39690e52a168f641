"""The dialogs of the evidence: sealed look, learning, what is known of an agent, dates of the target."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from auditor.dates import enter_dates
from auditor.gui.main_window import MainWindow
from auditor.overrides import mark_harmless, set_rhythm
from auditor.records import Rhythm
from auditor.sealed import set_look
from tests.gui.tour.added import add_verdicts
from tests.gui.tour.settling import settle


def opened(window: MainWindow) -> QDialog:
    """The dialog that stands before the window."""
    settle(window)
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


def sealed_dialog(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.set_sealed_look()
    return opened(window)


def sealed_dialog_with_a_difference(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    assert window.session.case
    set_look(window.session.case, 50, 1)
    add_verdicts(window.session.case)
    window.session.verdict_given()
    window.review.set_sealed_look()
    dialog = opened(window)
    dialog.share.setText("many")
    dialog.save.click()
    return dialog


def learning_dialog(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.set_learning()
    return opened(window)


def learning_dialog_with_verdicts(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    assert window.session.case
    add_verdicts(window.session.case)
    window.session.verdict_given()
    window.review.set_learning()
    dialog = opened(window)
    dialog.switch.click()
    settle(window)
    return dialog


def override_dialog(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.say_what_is_known()
    return opened(window)


def override_dialog_with_history(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    assert window.session.case and window.session.current_id
    told = (
        "Runs when a parcel is scanned, which is at night in summer; the depot's lead showed the queue that starts it."
    )
    set_rhythm(window.session.case, window.session.current_id, Rhythm.BATCH, "First guess")
    set_rhythm(window.session.case, window.session.current_id, Rhythm.EVENT_DRIVEN, told)
    mark_harmless(window.session.case, window.session.current_id, "Load test agreed with operations", "2027-12-31")
    window.review.say_what_is_known()
    dialog = opened(window)
    dialog.harmless.tick.click()
    dialog.save.click()
    return dialog


def dates_dialog_in_credits(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    assert window.session.case
    told = {"monthly_target": "2500", "target_unit": "credits", "report_weekday": "", "report_day": "last"}
    window.session.properties = enter_dates(window.session.case, {**told, "due": "2026-12-01"})
    window.review.chart.show_dates()
    window.review.enter_dates()
    return opened(window)


def dates_in_credits(window: MainWindow, case: Path, folder: Path) -> QWidget:
    dates_dialog_in_credits(window, case, folder).reject()
    return window


ASKING = (
    sealed_dialog,
    sealed_dialog_with_a_difference,
    learning_dialog,
    learning_dialog_with_verdicts,
    override_dialog,
    override_dialog_with_history,
    dates_dialog_in_credits,
    dates_in_credits,
)
"""States of the tour, in order."""
