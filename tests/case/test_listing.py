"""What the queue lists: labels that follow verdicts, days for the small pictures, reasons and exhibits by agent."""

import pytest

from auditor.case.case_file import CaseFile
from auditor.errors import CaseError
from auditor.records import Label
from auditor.review import Draft, give_verdict, pin_span, undo
from tests.invented import MINUTE, START

DAY = 86_400_000_000


def test_labels_follow_verdicts_and_nothing_else_is_read_again(filled: CaseFile):
    before = filled.agents.all()
    give_verdict(filled, 1, Draft(Label.USEFUL))
    given = filled.agents.labelled(before)
    assert given == filled.agents.all()
    assert [agent.label for agent in given] != [agent.label for agent in before]
    undo(filled)
    assert filled.agents.labelled(given) == before


def test_an_agent_whose_label_stays_is_the_same(filled: CaseFile):
    agents = filled.agents.all()
    give_verdict(filled, 1, Draft(Label.USEFUL))
    assert [new is old for new, old in zip(filled.agents.labelled(agents), agents, strict=True)].count(False) == 1


def test_the_days_of_an_agent_hold_its_tokens(filled: CaseFile):
    assert filled.agents.days_of(1) == [(START // DAY, 3 * 1_010)]
    assert filled.agents.days_of(99) == []


def test_reasons_are_those_given_by_first_use(filled: CaseFile):
    for reasons in (("no outcome", "odd hours"), ("repeats itself",), ("no outcome", "odd hours"), ("odd hours",)):
        give_verdict(filled, 1, Draft(Label.PADDING, reasons))
    assert filled.verdicts.reasons() == ("no outcome", "odd hours", "repeats itself")


def test_exhibits_of_one_agent_are_not_anothers(filled: CaseFile):
    mine, other = (pin_span(filled, agent, START, START + MINUTE, "A minute") for agent in (1, 2))
    assert filled.exhibits.of_agent(1) == [mine]
    assert filled.exhibits.of_agent(2) == [other]
    assert filled.exhibits.all() == [mine, other]


def test_what_is_read_within_a_snapshot_is_the_case_at_one_moment(filled: CaseFile):
    count = "SELECT COUNT(*) FROM verdicts"
    with filled.store.snapshot():
        assert filled.store.read(count) == [(0,)]
        give_verdict(filled, 1, Draft(Label.USEFUL))
        assert filled.store.read(count) == [(0,)]
    assert filled.store.read(count) == [(1,)]


def test_a_closed_case_says_so(filled: CaseFile):
    filled.close()
    with pytest.raises(CaseError, match="closed"):
        filled.agents.all()
