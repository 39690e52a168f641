"""Moving over the timeline: back and forward through views, spans of findings, search hits, stray events, one scale."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.gui.timeline.backdrop_item import caption_lines
from auditor.gui.timeline.frame import GAP
from auditor.gui.timeline.history import LONGEST, History
from auditor.gui.timeline.hits_item import hit_columns
from auditor.gui.timeline.pane import RING
from auditor.gui.timeline.rooms import rooms_of
from auditor.gui.timeline.spans_item import TintedSpan
from auditor.gui.timeline.timeline_view import AT_ONCE
from auditor.timeline.clock import DAY, HOUR
from auditor.timeline.viewport import Viewport
from tests.gui.timelines import END, SHIFT, START, WHOLE, click, drag, hover, in_plot, shown
from tests.timeline.activities import activity, micros, random_activity, subject

YEAR_0, YEAR_10000, IN_2100 = -62_167_219_200_000_000, 253_402_300_800_000_000, 4_102_444_800_000_000
RETURNING = TintedSpan(micros(2026, 10, 1), micros(2026, 10, 9), "Returning subjects")
STOPS = TintedSpan(micros(2026, 10, 20), micros(2026, 10, 20, 1), "Stops at the target", "padding", "◆")


@pytest.fixture
def view(qtbot):
    return shown(qtbot, subject(random_activity(START, END, 5_000)))


# Back and forward


def test_going_back_forgets_what_was_ahead_once_one_goes_elsewhere():
    history = History()
    for span in ((0, 9), (1, 5), (2, 3)):
        history.rest(span)
    assert history.step(-1) == (1, 5) and history.can_go_forward
    history.rest((4, 5))
    assert not history.can_go_forward and history.step(-1) == (1, 5) and history.step(-1) == (0, 9)
    assert history.step(-1) is None and not history.can_go_back


def test_history_is_of_limited_length():
    history = History()
    for start in range(3 * LONGEST):
        history.rest((start, start + 1))
    assert sum(history.step(-1) is not None for _ in range(3 * LONGEST)) == LONGEST - 1


def test_back_and_forward_go_through_the_views_one_rested_at(view):
    first = view.viewport
    view.zoom(4)
    view.zoom(2)  # a notch in between is not remembered
    closer = view.viewport
    view.back()
    assert view.viewport == first and not view.can_go_back
    view.forward()
    assert view.viewport == closer and not view.can_go_forward


def test_a_view_is_remembered_when_it_rests(view, qtbot):
    view.zoom(4)
    with qtbot.waitSignal(view.history_changed):
        pass
    assert view.can_go_back


def test_another_agent_has_no_history(view):
    view.zoom(4)
    view.back()
    view.show_subject(subject(random_activity(START, END, 10)), WHOLE)
    assert not view.can_go_back and not view.can_go_forward


# Spans and hits


def test_spans_are_walked_through_in_order_of_time_and_selected(view):
    view.set_spans([STOPS, RETURNING])
    view.next_span()
    assert view.selection == (RETURNING.start, RETURNING.end)
    view.next_span()
    assert view.selection == (STOPS.start, STOPS.end)
    assert view.viewport.start < STOPS.start < STOPS.end < view.viewport.end and view.viewport.span < DAY
    view.next_span()
    assert view.selection == (STOPS.start, STOPS.end)
    view.previous_span()
    assert view.selection == (RETURNING.start, RETURNING.end)


def test_a_walk_through_spans_begins_in_view(view):
    view.set_spans([RETURNING, STOPS])
    view.set_viewport(Viewport(micros(2026, 10, 15), micros(2026, 10, 30), 600))
    view.next_span()
    assert view.selection == (STOPS.start, STOPS.end)


def test_spans_are_tinted_only_on_request(view, qtbot):
    view.set_spans([RETURNING])
    x = int(view.frame.plot.left() + view.viewport.x((RETURNING.start + RETURNING.end) // 2))
    plain = view.grab().toImage().pixelColor(x, int(view.frame.plot.bottom()) + 3)
    with qtbot.waitSignal(view.tinted_changed):
        view.set_tinted(True)
    assert view.grab().toImage().pixelColor(x, int(view.frame.plot.bottom()) + 3) != plain


def test_the_tooltip_tells_the_title_of_a_tinted_span(view):
    view.set_spans([RETURNING])
    at = in_plot(view, view.viewport.x((RETURNING.start + RETURNING.end) // 2) / view.viewport.width)
    assert "◆ Returning subjects" not in hover(view, at)
    view.set_tinted(True)
    assert "◆ Returning subjects" in hover(view, at)


def test_hits_mark_each_pixel_column_once():
    viewport = Viewport(0, 1000, 100)
    at = np.sort(np.array([-5, 0, 1, 2, 500, 999, 1000]))
    assert np.flatnonzero(hit_columns(at, viewport)).tolist() == [0, 50, 99]
    assert np.flatnonzero(hit_columns(at, viewport, 2.0)).tolist() == [0, 100, 199]


def test_hits_are_drawn_over_the_lanes_and_under_the_overview_and_told(view):
    before = view.grab().toImage()
    view.set_hits(np.array([micros(2026, 10, 20), micros(2026, 10, 20, 1)]))
    after = view.grab().toImage()
    x = int(view.frame.plot.left() + view.viewport.x(micros(2026, 10, 20))) + RING
    y = int(view.frame.plot.top() - GAP / 2) + RING + 2
    changed = [at for at in range(x - 30, x + 30) if before.pixelColor(at, y) != after.pixelColor(at, y)]
    assert 1 <= len(changed) <= 2 and abs(changed[0] - x) <= 1
    assert view.accessibleDescription().endswith("2 search hits")


# Stray events and mad times


def test_a_few_stray_events_leave_the_view_on_the_main_period(view):
    at = np.concatenate([[0, 1], random_activity(START, END, 500).at, [IN_2100]])
    view.show_subject(subject(activity(at)), (0, IN_2100))
    assert view.viewport.span < 100 * DAY and view.whole.span < 100 * DAY
    assert view.stage.strays.words == ("◀ 2 requests before, 1 Jan 1970", "1 request after, 1 Jan 2100 ▶")


def test_a_badge_goes_to_the_stray_events_and_fit_comes_back(view):
    at = np.concatenate([[0, 1], random_activity(START, END, 500).at])
    view.show_subject(subject(activity(at)), WHOLE)
    main = view.viewport
    view.flush()
    click(view, view.frame.strip.topLeft() + QPointF(20, 8))
    assert view.viewport.start <= 1 < view.viewport.end and view.event_index == 1
    assert view.stage.strays.words == ("500 requests after, 14 Sep 2026 ▶",)
    view.grab()
    view.fit()
    assert view.viewport == main


def test_comma_and_home_reach_the_stray_events(view):
    at = np.concatenate([[0, 1], random_activity(START, END, 500).at])
    view.show_subject(subject(activity(at)), WHOLE)
    view.next_event()
    assert view.event_index == 2
    view.previous_event()
    assert view.event_index == 1 and view.viewport.start <= 1 < view.viewport.end
    view.next_event()
    assert view.viewport.start <= view._chart.at[2] < view.viewport.end and view.viewport.start > DAY


MAD = {
    "none": [],
    "one": [START],
    "1970": [0],
    "2100": [IN_2100],
    "ten years": list(range(micros(2016, 1, 1), micros(2026, 1, 1), 5 * DAY)),
    "one moment": [START] * 1000,
    "1970 and 2100": [0, IN_2100],
    "year 0": [YEAR_0, START, START + HOUR],
    "year 10000": [START, START + HOUR, YEAR_10000],
    "both ends of all calendars": [YEAR_0, YEAR_10000],
}


@pytest.mark.parametrize("at", MAD.values(), ids=MAD.keys())
def test_no_data_makes_the_axis_mad_or_stops_the_drawing(view, at):
    span = (min(at), max(at)) if at else WHOLE
    view.show_subject(subject(activity(at)), span)
    for act in (
        view.first_event,
        view.last_event,
        view.fit,
        lambda: view.zoom(1e9),
        lambda: view.zoom(1e-9),
        view.back,
    ):
        act()
        view.grab()
        hover(view, in_plot(view, 0.5))
    assert view.viewport.end > view.viewport.start and view.numbers()


def test_rooms_are_widened_to_the_case_unless_that_is_mad():
    at = np.array([START, END])
    assert rooms_of(at, WHOLE).main[0] < WHOLE[0] and rooms_of(at, WHOLE).main[1] > WHOLE[1]
    assert rooms_of(at, (0, IN_2100)).main[1] - rooms_of(at, (0, IN_2100)).main[0] < 2 * (END - START)


# One scale, keys, the pointer


def test_tops_are_the_largest_values_in_view_and_a_common_scale_does_not_change_them(view, qtbot):
    tops = view.tops()
    drawing = view.stage.stack.items[0].drawing
    assert tops["tokens"] == drawing.heights.sum(axis=0).max() and "hours" not in tops
    before = view.grab().toImage()
    view.set_least({"tokens": 10 * tops["tokens"]})
    assert view.tops() == tops and view.grab().toImage() != before
    with qtbot.waitSignal(view.tops_changed):
        view.zoom(50)


@pytest.mark.parametrize(("height", "lines"), [(448, ("2026", "America/New York")), (200, ("2026 · New York",))])
def test_the_axis_always_tells_the_zone(view, height, lines):
    view.resize(600, height)
    view.set_zone(ZoneInfo("America/New_York"))
    view.flush()
    assert caption_lines(view.stage.scenery) == lines


def test_home_and_end_go_to_the_first_and_the_last_event(view):
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.event_index == 4_999
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.event_index == 0


def test_a_single_event_is_told_near_it_and_picked_by_a_click(view, qtbot):
    view.next_event()
    view.zoom(5_000, int(view._chart.at[0]))
    view.flush()
    at = in_plot(view, view.viewport.x(int(view._chart.at[0])) / view.viewport.width)
    assert any("100 in · 10 out" in line for line in hover(view, at + QPointF(3, 0)))
    assert not any("100 in" in line for line in hover(view, at + QPointF(60, 0)))
    view._event = None
    with qtbot.waitSignal(view.event_picked) as picked:
        click(view, at + QPointF(3, 0))
    assert picked.args == [0]


def test_a_click_away_from_all_events_picks_none(view, qtbot):
    view.zoom(5_000, int(view._chart.at[0]))
    with qtbot.assertNotEmitted(view.event_picked):
        click(view, in_plot(view, view.viewport.x(int(view._chart.at[0])) / view.viewport.width) + QPointF(60, 0))


def test_shift_tells_all_lanes_at_once(view):
    lines = hover(view, in_plot(view, 0.5), SHIFT)
    assert len(lines) >= 4 and lines[1].startswith("Tokens: ") and lines[2].startswith("Hour of day: ")


def test_the_description_tells_what_is_selected_and_current(view):
    view.select((START, END))
    assert "; selected Mon 14 Sep, 00:00 – Sun 29 Nov" in view.accessibleDescription()
    view.next_event()
    assert "; current: Mon 14 Sep" in view.accessibleDescription()
    view.select(None)
    assert "selected" not in view.accessibleDescription()


def test_very_many_events_are_summed_up_after_they_are_painted(view, qtbot):
    view.show_subject(subject(random_activity(START, END, AT_ONCE + 1)), WHOLE)
    assert view.accessibleDescription() == f"{AT_ONCE + 1:,} requests"
    qtbot.waitUntil(lambda: view.accessibleDescription().startswith(f"{AT_ONCE + 1:,} requests from 14 Sep"))


def test_many_moves_before_the_screen_is_free_are_drawn_once(view, monkeypatch):
    QApplication.processEvents()
    drawn = []
    monkeypatch.setattr(view, "_draw", lambda: drawn.append(view.viewport))
    drag(view, in_plot(view, 0.2), in_plot(view, 0.3))
    for _ in range(20):
        view.zoom(1.1)
    QApplication.processEvents()
    assert drawn == [view.viewport]


def test_five_hundred_pans_add_no_graphics_items_and_no_memory(view):
    resource = pytest.importorskip("resource")  # not on Windows
    view.set_spans([RETURNING, STOPS])
    view.set_tinted(True)
    view.set_hits(np.array([START, END]))
    view.zoom(5)

    def pan(times):
        for step in range(times):
            view.pan(0.01 if step % 100 < 50 else -0.01)
            QApplication.processEvents()
        return len(view._canvas.scene().items()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    items, memory = pan(100)
    after, more = pan(500)
    assert after == items < 40 and more - memory < 20_000  # KiB
