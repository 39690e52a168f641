"""Weighing the evidence: sums open, a finding shown beside its peers, sealed, without data, stale, other orders."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.gui.evidence.scrolling import bring_into_view
from auditor.gui.main_window import MainWindow
from auditor.records import Agent, Finding, Label
from auditor.review import Order
from auditor.sealed import set_look
from tests.gui.tour.added import add_data_since, add_untold
from tests.gui.tour.settling import settle

State = Callable[[MainWindow, Path, Path], QWidget]


def most_suspect(window: MainWindow) -> Agent:
    """One whose evidence speaks for padding: that of the README, or where it is not the one with the most."""
    return next((agent for agent in ranked(window) if agent.name == "idea-garden"), ranked(window)[-1])


def most_useful(window: MainWindow) -> Agent:
    """One whose evidence speaks for usefulness."""
    return next((agent for agent in ranked(window) if agent.name == "notes-keeper"), ranked(window)[0])


def ranked(window: MainWindow) -> list[Agent]:
    """The agents that show their evidence, the least priority first."""
    known, sealed = window.session.assessments, window.session.sealed
    shown = [agent for agent in window.session.agents if agent.id not in sealed]
    return sorted(shown, key=lambda agent: known[agent.id].priority)


def show(choose: Callable[[MainWindow], Agent], window: MainWindow, case: Path) -> None:
    window.open_case(case)
    window.session.show_agent(choose(window).id)
    settle(window)


def evidence_for_padding(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_suspect, window, case)
    return window


def evidence_for_usefulness(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_useful, window, case)
    return window


def evidence_with_sums(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_suspect, window, case)
    window.review.evidence.waterfall.toggle()
    return window


def evidence_with_sums_of_useful(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_useful, window, case)
    window.review.evidence.waterfall.toggle()
    return window


def finding_shown_beside_peers(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_suspect, window, case)
    boxes = window.review.evidence.boxes()
    shown = next((box for box in boxes if rests_on_some(box.finding) and box.finding.peers), boxes[0])
    shown.quiet.buttons["Show"].click()
    settle(window)
    shown.quiet.buttons["Pin"].click()
    shown.quiet.buttons["Peers"].click()
    shown.quiet.buttons["Show"].setFocus()
    return window


def rests_on_some(finding: Finding) -> bool:
    """A finding that narrows the table, if only a little."""
    return bool(finding.measure.events)


def sealed_agent(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    assert window.session.case
    set_look(window.session.case, 100, 1)
    window.session.evidence_changed()
    window.session.show_agent(window.session.agents[2].id)
    return window


def evidence_without_data(window: MainWindow, case: Path, _: Path) -> QWidget:
    name = add_untold(case)
    show(lambda window: next(one for one in window.session.agents if one.name == name), window, case)
    if missing := window.review.evidence.findChild(QWidget, "missing"):
        bring_into_view(missing)
    return window


def stale_verdict(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent_id = add_data_since(case)
    window.open_case(case)
    window.review.queue.show_tab(type(window.review.queue.model.tab).DECIDED)
    window.session.show_agent(agent_id)
    settle(window)
    return window


def verdict_begun(window: MainWindow, case: Path, _: Path) -> QWidget:
    show(most_suspect, window, case)
    window.review.verdict.choose(Label.PADDING)
    window.review.verdict.toggle_reason(3)
    window.review.verdict.toggle_reason(7)
    window.review.verdict.note.setPlainText("Every night at 02:00, the same report.\nNobody opens it.\nAsk the team.")
    window.review.verdict.tell("Choose at least one reason for token-padding.")
    return window


def queue_by(order: Order) -> State:
    def sort(window: MainWindow, case: Path, _: Path) -> QWidget:
        window.open_case(case)
        window.session.set_order(order)
        return window

    sort.__name__ = f"queue_by_{order.name.lower()}"
    return sort


WEIGHING: tuple[State, ...] = (
    evidence_for_padding,
    evidence_for_usefulness,
    evidence_with_sums,
    evidence_with_sums_of_useful,
    finding_shown_beside_peers,
    sealed_agent,
    evidence_without_data,
    stale_verdict,
    verdict_begun,
    queue_by(Order.RANDOM),
    queue_by(Order.NAME),
)
"""States of the tour, in order."""
