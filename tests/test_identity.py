"""Who did what: the same persons, agents, calls and outcomes, whichever export is read first."""

import itertools
import json
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.errors import ImportFailed
from auditor.find import Options, find_files
from auditor.ingest import ingest
from auditor.records import Label, Record, Source
from auditor.review import Draft, give_verdict
from tests.case.raw import row_counts, tamper
from tests.invented import event, events, import_file, outcome, write


def imported(case: CaseFile, folder: Path, name: str, *records: Record) -> Source:
    source = import_file(case, write(folder / f"{name}.invented", records)).source
    assert source
    return source


def people(case: CaseFile) -> list[tuple[str, int]]:
    return sorted((agent.person, agent.totals.events) for agent in case.agents.all())


def outcomes(case: CaseFile) -> dict[str, int | None]:
    return {f"{agent.person}/{agent.name}": agent.outcomes for agent in case.agents.all()}


@pytest.mark.parametrize("account", ["root", "ubuntu", "runner", "ec2-user", "CI"])
def test_an_account_that_many_use_is_joined_to_no_address(case: CaseFile, tmp_path: Path, account: str) -> None:
    source = imported(case, tmp_path, "a", event(1, person=account), event(2, person=f"{account}@a.example"))
    assert people(case) == sorted([(account, 1), (f"{account}@a.example", 1)])
    assert source.warnings == ()


def test_a_joined_account_is_told_in_the_receipt(case: CaseFile, tmp_path: Path) -> None:
    source = imported(case, tmp_path, "a", event(1, person="jane"), event(2, person="Jane@a.example"))
    assert source.warnings == (
        "an account and an e-mail address of the same name were taken for one person, Person 01",
    )


def test_a_second_domain_after_a_join_is_another_person_and_is_told(case: CaseFile, tmp_path: Path) -> None:
    imported(case, tmp_path, "a", event(1, person="jane"), event(2, person="jane@a.example"))
    source = imported(case, tmp_path, "b", event(3, person="jane@b.example"))
    assert people(case) == [("jane", 2), ("jane@b.example", 1)]
    assert source.warnings == ("the account of Person 01 may also be that of an address of another domain",)


def test_a_team_told_by_an_import_that_failed_is_not_kept(filled: CaseFile, tmp_path: Path) -> None:
    filled.store.write(lambda c: c.execute("UPDATE agents SET team = NULL").close())
    path = write(tmp_path / "b.invented", events(2_000, first=50, team="Others"))
    path.write_text(path.read_text() + "cut off")
    (result,) = ingest(filled, find_files([path]), Options(strict=True))
    assert isinstance(result.problem, ImportFailed)
    assert {agent.team for agent in filled.agents.all()} == {None}


COPIES = (
    event(1, at=1_000_002, person="jane", agent="b"),
    event(1, at=1_000_001, person="mike", agent="z", session=None),
    event(1, at=1_000_001, person="olga", agent="y"),
    event(1, at=1_000_001, person="adam", agent="y"),
    event(1, at=1_000_001, person=None, agent="a"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(COPIES)), 3)))
@pytest.mark.parametrize("files", [1, 3])
def test_of_equal_copies_the_same_counts_in_every_order(
    case: CaseFile, tmp_path: Path, order: tuple[int, ...], files: int
) -> None:
    preferred = [3, 2, 4, 1, 0]  # the earliest, then that which tells most, then by name
    told = [COPIES[number] for number in order]
    batches = [told] if files == 1 else [[one] for one in told]
    for number, batch in enumerate(batches):
        imported(case, tmp_path, str(number), *batch)
    best = COPIES[min(order, key=preferred.index)]
    counted = [(agent.name, agent.person) for agent in case.agents.all() if agent.totals.events]
    assert counted == [(best.agent, best.person or "(unknown person)")]


def test_requests_told_for_another_person_are_a_warning(case: CaseFile, tmp_path: Path) -> None:
    imported(case, tmp_path, "a", *events(3))
    source = imported(case, tmp_path, "b", *events(2, person="mike", agent="other"), event(3))
    assert source.warnings == ("2 requests are also told for another person",)


OUTCOMES = (
    outcome(1, agent=None),
    outcome(1, agent=None, branch="main"),
    outcome(1, agent="night-triage", at=9),
    outcome(1, agent="other", at=8),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(OUTCOMES)), 2)))
@pytest.mark.parametrize("files", [1, 2])
def test_of_copies_of_an_outcome_that_which_tells_whose_it_is_counts_in_every_order(
    case: CaseFile, tmp_path: Path, order: tuple[int, ...], files: int
) -> None:
    imported(case, tmp_path, "use", event(1), event(2, agent="other", branch="main"))
    told = [OUTCOMES[number] for number in order]
    for number, batch in enumerate([told] if files == 1 else [[one] for one in told]):
        imported(case, tmp_path, str(number), *batch)
    best = max(order)
    tied = {1: ["other"], 2: ["night-triage"], 3: ["other"]}[best]
    assert [agent.name for agent in case.agents.all() if agent.outcomes] == tied
    assert len(case.outcomes.of_agent(1)[0]) == 1


def test_an_outcome_without_person_belongs_to_the_only_agent_of_its_name(case: CaseFile, tmp_path: Path) -> None:
    ticket = outcome(1, person=None)
    imported(case, tmp_path, "a", event(1, person="jane"), ticket)
    assert outcomes(case) == {"jane/night-triage": 1}
    imported(case, tmp_path, "b", event(2, person="mike"))
    assert outcomes(case) == {"jane/night-triage": 0, "mike/night-triage": 0}
    assert case.outcomes.of_agent(1) == ([], [])


def test_outcomes_of_a_branch_belong_to_the_agents_that_worked_on_it(case: CaseFile, tmp_path: Path) -> None:
    commits = [outcome(n, agent=None, branch=branch) for n, branch in enumerate(["main", "main", "other"])]
    imported(case, tmp_path, "a", event(1, branch="main"), event(2, agent="second"), *commits)
    assert list(outcomes(case).values()) == [2, 0]
    assert case.outcomes.of_agent(1)[1] == [True, True, False]


def test_outcomes_of_an_import_under_way_do_not_count_yet(filled: CaseFile, tmp_path: Path) -> None:
    imported(filled, tmp_path, "tickets", outcome(1))
    intake = filled.sources.begin("half", 1, "invented", 1)
    intake.add([outcome(number) for number in range(2, 40)])
    filled.store.flush()
    assert [agent.outcomes for agent in filled.agents.all()] == [1, 0]
    assert len(filled.outcomes.of_agent(1)[0]) == 1
    intake.discard()


def test_a_judged_agent_stays_listed_when_its_requests_turn_out_to_be_anothers(case: CaseFile, tmp_path: Path) -> None:
    imported(case, tmp_path, "a", event(1))
    given = give_verdict(case, 1, Draft(Label.PADDING, ("no outcome",)))
    imported(case, tmp_path, "b", event(1, agent="renamed", output_tokens=11))
    renamed, before = case.agents.all()
    assert (renamed.name, renamed.totals.events, renamed.label) == ("renamed", 1, None)
    assert (before.name, before.label) == ("night-triage", given.label)
    totals = before.totals
    assert (totals.events, totals.tokens, totals.lower_bounds, totals.first) == (0, None, 0, None)
    assert len(case.events.activity(1)) == 0
    assert case.coverage.of_agent(1).dropped == {"fuller-copy": 1}


def test_coverage_tells_how_many_requests_tell_no_tokens_and_how_many_a_cost(case: CaseFile, tmp_path: Path) -> None:
    silent = {"input_tokens": None, "output_tokens": None, "cost_microusd": None}
    imported(case, tmp_path, "a", event(1), event(2, **silent), event(3, input_tokens=None, prompt=None), event(1))
    coverage = case.coverage.of_agent(1)
    assert (coverage.untold, coverage.costs, coverage.prompts) == (1, 2, 2)
    assert (coverage.sources, coverage.dropped) == (1, {"replayed-history": 1})


def test_a_broken_import_with_wrong_marks_takes_nothing_along(filled: CaseFile) -> None:
    give_verdict(filled, 1, Draft(Label.USEFUL))
    filled.sources.begin("half", 1, "invented", 1)
    before = row_counts(filled.path)
    marks = json.dumps(dict.fromkeys(("persons", "person_names", "agents", "sessions", "texts"), 0))
    tamper(filled.path, f"UPDATE sources SET marks = '{marks}' WHERE state = 'importing'", past="sources_keep_update")
    assert filled.sources.clear_leftovers() == 1
    after = row_counts(filled.path)
    assert {table for table in before if before[table] != after[table]} <= {"sources", "log"}
    assert people(filled)
