"""Findings and queue of a small company: worked out once, again where data changed, and the same however done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.assess.ranking import rank
from auditor.assess.run import assess, up_to_date
from auditor.case.case_file import CaseFile
from auditor.dates import enter_dates
from auditor.errors import Cancelled
from auditor.find import find_files
from auditor.indicators import INDICATORS
from auditor.ingest import ingest
from auditor.overrides import mark_harmless, set_rhythm
from auditor.progress import Progress
from auditor.records import Label, Rhythm
from tests.assess.small import Row, read, small, told, who, written


@pytest.fixture
def assessed(tmp_path: Path) -> Iterator[CaseFile]:
    told(tmp_path, small())
    with CaseFile.open(tmp_path / "small.auditcase") as case:
        yield case


def add(case: CaseFile, rows: list[Row]) -> None:
    for imported in ingest(case, find_files([written(case.path.with_name("more.csv"), rows)])):
        assert imported.problem is None


def more(case: CaseFile, count: int) -> tuple[int, list[Row]]:
    """An agent, and some more requests of it, days after its last."""
    agent = case.agents.all()[0]
    mine = [row for row in small().usage if (row["employee"], row["agent"]) == who(agent)][:count]
    return agent.id, [
        row | {"timestamp": f"2026-10-20T08:{number:02}:00Z", "request_id": f"more-{number}"}
        for number, row in enumerate(mine)
    ]


def test_every_agent_has_a_finding_of_every_indicator(assessed: CaseFile):
    found = read(assessed).findings
    assert len(found) == 24
    assert {tuple(sorted(told)) for told in found.values()} == {tuple(sorted(one.name for one in INDICATORS))}


def test_nothing_is_measured_again_while_nothing_changed(assessed: CaseFile):
    assert up_to_date(assessed)
    done = assess(assessed, beside=False)
    assert (done.read, done.measured) == (0, 0)


def test_only_the_person_whose_events_changed_is_read_again(assessed: CaseFile):
    agent_id, rows = more(assessed, 12)
    add(assessed, rows)
    assert not up_to_date(assessed)
    persons = {agent.id: agent.person_id for agent in assessed.agents.all()}
    theirs = sum(person == persons[agent_id] for person in persons.values())
    done = assess(assessed, beside=False)
    assert done.read == theirs and 0 < done.measured < 24 * len(INDICATORS)


def test_what_is_measured_again_is_what_a_new_case_would_measure(assessed: CaseFile):
    _, rows = more(assessed, 12)
    add(assessed, rows)
    assess(assessed, beside=False)
    again = read(assessed)
    assessed.store.write(lambda c: [c.execute(f"DELETE FROM {name}") for name in ("findings", "agent_sketches")])
    assess(assessed, beside=False)
    assert read(assessed).findings == again.findings and read(assessed).priorities == again.priorities


def test_processes_beside_this_one_say_the_same(assessed: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("auditor.assess.crew.APART_FROM", 1)
    (tmp_path / "again").mkdir()
    assert told(tmp_path / "again", small(), beside=True).findings == read(assessed).findings


def test_dates_told_later_are_taken_into_account(assessed: CaseFile):
    before = read(assessed)
    enter_dates(assessed, {"announced": "2026-09-08"})
    assert not up_to_date(assessed)
    assess(assessed, beside=False)
    assert read(assessed).findings != before.findings


def test_work_that_is_stopped_is_taken_up_again(assessed: CaseFile):
    agent_id, rows = more(assessed, 5)
    add(assessed, rows)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        assess(assessed, stopped, beside=False)
    assert not up_to_date(assessed)
    assess(assessed, beside=False)
    assert up_to_date(assessed) and agent_id in assessed.assessments.all()


def test_a_rhythm_said_by_the_auditor_goes_before_the_one_worked_out(assessed: CaseFile):
    agent_id = next(one.agent_id for one in assessed.assessments.all().values() if one.rhythm is Rhythm.SCHEDULED)
    set_rhythm(assessed, agent_id, Rhythm.INTERACTIVE, "She starts it by hand")
    rank(assessed)
    now = assessed.assessments.all()[agent_id]
    assert (now.rhythm, now.told) == (Rhythm.SCHEDULED, Rhythm.INTERACTIVE)


def test_an_agent_known_to_be_harmless_is_in_no_band_and_says_why(assessed: CaseFile):
    first = max(assessed.assessments.all().values(), key=lambda one: one.priority).agent_id
    mark_harmless(assessed, first, "Nightly build of the tour plan", "")
    rank(assessed)
    now = assessed.assessments.all()[first]
    assert not now.top and now.priority <= 0 and "Nightly build of the tour plan" in now.reason


def test_nothing_worked_out_labels_anybody(assessed: CaseFile):
    assert assessed.verdicts.all() == [] and {agent.label for agent in assessed.agents.all()} == {None}
    leans = {finding.leans for finding in assessed.findings.all()}
    assert leans == {Label.PADDING, Label.USEFUL, Label.INCONCLUSIVE}


def test_little_that_is_read_and_much_that_is_measured_goes_to_processes_beside(
    assessed: CaseFile, monkeypatch: pytest.MonkeyPatch
):
    _, rows = more(assessed, 12)
    add(assessed, rows)
    monkeypatch.setattr("auditor.assess.crew.APART_FROM", 2_000)  # one person has fewer requests, all have more
    assess(assessed)
    beside = read(assessed)
    assessed.store.write(lambda c: [c.execute(f"DELETE FROM {name}") for name in ("findings", "agent_sketches")])
    assess(assessed, beside=False)
    assert read(assessed).findings == beside.findings
