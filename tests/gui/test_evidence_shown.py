"""From a finding to the very requests behind it, on the timeline and in the table, and into the verdict."""

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.gui.jobs import Jobs
from auditor.gui.review.review_screen import ReviewScreen
from auditor.gui.session import Session
from auditor.sealed import set_look
from tests.gui.cases import small_case
from tests.gui.evidence_told import assessment, findings


@pytest.fixture
def screen(session: Session, jobs: Jobs, qtbot, tmp_path: Path) -> ReviewScreen:
    made = ReviewScreen(session, jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    case = CaseFile.open(small_case(tmp_path / "small"))
    shown = [int(event) for event in case.events.activity(1).event[2:9:3]]
    told = [replace(one, measure=replace(one.measure, events=tuple(shown))) for one in findings()[:2]]
    case.findings.replace_all({1: told})
    case.assessments.replace_all([assessment(1)])
    set_look(case, 0, 5)
    session.show_case(case)
    session.show_agent(1)
    qtbot.waitUntil(lambda: screen_ready(made))
    return made


def screen_ready(screen: ReviewScreen) -> bool:
    return screen._loaded is not None and screen._loaded.agent_id == 1


def events_shown(screen: ReviewScreen) -> list[int]:
    model = screen.requests.model
    return [model.event_at(row) for row in range(model.rowCount())]


def test_show_selects_exactly_the_events_of_the_finding(screen: ReviewScreen):
    activity = screen._loaded.activity
    screen.evidence.boxes()[0].quiet.buttons["Show"].click()
    assert events_shown(screen) == activity.event[2:9:3].tolist()
    assert screen.timeline._stage.hits.at.tolist() == activity.at[2:9:3].tolist()


def test_show_works_from_a_selection_and_a_zoomed_view(screen: ReviewScreen):
    activity = screen._loaded.activity
    screen.timeline.select((int(activity.at[-2]), int(activity.at[-1]) + 1))
    screen.timeline.zoom(64)
    screen.evidence.boxes()[1].quiet.buttons["Show"].click()
    assert events_shown(screen) == activity.event[2:9:3].tolist()
    assert screen.timeline.viewport.start <= activity.at[2]


def test_a_pinned_finding_is_part_of_the_verdict_and_can_be_shown(screen: ReviewScreen):
    screen.evidence.boxes()[0].quiet.buttons["Pin"].click()
    exhibit = screen._session.case.exhibits.of_agent(1)[0]
    assert screen.verdict.draft().exhibits == (exhibit.id,)
    assert screen.exhibits.ids() == (exhibit.id,)
    screen.exhibits.show_wanted.emit(exhibit)
    assert len(events_shown(screen)) == 3


def test_evidence_chooses_no_label(screen: ReviewScreen):
    for action in ("Show", "Pin", "Peers"):
        screen.evidence.boxes()[0].quiet.buttons[action].click()
    assert screen.verdict.draft().label is None
    assert screen.verdict.draft().reasons == ()


def test_of_a_sealed_agent_the_timeline_tints_nothing(screen: ReviewScreen):
    assert screen.timeline._stage.spans.spans
    set_look(screen._session.case, 100, 5)
    screen._session.evidence_changed()
    assert not screen.timeline._stage.spans.spans
