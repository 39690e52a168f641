"""A sealed agent in the window: no name, no priority, no finding until the first verdict; then all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from auditor.case.case_file import CaseFile
from auditor.find import find_files
from auditor.gui.main_window import MainWindow
from auditor.gui.session import Session
from auditor.ingest import ingest
from auditor.records import Label
from auditor.sealed import look_of, sealed_agents, set_look
from tests.assess.made import finding, say
from tests.gui.cases import gone, small_case
from tests.gui.conftest import HEAD


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[MainWindow]:
    path = small_case(tmp_path)
    with CaseFile.open(path) as case:
        set_look(case, 100, 1)
        say(case, [finding(agent.id) for agent in case.agents.all()])
    made = MainWindow()
    made.preparation.stop()  # what was put there is not worked out anew
    made.open_case(path)
    made.preparation.stop()
    made.show()
    qtbot.waitExposed(made)
    yield made
    gone(made)


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def told(window: MainWindow) -> str:
    model = window.review.queue.model
    rows = [str(model.data(model.index(row))) for row in range(model.rowCount())]
    return "\n".join([words(window.review.head), words(window.review.history), *rows])


def test_neither_name_nor_person_shows_anywhere_of_a_sealed_agent(window: MainWindow) -> None:
    assert window.session.case
    window.session.toggle_names()
    for agent in window.session.case.agents.all():
        window.session.show_agent(agent.id)
        assert agent.name not in told(window) and agent.person not in told(window) and agent.alias not in told(window)
        assert f"Agent {agent.id}" in told(window) and "names hidden" in words(window.review.head)


def test_the_first_verdict_is_kept_as_sealed_and_shows_the_agent(window: MainWindow) -> None:
    assert window.session.case and window.session.current_id
    agent = window.session.current_id
    name = next(one.name for one in window.session.case.agents.all() if one.id == agent)
    window.review.verdict.choose(Label.USEFUL)
    window.review.save()
    assert [one.sealed for one in window.session.case.grounds.all().values()] == [True]
    window.session.show_agent(agent)
    assert name in told(window) and agent not in window.session.sealed


def test_no_label_is_chosen_whatever_is_hidden_or_shown(window: MainWindow) -> None:
    for agent in list(window.session.agents):
        window.session.show_agent(agent.id)
        assert window.review.verdict.draft().label is None


def test_a_verdict_whose_data_moved_is_marked_beside_the_labels(window: MainWindow) -> None:
    assert window.session.case and window.session.current_id
    case, agent = window.session.case, window.session.current_id
    window.review.verdict.choose(Label.USEFUL)
    window.review.save()
    say(case, [finding(one.id, value=0.2, sources="digest 2") for one in case.agents.all()])
    window.session.evidence_changed()
    window.session.show_agent(agent)
    assert window.session.stale == {agent}
    assert "◷ stale: Since this verdict Results unread went from 0.91 to 0.20" in words(window.review.verdict)
    window.review.verdict.choose(Label.INCONCLUSIVE)
    window.review.save()
    assert window.session.stale == frozenset()


def test_a_case_of_ten_agents_has_its_fifth_sealed_before_anybody_sees_a_name(session: Session, tmp_path: Path):
    case = session.case
    assert case
    session.reload()
    assert look_of(case) is None  # nobody is there yet
    rows = [f"2026-11-02T09:{n:02}:00Z,u-1,agent-{n % 10},m,100,7,0.25,hi {n}" for n in range(40)]
    (tmp_path / "use.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert [one.problem for one in ingest(case, find_files([tmp_path / "use.csv"]))] == [None]
    session.reload()
    look = look_of(case)
    assert look and look.share == 20 and "sealed look set" in {line.action for line in case.log.lines()}
    assert session.sealed == sealed_agents(case, session.agents)
