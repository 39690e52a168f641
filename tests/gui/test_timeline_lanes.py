"""Lanes on the timeline: chosen, ordered and resized by mouse and keys, kept as JSON, readable without room."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.gui.theme import LIGHT
from auditor.gui.timeline.frame import divided, least_height
from auditor.gui.timeline.lane_choice import HIGHEST, Lanes, from_json, moved, resized, to_json, toggled, usual
from auditor.gui.timeline.lanes_menu import LanesMenu, lane_menu
from auditor.timeline.lanes import LANES
from tests.gui.timelines import END, START, canvas, drag, mouse, shown, wheel
from tests.timeline.activities import random_activity, subject

THREE = Lanes(("tokens", "hours", "outcomes"))


@pytest.fixture
def view(qtbot):
    made = shown(qtbot, subject(random_activity(START, END, 5_000)))
    made.set_lanes(THREE)
    QApplication.processEvents()
    return made


def label(view, lane):
    return QPointF(40, view.frame.lanes[lane].center().y())


def hairline(view, lane):
    return QPointF(300, view.frame.lanes[lane].bottom() + 6)


def test_what_was_kept_comes_back():
    lanes = resized(moved(toggled(THREE, "cost"), "cost", 0), {"hours": 2.0})
    assert from_json(to_json(lanes)) == lanes


@pytest.mark.parametrize(
    "kept", [None, "", 7, [], {}, {"names": "tokens"}, {"names": ["gone", 5]}, {"heights": {"tokens": 2}}]
)
def test_what_cannot_be_read_gives_the_usual_lanes(kept):
    assert from_json(kept) == usual()


def test_unknown_lanes_and_mad_heights_are_left_out():
    heights = {"tokens": 1e5, "hours": -1, "outcomes": "high", "gone": 2.0, "cost": True}
    lanes = from_json({"names": ["hours", "gone", "tokens", "hours"], "heights": heights})
    assert lanes == Lanes(("hours", "tokens"), {"tokens": HIGHEST})


def test_the_last_lane_stays():
    assert toggled(Lanes(("tokens",)), "tokens").names == ("tokens",)


def test_only_the_lanes_shown_are_prepared_and_what_was_prepared_is_kept(view):
    assert set(view._chart._prepared) >= {"tokens", "hours", "outcomes"} and "cost" not in view._chart._prepared
    before = view._chart._prepared["hours"]
    view.set_lanes(Lanes(("hours", "cost")))
    view.flush()
    assert view._chart._prepared["hours"] is before and "cost" in view._chart._prepared


def test_a_label_is_dragged_to_another_place(view, qtbot):
    with qtbot.waitSignal(view.lanes_changed) as told:
        drag(view, label(view, 2), label(view, 0) - QPointF(0, 30))
    assert told.args == [view.lanes] and view.lanes.names == ("outcomes", "tokens", "hours")


def test_a_label_let_go_where_it_was_changes_nothing(view, qtbot):
    with qtbot.assertNotEmitted(view.lanes_changed):
        drag(view, label(view, 1), label(view, 1) + QPointF(0, 8))


def test_the_hairline_between_two_lanes_makes_one_higher_and_the_other_lower(view, qtbot):
    before = [lane.height() for lane in view.frame.lanes]
    with qtbot.waitSignal(view.lanes_changed):
        drag(view, hairline(view, 0), hairline(view, 0) + QPointF(0, 30))
    after = [lane.height() for lane in view.frame.lanes]
    assert after == pytest.approx([before[0] + 30, before[1] - 30, before[2]], abs=2)


def test_a_double_click_on_a_hairline_makes_all_lanes_usual_again(view):
    drag(view, hairline(view, 0), hairline(view, 0) + QPointF(0, 30))
    QTest.mouseDClick(canvas(view), Qt.MouseButton.LeftButton, pos=hairline(view, 0).toPoint())
    assert view.lanes == THREE


def test_the_menu_ticks_and_moves_lanes_without_the_mouse(view, qtbot):
    menu = LanesMenu(view)
    qtbot.addWidget(menu)
    menu.fill("outcomes")
    QTest.keyClick(menu, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert view.lanes.names == ("tokens", "outcomes", "hours") and menu.activeAction().text() == "Outcomes"
    QTest.keyClick(menu, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.lanes.heights == {"outcomes": 1.25}
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert view.lanes.names == ("tokens", "hours")
    assert [action.text() for action in menu.actions()][:2] == ["Tokens", "Hour of day"]


def test_the_menu_of_a_label_moves_and_hides_its_lane(view):
    def press(words):
        next(action for action in lane_menu(view, "hours", view).actions() if action.text() == words).trigger()

    press("Move down")
    assert view.lanes.names == ("tokens", "outcomes", "hours")
    press("Hide")
    assert view.lanes.names == ("tokens", "outcomes")


def test_lanes_shrink_to_their_least_height_and_the_others_share_the_rest():
    assert divided(100, [3, 1, 1], 30) == [40, 30, 30]
    assert divided(300, [2, 1], 30) == [200, 100]


@pytest.mark.parametrize("height", [250, 300, 448])
def test_no_lane_is_lower_than_its_words_need(view, height):
    view.set_lanes(Lanes(tuple(lane.name for lane in LANES)))
    view.resize(640, height)
    QApplication.processEvents()
    least = least_height(view.stage.look)
    assert all(lane.height() >= least - 1 for lane in view.frame.lanes) and view.frame.overflow > 0
    assert view.frame.plot.bottom() <= view.frame.axis.top()


def test_lanes_without_room_are_scrolled_by_the_wheel_over_their_labels(view):
    view.set_lanes(Lanes(tuple(lane.name for lane in LANES)))
    before = view.viewport
    for _ in range(50):
        wheel(view, label(view, 0) if view.frame.lanes[0].top() > 60 else QPointF(40, 150), -1)
    QApplication.processEvents()
    assert view.frame.lanes[-1].bottom() == pytest.approx(view.frame.plot.bottom(), abs=1) and view.viewport == before
    assert view._scroll_bar.isVisible()


def test_lanes_scrolled_out_are_neither_prepared_nor_drawn_over_the_overview(view):
    view.set_lanes(Lanes(tuple(lane.name for lane in LANES)))
    view.resize(640, 260)
    view.scroll_lanes(25)
    picture = view.grab().toImage()
    overview = view.frame.overview
    edge = {picture.pixelColor(20, y).name() for y in range(int(overview.top()))}
    assert [item.isVisible() for item in view.stage.stack.items].count(True) < len(LANES)
    assert edge == {LIGHT.panel.lower()} and LANES[-1].name not in view._chart._prepared


def test_while_a_label_is_dragged_its_row_and_the_place_are_marked(view):
    mouse(view, QEvent.Type.MouseButtonPress, label(view, 2))
    mouse(view, QEvent.Type.MouseMove, label(view, 0))
    assert view.stage.lane_mark.isVisible()
    mouse(view, QEvent.Type.MouseButtonRelease, label(view, 0))
    assert not view.stage.lane_mark.isVisible()
