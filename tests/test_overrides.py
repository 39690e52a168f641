"""What the auditor says against what is worked out: kept with its reason, until it expires or is taken back."""

from collections.abc import Iterator
from datetime import date

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.verification import verify
from auditor.errors import CaseError, ReviewError
from auditor.identity import merge_agents
from auditor.overrides import (
    State,
    harmless,
    history,
    mark_harmless,
    set_rhythm,
    told_rhythms,
    withdraw,
    words_of,
)
from auditor.records import OverrideKind, Rhythm

TODAY = date(2026, 11, 2)


@pytest.fixture
def case(filled: CaseFile) -> Iterator[CaseFile]:
    with filled:
        yield filled


def agent(case: CaseFile, number: int = 0) -> int:
    return case.agents.all()[number].id


def test_a_rhythm_that_is_said_holds_until_another_is(case: CaseFile) -> None:
    set_rhythm(case, agent(case), Rhythm.BATCH, "It waits for a file")
    set_rhythm(case, agent(case), Rhythm.SCHEDULED, "The timer is in the wiki")
    assert told_rhythms(case) == {agent(case): Rhythm.SCHEDULED}


def test_none_is_as_worked_out_and_nothing_earlier_comes_back(case: CaseFile) -> None:
    set_rhythm(case, agent(case), Rhythm.BATCH, "It waits for a file")
    set_rhythm(case, agent(case), Rhythm.SCHEDULED, "The timer is in the wiki")
    set_rhythm(case, agent(case), None, "I was wrong")
    assert told_rhythms(case) == {}
    with pytest.raises(ReviewError, match="Nothing is said of this agent's rhythm"):
        set_rhythm(case, agent(case), None, "again")


def test_known_harmless_holds_through_its_last_day_and_not_longer(case: CaseFile) -> None:
    mark_harmless(case, agent(case), "Nightly tests", "2026-11-05", TODAY)
    assert set(harmless(case, TODAY)) == set(harmless(case, date(2026, 11, 5))) == {agent(case)}
    assert harmless(case, date(2026, 11, 6)) == {}


def test_known_harmless_for_good_ends_when_it_is_taken_back(case: CaseFile) -> None:
    mark_harmless(case, agent(case), "Nightly tests")
    assert harmless(case, date(2199, 1, 1))[agent(case)].reason == "Nightly tests"
    withdraw(case, agent(case), OverrideKind.HARMLESS, "They were switched off")
    assert harmless(case, TODAY) == {}


def test_it_can_end_today(case: CaseFile) -> None:
    assert mark_harmless(case, agent(case), "Nightly tests", "2026-11-02", TODAY).expires == "2026-11-02"


@pytest.mark.parametrize(
    ("expires", "says"),
    [("2026-11-01", "is past already"), ("5.11.2026", "is no date"), ("20261105", "is no date"), ("soon", "no date")],
)
def test_a_day_that_cannot_be_is_refused(case: CaseFile, expires: str, says: str) -> None:
    with pytest.raises(ReviewError, match=says):
        mark_harmless(case, agent(case), "Nightly tests", expires, TODAY)
    assert case.overrides.all() == []


def test_everything_needs_a_reason_and_an_agent(case: CaseFile) -> None:
    with pytest.raises(ReviewError, match="No reason is given"):
        set_rhythm(case, agent(case), Rhythm.BATCH, " ")
    with pytest.raises(ReviewError, match="There is no agent 99"):
        mark_harmless(case, 99, "Nightly tests")
    mark_harmless(case, agent(case), "Nightly tests")
    with pytest.raises(ReviewError, match="No reason is given"):
        withdraw(case, agent(case), OverrideKind.HARMLESS, "")


def test_an_agent_merged_into_another_is_spoken_of_there(case: CaseFile) -> None:
    one, other = agent(case, 0), agent(case, 1)
    merge_agents(case, [one], other)
    with pytest.raises(ReviewError, match="If it was merged into another, say it of that"):
        mark_harmless(case, one, "Nightly tests")


def test_the_history_tells_what_became_of_each_line(case: CaseFile) -> None:
    set_rhythm(case, agent(case), Rhythm.BATCH, "one")
    set_rhythm(case, agent(case), Rhythm.SCHEDULED, "two")
    set_rhythm(case, agent(case), None, "three")
    mark_harmless(case, agent(case), "four", "2026-11-05", TODAY)
    said = [(words_of(line), state) for line, state in history(case, agent(case), TODAY)]
    assert said == [
        ("known harmless until 2026-11-05", State.HOLDS),
        ("rhythm: scheduled", State.WITHDRAWS),
        ("rhythm: scheduled", State.WITHDRAWN),
        ("rhythm: batch", State.REPLACED),
    ]
    assert history(case, agent(case), date(2027, 1, 1))[0][1] is State.EXPIRED
    assert history(case, agent(case, 1)) == []


def test_every_line_is_logged_with_its_reason_and_the_case_verifies(case: CaseFile) -> None:
    mark_harmless(case, agent(case), "Nightly tests")
    withdraw(case, agent(case), OverrideKind.HARMLESS, "switched off")
    last = case.log.lines()[-2:]
    assert [line.action for line in last] == ["override said", "override taken back"]
    assert "Nightly tests" in last[0].detail and "switched off" in last[1].detail
    assert not [check for check in verify(case) if check.ok is False]


def test_a_line_is_taken_back_once(case: CaseFile) -> None:
    line = mark_harmless(case, agent(case), "Nightly tests")
    case.overrides.withdraw(line, "off")
    with pytest.raises(CaseError, match="taken back or replaced already"):
        case.overrides.withdraw(line, "off")


def test_an_agent_known_to_be_harmless_stays_in_the_list_with_all_its_tokens(case: CaseFile) -> None:
    before = [(one.id, one.totals) for one in case.agents.all()]
    mark_harmless(case, agent(case), "Nightly tests")
    assert [(one.id, one.totals) for one in case.agents.all()] == before
