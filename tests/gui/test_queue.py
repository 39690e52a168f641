"""The queue: its small pictures, and the lines beside it that are used again from agent to agent."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.review.exhibits_panel import ExhibitsPanel
from auditor.gui.review.lines import Lines
from auditor.gui.review.queue_panel import QueuePanel
from auditor.gui.session import Session
from auditor.gui.theme import DARK, LIGHT
from auditor.records import Exhibit, ExhibitKind
from tests.gui.cases import small_case


@pytest.fixture
def queue(session: Session, qtbot, tmp_path: Path) -> QueuePanel:
    made = QueuePanel(session)
    qtbot.addWidget(made)
    session.show_case(CaseFile.open(small_case(tmp_path)))
    made.resize(300, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def colors(queue: QueuePanel) -> set[str]:
    image = queue.list.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(190, 290) for y in range(0, image.height(), 2)}


def test_each_agent_has_a_picture_of_its_days(queue: QueuePanel):
    assert LIGHT.input.lower() in colors(queue)
    assert queue.list.itemDelegate()._sparks


def test_the_pictures_follow_the_theme(queue: QueuePanel, session: Session):
    assert queue.list.grab()
    session.set_theme(DARK)
    assert DARK.input.lower() in colors(queue)


def test_after_an_import_the_pictures_are_drawn_anew(queue: QueuePanel, session: Session):
    assert queue.list.grab()
    session.reload()
    assert queue.list.itemDelegate()._sparks == {}


def test_all_tabs_are_whole_however_many_agents_there_are(queue: QueuePanel, qtbot):
    for button in queue._tabs.values():
        button.setText(f"{button.text()}0,000")
    qtbot.waitUntil(lambda: all(tab.width() >= tab.sizeHint().width() for tab in queue._tabs.values()))
    assert all(tab.geometry().right() <= tab.parentWidget().width() for tab in queue._tabs.values())


@pytest.fixture
def lines(qtbot) -> tuple[Lines, QWidget]:
    made, holder = Lines(), QWidget()
    holder.setLayout(made.layout)
    qtbot.addWidget(holder)
    holder.show()
    return made, holder


def shown(holder: QWidget) -> list[tuple[str, str]]:
    layout = holder.layout()
    labels = [layout.itemAt(place).widget() for place in range(layout.count())]
    assert {label for label in holder.findChildren(QLabel) if label.isVisible()} <= set(labels)
    return [(label.text(), label.property("role")) for label in labels]


@pytest.mark.parametrize(
    "told",
    [
        [("a", ""), ("b", "muted"), ("c", "bad")],
        [("a", "muted")],
        [],
        [("a", ""), ("b", ""), ("c", ""), ("d", "bad"), ("e", "")],
    ],
)
def test_lines_show_what_they_are_told_and_nothing_of_before(lines, told: list[tuple[str, str]]):
    made, holder = lines
    made.show_lines([("one", ""), ("two", "muted"), ("three", "")])
    made.show_lines(told)
    assert shown(holder) == told


def test_a_line_of_the_same_look_is_used_again(lines):
    made, holder = lines
    made.show_lines([("one", "muted")])
    before = holder.findChildren(QLabel)
    made.show_lines([("two", "muted")])
    assert holder.findChildren(QLabel) == before


def test_exhibits_that_stay_keep_their_boxes(qtbot):
    panel = ExhibitsPanel()
    qtbot.addWidget(panel)
    pinned = [Exhibit(7, 1, ExhibitKind.SPAN, "a..b", "A day", "R. Okafor", 1)]
    panel.show_exhibits(pinned, (7,))
    before = panel._boxes
    panel.show_exhibits(list(pinned), (7,))
    assert panel._boxes is before
    panel.show_exhibits(pinned, ())
    assert panel.ids() == ()
    panel.show_exhibits([], ())
    assert panel._boxes == {}
