"""What is assessed bit by bit, or broken off, says the same as what is assessed anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.assess.run import STATE, assess, up_to_date
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.dates import enter_dates
from auditor.errors import CaseError
from auditor.find import find_files
from auditor.identity import merge_agents
from auditor.indicators import INDICATORS
from auditor.ingest import ingest
from auditor.overrides import set_rhythm
from auditor.progress import Progress, Step
from auditor.records import Assessment, Finding, Label, Rhythm
from tests.assess.small import Row, small, written

Said = tuple[list[Finding], dict[int, Assessment]]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """The small company; nobody's outcome names an agent, so that prompts tie them."""
    outcomes: list[Row] = [row | {"agent": ""} for row in small().outcomes]
    paths = [written(tmp_path / "usage.csv", small().usage), written(tmp_path / "outcomes.csv", outcomes)]
    with CaseFile.create(tmp_path / "kept.auditcase", Properties("Kept", "R. Okafor")) as case:
        for imported in ingest(case, find_files(paths)):
            assert imported.problem is None, imported.problem
        enter_dates(case, {"report_weekday": "mon"})
        yield case


def said(case: CaseFile) -> Said:
    return case.findings.all(), {id_: replace(one, computed_at=0) for id_, one in case.assessments.all().items()}


def anew(case: CaseFile) -> Said:
    """All that was worked out goes, and is worked out again."""
    for table in ("findings", "agent_sketches", "assessments"):
        case.store.write(lambda connection, table=table: connection.execute(f"DELETE FROM {table}").close())
    case.views.set(STATE, None)
    assess(case, beside=False)
    return said(case)


def test_findings_that_change_sides_are_called_by_their_other_title(case: CaseFile) -> None:
    assess(case, beside=False)
    for number, agent in enumerate(case.agents.all()):
        set_rhythm(case, agent.id, list(Rhythm)[number % 4], "seen in the logs")
    assess(case, beside=False)
    titles = {one.name: (one.title, one.useful) for one in INDICATORS}
    assert all(f.title == titles[f.indicator][f.leans is Label.USEFUL] for f in case.findings.all())
    assert said(case) == anew(case)


def test_other_dates_alone_give_what_all_anew_gives(case: CaseFile) -> None:
    assess(case, beside=False)
    for day in ("tue", "wed", "thu", "fri"):
        enter_dates(case, {"report_weekday": day})
        assess(case, beside=False)
        assert said(case) == anew(case)


def test_what_changes_while_it_is_assessed_is_seen_the_next_time(case: CaseFile) -> None:
    one = case.agents.all()[0]
    other = next(agent for agent in case.agents.all() if agent.person_id == one.person_id and agent.id != one.id)
    merged: list[int] = []

    def meanwhile(step: Step) -> None:
        if step.title == "Measuring" and not merged:
            merged.append(merge_agents(case, [other.id], one.id).id)

    assess(case, Progress(meanwhile), beside=False)
    assert merged and not up_to_date(case)
    assess(case, beside=False)
    assert said(case) == anew(case)


def test_where_writing_breaks_off_what_was_measured_is_measured_again(case: CaseFile) -> None:
    write = case.assessments.replace_all

    def full(assessments: Sequence[Assessment]) -> None:
        raise CaseError(f"No room for {len(assessments)} lines.", "Make room.")

    case.assessments.replace_all = full
    with pytest.raises(CaseError):
        assess(case, beside=False)
    case.assessments.replace_all = write
    case.store.flush()
    assess(case, beside=False)
    assert any(one.rhythm for one in case.assessments.all().values())
    assert said(case) == anew(case)
