"""What is drawn belongs to the agent asked for last, as the case has it now."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
