"""What the case says of an invented company is what its generator knows: agents, tokens, sums, rejected lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.controls import DAY
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.ingest import ingest
from auditor.reconcile import Agreement, Difference, differences
from auditor.records import Unit
from auditor.resources import resource
from auditor.sample import build_sample
from auditor.times import iso
from tests.company import Company
from tests.company.agent import Plan
from tests.company.beside import Beside, ToldAgain
from tests.company.kinds import kind_named
from tests.company.litellm import rows
from tests.company.people import Person

FIGURES = ("events", "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")
TOKENS = FIGURES[1:]
MILLION = 1_000_000
TRUTH = Path(__file__).parent / "company" / "truth.json"


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads(TRUTH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with CaseFile.open(build_sample(tmp_path_factory.mktemp("sample"))) as case:
        yield case


def told(case: CaseFile) -> dict[tuple[str, str], tuple[int, ...]]:
    """Events and tokens by home folder and agent, unknown as 0."""
    return {
        (agent.person.partition("@")[0], agent.name): tuple(getattr(agent.totals, name) or 0 for name in FIGURES)
        for agent in case.agents.all()
    }


def known(company: Company) -> dict[tuple[str, str], tuple[int, ...]]:
    """The same, as the generator knows it."""
    return {who: tuple(getattr(truth, name) or 0 for name in FIGURES) for who, truth in company.truth.items()}


def homes(case: CaseFile) -> dict[int, str]:
    """Person id → home folder."""
    return {person.id: person.name.partition("@")[0] for person in case.persons.all()}


def beside(case: CaseFile, importer: str) -> list[tuple[str, Difference]]:
    """Home folder and difference of everything that one kind of export sums up."""
    names = homes(case)
    return [(names[one.person_id], one) for one in differences(case) if one.importer == importer and one.person_id]


@pytest.mark.parametrize("seed", [5, 6])
def test_every_figure_of_a_company_is_right(tmp_path: Path, seed: int):
    company = Company(seed=seed, people=6, agents=25, days=21, events=5_000)
    company.write(tmp_path / "exports")
    with CaseFile.create(tmp_path / "a.auditcase", Properties("A", "R. Okafor")) as case:
        assert not [one.problem for one in ingest(case, find_files([tmp_path / "exports"])) if one.problem]
        assert told(case) == known(company)


def test_every_figure_of_the_sample_is_right(sample: CaseFile, truth: dict[str, Any]):
    assert told(sample) == {(a["person"], a["agent"]): tuple(a[name] or 0 for name in FIGURES) for a in truth["agents"]}
    rejected = {s.path: s.rejected for s in sample.sources.all() if s.rejected}
    assert sum(rejected.values()) == sum(truth["rejected"].values())
    assert all(any(name in path for path in rejected) for name in truth["rejected"])
    assert all(path.startswith(resource("sample/exports").as_posix()) for path in rejected)


def test_sums_beside_the_sample_name_no_new_person(sample: CaseFile, truth: dict[str, Any]):
    assert sorted(homes(sample).values()) == sorted({agent["person"] for agent in truth["agents"]})


def test_the_vendors_sums_agree_but_for_what_was_not_delivered(sample: CaseFile, truth: dict[str, Any]):
    said = {(told["person"], unit): told[unit] for told in truth["analytics"]["persons"] for unit in TOKENS}
    gone = {(told["person"], unit): told[unit] for told in truth["analytics"]["undelivered"] for unit in TOKENS}
    found = {
        (home, one.unit): one
        for home, one in beside(sample, "claude-code-analytics")
        if one.days is None and one.unit in TOKENS
    }
    assert {who: one.stated for who, one in found.items()} == {who: sum_ * MILLION for who, sum_ in said.items()}
    assert {w: one.stated - (one.counted or 0) for w, one in found.items() if one.stated != one.counted} == {
        who: sum_ * MILLION for who, sum_ in gone.items()
    }
    unequal = {home: one.agreement for (home, _), one in found.items() if one.agreement is not Agreement.AGREES}
    assert unequal == {"tomas.wiik": Agreement.EVENTS_MISSING, "sanna.aasen": Agreement.NO_EVENTS}


def test_the_vendors_sums_differ_on_the_days_of_the_truth_only(sample: CaseFile, truth: dict[str, Any]):
    by_day = {
        (home, iso(one.days[0] * DAY)[:10]): one
        for home, one in beside(sample, "claude-code-analytics")
        if one.days and one.unit in TOKENS and one.stated != one.counted
    }
    assert set(by_day) == {(told["person"], day) for told in truth["analytics"]["undelivered"] for day in told["days"]}
    assert all(one.stated > (one.counted or 0) for one in by_day.values())


def test_kiro_is_told_by_sums_only(sample: CaseFile, truth: dict[str, Any]):
    names, sums = homes(sample), dict[tuple[str, str], int]()
    for importer, person, _, _, _, unit, quantity in sample.controls.sums():
        if importer == "kiro-user-report":
            sums[names[person], unit] = sums.get((names[person], unit), 0) + quantity
    assert sums == {
        (told["person"], unit): quantity
        for told in truth["kiro"]["persons"]
        for unit, quantity in ((Unit.CREDITS, told["microcredits"]), (Unit.MESSAGES, told["messages"] * MILLION))
    }
    assert {one.agreement for _, one in beside(sample, "kiro-user-report")} == {Agreement.ONLY_SUMS}
    assert not any(s.events for s in sample.sources.all() if s.importer == "kiro-user-report")


def test_calls_that_a_gateway_tells_once_more_count_once(sample: CaseFile, truth: dict[str, Any]):
    rule, (again,) = truth["told_again"]["rule"], truth["told_again"]["agents"]
    dropped = {
        agent.name: rules[rule]
        for agent in sample.agents.all()
        if rule in (rules := sample.coverage.of_agent(agent.id).dropped)
    }
    assert dropped == {again["agent"]: again["events"]}
    (log,) = (s for s in sample.sources.all() if s.importer == "litellm-spend-logs")
    assert (log.events, log.duplicates) == (0, again["events"])


@pytest.mark.parametrize("first", ["bedrock", "litellm"])
def test_of_a_call_told_twice_one_counts_whichever_came_first(tmp_path: Path, first: str):
    plan = Plan(Person("mira.holt", "Routing"), "contract-search", kind_named("retrieval with sources"), "bedrock", 60)
    company = Company(planned=[plan], beside=Beside(again=(ToldAgain("mira.holt", "contract-search", 20),)))
    company.write(tmp_path)
    folders = sorted(("bedrock", "litellm"), key=lambda name: name != first)
    with CaseFile.create(tmp_path / "a.auditcase", Properties("A", "R. Okafor")) as case:
        assert not [one.problem for one in ingest(case, find_files(tmp_path / name for name in folders)) if one.problem]
        assert told(case) == known(company)
        (agent,) = case.agents.all()
        assert case.coverage.of_agent(agent.id).dropped == {"duplicate-source": len(list(rows(*company.told_again[0])))}


def test_what_is_told_beside_leaves_the_agents_as_they_are():
    plan = Plan(Person("mira.holt", "Routing"), "contract-search", kind_named("retrieval with sources"), "bedrock", 60)
    again = Beside(again=(ToldAgain("mira.holt", "contract-search", 20),))
    assert Company(planned=[plan], beside=again).truth == Company(planned=[plan]).truth
