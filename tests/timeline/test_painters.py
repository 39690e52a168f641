"""The painters put on the screen what the lanes say: smoke tests of every lane, and pixels that must not be lost."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from auditor.gui.theme import DARK, LIGHT
from auditor.gui.timeline.frame import frame_for
from auditor.gui.timeline.lane_item import LaneItem
from auditor.gui.timeline.look import look_for
from auditor.gui.timeline.painters import bands_rect, spans_rect
from auditor.records import Outcome
from auditor.timeline.clock import DAY, HOUR, MINUTE
from auditor.timeline.lane import Link
from auditor.timeline.lanes import LANES
from auditor.timeline.scale import reach
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, Subject, made_up, micros

pytestmark = pytest.mark.usefixtures("qapp")

START = micros(2026, 9, 14)
LANE = {lane.name: lane for lane in LANES}
NAMES = dict.fromkeys(("models", "sub_agents", "statuses", "families"), ("one", "two", "three"))


def subject(n=2_000, step=5 * MINUTE, **told):
    at, random = START + np.arange(n) * step, np.random.default_rng(1)
    codes = {name: random.integers(-1, 3, n) for name in ("model", "sub_agent", "status", "family")}
    tokens = {name: random.integers(100, 900, n) for name in ("input_tokens", "output_tokens", "cost", "duration")}
    activity = made_up(at, **(codes | tokens | {"failed": random.random(n) < 0.2} | NAMES | told))
    outcomes = [Outcome(START + DAY, "commit", "ab", 1), Outcome(START + 3 * DAY, "ticket", "T-1", 1)]
    return Subject(activity, outcomes, [True, False], BERLIN, [Link(0, START + HOUR), Link(1, START + 2 * DAY)])


def shown(lane, drawing_of, span=7 * DAY, theme=LIGHT, ratio=1.0, size=(600, 120), least=0.0, log=False):
    """The item of a lane alone in a widget, and its picture."""
    look = look_for(theme, QFont(), ratio)
    frame = frame_for(*size, look, [1.0])
    plot = QRectF(frame.lanes[0].left(), 10.0, frame.lanes[0].width(), size[1] - 20.0)
    viewport = Viewport(START, START + span, max(1, round(plot.width())))
    item = LaneItem(lane)
    item.show_drawing(lane.bins(lane.prepare(drawing_of), viewport), viewport, frame, plot, look, log, least)
    image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("panel"))
    painter = QPainter(image)
    item.draw(painter)
    painter.end()
    return item, image, plot


def pixels(image, area):
    """The colours (rows, columns) in a part of a picture, as 0xRRGGBB."""
    whole = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1) & 0xFFFFFF
    left, top, right, bottom = (round(edge) for edge in area.getCoords())
    return whole[top:bottom, left:right]


def colors(image, area):
    """The colours in a part of a picture."""
    return {f"#{value:06X}" for value in np.unique(pixels(image, area)).tolist()}


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
@pytest.mark.parametrize(
    ("theme", "ratio", "size"), [(LIGHT, 1, (600, 120)), (DARK, 2, (900, 90)), (LIGHT, 1, (90, 26))]
)
@pytest.mark.parametrize("span", [90 * DAY, 7 * DAY, 4 * HOUR])
def test_every_lane_is_painted_in_any_size_and_theme(lane, theme, ratio, size, span):
    item, image, _ = shown(lane, subject(), span, theme, ratio, size)
    item.depth(40)
    assert len(colors(image, QRectF(0, 0, image.width(), image.height()))) > 1


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
def test_every_lane_is_painted_without_events(lane):
    shown(lane, Subject(made_up([]), [], [], BERLIN))


def test_a_bar_with_a_call_far_above_the_others_has_a_caret():
    tokens = np.full(2_000, 500)
    plain = colors(*over_bars(shown(LANE["tokens"], subject(input_tokens=tokens))))
    tokens[1_000] = 2_000_000
    marked = colors(*over_bars(shown(LANE["tokens"], subject(input_tokens=tokens, output_tokens=tokens * 0))))
    assert LIGHT.text not in plain and LIGHT.text in marked


def over_bars(made):
    _, image, plot = made
    return image, plot.adjusted(0, 0, -200, 0)  # without the legend


def test_families_have_their_own_colours():
    family = np.arange(2_000) % 2
    _, image, plot = shown(LANE["families"], subject(step=1_000_000, family=family), span=HOUR // 2)
    seen = colors(image, plot)
    assert len({name for name in seen if name != LIGHT.panel}) == 2
    _, image, plot = shown(LANE["families"], subject(family=family, step=1_000), span=90 * DAY)
    assert set(LIGHT.families[:2]) <= colors(image, plot)


def test_letters_stand_beside_the_rows_of_families():
    _, image, plot = shown(LANE["families"], subject())
    gap = QRectF(plot.left() - 8, plot.top(), 8, 60)
    assert len(colors(image, gap)) > 1


def test_failed_requests_have_a_cross_besides_their_colour():
    failed = np.zeros(2_000, dtype=bool)
    failed[10] = True
    _, image, plot = shown(LANE["sessions"], subject(failed=failed), span=2 * HOUR)
    middle = plot.left() + 10 * 5 / 120 * plot.width()
    around = QRectF(middle - 6, plot.top() + 16, 12, plot.height() - 16)
    dark = pixels(image, around) == int(LIGHT.text[1:], 16)
    assert dark.any(axis=0).sum() >= 3 and dark.any(axis=1).sum() >= 3


def test_a_scale_reaches_what_another_agent_needs():
    item, alone, plot = shown(LANE["tokens"], subject())
    _, beside, _ = shown(LANE["tokens"], subject(), least=4 * reach(item.drawing))
    upper = QRectF(plot.left(), plot.top() + 30, plot.width() - 200, 10)
    assert LIGHT.input in colors(alone, upper) and LIGHT.input not in colors(beside, upper)


@pytest.mark.parametrize("rows", [1, 3, 9])
def test_depth_finds_the_row_under_the_pointer(rows):
    look, rect = look_for(LIGHT, QFont(), 1.0), QRectF(0, 0, 500, 100)
    for area in (bands_rect(rect, rows, look, legend=False), spans_rect(rect, rows, look)):
        assert area.height() % rows == 0 and rect.contains(area)


def test_a_colour_of_several_is_named_by_its_place():
    look = look_for(DARK, QFont(), 1.0)
    assert look.color("families.3").name().upper() == DARK.families[3] == look.color("families.11").name().upper()
    assert look.color("text") == DARK.color("text")
