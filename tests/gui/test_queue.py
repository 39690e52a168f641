"""The queue: its small pictures, and the lines beside it that are used again from agent to agent."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.review.exhibits_panel import ExhibitsPanel
from auditor.gui.review.lines import Lines
from auditor.gui.review.queue_panel import QueuePanel
from auditor.gui.session import Session
from auditor.gui.theme import DARK, LIGHT
from auditor.records import Exhibit, ExhibitKind, Label
from auditor.review import Draft, Order, give_verdict, ordered
from auditor.sealed import set_look
from tests.gui.cases import small_case
from tests.gui.evidence_told import assessment


@pytest.fixture
def queue(session: Session, qtbot, tmp_path: Path) -> QueuePanel:
    made = QueuePanel(session)
    qtbot.addWidget(made)
    case = CaseFile.open(small_case(tmp_path))
    case.assessments.replace_all([])
    set_look(case, 0, 5)
    session.show_case(case)
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
def assessed(queue: QueuePanel, session: Session) -> QueuePanel:
    """Of 8 agents the first by id is in the top band, the second speaks for use; the last was never assessed."""
    ids = sorted(agent.id for agent in session.agents)
    told = [
        assessment(ids[0], 2.4),
        replace(assessment(ids[1], -0.6, top=False), reason="Speaks for use: New subjects"),
    ]
    told += [assessment(one, 0.2, top=False) for one in ids[2:-1]]
    session.case.assessments.replace_all(told)
    session.evidence_changed()
    return queue


def rows(queue: QueuePanel) -> list[str]:
    return [queue.model.index(row).data() for row in range(queue.model.rowCount())]


def row_colors(queue: QueuePanel, row: int) -> set[str]:
    """Of the second line at the right, where the bar and its number are."""
    box = queue.list.visualRect(queue.model.index(row))
    image = queue.list.viewport().grab().toImage()
    middle = range(box.center().y() - 8, box.center().y() + 8)
    return {image.pixelColor(x, y).name() for x in range(box.right() - 95, box.right() - 12) for y in middle}


def test_each_row_says_its_priority_and_why(assessed: QueuePanel):
    told = rows(assessed)
    assert told[0].endswith("Priority 2.4, top band: Returning subjects and outcomes missing")
    assert told[-2].endswith("Priority −0.6: Speaks for use: New subjects")
    assert told[-1].endswith("not assessed yet")


def test_the_tooltip_has_the_whole_reason(assessed: QueuePanel):
    tip = assessed.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Returning subjects and outcomes missing" in tip


def test_the_top_band_has_a_coloured_bar_others_a_grey_one(assessed: QueuePanel):
    assert LIGHT.padding.lower() in row_colors(assessed, 0)
    assert LIGHT.padding.lower() not in row_colors(assessed, 1)
    assert LIGHT.muted.lower() in row_colors(assessed, 1)


def test_an_agent_never_assessed_has_no_bar(assessed: QueuePanel):
    assert row_colors(assessed, 7) == {LIGHT.panel.lower()}


def test_the_row_is_higher_only_where_there_is_a_reason_to_read(queue: QueuePanel, session: Session):
    before = queue.list.sizeHintForRow(0)
    session.case.assessments.replace_all([assessment(session.agents[0].id)])
    session.evidence_changed()
    assert queue.list.sizeHintForRow(0) > before


def test_the_order_is_that_of_the_evidence_and_says_so(assessed: QueuePanel, session: Session):
    assert assessed._order.currentText() == "Order: evidence, strongest first"
    assert session.agents[0].id == min(agent.id for agent in session.agents)


def test_without_evidence_the_order_says_that_there_is_none(queue: QueuePanel):
    assert queue._order.currentText() == "Order: tokens (no evidence yet)"


@pytest.mark.parametrize("order", list(Order))
def test_every_order_can_be_chosen(assessed: QueuePanel, session: Session, order: Order):
    combo = assessed._order
    while combo.currentText() != combo.itemText(list(Order).index(order)):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert session.order is order
    wanted = ordered(session.agents, order, session.assessments, seed=5)
    assert [row.split("\n")[0] for row in rows(assessed)] == [agent.name for agent in wanted]


def test_a_random_order_tells_its_seed(assessed: QueuePanel, session: Session):
    session.seed = 41
    session.set_order(Order.RANDOM)
    assert assessed._order.currentText() == "Order: random (seed 41)"


@pytest.fixture
def sealing(assessed: QueuePanel, session: Session) -> QueuePanel:
    """All agents are judged without evidence."""
    session.toggle_names()
    set_look(session.case, 100, 5)
    session.evidence_changed()
    return assessed


def test_of_a_sealed_agent_neither_priority_nor_reason_nor_name_is_told(sealing: QueuePanel, session: Session):
    told = "\n".join(rows(sealing))
    assert told.count("judged without evidence first") == 8
    assert "Priority" not in told
    assert "Returning" not in told
    assert not [agent for agent in session.agents if agent.name in told or agent.person in told or agent.alias in told]


def test_a_sealed_row_shows_no_bar(sealing: QueuePanel):
    assert not any({LIGHT.padding.lower(), LIGHT.muted.lower()} & row_colors(sealing, row) for row in range(1, 8))


def test_the_filter_does_not_find_a_sealed_agent_by_its_name(sealing: QueuePanel, session: Session):
    sealing.filter.setText(session.agents[0].name)
    assert sealing.model.rowCount() == 0


def test_the_first_verdict_unseals_the_row_where_it_stands(sealing: QueuePanel, session: Session):
    chosen = session.case.agents.all()[0]
    row = sealing.model.row_of(chosen.id)
    give_verdict(session.case, chosen.id, Draft(Label.USEFUL))
    session.verdict_given()
    assert rows(sealing)[row].startswith(chosen.name)
    assert "Priority" in rows(sealing)[row]


def test_drawing_rows_reads_nothing_from_the_case(assessed: QueuePanel, session: Session):
    assert assessed.list.grab()
    session.case.close()
    assert assessed.list.grab()
    assert "Priority 2.4" in rows(assessed)[0]


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
