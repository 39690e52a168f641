"""Questions put to the case in the background: the newest answer, of the case that is open, and nothing else."""

from threading import Event

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.errors import AuditorError
from auditor.gui.question import Question


@pytest.fixture
def told() -> list[object]:
    """Every answer and every problem, in order."""
    return []


@pytest.fixture
def question(session, jobs, told) -> Question[object]:
    return Question(session, jobs, told.append, told.append)


def test_the_answer_comes_home(qtbot, question, told):
    question.ask("Counting", lambda case: case.sources.count())
    assert question.open
    qtbot.waitUntil(lambda: told == [0])
    assert not question.open


def test_of_many_questions_asked_meanwhile_only_the_newest_is_answered(qtbot, jobs, question, told):
    go, asked = Event(), []
    question.ask("first", lambda _: (go.wait(10), asked.append(1), "first")[-1])
    for number in (2, 3, 4):
        question.ask(str(number), lambda _, number=number: (asked.append(number), number)[-1])
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (asked, told) == ([1, 4], [4])


def test_an_answer_of_a_case_that_was_closed_is_not_handed_on(qtbot, session, jobs, question, told, tmp_path):
    go = Event()
    question.ask("slow", lambda _: go.wait(10))
    session.show_case(CaseFile.create(tmp_path / "next.auditcase", Properties("Next", "R. Okafor")))
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == []
    question.ask("next", lambda case: case.properties.get().name)
    qtbot.waitUntil(lambda: told == ["Next"])


def test_what_a_person_can_mend_is_told(qtbot, question, told):
    def work(_: CaseFile) -> None:
        raise AuditorError("The disk is full.", "Make room.")

    question.ask("Reading", work)
    qtbot.waitUntil(lambda: [str(problem) for problem in told] == ["The disk is full. Make room."])


def test_without_a_case_nothing_is_asked(session, jobs, question, told):
    session.show_case(None)
    question.ask("Counting", lambda case: case.sources.count())
    assert not jobs.busy and told == []
