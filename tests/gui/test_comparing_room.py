"""From the agent on screen to a comparison and back, with a real case read in the background."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.gui.comparing.comparing_room import ComparingRoom
from auditor.gui.session import Session
from auditor.gui.timeline.lane_choice import Lanes
from auditor.timeline.lane import Subject
from tests.gui.cases import small_case
from tests.timeline.activities import BERLIN


@pytest.fixture
def session(tmp_path):
    made = Session()
    made.show_case(CaseFile.open(small_case(tmp_path)))
    yield made
    made.show_case(None)


@pytest.fixture
def room(session, jobs, qtbot):
    made = ComparingRoom(session, jobs)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def subject_of(session, agent):
    outcomes, linked = session.case.outcomes.of_agent(agent.id)
    return Subject(session.case.events.activity(agent.id), outcomes, linked, BERLIN)


def compared(room, session, qtbot):
    """The first agent beside the one proposed first, chosen with the keys alone."""
    agent = session.agents[0]
    room.ask_agent(agent, subject_of(session, agent))
    QTest.keyClick(room.agents.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.timeline is room.compare)
    return agent, room.agents.model.agents[0]


def test_an_agent_is_chosen_read_and_compared(room, session, qtbot):
    agent, other = compared(room, session, qtbot)
    words = [title.words for title in room.compare.titles]
    assert agent.name in words[0] and agent.alias in words[0]
    assert other.name in words[1] and other.alias in words[1]
    assert [len(half._chart.at) for half in room.compare.halves] == [agent.totals.events, other.totals.events]


def test_a_date_is_chosen_and_its_two_sides_are_compared(room, session):
    agent = session.agents[0]
    room.set_dates([((session.span[0] + session.span[1]) // 2, "target announced")])
    room.ask_date(agent, subject_of(session, agent))
    assert room.timeline is None
    QTest.keyClick(room.days.field, Qt.Key.Key_Return)
    assert room.timeline is room.compare
    parts = [len(half._chart.at) for half in room.compare.halves]
    assert all(parts) and sum(parts) == agent.totals.events


def test_all_of_a_person_are_shown_and_one_is_chosen(room, session, qtbot):
    room.show_person(session.agents[0], BERLIN)
    area = room.multiples.area
    qtbot.waitUntil(lambda: len(area.strips) == len(area.rows))
    with qtbot.waitSignal(room.agent_chosen) as told:
        QTest.keyClick(area, Qt.Key.Key_Return)
    assert told.args == [session.agents[0].id] and not area.rows


def test_choosing_the_agent_one_came_from_goes_back_too(room, session, qtbot):
    room.agent_chosen.connect(session.show_agent)
    room.show_person(session.current, BERLIN)
    with qtbot.waitSignal(room.closed):
        room.multiples.area.open_current()


def test_esc_leads_back_from_each_panel(room, session, qtbot):
    agent = session.agents[0]
    for ask in (
        lambda: room.ask_agent(agent, subject_of(session, agent)),
        lambda: room.ask_date(agent, subject_of(session, agent)),
        lambda: room.show_person(agent, BERLIN),
    ):
        ask()
        with qtbot.waitSignal(room.closed):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_leaving_drops_a_filter_then_closes(room, session, qtbot):
    agent = session.agents[0]
    room.ask_agent(agent, subject_of(session, agent))
    room.agents.filter.setText("x")
    room.leave()
    assert room.agents.filter.text() == ""
    with qtbot.waitSignal(room.closed):
        room.leave()


def test_names_are_shown_and_hidden_in_a_comparison(room, session, qtbot):
    agent, _ = compared(room, session, qtbot)
    session.toggle_names()
    assert agent.person in room.compare.titles[0].words
    session.toggle_names()
    assert agent.person not in room.compare.titles[0].words


def test_names_are_shown_and_hidden_before_and_after_a_date(room, session):
    agent = session.agents[0]
    room.ask_date(agent, subject_of(session, agent))
    room.days.accept()
    assert agent.alias in room.compare.accessibleName()
    session.toggle_names()
    assert agent.person in room.compare.accessibleName()


def test_another_agent_closes_the_comparison(room, session, qtbot):
    compared(room, session, qtbot)
    with qtbot.waitSignal(room.closed):
        session.show_agent(session.agents[2].id)


def test_closing_the_case_while_an_agent_is_read_is_no_error(room, session, qtbot, jobs):
    agent = session.agents[0]
    room.ask_agent(agent, subject_of(session, agent))
    QTest.keyClick(room.agents.filter, Qt.Key.Key_Return)
    session.show_case(None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert room.timeline is None


def test_settings_of_the_review_screen_are_taken(room, session, qtbot):
    compared(room, session, qtbot)
    room.set_log(True)
    room.set_zone(BERLIN)
    room.set_lanes(Lanes(("hours", "cost")))
    assert all(half._stage.scaling.log for half in room.compare.halves) and room.multiples.area.log
    assert room.compare.halves[1].lanes.names == ("hours", "cost")
