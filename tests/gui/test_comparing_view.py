"""Two timelines that move as one: the same time, or the same distance from a date; one scale unless asked otherwise."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from auditor.gui.comparing.compare_view import APART, CompareView
from auditor.gui.comparing.shown import Shown
from auditor.gui.theme import DARK
from auditor.gui.timeline.lane_choice import Lanes
from auditor.timeline.clock import DAY, HOUR
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import UTC, activity, made_up, micros, random_activity, subject

START, END = micros(2026, 9, 14), micros(2026, 11, 29)
WHOLE = (micros(2026, 9, 1), micros(2026, 12, 1))
DATE = micros(2026, 10, 20)
"""Five days before the clocks go back in Berlin."""

TIMER = Shown("digest-loop", "Person 07", subject(activity(range(START, END, HOUR), 20_000)), WHOLE)
WRITER = Shown("standup-writer", "Person 12", subject(random_activity(START, END, 400)), WHOLE)


@pytest.fixture
def view(qtbot):
    made = CompareView()
    qtbot.addWidget(made)
    made.resize(900, 780)
    with qtbot.waitExposed(made):
        made.show()
    made.show_agents(TIMER, WRITER)
    return made


def spans(view):
    return [(half.viewport.start, half.viewport.end) for half in view.halves]


def same(view):
    first, second = spans(view)
    return first == second


def tops(view):
    """The tops that the tokens' bars are drawn against."""
    return [half._stage.scaling.least.get("tokens") for half in view.halves]


def test_the_first_view_holds_the_activity_of_both(view):
    start, end = spans(view)[0]
    assert same(view) and WHOLE[0] < start < START and END - HOUR < end < WHOLE[1]


def test_fitting_twice_shows_the_whole_period_in_both(view):
    fitted = view.viewport
    view.fit()
    assert same(view) and view.viewport.span >= fitted.span
    view.fit()
    assert same(view) and view.viewport == fitted


@pytest.mark.parametrize("leader", [0, 1])
def test_what_one_half_does_the_other_does_too(view, leader):
    half = view.halves[leader]
    for act in (lambda: half.zoom(8), lambda: half.pan(0.7), lambda: half.pan(-30), lambda: half.zoom(1e9)):
        act()
        assert same(view)


def test_a_selection_is_made_in_both_and_the_figures_are_those_of_it(view):
    span = (micros(2026, 10, 1), micros(2026, 10, 11))
    view.halves[1].select(span)
    assert [half.selection for half in view.halves] == [span, span]
    assert "240 requests · 5.28 M tokens selected" in view.titles[0].words
    assert view.difference.text().startswith("Requests a day: A 24, B ")


def test_pointing_at_one_points_at_the_same_time_in_the_other(view, qtbot):
    first, second = view.halves
    first.point_at(QPointF(first.frame.plot.left() + 300, first.frame.plot.top() + 10))
    qtbot.waitUntil(second._stage.crosshair.isVisible)
    assert second._stage.crosshair._at.x() == pytest.approx(first._stage.crosshair._at.x())
    first.point_away()
    assert not second._stage.crosshair.isVisible()


def test_both_have_the_scale_of_the_greater_one_and_say_so(view):
    both = [half.tops()["tokens"] for half in view.halves]
    assert both[0] > 3 * both[1] and tops(view) == [both[0], both[0]]
    assert all("one scale for both" in title.words for title in view.titles)


def test_own_scales_are_asked_for_with_a_button_and_badged_on_both(view, qtbot):
    qtbot.mouseClick(view._own, Qt.MouseButton.LeftButton)
    assert tops(view) == [None, None]
    assert all("≠ own scale" in title.words for title in view.titles)
    view.show_agents(TIMER, WRITER)
    assert None not in tops(view)


def test_the_scale_goes_with_the_view(view, qtbot):
    before = tops(view)
    view.zoom(40)
    qtbot.waitUntil(lambda: tops(view) != before)
    assert tops(view) == [max(half.tops()["tokens"] for half in view.halves)] * 2


def test_the_difference_is_told_for_what_is_in_view(view):
    view.set_viewport(Viewport(micros(2026, 10, 1), micros(2026, 10, 11), view.viewport.width))
    words = view.difference.text()
    assert words.startswith("Requests a day: A 24, B ") and " : 1)" in words


def test_the_axes_of_both_halves_stand_above_each_other(view):
    first, second = (half.frame.plot for half in view.halves)
    assert (first.left(), first.width()) == (second.left(), second.width())


def test_lanes_are_few_and_the_same_and_follow_what_is_chosen(view):
    assert [half.lanes.names for half in view.halves] == [("tokens", "hours")] * 2
    view.halves[0].change_lanes(Lanes(("hours",)))
    assert view.halves[1].lanes.names == ("hours",)
    view.set_lanes(Lanes(("outcomes", "tokens", "cost", "latency", "errors")))
    assert [half.lanes.names for half in view.halves] == [("tokens", "cost", "latency")] * 2


def test_lanes_that_have_no_room_are_left_out(view, qtbot):
    view.resize(900, 480)
    qtbot.waitUntil(lambda: view.halves[1].lanes.names == ("tokens",))
    view.halves[1].change_lanes(Lanes(("hours", "tokens")))
    view.resize(900, 440)
    assert [half.lanes.names for half in view.halves] == [("hours", "tokens")] * 2


def test_families_are_shown_where_they_are_known(view):
    known = made_up(range(START, END, DAY), family=np.zeros(77, dtype=np.int64)[: len(range(START, END, DAY))])
    view.show_agents(Shown("a", "Person 01", subject(known), WHOLE), WRITER)
    assert view.halves[0].lanes.names == ("tokens", "hours", "families")


def test_before_and_after_begin_symmetric_around_the_date(view):
    view.show_before_after(TIMER, DATE)
    (start, middle), (other, end) = spans(view)
    assert middle - start == end - other
    assert start <= DATE - 40 * DAY and middle - DATE == DATE - other >= 0
    assert len(view.halves[0]._chart.at) + len(view.halves[1]._chart.at) == len(TIMER.subject.activity)


@pytest.mark.parametrize("leader", [0, 1])
def test_before_and_after_keep_the_same_distance_also_over_a_clock_change(view, leader):
    view.show_before_after(TIMER, DATE)
    wanted = [(micros(2026, 10, 10), micros(2026, 10, 13)), (micros(2026, 10, 27), micros(2026, 10, 30))]
    view.halves[leader].set_viewport(Viewport(*wanted[leader], view.viewport.width))
    assert spans(view) == wanted


def test_a_selection_before_the_date_is_one_as_far_after_it(view):
    view.show_before_after(TIMER, DATE)
    view.halves[0].select((micros(2026, 10, 10), micros(2026, 10, 13)))
    assert view.halves[1].selection == (micros(2026, 10, 27), micros(2026, 10, 30))


def test_the_distance_is_told_on_an_axis_of_its_own(view):
    axes = view._axes
    assert not axes[0].isVisible()
    view.show_before_after(TIMER, DATE)
    assert [axis.accessibleName() for axis in axes] == ["Distance before 20 Oct", "Distance after 20 Oct"]
    first = view.halves[0]
    x = first.viewport.x(micros(2026, 10, 8))
    first.point_at(QPointF(first.frame.plot.left() + x, first.frame.plot.top() + 10))
    assert axes[1]._pointed == pytest.approx(micros(2026, 11, 1), abs=first.viewport.span // 500)
    view.show_agents(TIMER, WRITER)
    assert not axes[0].isVisible()


def test_rates_before_and_after_go_by_the_time_the_case_tells_of(view):
    ended = activity(range(START, DATE + 2 * DAY, HOUR), 100)
    view.show_before_after(Shown("loop", "Person 07", subject(ended), (START, DATE + 2 * DAY)), DATE)
    assert view.difference.text().startswith("Requests a day: before 24, after 24 (about the same)")


@pytest.mark.parametrize("date", [START - 9 * DAY, END + 9 * DAY])
def test_a_date_beside_all_activity_leaves_one_half_empty_and_says_so(view, date):
    view.show_before_after(TIMER, date)
    empty = next(half for half in view.halves if not len(half._chart.at))
    view.grab()
    assert empty._stage.notice.words == "No requests in this period"


def test_an_agent_without_events_is_compared_with_one(view):
    view.show_agents(TIMER, Shown("idle", "Person 03", subject(activity([])), WHOLE))
    assert "no requests" in view.titles[1].words and same(view)


def test_periods_years_apart_are_told(view):
    old = activity(range(micros(1999, 1, 1), micros(1999, 1, 20), HOUR))
    view.show_agents(TIMER, Shown("old", "Person 03", subject(old), WHOLE))
    assert view.difference.text().startswith(APART)


def test_esc_leaves_the_selection_then_the_comparison(view, qtbot):
    view.select((START, START + DAY))
    QTest.keyClick(view.halves[0], Qt.Key.Key_Escape)
    assert view.halves[1].selection is None
    with qtbot.waitSignal(view.closed):
        QTest.keyClick(view.halves[0], Qt.Key.Key_Escape)


def test_the_button_closes_it(view, qtbot):
    with qtbot.waitSignal(view.closed):
        qtbot.mouseClick(view._close, Qt.MouseButton.LeftButton)


def test_zone_theme_scale_dates_and_names_are_taken(view):
    view.show_before_after(TIMER, DATE)
    view.set_zone(UTC)
    view.set_theme(DARK)
    view.set_log(True)
    view.set_dates([(DATE, "target announced")])
    assert view.halves[1]._stage.dates == ((DATE, "target announced"),)
    assert view.grab().toImage().pixelColor(view.halves[0].pos().x() + 30, 200).name() != "#ffffff"
    view.show_agents(TIMER, WRITER)
    view.set_subtitles("ann.berg", "bo.lind")
    assert "ann.berg" in view.titles[0].words and "bo.lind" in view.titles[1].words


def test_events_and_views_are_walked_through_in_the_half_with_the_focus(view):
    view.halves[1].setFocus()
    view.next_event()
    assert view.halves[1].event_index == 0 and view.halves[0].event_index is None
    first = spans(view)
    view.zoom(7)
    second = spans(view)
    view.back()
    assert spans(view) == first
    view.forward()
    assert spans(view) == second and same(view)


def test_picture_and_numbers_are_copied(view):
    view.copy_numbers()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("Requests") and "digest-loop" in words and "standup-writer" in words
    view.copy_picture()
    assert QGuiApplication.clipboard().image().width() == view.width()


def test_cleared_it_keeps_nothing(view):
    view.show_before_after(TIMER, DATE)
    view.clear()
    assert all(half._chart is None for half in view.halves) and not view._axes[0].isVisible()
    for act in (view.fit, view.next_event, lambda: view.zoom(2), lambda: view.pan(1), view.copy_numbers):
        act()
    view.grab()


def test_by_another_clock_the_date_and_the_distance_are_others(view):
    view.show_before_after(TIMER, DATE)
    view.set_zone(UTC)
    assert view.titles[0].words.startswith("Before 19 Oct 2026, 22:00")
    assert view._axes[1].accessibleName() == "Distance after 19 Oct" and "after 19 Oct" in view._title.text()


def test_it_can_be_read_without_seeing_it(view):
    words = view.accessibleDescription()
    assert view.accessibleName() == "digest-loop and standup-writer"
    assert "digest-loop: 1,825 requests from 14 Sep to 28 Nov 2026" in words
    assert "standup-writer: 400 requests" in words and "Requests" in words and "one scale" in words


@pytest.mark.parametrize("size", [(640, 480), (400, 380), (1600, 1100)])
def test_any_size_is_drawn(view, size):
    view.resize(*size)
    view.grab()
    view.show_before_after(TIMER, DATE)
    view.grab()
    assert view.halves[0].viewport.width == round(view.halves[0].frame.plot.width())
