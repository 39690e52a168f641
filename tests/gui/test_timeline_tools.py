"""The row above the timeline: what its buttons do, how it folds, and what is copied."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from auditor.gui.pieces import column, panel
from auditor.gui.timeline.lane_choice import Lanes
from auditor.gui.timeline.spans_item import TintedSpan
from auditor.gui.timeline.tools import COMPARISONS, TimelineTools
from auditor.timeline.viewport import Viewport
from tests.gui.timelines import END, START, shown
from tests.timeline.activities import BERLIN, activity, micros, random_activity, subject

ZONES = {"utc": ZoneInfo("UTC"), "people": BERLIN, "computer": ZoneInfo("America/New_York")}


@pytest.fixture
def view(qtbot):
    return shown(qtbot, subject(random_activity(START, END, 5_000)))


@pytest.fixture
def tools(qtbot, view):
    made = TimelineTools(view)
    made.show_zones("people", ZONES)
    box = panel("screen", column(made, view, spacing=0))
    qtbot.addWidget(box)
    box.resize(640, 480)
    with qtbot.waitExposed(box):
        box.show()
    yield made


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_all_buttons_fit_in_the_middle_of_a_small_screen(tools):
    assert not tools.more.isVisible() and tools.copy.isVisible() and tools.height() < 40


def test_what_has_no_room_waits_behind_the_dots(tools):
    tools.window().resize(420, 480)
    QApplication.processEvents()
    tools.more_menu.aboutToShow.emit()
    folded = [action.text() for action in tools.more_menu.actions()]
    assert tools.more.isVisible() and folded[-3:] == ["Tint", "Dates…", "Copy"]
    assert tools.more.geometry().right() < tools.width()


def test_every_button_has_a_name_and_a_tip(tools):
    for button in tools._all:
        assert button.accessibleName() and button.toolTip() and button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_tip_tells_the_key(tools):
    assert tools.log.toolTip().endswith("(L)") and tools.zone.toolTip().endswith("(Z)")


def test_back_and_forward_can_be_pressed_only_where_they_lead_somewhere(tools, view):
    assert not tools.back.isEnabled()
    first = view.viewport
    view.zoom(4)
    view._rest()
    press(tools.back)
    assert view.viewport == first and tools.forward.isEnabled() and not tools.back.isEnabled()


def test_tint_follows_the_timeline_and_the_timeline_follows_it(tools, view):
    view.set_spans([TintedSpan(START, END, "Returning subjects")])
    press(tools.tint)
    assert view.tinted
    view.set_tinted(False)
    assert not tools.tint.isChecked()


def test_the_zone_shown_is_the_current_one(tools, qtbot):
    assert tools.zone.text() == "Berlin ▾" and tools.zone.accessibleName() == "Time zone: Europe/Berlin"
    ticked = [action.text() for action in tools._zones.actions() if action.isChecked()]
    assert ticked == ["People's zone: Europe/Berlin"]
    with qtbot.waitSignal(tools.zone_wanted) as told:
        tools._zones.actions()[2].trigger()
    assert told.args == ["computer"]


@pytest.mark.parametrize("kind", COMPARISONS)
def test_compare_asks_for_each_kind(tools, qtbot, kind):
    action = next(a for a in tools._menus[tools.compare].actions() if a.text() == COMPARISONS[kind])
    with qtbot.waitSignal(tools.compare_wanted) as told:
        action.trigger()
    assert told.args == [kind]


def test_log_and_dates_are_asked_for(tools, qtbot):
    with qtbot.waitSignal(tools.log_wanted) as told:
        press(tools.log)
    with qtbot.waitSignal(tools.dates_wanted):
        press(tools.dates)
    assert told.args == [True]


def test_the_numbers_are_exact_and_tell_both_times(view):
    view.set_lanes(Lanes(("tokens", "outcomes")))
    view.show_subject(subject(activity([START, START + 1, START + 86_400_000_000])), (START, END), "standup")
    view.set_viewport(Viewport(START, START + 3 * 86_400_000_000, 600))
    title, block = view.numbers().split("\n\n")
    lines = [line.split("\t") for line in block.strip().split("\n")]
    assert title == "standup · 14 Sep 2026, 00:00 – 17 Sep 2026, 00:00 · Europe/Berlin"
    assert lines[1] == ["from (Europe/Berlin)", "to (Europe/Berlin)", "from (UTC)", "to (UTC)", *lines[1][4:]]
    assert lines[2][0] == "2026-09-14T00:00:00+02:00" and lines[2][2] == "2026-09-13T22:00:00Z"
    assert lines[1][4:] == ["output", "input", "cached", "total"]
    assert np.array([line[4:] for line in lines[2:]], dtype=int).sum(axis=0).tolist() == [30, 210, 90, 330]


def test_rows_of_the_rhythm_are_named_by_their_hour(view):
    view.set_lanes(Lanes(("hours",)))
    header = view.numbers().splitlines()[3].split("\t")
    assert header[4] == "00:00" and header[-1] == "23:00" and len(header) == 28


def test_copying_fills_the_clipboard_and_is_told(tools, view, qtbot):
    with qtbot.waitSignal(tools.told):
        tools.copy_numbers()
    assert QApplication.clipboard().text().startswith("inbox-digest-loop · ")
    with qtbot.waitSignal(tools.told):
        tools.copy_picture()
    assert QApplication.clipboard().image().width() == view._canvas.width()


def test_the_picture_has_a_line_over_the_chart_that_tells_where_it_is_from(view):
    picture, plain = view.picture(), view._canvas.grab().toImage()
    head = round((picture.height() - plain.height()) / picture.devicePixelRatio())
    assert 20 <= head <= 40
    inked = {picture.pixelColor(x, y).name() for x in range(14, 120) for y in range(4, head)}
    chart = plain.copy(0, 0, 50, 50).convertToFormat(picture.format())
    assert len(inked) > 2 and picture.copy(0, head, 50, 50) == chart


def test_numbers_of_nothing_are_empty(view):
    view.clear()
    assert view.numbers() == "" and not view.picture().isNull()


def test_times_no_calendar_can_tell_are_copied_as_microseconds(view):
    view.show_subject(subject(activity([micros(2026, 1, 1), 300_000_000_000_000_000])), (0, 1))
    view.last_event()
    assert " µs\t" in view.numbers()
