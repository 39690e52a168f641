"""The evidence of the session's agent: what the case holds is shown, pinned and compared; sealed ones tell nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.gui.evidence.agent_evidence import AgentEvidence
from auditor.gui.evidence.evidence_panel import NOTHING, SEALED
from auditor.gui.session import Session
from auditor.gui.theme import DARK
from auditor.records import ExhibitKind, Label
from auditor.review import Draft, give_verdict
from auditor.sealed import set_look
from tests.gui.cases import small_case
from tests.gui.evidence_told import assessment, findings


def make_evidence(case: CaseFile) -> None:
    """Of all agents but the last; each with a value of its own. None is sealed."""
    set_look(case, 0, 5)
    ids = sorted(agent.id for agent in case.agents.all())[:-1]
    case.findings.replace_all(
        {one: [replace(f, measure=replace(f.measure, value=one / 10)) for f in findings(one)[:2]] for one in ids}
    )
    case.assessments.replace_all([assessment(one, 9 - one) for one in ids])


@pytest.fixture
def shown(session: Session, qtbot, tmp_path: Path) -> AgentEvidence:
    made = AgentEvidence(session)
    qtbot.addWidget(made)
    made.show()
    session.show_case(CaseFile.open(small_case(tmp_path / "small")))
    make_evidence(session.case)
    session.evidence_changed()
    session.show_agent(1)
    return made


def said(shown: AgentEvidence) -> list[tuple[int, str]]:
    return [(box.finding.agent_id, box.finding.title) for box in shown.boxes()]


def test_the_evidence_is_that_of_the_agent_shown(shown: AgentEvidence, session: Session):
    assert said(shown) == [(1, "Returning subjects"), (1, "Outcomes missing")]
    session.show_agent(2)
    assert said(shown) == [(2, "Returning subjects"), (2, "Outcomes missing")]
    assert shown.waterfall.head.text() == "Priority 7.0 · why"


def test_an_agent_never_assessed_has_none(shown: AgentEvidence, session: Session):
    session.show_agent(max(agent.id for agent in session.agents))
    assert said(shown) == []
    assert shown._notice.text() == NOTHING


def test_a_pinned_finding_is_an_exhibit_of_the_case(shown: AgentEvidence, session: Session, qtbot):
    with qtbot.waitSignal(shown.pinned) as told:
        shown.boxes()[0].quiet.buttons["Pin"].click()
    exhibit = session.case.exhibits.of_agent(1)[0]
    assert told.args == [exhibit]
    assert (exhibit.kind, exhibit.reference) == (ExhibitKind.FINDING, "returning-subjects@1:9f3c")
    assert exhibit.title.startswith("Returning subjects: The same 4 subjects")
    assert shown.boxes()[0].quiet.buttons["Pin"].text() == "Pinned"


def test_what_was_pinned_stays_marked_when_one_comes_back(shown: AgentEvidence, session: Session):
    shown.boxes()[0].quiet.buttons["Pin"].click()
    session.show_agent(2)
    assert shown.boxes()[0].quiet.buttons["Pin"].text() == "Pin"
    session.show_agent(1)
    assert shown.boxes()[0].quiet.buttons["Pin"].text() == "Pinned"


def test_the_peers_are_those_of_the_case(shown: AgentEvidence, session: Session):
    session.show_agent(5)
    shown.boxes()[0].quiet.buttons["Peers"].click()
    assert shown.boxes()[0].plot.accessibleDescription().startswith("Higher than 4 of 6 peers.")


def test_a_finding_pinned_is_told_to_have_moved_when_the_data_did(shown: AgentEvidence, session: Session, qtbot):
    shown.boxes()[0].quiet.buttons["Pin"].click()
    exhibit = session.case.exhibits.of_agent(1)[0]
    with qtbot.assertNotEmitted(shown.told):
        assert shown.finding_of(exhibit) == shown.boxes()[0].finding
    session.case.findings.replace_all({1: [replace(findings()[0], sources="77aa")]})
    session.case.assessments.replace_all(list(session.assessments.values()))
    session.evidence_changed()
    with qtbot.waitSignal(shown.told) as told:
        assert shown.finding_of(exhibit).sources == "77aa"
    assert told.args[0].startswith("Worked out anew")


def test_a_sealed_agent_tells_nothing_until_its_first_verdict(shown: AgentEvidence, session: Session):
    set_look(session.case, 100, 5)
    session.evidence_changed()
    assert (said(shown), shown._said, shown._notice.text()) == ([], [], SEALED)
    give_verdict(session.case, 1, Draft(Label.USEFUL))
    session.verdict_given()
    assert said(shown) == [(1, "Returning subjects"), (1, "Outcomes missing")]


def test_without_a_case_it_is_empty(shown: AgentEvidence, session: Session):
    session.show_case(None)
    assert said(shown) == []


def test_it_follows_the_theme(shown: AgentEvidence, session: Session):
    session.set_theme(DARK)
    assert shown.boxes()[0]._bar._theme is DARK
