"""What is drawn belongs to the agent asked for last, as the case has it now."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from auditor.case.case_file import CaseFile
from auditor.gui.jobs import Jobs
from auditor.gui.review import loading
from auditor.gui.review.chart_card import ChartCard
from auditor.gui.review.loading import Loaded, Loader
from auditor.gui.session import Session
from auditor.progress import Progress
from auditor.records import Agent
from tests.invented import MINUTE, START, events, import_file, write


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:  # noqa: ARG001  signals need the application
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def held(jobs: Jobs) -> Event:
    """No work begins before this is set."""
    gate, jobs._pool = Event(), ThreadPoolExecutor(max_workers=1)
    jobs._pool.submit(gate.wait)
    return gate


def ended(jobs: Jobs, gate: Event) -> None:
    """Let the work be done; its answers are still on their way."""
    gate.set()
    jobs._pool.shutdown(wait=True)
    jobs._pool = ThreadPoolExecutor(max_workers=1)


def completed(case: CaseFile) -> Loaded:
    agent = case.agents.all()[0]
    return loading.complete(case, loading.load(case, agent.id), Progress())


def test_an_answer_to_an_earlier_question_is_dropped_even_for_the_same_agent(qtbot, jobs, filled, tmp_path):
    told: list[Loaded] = []
    loader = Loader(jobs)
    loader.completed.connect(told.append)
    agent = next(agent for agent in filled.agents.all() if agent.name == "night-triage")
    gate = held(jobs)
    loader.ask(filled, agent)
    qtbot.waitUntil(lambda: jobs.busy)
    ended(jobs, gate)
    import_file(filled, write(tmp_path / "more.invented", events(4, first=20)))
    loader.ask(filled, next(one for one in filled.agents.all() if one.id == agent.id))
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert [len(loaded.activity) for loaded in told] == [7]


def test_events_that_came_meanwhile_do_not_get_among_those_that_are_shown(case, tmp_path):
    import_file(case, write(tmp_path / "use.invented", events(3)))
    loaded = loading.load(case, case.agents.all()[0].id)
    import_file(case, write(tmp_path / "more.invented", events(4, first=20)))
    assert loading.complete(case, loaded, Progress()) is loaded


def test_a_session_in_two_exports_read_newest_first_has_no_clock_put_back(case, tmp_path: Path):
    import_file(case, write(tmp_path / "late.invented", events(9, first=60)))
    import_file(case, write(tmp_path / "early.invented", events(9)))
    assert completed(case).jumps == ()


def test_a_clock_put_back_within_an_export_is_told(case, tmp_path: Path):
    rows = [*events(5, first=60), *events(2), *events(5, first=70)]
    import_file(case, write(tmp_path / "use.invented", rows))
    assert completed(case).jumps == (START + MINUTE,)


def test_the_jumps_of_the_agent_before_are_not_drawn_for_the_next_one(qtbot, filled):
    session = Session()
    session.show_case(filled)
    card = ChartCard(session)
    qtbot.addWidget(card)
    first, second = (loading.load(filled, agent.id) for agent in session.agents)
    card.show_loaded(first, "one")
    card.complete(Loaded(first.agent_id, first.activity, [], [], jumps=(START + MINUTE,)))
    assert [name for _, name in card.timeline._stage.dates] == ["clock put back"]
    card.clear()  # while the next one is read
    card.show_loaded(second, "two")
    assert not card.timeline._stage.dates
    session.case = None


@pytest.fixture
def packed(filled: CaseFile) -> CaseFile:
    for agent_id in filled.packed.missing():
        filled.packed.pack(agent_id)
    return filled


def read_ahead(qtbot, jobs: Jobs, case: CaseFile, agent: Agent) -> tuple[Loader, Loaded]:
    """A loader that read an agent ahead, and what it read."""
    loader, prepared = Loader(jobs), list[Loaded]()
    loader.read_ahead(case, agent, lambda loaded: prepared.append(loaded) or loaded)
    qtbot.waitUntil(lambda: not jobs.busy)
    (ahead,) = prepared
    return loader, ahead


def test_an_agent_read_ahead_is_shown_as_it_was_read(qtbot, jobs, packed):
    agent = packed.agents.all()[1]
    loader, ahead = read_ahead(qtbot, jobs, packed, agent)
    shown: list[Loaded] = []
    loader.loaded.connect(shown.append)
    loader.ask(packed, agent)
    fresh = loading.load(packed, agent.id)
    assert shown == [ahead]
    assert (shown[0].activity.event == fresh.activity.event).all() and shown[0].outcomes == fresh.outcomes


def test_what_was_read_ahead_is_forgotten_when_the_case_changes(qtbot, jobs, packed, tmp_path):
    agent = next(agent for agent in packed.agents.all() if agent.name == "night-triage")
    loader, ahead = read_ahead(qtbot, jobs, packed, agent)
    import_file(packed, write(tmp_path / "more.invented", events(4, first=20)))
    loader.forget()
    shown: list[Loaded] = []
    loader.loaded.connect(shown.append)
    loader.ask(packed, agent)
    assert len(shown[0].activity) == len(ahead.activity) + 4


def test_of_agents_read_ahead_in_haste_only_the_last_is_read(qtbot, jobs, packed):
    loader, read = Loader(jobs), list[int]()
    for agent in [*packed.agents.all(), *packed.agents.all()]:
        loader.read_ahead(packed, agent, lambda loaded: read.append(loaded.agent_id) or loaded)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert read == [packed.agents.all()[-1].id]


def test_a_chart_made_ahead_by_another_clock_is_not_shown(qtbot, filled):
    session = Session()
    session.show_case(filled)
    card = ChartCard(session)
    qtbot.addWidget(card)
    ahead = card.prepare(loading.load(filled, session.agents[0].id))
    card.show_loaded(ahead, "one")
    assert card.timeline._chart is ahead.chart
    card.set_clock("utc" if card.zone.key != "UTC" else "people")
    session.properties = replace(session.properties, timezone="Asia/Tokyo")
    card.set_clock("people")
    card.show_loaded(ahead, "one")
    assert card.timeline._chart is not ahead.chart and card.timeline._chart.subject.zone.key == "Asia/Tokyo"
    session.case = None


def test_work_that_may_wait_is_under_way_at_once_and_begins_later(qtbot, jobs):
    begun: list[bool] = []
    jobs.start("Later", lambda *_: begun.append(True), lambda _: None, pytest.fail, after_ms=1)
    assert jobs.busy and not begun
    qtbot.waitUntil(lambda: not jobs.busy)
    assert begun
