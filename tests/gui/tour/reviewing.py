"""Reviewing: the queue, an agent, a verdict begun, banners."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.gui.main_window import MainWindow
from auditor.records import Label
from tests.gui.tour.added import add_alike, add_sums


def review(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    return window


def timer(window: MainWindow, case: Path, folder: Path) -> QWidget:
    return agent(5)(window, case, folder)


def person(window: MainWindow, case: Path, folder: Path) -> QWidget:
    return agent(4)(window, case, folder)


def agent(number: int) -> Callable[[MainWindow, Path, Path], QWidget]:
    def show(window: MainWindow, case: Path, _: Path) -> QWidget:
        window.open_case(case)
        window.session.show_agent(window.session.agents[number].id)
        return window

    return show


def padding_draft(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(7)(window, case, _)
    window.review.verdict.choose(Label.PADDING)
    window.review.save()
    return window


def selected(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(5)(window, case, _)
    whole = window.review.timeline.viewport
    window.review.timeline.select((whole.start + whole.span // 3, whole.start + whole.span // 2))
    return window


def zoomed_with_reader(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(3)(window, case, _)
    for _ in range(3):
        window.review.timeline.zoom(2)
    window.review.timeline.next_event()
    return window


def logarithmic_with_names(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(4)(window, case, _)
    window.review.chart.set_log(True)
    window.session.toggle_names()
    return window


def nothing_found(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.queue.filter.setText("no such agent")
    return window


def decided(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.queue.show_tab(type(window.review.queue.model.tab).DECIDED)
    return window


def agent_raw_and_corrected(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.session.show_agent(next(agent.id for agent in window.session.agents if agent.name == "mail sorter"))
    return window


def agent_in_credits(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.session.show_agent(next(agent.id for agent in window.session.agents if agent.name == "pair coder"))
    return window


def integrity_banner(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_sums(case)
    window.open_case(case)
    return window


REVIEWING = (
    review,
    timer,
    person,
    padding_draft,
    selected,
    zoomed_with_reader,
    logarithmic_with_names,
    nothing_found,
    decided,
    agent_raw_and_corrected,
    agent_in_credits,
    integrity_banner,
)
"""States of the tour, in order."""
