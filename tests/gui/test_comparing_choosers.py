"""Whom and which date to compare with: typed, walked to with the keys, or clicked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from auditor.case.case_file import CaseFile
from auditor.gui.comparing.agent_chooser import AgentChooser
from auditor.gui.comparing.date_chooser import DateChooser
from auditor.gui.comparing.proposals import matching, proposals
from auditor.gui.session import Session
from auditor.records import Agent, Totals
from tests.gui.cases import small_case
from tests.timeline.activities import BERLIN, micros

WHOLE = (micros(2026, 9, 1), micros(2026, 12, 1))


def agent(id_, person, tokens, name="", events=10):
    totals = Totals(events, tokens, output_tokens=None)
    return Agent(
        id_, name or f"agent-{id_}", f"name{person}", f"Person {person:02d}", None, totals, None, None, (), person
    )


def test_the_same_person_comes_first_then_the_most_alike_in_size():
    me = agent(1, 7, 1_000)
    others = [agent(2, 3, 10), agent(3, 3, 900), agent(4, 7, 1), agent(5, 3, 1_200), agent(6, 7, 500)]
    assert [one.id for one in proposals([me, *others], me)] == [6, 4, 3, 5, 2]


def test_without_tokens_size_is_requests_and_agents_without_events_are_left_out():
    me = agent(1, 7, None, events=100)
    others = [agent(2, 3, 5, events=3), agent(3, 3, 5, events=90), agent(4, 3, None, events=0)]
    assert [one.id for one in proposals([me, *others], me)] == [3, 2]


def test_every_word_must_match_and_hidden_names_cannot_be_searched():
    agents = [agent(1, 7, 1, "digest-loop"), agent(2, 8, 1, "digest-writer")]
    assert [one.id for one in matching(agents, "loop 07", names=False)] == [1]
    assert matching(agents, "name7", names=False) == [] and matching(agents, "name7", names=True) == agents[:1]


@pytest.fixture
def session(tmp_path):
    made = Session()
    made.show_case(CaseFile.open(small_case(tmp_path)))
    yield made
    made.show_case(None)


@pytest.fixture
def agents(session, qtbot):
    made = AgentChooser(session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_agent(session.agents[0])
    return made


def test_it_lists_all_agents_but_the_one_in_question(agents, session):
    assert {one.id for one in agents.model.agents} == {one.id for one in session.agents[1:]}
    assert agents.list.currentIndex().row() == 0


def test_typing_filters_and_enter_takes_the_first(agents, session, qtbot):
    wanted = session.agents[3]
    QTest.keyClicks(agents.filter, wanted.name)
    assert all(wanted.name in one.name for one in agents.model.agents)
    with qtbot.waitSignal(agents.chosen) as told:
        QTest.keyClick(agents.filter, Qt.Key.Key_Return)
    assert told.args == [agents.model.agents[0].id]


def test_arrow_keys_walk_from_the_field(agents, qtbot):
    QTest.keyClick(agents.filter, Qt.Key.Key_Down)
    QTest.keyClick(agents.filter, Qt.Key.Key_Down)
    QTest.keyClick(agents.filter, Qt.Key.Key_Up)
    with qtbot.waitSignal(agents.chosen) as told:
        QTest.keyClick(agents.filter, Qt.Key.Key_Enter)
    assert told.args == [agents.model.agents[1].id]


def test_a_click_takes_an_agent(agents, qtbot):
    box = agents.list.visualRect(agents.model.index(2))
    with qtbot.waitSignal(agents.chosen) as told:
        qtbot.mouseClick(agents.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert told.args == [agents.model.agents[2].id]


def test_nothing_found_is_said_and_enter_does_nothing(agents, qtbot):
    QTest.keyClicks(agents.filter, "nobody is called this")
    assert agents.note.isVisible() and "No agent matches" in agents.note.text()
    with qtbot.assertNotEmitted(agents.chosen):
        QTest.keyClick(agents.filter, Qt.Key.Key_Return)


def test_esc_leaves_the_filter_then_the_panel(agents, qtbot):
    QTest.keyClicks(agents.filter, "a")
    QTest.keyClick(agents.filter, Qt.Key.Key_Escape)
    assert agents.filter.text() == ""
    with qtbot.waitSignal(agents.closed):
        QTest.keyClick(agents.filter, Qt.Key.Key_Escape)


def test_hidden_names_are_aliases_here_too(agents, session):
    first = agents.model.agents[0]
    line = agents.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.alias in line and first.person not in line
    session.toggle_names()
    assert first.person in agents.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


DATES = [(micros(2026, 10, 25, 2, 30, fold=1), "clocks"), (micros(2026, 10, 3), "target announced")]


@pytest.fixture
def days(qtbot):
    made = DateChooser()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_dates("digest-loop", DATES, WHOLE, BERLIN)
    return made


def test_dates_are_told_on_the_people_s_calendar_in_order(days):
    lines = [days.model.index(row).data() for row in range(2)]
    assert lines == ["Sat 3 Oct 2026 · target announced", "Sun 25 Oct 2026, 02:30 · clocks"]
    assert days.field.text() == "2026-10-03"


def test_enter_takes_the_auditor_s_own_moment(days, qtbot):
    QTest.keyClick(days.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(days.chosen) as told:
        QTest.keyClick(days.field, Qt.Key.Key_Return)
    assert told.args == [DATES[0][0]]


def test_a_day_written_is_its_midnight_on_the_people_s_clock(days, qtbot):
    for words, day in (("2026-10-26", (2026, 10, 26)), ("2026-09-09", (2026, 9, 9))):
        days.field.selectAll()
        QTest.keyClicks(days.field, words)
        with qtbot.waitSignal(days.chosen) as told:
            QTest.keyClick(days.field, Qt.Key.Key_Return)
        assert told.args == [micros(*day)]


def test_what_is_no_day_is_said_and_not_taken(days, qtbot):
    days.field.selectAll()
    QTest.keyClicks(days.field, "3rd of October")
    with qtbot.assertNotEmitted(days.chosen):
        QTest.keyClick(days.field, Qt.Key.Key_Return)
    assert days.note.isVisible() and days.note.text().startswith("“3rd of October” is not a day.")


def test_a_case_without_dates_says_what_to_do(days):
    days.show_dates("digest-loop", [], WHOLE, BERLIN)
    assert "Write a day" in days.note.text() and days.moment() == micros(2026, 10, 16)
