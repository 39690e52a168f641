"""The timeline under a real mouse: zoom, pan, select, brush, events; and what it says when it is empty."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.gui.theme import DARK, LIGHT
from auditor.timeline.viewport import MIN_SPAN, Viewport
from tests.gui.timelines import END, LEFT, NONE, START, WHOLE, canvas, drag, in_plot, mouse, shown, time_at, wheel
from tests.timeline.activities import activity, micros, random_activity, subject


@pytest.fixture
def view(qtbot):
    return shown(qtbot, subject(random_activity(START, END, 5_000)))


@pytest.mark.parametrize("notches", [1, 5])
def test_the_wheel_keeps_the_time_under_the_pointer(view, notches):
    at = in_plot(view, 0.3)
    before = time_at(view, at)
    wheel(view, at, notches)
    assert abs(time_at(view, at) - before) <= 1
    assert view.viewport.span < END - START


def test_dragging_moves_the_time_with_the_hand(view):
    view.zoom(4)
    before = time_at(view, in_plot(view, 0.2))
    drag(view, in_plot(view, 0.2), in_plot(view, 0.5))
    assert abs(time_at(view, in_plot(view, 0.5)) - before) <= view.viewport.span // 1000


def test_shift_drag_selects_and_tells_it_once(view):
    told = []
    view.selection_changed.connect(told.append)
    drag(view, in_plot(view, 0.6), in_plot(view, 0.2), Qt.KeyboardModifier.ShiftModifier)
    assert told == [(time_at(view, in_plot(view, 0.2)), time_at(view, in_plot(view, 0.6)))] == [view.selection]


def test_a_shift_click_and_select_none_take_the_selection_away(view):
    view.select((START, END))
    drag(view, in_plot(view, 0.5), in_plot(view, 0.5), Qt.KeyboardModifier.ShiftModifier)
    assert view.selection is None


def test_selecting_what_is_out_of_view_goes_there(view):
    view.zoom(50)
    view.select((START, START + 3_600_000_000))
    assert view.viewport.start < START < view.viewport.end


def brush_point(view, x):
    return QPointF(x, view.frame.overview.center().y())


def test_dragging_the_brush_moves_the_view(view):
    view.zoom(4)
    middle, start = view.brush.brush.center(), view.viewport.start
    drag(view, middle, middle + QPointF(50, 0))
    assert view.viewport.start - start == round(50 * view.whole.span / view.whole.width)


def test_dragging_an_edge_of_the_brush_changes_only_that_end(view):
    view.zoom(4)
    before = view.viewport
    drag(view, brush_point(view, view.brush.brush.right()), brush_point(view, view.brush.brush.right() + 40))
    assert view.viewport.start == before.start and view.viewport.end > before.end


def test_an_edge_of_the_brush_stops_at_the_other(view):
    view.zoom(4)
    drag(view, brush_point(view, view.brush.brush.left()), brush_point(view, view.frame.overview.right()))
    assert view.viewport.span == MIN_SPAN


def test_a_click_beside_the_brush_centres_it_there(view):
    view.zoom(10)
    at = brush_point(view, view.frame.overview.left() + 200)
    drag(view, at, at)
    assert abs(view.viewport.x((view.viewport.start + view.viewport.end) // 2) - view.viewport.width / 2) < 1
    assert view.viewport.start < view.whole.time(200) < view.viewport.end


def test_a_double_click_fits(view):
    fitted = view.viewport
    view.zoom(9)
    QTest.mouseDClick(canvas(view), LEFT, pos=in_plot(view, 0.5).toPoint())
    assert view.viewport == fitted


def test_fitting_twice_shows_the_whole_period(view):
    view.zoom(3)
    view.fit()
    view.fit()
    assert view.viewport.start <= WHOLE[0] and view.viewport.end >= WHOLE[1]


def test_panning_stops_at_the_borders(view):
    view.zoom(3)
    for _ in range(100):
        view.pan(0.5)
    assert view.viewport.end == view.whole.end


def test_next_and_previous_event_walk_through_the_activity(view):
    picked = []
    view.event_picked.connect(picked.append)
    view.next_event()
    view.next_event()
    view.previous_event()
    assert picked == [0, 1, 0]


def test_the_next_event_is_brought_into_view(view):
    picked = []
    view.event_picked.connect(picked.append)
    view.zoom(10_000)
    at = random_activity(START, END, 5_000).at
    for _ in range(4):
        view.next_event()
        assert view.viewport.start <= at[picked[-1]] < view.viewport.end


def test_the_tooltip_stays_inside(view):
    for share in (0.0, 0.5, 1.0):
        for y in (70, 230, 400):
            QTest.mouseMove(canvas(view), QPoint(int(in_plot(view, share).x()), y))
            mouse(view, QEvent.Type.MouseMove, QPointF(in_plot(view, share).x(), y), NONE)
            view.flush()
            crosshair = view.stage.crosshair
            assert crosshair.lines and canvas(view).rect().contains(crosshair.box.toRect())


def test_pointing_does_not_paint_the_lanes_again(view, monkeypatch):
    QApplication.processEvents()
    painted = []
    for item in view.stage.stack.items:
        monkeypatch.setattr(item, "draw", painted.append)
    for share in np.linspace(0, 1, 20):
        view.point_at(in_plot(view, share))
        QApplication.processEvents()
    assert not painted


def test_bars_are_drawn_in_their_own_colours_without_antialiasing(view):
    view.flush()
    lane = view.stage.stack.items[0].drawing
    picture = view.grab().toImage()
    bar = view.frame.lanes[0]
    colors = {LIGHT.color(token).name() for token in (*lane.colors, "panel", "shade", "line")}
    y = int(bar.bottom()) - 4
    seen = {picture.pixelColor(x, y).name() for x in range(int(bar.left()) + 2, int(bar.right()) - 2)}
    assert seen & {LIGHT.color(token).name() for token in lane.colors} and seen <= colors


def test_clear_shows_nothing_and_everything_still_answers(view):
    view.clear()
    for act in (view.fit, view.next_event, view.previous_event, lambda: view.zoom(2), lambda: view.pan(1)):
        act()
    wheel(view, in_plot(view, 0.5), 1)
    drag(view, in_plot(view, 0.2), in_plot(view, 0.5))
    assert view.selection is None and view.stage.notice.words == "No agent chosen"


def test_an_agent_without_requests_says_so(view):
    view.show_subject(subject(activity([])), WHOLE)
    view.flush()
    assert view.stage.notice.words == view.accessibleDescription() == "No requests in this period"
    view.next_event()


@pytest.mark.parametrize("at", [0, micros(2026, 10, 1), 4_102_444_800_000_000])
def test_one_event_is_shown_whenever_it_was(view, at):
    view.show_subject(subject(activity([at])), (at, at))
    assert view.viewport.start < at < view.viewport.end
    view.grab()


def test_another_zone_theme_scale_and_dates_are_taken(view):
    view.set_zone(ZoneInfo("Asia/Kolkata"))
    view.set_theme(DARK)
    view.set_log(True)
    view.set_dates([(START, "target announced")])
    assert view.grab().toImage().pixelColor(5, 5).name() == DARK.panel.lower()


@pytest.mark.parametrize("size", [(600, 260), (320, 160), (2000, 1200)])
def test_any_size_is_drawn_and_keeps_the_time(view, size):
    before = view.viewport
    view.resize(*size)
    QApplication.processEvents()
    view.grab()
    assert (view.viewport.start, view.viewport.end) == (before.start, before.end)
    assert view.viewport.width == round(view.frame.plot.width())


def test_the_chart_can_be_read_without_seeing_it(view):
    assert view.accessibleName() == "Timeline"
    assert view.accessibleDescription().startswith("5,000 requests from 14 Sep to 28 Nov 2026")


def test_the_view_is_told_when_it_moves(view, qtbot):
    with qtbot.waitSignal(view.viewport_changed) as told:
        view.zoom(2)
    assert told.args == [view.viewport] and isinstance(view.viewport, Viewport)
