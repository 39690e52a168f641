"""The evidence panel: both sides alike, strongest first, nothing counted for want of data, all of it by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.evidence.evidence_panel import LACKING, NOTHING, SEALED, WORKING, EvidencePanel
from auditor.gui.evidence.legible import legible
from auditor.gui.evidence.reference import finding_reference
from auditor.gui.style import contrast
from auditor.gui.theme import DARK, LIGHT
from auditor.records import Aspect, Finding, Rhythm
from tests.gui.cases import small_case
from tests.gui.evidence_told import assessment, finding, findings, lacking

WIDTH = 320
"""px of the right side, without its margins."""


@pytest.fixture
def panel(qtbot) -> EvidencePanel:
    made = EvidencePanel()
    qtbot.addWidget(made)
    made.resize(WIDTH, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def labels(panel: QWidget) -> list[QLabel]:
    """Those that can be seen and say something, once all is laid out."""
    QApplication.processEvents()
    return [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def words(panel: QWidget) -> list[str]:
    return [label.text() for label in labels(panel)]


def titles(panel: EvidencePanel) -> list[str]:
    return [box.finding.title for box in panel.boxes()]


def test_findings_stand_strongest_first_whichever_side_they_speak_for(panel: EvidencePanel):
    panel.show_evidence(findings(), assessment(), hidden=False)
    assert titles(panel) == [
        *("Returning subjects", "Outcomes missing", "Stops at the target"),
        *("References that move", "Rhythm"),
    ]


def test_a_finding_says_where_the_agent_stands_and_what_innocent_work_looks_the_same(panel: EvidencePanel):
    panel.show_evidence(findings()[:1], assessment(), hidden=False)
    said = words(panel.boxes()[0])
    assert said[:2] == ["Returning subjects", "99th pct"]
    assert "Also normal for: long projects, monitored hosts." in said
    assert "◆ speaks for padding · 31 peers" in said


@pytest.mark.parametrize(
    ("weight", "aspect", "side"),
    [
        (0.4, Aspect.LOOPS, "◆ speaks for padding"),
        (-0.4, Aspect.LOOPS, "● speaks for useful"),
        (0, Aspect.LOOPS, "◐ speaks for neither"),
        (0, Aspect.CONTEXT, "◐ context only"),
    ],
)
def test_the_side_is_said_in_a_word_with_a_glyph(panel: EvidencePanel, weight: float, aspect: Aspect, side: str):
    panel.show_evidence([finding("x", "X", weight, 0.5, "Said.", aspect=aspect)], None, hidden=False)
    assert f"{side} · 31 peers" in words(panel)


@pytest.mark.parametrize(
    ("benign", "said"),
    [
        ("long projects", "Also normal for: long projects."),
        ("Month-end work.", "Also normal: Month-end work."),
        ("", None),
    ],
)
def test_innocent_work_is_told_in_a_phrase_or_a_sentence(panel: EvidencePanel, benign: str, said: str | None):
    panel.show_evidence([finding("x", "X", 0.5, 0.9, "Said.", benign)], None, hidden=False)
    assert next((told for told in words(panel) if told.startswith("Also")), None) == said


def test_what_innocent_work_looks_the_same_is_not_told_of_what_speaks_for_usefulness(panel: EvidencePanel):
    panel.show_evidence([finding("x", "X", -0.5, 0.1, "Said.", "long projects")], None, hidden=False)
    assert not [told for told in words(panel) if told.startswith("Also")]


def test_both_sides_have_the_same_size_and_place(panel: EvidencePanel):
    sides = [finding("x", "One", weight, 0.9, "The same words.") for weight in (0.6, -0.5)]
    panel.show_evidence(sides, None, hidden=False)
    panel.resize(WIDTH, panel.heightForWidth(WIDTH))
    parts = [[(label.geometry(), label.font()) for label in labels(box)] for box in panel.boxes()]
    assert len(parts[0]) == 4
    assert parts[0][:4] == parts[1][:4]
    assert panel.boxes()[0].size() == panel.boxes()[1].size()


def painted(image: QImage, left: float, right: float) -> set[str]:
    across = range(round(left * image.width()), round(right * image.width()))
    return {image.pixelColor(x, y).name() for x in across for y in range(image.height())}


@pytest.mark.parametrize(
    ("weight", "color", "at", "not_at"),
    [(0.5, LIGHT.padding, (0.55, 0.7), (0, 0.45)), (-0.5, LIGHT.useful, (0.3, 0.45), (0.55, 1))],
)
def test_the_bar_goes_right_for_padding_and_left_for_useful(panel, weight, color, at, not_at):
    panel.show_evidence([finding("x", "X", weight, 0.9, "Said.")], None, hidden=False)
    image = panel.boxes()[0]._bar.grab().toImage()
    assert color.lower() in painted(image, *at)
    assert color.lower() not in painted(image, *not_at)


def test_the_length_of_the_bar_is_the_weight(panel: EvidencePanel):
    panel.show_evidence([finding("x", "X", 0.5, 0.9, "Said.")], None, hidden=False)
    image = panel.boxes()[0]._bar.grab().toImage()
    assert LIGHT.padding.lower() not in painted(image, 0.77, 1)


def test_what_lacks_data_comes_last_in_grey(panel: EvidencePanel):
    panel.show_evidence(findings()[::-1], assessment(), hidden=False)
    last = labels(panel)[-3:]
    assert {label.text() for label in last} == {
        LACKING,
        "– Work does not follow: 3 of 5 outcomes",
        "– Hollow outcomes: no outcome data",
    }
    assert {label.property("role") for label in last} == {"small"}


def test_a_sealed_agent_shows_nothing_but_why(panel: EvidencePanel):
    panel.show_evidence(findings(), assessment(), hidden=False)
    panel.show_evidence(findings(), assessment(), hidden=True)
    assert words(panel) == ["EVIDENCE — STRONGEST FIRST", SEALED]
    assert not [button for button in panel.findChildren(QPushButton) if button.isVisible()]


def test_before_anything_is_worked_out_it_says_so(panel: EvidencePanel):
    assert NOTHING in words(panel)
    panel.show_working(True)
    assert WORKING in words(panel)
    panel.show_evidence(findings(), assessment(), hidden=False)
    assert not {NOTHING, WORKING} & set(words(panel))


def test_the_work_under_way_says_nothing_of_a_sealed_agent_or_of_one_that_has_evidence(panel: EvidencePanel):
    panel.show_evidence((), None, hidden=True)
    panel.show_working(True)
    assert SEALED in words(panel)
    panel.show_evidence(findings(), assessment(), hidden=False)
    panel.show_working(True)
    assert WORKING not in words(panel)


@pytest.mark.parametrize(
    ("action", "signal"), [("Show", "show_wanted"), ("Pin", "pin_wanted"), ("Peers", "peers_wanted")]
)
def test_every_action_is_reached_by_tab_and_enter(panel: EvidencePanel, qtbot, action: str, signal: str):
    panel.show_evidence(findings()[:2], None, hidden=False)
    panel.activateWindow()
    panel.waterfall.head.setFocus()
    for _ in range(12):
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        if panel.focusWidget().accessibleName() == f"{action}: Outcomes missing":
            break
    with qtbot.waitSignal(getattr(panel, signal)) as told:
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [findings()[1]]


def test_the_arrows_go_from_finding_to_finding(panel: EvidencePanel):
    panel.show_evidence(findings(), None, hidden=False)
    panel.boxes()[0].quiet.buttons["Pin"].setFocus()
    QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Down)
    assert panel.focusWidget().accessibleName() == "Pin: Outcomes missing"
    for _ in range(3):
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Up)
    assert panel.focusWidget().accessibleName() == "Pin: Returning subjects"


@pytest.fixture
def scrolled(panel: EvidencePanel, qtbot) -> QScrollArea:
    """The panel in a room lower than it is."""
    area = QScrollArea(widgetResizable=True)
    qtbot.addWidget(area)
    area.setWidget(panel)
    area.resize(WIDTH, 200)
    area.show()
    panel.show_evidence(findings(), None, hidden=False)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 200)
    return area


def test_what_the_arrows_reach_is_in_view(panel: EvidencePanel, scrolled: QScrollArea):
    panel.boxes()[0].quiet.buttons["Pin"].setFocus()
    for _ in range(4):
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Down)
    button = panel.boxes()[4].quiet.buttons["Pin"]
    assert button.hasFocus()
    assert scrolled.viewport().rect().contains(button.mapTo(scrolled.viewport(), button.rect().center()))


def test_peers_that_open_are_in_view(panel: EvidencePanel, scrolled: QScrollArea, qtbot):
    box = panel.boxes()[1]
    panel.show_peers(box.finding, [1.0, 2.0], 1.5)
    inside = scrolled.viewport().rect().contains
    qtbot.waitUntil(lambda: inside(box.plot.mapTo(scrolled.viewport(), box.plot.rect().center())))


def test_the_buttons_are_seen_only_while_one_looks_there(panel: EvidencePanel):
    panel.show_evidence(findings()[:1], None, hidden=False)
    button = panel.boxes()[0].quiet.buttons["Show"]
    assert button.isVisible()
    empty = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != empty


def test_a_finding_that_no_event_shows_cannot_be_shown(panel: EvidencePanel):
    told = findings()[0]
    panel.show_evidence([replace(told, measure=replace(told.measure, events=()), peers=0)], None, hidden=False)
    there = {words for words, button in panel.boxes()[0].quiet.buttons.items() if button.isVisible()}
    assert there == {"Pin"}


def test_a_pinned_finding_says_so(panel: EvidencePanel):
    panel.show_pinned({finding_reference(findings()[0])})
    panel.show_evidence(findings(), None, hidden=False)
    assert [box.quiet.buttons["Pin"].text() for box in panel.boxes()[:2]] == ["Pinned", "Pin"]
    panel.show_pinned(set())
    assert panel.boxes()[0].quiet.buttons["Pin"].isEnabled()


def test_boxes_are_used_again_for_another_agent(panel: EvidencePanel):
    panel.show_evidence(findings(), assessment(), hidden=False)
    before = panel.boxes()
    panel.show_evidence(findings(2)[:2], None, hidden=False)
    assert panel.boxes() == before[:2]
    assert [box.finding.agent_id for box in panel.boxes()] == [2, 2]
    assert not before[2].isVisible()


def test_the_rhythm_says_who_says_it_and_can_be_changed(panel: EvidencePanel, qtbot):
    panel.show_evidence(findings(), assessment(), hidden=False)
    assert "Rhythm: scheduled" in words(panel)
    panel.show_evidence(findings(), replace(assessment(), told=Rhythm.BATCH), hidden=False)
    assert "Rhythm: batch (said by the auditor; the data say scheduled)" in words(panel)
    with qtbot.waitSignal(panel.override_wanted):
        QTest.keyClick(panel.change, Qt.Key.Key_Return)


def test_words_of_any_length_fit_the_column(panel: EvidencePanel, qtbot):
    endless = finding("x", "T" * 90, 0.5, 0.9, "/srv/" + "a" * 400, "b" * 200)
    panel.show_evidence([endless, lacking("y", "Z" * 80, "not enough data: " + "c" * 90)], assessment(), hidden=False)
    assert panel.minimumSizeHint().width() <= WIDTH
    qtbot.waitUntil(lambda: all(label.geometry().right() <= WIDTH for label in labels(panel)))


def test_a_large_font_fits_the_column(panel: EvidencePanel, qapp, light: str):
    qapp.setStyleSheet(f"{light} * {{ font-size: 20px; }}")
    panel.show_evidence(findings(), assessment(), hidden=False)
    panel.waterfall.toggle()
    assert panel.minimumSizeHint().width() <= WIDTH


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("under", ["panel", "accent_soft", "hover"])
@pytest.mark.parametrize("token", ["padding", "useful", "muted", "accent", "inconclusive"])
def test_coloured_words_can_be_read(theme, under: str, token: str):
    assert contrast(legible(theme, token, under).name(), getattr(theme, under)) >= 4.5


def test_what_the_case_kept_is_shown(panel: EvidencePanel, tmp_path):
    with CaseFile.open(small_case(tmp_path)) as case:
        agent = case.agents.all()[0].id
        case.findings.replace_all({agent: findings(agent)})
        case.assessments.replace_all([assessment(agent)])
        kept: list[Finding] = case.findings.of_agent(agent)
        panel.show_evidence(kept, case.assessments.of_agent(agent), hidden=False)
    assert titles(panel)[:2] == ["Returning subjects", "Outcomes missing"]
    assert "– Hollow outcomes: no outcome data" in words(panel)
    assert panel.waterfall.head.text() == "Priority 3.0 · why"


def test_another_theme_recolours_the_words(panel: EvidencePanel):
    panel.show_evidence(findings()[:1], None, hidden=False)
    panel.set_theme(DARK)
    colors = painted(panel.boxes()[0]._percentile.grab().toImage(), 0, 1)
    assert legible(DARK, "padding").name() in colors
