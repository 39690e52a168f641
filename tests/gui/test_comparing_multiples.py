"""All agents of one person on one axis: under real hands, with the events of a case, and with little to see."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.comparing.multiples_view import MultiplesView
from auditor.gui.session import Session
from auditor.gui.theme import DARK, LIGHT
from auditor.gui.timeline.timeline_view import TimelineView
from auditor.records import UsageEvent
from auditor.sealed import set_look
from auditor.timeline.clock import DAY
from auditor.timeline.viewport import Viewport
from tests.gui.cases import small_case
from tests.gui.records import MIDNIGHT, call, take
from tests.timeline.activities import BERLIN

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture
def session(tmp_path):
    made = Session()
    made.show_case(CaseFile.open(small_case(tmp_path)))
    yield made
    made.show_case(None)


def busiest(session):
    """Of the person with the most agents the one with the most tokens."""
    agents = sorted(session.agents, key=lambda agent: -agent.totals.tokens)
    counts = [sum(other.person_id == agent.person_id for other in agents) for agent in agents]
    return agents[counts.index(max(counts))]


@pytest.fixture
def view(session, jobs, qtbot):
    made = MultiplesView(session, jobs)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_person(busiest(session), BERLIN)
    qtbot.waitUntil(lambda: len(made.area.strips) == len(made.area.rows))
    return made


def filled(session, jobs, qtbot, *events):
    """A view over the agents of a case with these events."""
    take(session.case, "gateway", *events)
    set_look(session.case, 0)
    session.reload()
    made = MultiplesView(session, jobs)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_person(session.agents[0], BERLIN)
    qtbot.waitUntil(lambda: len(made.area.strips) == len(made.area.rows))
    return made


@pytest.fixture
def empty_case(tmp_path):
    made = Session()
    made.show_case(CaseFile.create(tmp_path / "tools.auditcase", Properties("Platform tools", "R. Okafor")))
    yield made
    made.show_case(None)


def place(view, row, share):
    box = view.area.frame.row(row, view.area.scrolled)
    return QPointF(view.area.frame.left + share * view.area.frame.width, box.center().y())


def mouse(view, kind, at, buttons=LEFT):
    target = view.area.viewport()
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(
        kind, at, QPointF(target.mapToGlobal(at.toPoint())), button, buttons, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(target, event)


def click(view, at):
    mouse(view, QEvent.Type.MouseButtonPress, at)
    mouse(view, QEvent.Type.MouseButtonRelease, at, NONE)


def wheel(view, at, notches):
    target = view.area.viewport()
    event = QWheelEvent(
        at, QPointF(target.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * notches), NONE,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)


def test_it_holds_all_agents_of_the_person_and_no_other_most_tokens_first(view, session):
    person = busiest(session).person_id
    mine = [agent for agent in session.agents if agent.person_id == person]
    assert len(mine) > 1 and {row.agent_id for row in view.area.rows} == {agent.id for agent in mine}
    tokens = {agent.id: agent.totals.tokens or 0 for agent in mine}
    assert [tokens[row.agent_id] for row in view.area.rows] == sorted(tokens.values(), reverse=True)


def test_every_event_of_the_case_is_in_its_strip(view, session):
    events = {agent.id: agent.totals.events for agent in session.agents}
    assert {key: strip.requests for key, strip in view.area.strips.items()} == {
        row.agent_id: events[row.agent_id] for row in view.area.rows
    }


def test_the_bars_add_up_to_the_tokens_of_each_agent(view, session):
    tokens = {agent.id: agent.totals.tokens or 0 for agent in session.agents}
    for agent_id, bars in view.area.drawn.items():
        assert int(bars.heights.sum()) == tokens[agent_id]


def test_one_scale_for_all_until_own_ones_are_asked_for(view, qtbot):
    assert len({scale.top for scale in view.area.scales.values()}) == 1 and view._note.text().startswith("= One scale")
    qtbot.mouseClick(view._own, LEFT)
    assert len({scale.top for scale in view.area.scales.values()}) > 1 and view._note.text().startswith("≠ Own scales")


def test_the_wheel_keeps_the_time_under_the_pointer_for_all_strips(view):
    at = place(view, 1, 0.3)
    before = view.viewport.time(at.x() - view.area.frame.left)
    wheel(view, at, 3)
    assert abs(view.viewport.time(at.x() - view.area.frame.left) - before) <= 1
    edges = [bars.edges for bars in view.area.drawn.values()]
    assert all(np.array_equal(edges[0], other) for other in edges)


def test_dragging_pans_and_opens_nobody(view):
    chosen = []
    view.agent_chosen.connect(chosen.append)
    view.zoom(4)
    start = view.viewport.start
    mouse(view, QEvent.Type.MouseButtonPress, place(view, 0, 0.6))
    mouse(view, QEvent.Type.MouseMove, place(view, 0, 0.4))
    mouse(view, QEvent.Type.MouseButtonRelease, place(view, 0, 0.4), NONE)
    assert view.viewport.start - start == pytest.approx(0.2 * view.viewport.span, rel=0.02) and not chosen


def test_a_click_opens_the_agent_under_the_pointer(view, qtbot):
    with qtbot.waitSignal(view.agent_chosen) as told:
        click(view, place(view, 1, 0.5))
    assert told.args == [view.area.rows[1].agent_id]


def test_arrow_keys_walk_and_enter_opens(view, qtbot):
    QTest.keyClick(view.area, Qt.Key.Key_Home)
    QTest.keyClick(view.area, Qt.Key.Key_Down)
    assert view.area.current == 1
    assert view.area.accessibleName().startswith(f"{view.area.rows[1].name}, ")
    with qtbot.waitSignal(view.agent_chosen) as told:
        QTest.keyClick(view.area, Qt.Key.Key_Return)
    assert told.args == [view.area.rows[1].agent_id]
    QTest.keyClick(view.area, Qt.Key.Key_End)
    assert view.area.current == len(view.area.rows) - 1


def test_enter_and_esc_are_its_own_while_it_has_the_focus(view, qtbot):
    heard = []
    for key in ("Return", "Esc", "Down"):
        QShortcut(QKeySequence(key), view).activated.connect(lambda key=key: heard.append(key))
    view.setFocus()
    qtbot.waitUntil(view.area.hasFocus)
    with qtbot.waitSignals([view.agent_chosen, view.closed]):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            QTest.keyClick(view.area, key)
    assert heard == []


def test_the_agent_one_came_from_is_marked(view, session):
    assert view.area.rows[view.area.current].agent_id == busiest(session).id


def test_the_pointer_is_told_agent_bar_and_values(view):
    strip = view.area.strips[view.area.rows[0].agent_id]
    at = view.area.frame.left + view.viewport.x(int(strip.sums.at[0]))
    lines = view.area.lines_at(QPointF(at + 1, place(view, 0, 0).y()))
    assert lines[0] == view.area.rows[0].name and "request" in lines[2] and "tokens" in lines[2]
    assert view.area.lines_at(QPointF(5, place(view, 0, 0).y())) == ()


def test_near_a_date_the_pointer_is_told_its_name(view):
    middle = view.viewport.time(view.viewport.width / 2)
    view.set_dates([(middle, "target announced")])
    assert view.area.lines_at(place(view, 0, 0.5))[-1] == "target announced"
    assert "target announced" not in view.area.lines_at(place(view, 0, 0.6))


def test_fitting_twice_shows_the_whole_period(view):
    view.zoom(9)
    view.fit()
    assert view.viewport.start > view.area.bounds[0] or view.viewport.end < view.area.bounds[1]
    view.fit()
    assert (view.viewport.start, view.viewport.end) == view.area.bounds


def test_plots_stand_where_the_timeline_s_stand(view, qtbot):
    timeline = TimelineView()
    qtbot.addWidget(timeline)
    timeline.resize(view.area.viewport().width() + 4, 300)
    timeline.show()
    qtbot.waitUntil(lambda: timeline.frame.width == view.area.viewport().width())
    assert (timeline.frame.plot.left(), timeline.frame.plot.width()) == (view.area.frame.left, view.area.frame.width)


def test_a_person_with_one_agent_is_told_so(empty_case, jobs, qtbot):
    view = filled(empty_case, jobs, qtbot, call(0, 10), call(1, 20))
    assert view._title.text().endswith("one agent") and "has only this agent" in view._note.text()
    view.grab()


def test_agents_without_tokens_are_bars_of_requests_and_that_is_said(empty_case, jobs, qtbot):
    silent = [UsageEvent(MIDNIGHT + day * DAY, "silent", 1, "ann.berg") for day in range(5)]
    view = filled(empty_case, jobs, qtbot, call(0, 10), *silent)
    strip = next(one for one in view.area.strips.values() if one.unit == "requests")
    assert strip.requests == 5 and int(strip.sums.totals[:, -1].sum()) == 5
    view.grab()


def test_a_clock_in_1970_does_not_stretch_the_axis(empty_case, jobs, qtbot):
    lost = UsageEvent(5, "reader", 1, "ann.berg", input_tokens=7)
    view = filled(empty_case, jobs, qtbot, lost, *(call(day, 10) for day in range(20)))
    assert view.viewport.span < 40 * DAY
    view.fit()
    assert view.viewport.start < 0 < view.viewport.end


def test_eighty_agents_scroll_and_keep_the_marked_one_in_sight(empty_case, jobs, qtbot):
    many = [call(day, 10 + number, agent=f"agent-{number:02d}") for number in range(80) for day in (0, 3)]
    view = filled(empty_case, jobs, qtbot, *many)
    area = view.area
    assert len(area.rows) == 80 and area.verticalScrollBar().maximum() > 0
    QTest.keyClick(area, Qt.Key.Key_End)
    row = area.frame.row(79, area.scrolled)
    assert area.frame.rows.top() <= row.top() and row.bottom() <= area.frame.rows.bottom() + 0.5
    wheel(view, QPointF(20, place(view, 79, 0).y()), 10)
    assert area.scrolled < area.verticalScrollBar().maximum() and area.view == view.viewport
    view.grab()


def test_another_person_meanwhile_leaves_no_strips_of_the_first(view, session, qtbot):
    other = next(agent for agent in session.agents if agent.person_id != busiest(session).person_id)
    view.show_person(busiest(session), BERLIN)
    view.show_person(other, BERLIN)
    mine = {agent.id for agent in session.agents if agent.person_id == other.person_id}
    qtbot.waitUntil(lambda: len(view.area.strips) == len(mine))
    QApplication.processEvents()
    assert set(view.area.strips) == mine


def test_requests_are_walked_to_and_told(view):
    view.next_event()
    first = view.area.moment
    view.next_event()
    assert view.area.moment > first and view.viewport.start <= view.area.moment < view.viewport.end
    view.previous_event()
    assert view.area.moment == first and "request" in view.area.accessibleName().split("opens it")[1]
    view.grab()


def test_back_and_forward_go_through_the_views(view):
    first = view.viewport
    view.zoom(6)
    second = view.viewport
    view.back()
    assert view.viewport == first
    view.forward()
    assert view.viewport == second


def test_picture_and_numbers_are_copied(view, session):
    view.copy_numbers()
    lines = QApplication.clipboard().text().splitlines()
    tokens = {agent.name: agent.totals.tokens for agent in session.agents}
    assert lines[0].split("\t")[2] == f"{view.area.rows[0].name} (tokens)"
    assert sum(int(line.split("\t")[2]) for line in lines[1:]) == tokens[view.area.rows[0].name]
    view.copy_picture()
    assert QApplication.clipboard().image().width() == view.width()


def test_zone_scale_dates_and_theme_are_taken(view, session, qtbot):
    before = view.area.drawn[view.area.rows[0].agent_id].edges
    view.set_zone(ZoneInfo("Asia/Kolkata"))
    qtbot.waitUntil(lambda: len(view.area.strips) == len(view.area.rows))
    assert not np.array_equal(view.area.drawn[view.area.rows[0].agent_id].edges, before)
    view.set_log(True)
    view.set_dates([(view.viewport.start + DAY, "target announced")])
    session.set_theme(DARK)
    assert view.area.grab().toImage().pixelColor(3, 3).name() == DARK.panel.lower()
    session.set_theme(LIGHT)


def test_names_follow_the_session(view, session):
    agent = busiest(session)
    assert view._title.text().startswith(agent.alias)
    session.toggle_names()
    assert view._title.text().startswith(agent.person) and view.accessibleName() == view._title.text()


def test_it_can_be_read_without_seeing_it(view):
    words = view.accessibleDescription().splitlines()
    assert words[1] == "= One scale for all" and len(words) == 2 + len(view.area.rows)
    assert words[2].startswith(view.area.rows[0].name) and "requests" in words[2]


def test_esc_and_the_button_go_back(view, qtbot):
    with qtbot.waitSignal(view.closed):
        QTest.keyClick(view.area, Qt.Key.Key_Escape)
    with qtbot.waitSignal(view.closed):
        qtbot.mouseClick(view._close, LEFT)


def test_panning_stops_at_the_borders(view):
    view.zoom(3)
    view.pan(1_000)
    assert view.viewport.end == view.area.bounds[1]
    view.set_viewport(Viewport(0, 10, view.viewport.width))
    assert view.viewport.start >= view.area.bounds[0]
