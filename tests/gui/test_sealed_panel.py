"""The sealed look and learning, by what a person types and presses; and how a stale verdict is marked."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from auditor.assess.learning import Learned, is_on, keep, switch
from auditor.case.case_file import CaseFile
from auditor.gui.jobs import Jobs
from auditor.gui.review.history_panel import HistoryPanel
from auditor.gui.review.verdict_panel import VerdictPanel
from auditor.gui.sealed.learning_panel import LearningDialog
from auditor.gui.sealed.sealed_panel import SealedDialog
from auditor.gui.session import Session
from auditor.indicators import INDICATORS
from auditor.records import Label
from auditor.review import Draft, give_verdict
from auditor.sealed import VIEW, Look, look_of, set_look
from auditor.stale import stale
from tests.assess.made import finding, say
from tests.gui.cases import small_case

UTC = ZoneInfo("UTC")


@pytest.fixture
def session(session: Session, tmp_path: Path) -> Session:
    """A window's state with eight agents, about each something is said."""
    case = CaseFile.open(small_case(tmp_path))
    case.views.set(VIEW, None)  # as if nobody had set a look yet
    session.show_case(case)
    say(case_of(session), [finding(agent.id) for agent in session.agents])
    return session


def case_of(session: Session) -> CaseFile:
    assert session.case
    return session.case


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_share_and_seed_are_kept_by_enter(qtbot, session: Session) -> None:
    dialog = shown(qtbot, SealedDialog(session))
    assert (dialog.share.text(), dialog.seed.text()) == ("20", "")
    dialog.share.setText("35 %")
    dialog.seed.setText("11")
    with qtbot.waitSignal(dialog.saved) as told:
        qtbot.keyClick(dialog.seed, Qt.Key.Key_Return)
    assert told.args == [Look(35, 11)] and look_of(case_of(session)) == Look(35, 11) and not dialog.isVisible()


def test_without_a_seed_one_is_drawn(qtbot, session: Session) -> None:
    dialog = shown(qtbot, SealedDialog(session))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    kept = look_of(case_of(session))
    assert kept and kept.share == 20


@pytest.mark.parametrize(
    ("share", "says"), [("many", "Share: “many” is no whole number."), ("120", "120 % of the agents cannot be sealed.")]
)
def test_what_is_wrong_is_told_and_nothing_is_set(qtbot, session: Session, share: str, says: str) -> None:
    dialog = shown(qtbot, SealedDialog(session))
    dialog.share.setText(share)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and dialog.problem.text().startswith(says) and look_of(case_of(session)) is None


def test_the_difference_it_made_is_counted_by_label(qtbot, session: Session) -> None:
    case = case_of(session)
    set_look(case, 100, 1)
    give_verdict(case, session.agents[0].id, Draft(Label.USEFUL))
    dialog = shown(qtbot, SealedDialog(session))
    figures = {one.accessibleName(): one.text() for one in dialog.findChildren(QLabel) if one.accessibleName()}
    assert (figures["sealed, useful"], figures["findings shown, useful"]) == ("1", "0")
    assert dialog.made.text().startswith("Too few to say: 1 first verdicts were given sealed")


def test_learning_is_off_until_its_box_is_ticked_and_off_again(qtbot, session: Session, jobs: Jobs) -> None:
    dialog = shown(qtbot, LearningDialog(session, jobs))
    assert not dialog.switch.isChecked() and dialog.why.text() == "Learning is off: the starting weights hold."
    for on in (True, False):
        with qtbot.waitSignal(dialog.turned):
            dialog.switch.click()
        assert is_on(case_of(session)) is on and dialog.switch.isChecked() is on and dialog.switch.isEnabled()


def test_the_table_tells_start_and_now_of_every_indicator(qtbot, session: Session, jobs: Jobs) -> None:
    case, first = case_of(session), INDICATORS[0]
    switch(case, True)
    keep(case, Learned({first.name: 0.5}, 41, "Learned from 41 verdicts.", {first.name: 30}))
    dialog = shown(qtbot, LearningDialog(session, jobs))
    cells = [dialog.model.item(0, column).text() for column in range(4)]
    assert cells == [first.title, f"{first.weight:.2f}", f"↓ {first.weight / 2:.2f}", "30"]
    assert dialog.model.rowCount() == len(INDICATORS) and dialog.why.text() == "Learned from 41 verdicts."


def test_a_case_that_cannot_be_written_leaves_learning_off_and_says_so(qtbot, session: Session, jobs: Jobs) -> None:
    path = case_of(session).path
    session.show_case(None)
    session.show_case(CaseFile.open(path, readonly=True))
    dialog = shown(qtbot, LearningDialog(session, jobs))
    dialog.switch.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "open for reading only" in dialog.problem.text() and not dialog.switch.isChecked()


def test_a_stale_verdict_has_its_mark_in_the_history_and_above_the_labels(qtbot, session: Session) -> None:
    case, agent = case_of(session), session.agents[0].id
    given = give_verdict(case, agent, Draft(Label.USEFUL))
    say(case, [finding(agent, value=0.2, sources="digest 2")])
    moved = stale(case, agent)
    history, verdict = shown(qtbot, HistoryPanel()), shown(qtbot, VerdictPanel())
    history.show_history(case.verdicts.of_agent(agent), UTC, moved)
    lines = [one.text() for one in history.findChildren(QLabel)]
    assert any(line.startswith("◷ stale: Since this verdict Results unread went from 0.91 to 0.20") for line in lines)
    verdict.show_stale(moved[given.id].words)
    assert verdict._stale.isVisible() and verdict.draft() == Draft()
    verdict.show_stale()
    assert not verdict._stale.isVisible()
