"""Evidence on the review screen: Show selects exactly the events of a finding, Pin makes it an exhibit."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from auditor.gui.main_window import MainWindow
from auditor.gui.overrides.override_dialog import OverrideDialog
from auditor.records import ExhibitKind, Finding, Rhythm
from tests.gui.cases import gone, small_case
from tests.gui.test_review_screen import press


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow()
    made.open_case(small_case(tmp_path))
    made.show()
    qtbot.waitExposed(made)
    yield made
    gone(made)


def telling(window: MainWindow) -> Finding:
    """A finding of the agent shown that some of its requests, and not all, show."""
    whole = len(window.review._loaded.activity)
    boxes = window.review.evidence.boxes()
    return next(box.finding for box in boxes if 0 < len(box.finding.measure.events) < whole)


def rows(window: MainWindow) -> list[int]:
    model = window.review.requests.model
    return sorted(model.event_at(row) for row in range(model.rowCount()))


def test_every_agent_shows_its_evidence(window: MainWindow):
    seen = set()
    for agent in window.session.agents:
        window.session.show_agent(agent.id)
        seen |= {box.finding.agent_id for box in window.review.evidence.boxes()}
    assert seen == {agent.id for agent in window.session.agents}


def test_show_leaves_exactly_those_requests_and_marks_them(window: MainWindow):
    finding = telling(window)
    window.review.evidence.show_wanted.emit(finding)
    assert rows(window) == list(finding.measure.events)
    activity = window.review._loaded.activity
    marked = activity.at[np.isin(activity.event, finding.measure.events)]
    assert window.review.timeline._stage.hits.at.tolist() == marked.tolist()
    assert window.review.requests.strip.chips() == [f"only what shows “{finding.title}”"]


def test_taking_the_chip_away_brings_all_requests_and_takes_the_marks(window: MainWindow):
    everything = rows(window)
    window.review.evidence.show_wanted.emit(telling(window))
    window.review.requests.strip.removed.emit(window.review.requests._now.shown)
    assert rows(window) == everything
    assert len(window.review.timeline._stage.hits.at) == 0


def test_another_agent_begins_without_marks(window: MainWindow):
    window.review.evidence.show_wanted.emit(telling(window))
    window.session.show_agent(window.session.agents[-1].id)
    assert len(window.review.timeline._stage.hits.at) == 0
    assert window.review.requests.strip.chips() == []


def test_a_finding_out_of_sight_is_brought_into_view(window: MainWindow):
    finding = telling(window)
    activity = window.review._loaded.activity
    at = activity.at[np.isin(activity.event, finding.measure.events)]
    window.review.timeline.select(None)
    window.review.timeline.zoom(0.05, int(at[0]))
    window.review.evidence.show_wanted.emit(finding)
    view = window.review.timeline.viewport
    assert view.start <= at[0] and at[-1] < view.end


def test_pinning_a_finding_makes_it_an_exhibit_of_the_verdict(qtbot, window: MainWindow):
    finding = telling(window)
    window.review.evidence.pin_wanted.emit(finding)
    pinned = window.session.case.exhibits.of_agent(finding.agent_id)
    assert [exhibit.kind for exhibit in pinned] == [ExhibitKind.FINDING]
    press(qtbot, window, "p", "2", "Enter")
    assert window.session.case.verdicts.all()[0].exhibits == (pinned[0].id,)


def test_a_pinned_finding_is_shown_from_the_exhibits(window: MainWindow):
    finding = telling(window)
    window.review.evidence.pin_wanted.emit(finding)
    exhibit = window.session.case.exhibits.of_agent(finding.agent_id)[0]
    window.review.exhibits.show_wanted.emit(exhibit)
    assert rows(window) == list(finding.measure.events)


def test_what_the_auditor_says_of_a_rhythm_is_worked_in(qtbot, window: MainWindow):
    agent_id = window.session.current_id
    window.review.evidence.change.click()
    dialog = window.review.findChild(OverrideDialog)
    other = next(rhythm for rhythm in Rhythm if rhythm is not window.session.assessments[agent_id].rhythm)
    dialog.rhythm.choice.show_value(other)
    dialog.rhythm.reason.setText("She starts it by hand")
    dialog.save.click()
    qtbot.waitUntil(lambda: window.session.assessments[agent_id].told == other, timeout=20_000)


def test_nothing_in_the_evidence_touches_the_draft(window: MainWindow):
    before = window.review.verdict.draft()
    for box in window.review.evidence.boxes():
        window.review.evidence.show_wanted.emit(box.finding)
        window.review.evidence.peers_wanted.emit(box.finding)
    assert window.review.verdict.draft() == before and before.label is None
