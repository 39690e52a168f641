"""The timeline: each lane with ordinary, empty, huge and strange data; comparing; the requests below it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.gui.main_window import MainWindow
from auditor.gui.timeline.lane_choice import Lanes
from auditor.records import Agent
from auditor.review import find_agent, pin_span
from auditor.timeline.lanes import LANES
from tests.gui.records import DAY, MIDNIGHT
from tests.gui.tour.settling import settle
from tests.gui.tour.strange import strange_case

State = Callable[[MainWindow, Path, Path], QWidget]
FIRST = tuple(lane.name for lane in LANES if lane.shown)
MORE = tuple(lane.name for lane in LANES if not lane.shown)


def strange(name: str, lanes: tuple[str, ...] = FIRST) -> State:
    """An agent of the strange case, in these lanes."""

    def show(window: MainWindow, _: Path, folder: Path) -> QWidget:
        window.open_case(strange_case(folder))
        window.session.show_agent(agent(window, name).id)
        window.review.timeline.set_lanes(Lanes(lanes))
        settle(window)
        return window

    show.__name__ = f"lanes {name} {'first' if lanes == FIRST else 'more'}".replace(" ", "_")
    return show


def agent(window: MainWindow, name: str) -> Agent:
    return find_agent(window.session.agents, name)


ordinary = strange("route planner")


def single_requests(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    timeline = window.review.timeline
    timeline.next_event()
    timeline.zoom(400, MIDNIGHT + 8 * DAY // 24)
    timeline.next_event()
    return window


def stray_events_gone_to(window: MainWindow, case: Path, folder: Path) -> QWidget:
    strange("1970 and 2100")(window, case, folder)
    window.review.timeline.first_event()
    return window


def tinted(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    assert window.session.case
    chosen = agent(window, "route planner").id
    pin_span(window.session.case, chosen, MIDNIGHT + 2 * DAY, MIDNIGHT + 3 * DAY, "Every quarter of an hour")
    pin_span(window.session.case, chosen, MIDNIGHT + 8 * DAY, MIDNIGHT + 9 * DAY, "The same again")
    window.session.exhibits_changed()
    window.review.timeline.set_tinted(True)
    window.review.timeline.next_span()
    return window


def found_by_words(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.requests.head.search.setText("tour 1007")
    window.review.requests.searching.ask("tour 1007")
    settle(window)
    return window


def in_families(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.requests.head.grouping_chosen.emit("family")
    window.review.requests.groups.selectRow(0)
    settle(window)
    return window


def read_against_family(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.requests.table.go_to(3)
    return window


def two_agents(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.compare("agent")
    window.review.comparing.agents.chosen.emit(agent(window, "ten years").id)
    settle(window)
    window.review.compare("off")
    window.review.compare("agent")
    window.review.comparing.agents.chosen.emit(agent(window, "clock set back").id)
    settle(window)
    return window


def asked_which_agent(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.compare("agent")
    return window


def before_and_after(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.compare("date")
    window.review.comparing.show_before_after(MIDNIGHT + 5 * DAY)
    return window


def all_of_a_person(window: MainWindow, case: Path, folder: Path) -> QWidget:
    ordinary(window, case, folder)
    window.review.compare("person")
    settle(window)
    return window


TIMELINE = (
    *(ordinary, strange("route planner", MORE), strange("every other minute"), strange("every other minute", MORE)),
    *(strange("nothing told"), strange("nothing told", MORE), strange("only one"), strange("same millisecond")),
    *(strange("ten years"), strange("1970 and 2100"), stray_events_gone_to, strange("clock set back")),
    *(strange("negative latency", MORE), strange("all failed", MORE), strange("text withheld"), single_requests),
    *(tinted, found_by_words, in_families, read_against_family),
    *(asked_which_agent, two_agents, before_and_after, all_of_a_person),
)
"""States of the tour, in order."""
