"""Findings pinned as exhibits: named so that they are found again, and known to have moved when the data did."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from auditor.case.case_file import CaseFile
from auditor.gui.evidence.reference import FindingReference, exhibit_title, finding_reference, parse, pinned_finding
from auditor.gui.review.exhibits_panel import ExhibitsPanel
from auditor.records import Exhibit, ExhibitKind
from tests.gui.cases import small_case
from tests.gui.evidence_told import findings

FOUND = findings()[0]
REFERENCE = "returning-subjects@1:9f3c"


def test_a_reference_names_indicator_version_and_data():
    assert finding_reference(FOUND) == REFERENCE
    assert parse(REFERENCE) == FindingReference("returning-subjects", 1, "9f3c")


@pytest.mark.parametrize(
    "other", ["", "12", "a..b", "x@y:z", "@1:z", "x@1", "2026-10-01T00:00:00Z..2026-10-02T00:00:00Z"]
)
def test_what_names_no_finding_is_none(other: str):
    assert parse(other) is None


@pytest.fixture
def pinned(tmp_path: Path) -> Exhibit:
    with CaseFile.open(small_case(tmp_path)) as case:
        agent = case.agents.all()[0].id
        case.exhibits.pin(agent, ExhibitKind.FINDING, finding_reference(FOUND), exhibit_title(FOUND))
        return case.exhibits.of_agent(agent)[0]


def test_a_pinned_finding_is_found_again(pinned: Exhibit):
    assert pinned_finding(pinned, findings()) == (FOUND, True)


@pytest.mark.parametrize("change", [{"sources": "77aa"}, {"version": 2}])
def test_a_pinned_finding_worked_out_again_is_known_to_have_moved(pinned: Exhibit, change: dict[str, object]):
    now = replace(FOUND, **change)
    assert pinned_finding(pinned, [*findings()[1:], now]) == (now, False)


def test_an_indicator_that_is_gone_is_nothing(pinned: Exhibit):
    assert pinned_finding(pinned, findings()[1:]) == (None, False)


def test_the_exhibit_keeps_the_sentence_and_shows_the_title(pinned: Exhibit, qtbot):
    panel = ExhibitsPanel()
    qtbot.addWidget(panel)
    panel.show_exhibits([pinned], (pinned.id,))
    box = panel.findChild(QCheckBox)
    assert box.text() == "Returning subjects"
    assert "return on 76 of 78 days" in box.toolTip()
    assert "indicator returning-subjects, version 1" in box.toolTip()


def test_a_pinned_finding_can_be_shown(pinned: Exhibit, qtbot):
    panel = ExhibitsPanel()
    qtbot.addWidget(panel)
    panel.show_exhibits([pinned], ())
    with qtbot.waitSignal(panel.show_wanted) as told:
        panel.findChild(QPushButton).click()
    assert told.args == [pinned]


def test_other_exhibits_show_their_whole_title(qtbot):
    panel = ExhibitsPanel()
    qtbot.addWidget(panel)
    panel.show_exhibits([Exhibit(1, 1, ExhibitKind.EVENTS, "7", "Note: a & b", "R. Okafor", 1)], ())
    assert panel.findChild(QCheckBox).text() == "Note: a && b"
