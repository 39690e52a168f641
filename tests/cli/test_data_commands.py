"""`identity`, `reconcile`, `control`, `prices`: what the window does with the data, from a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Auditor = Callable[..., Result]

TABLE = """timestamp,employee,agent,session,request_id,model,input_tokens,output_tokens,cache_read_tokens,cost_usd
2026-09-01T08:00:00Z,mira.holt,night-triage,s1,a,claude-opus-4-6,1000000,0,,5
2026-09-01T09:00:00Z,mira.holt,Night Triage,s2,b,claude-opus-4-6,500,100,400,
2026-09-02T08:00:00Z,tom.wiik,draft-retry,s3,c,house-7,50,5,,0.10
"""


@pytest.fixture
def case(tmp_path: Path, auditor: Auditor) -> Path:
    (tmp_path / "use.csv").write_text(TABLE)
    assert auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv").exit_code == 0
    return tmp_path / "a.auditcase"


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def agents(auditor: Auditor, case: Path) -> dict[str, int]:
    return {agent["agent"]: agent["events"] for agent in told(auditor("agents", case, "--json"))}


def test_agents_are_merged_split_renamed_and_taken_apart_again(auditor: Auditor, case: Path) -> None:
    assert "May be one: " in auditor("identity", "list", case).stdout
    assert auditor("identity", "merge", case, "Night Triage", "--into", "night-triage").exit_code == 0
    assert agents(auditor, case) == {"night-triage": 2, "draft-retry": 1}
    assert auditor("identity", "split", case, "night-triage", "--into", "first run", "--session", "s1").exit_code == 0
    assert agents(auditor, case) == {"night-triage": 1, "first run": 1, "draft-retry": 1}
    assert auditor("identity", "rename", case, "draft-retry", "Draft retry").exit_code == 0
    for _ in range(3):
        assert auditor("identity", "undo", case).exit_code == 0
    assert agents(auditor, case) == {"night-triage": 1, "Night Triage": 1, "draft-retry": 1}
    refused = auditor("identity", "undo", case)
    assert refused.exit_code == 1 and "no change" in refused.stderr
    changes = told(auditor("identity", "list", case, "--json"))["changes"]
    assert [change["kind"] for change in changes] == ["merge agents", "split agent", "rename agent", *["undo"] * 3]
    into, one = changes[0]["detail"]["into"], changes[0]["detail"]["agents"][0]
    assert f"merge agents  agent {one} into {into}" in auditor("identity", "list", case).stdout


def test_the_parts_of_an_agent_are_listed_before_it_is_split(auditor: Auditor, case: Path) -> None:
    listed = auditor("identity", "split", case, "night-triage", "--into", "x")
    assert listed.exit_code == 0 and "s1" in listed.stdout
    assert len(agents(auditor, case)) == 3


def test_persons_are_joined_and_agents_moved(auditor: Auditor, case: Path) -> None:
    assert auditor("identity", "join", case, "Person 02", "--into", "Person 01").exit_code == 0
    persons = told(auditor("identity", "list", case, "--json"))["persons"]
    assert persons == [{"id": 1, "person": "Person 01", "agents": 3}]
    assert auditor("identity", "move", case, "draft-retry", "Nils Osei", "--new").exit_code == 0
    assert auditor("identity", "rename-person", case, "1", "Mira Holt").exit_code == 0
    named = told(auditor("identity", "list", case, "--names", "--json"))["persons"]
    assert [person["person"] for person in named] == ["Mira Holt", "Nils Osei"]
    unknown = auditor("identity", "join", case, "Nobody", "--into", "Person 01")
    assert unknown.exit_code == 1 and "Nobody" in unknown.stderr


def test_a_control_total_is_entered_compared_and_withdrawn(auditor: Auditor, case: Path) -> None:
    period = ("--from", "2026-09-01", "--to", "2026-09-02")
    entered = auditor("control", case, "--kind", "dashboard", "--amount", "1.000255 M", *period, "--note", "p. 3")
    assert entered.exit_code == 0 and "counted 1,000,655" in entered.stdout and "p. 3" in entered.stdout
    (control,) = told(auditor("reconcile", case, "--json"))["controls"]
    assert (control["stated"], control["counted"], control["difference"]) == (1_000_255, 1_000_655, -400)
    assert auditor("control", case, "--withdraw", "1").exit_code == 0
    assert told(auditor("reconcile", case, "--json"))["controls"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--kind", "invoice", "--amount", "much", "--from", "2026-09-01", "--to", "2026-09-02"),
        ("--kind", "invoice", "--amount", "1", "--from", "September", "--to", "2026-09-02"),
        ("--kind", "invoice", "--amount", "1", "--from", "2026-09-05", "--to", "2026-09-02"),
        ("--withdraw", "7"),
    ],
)
def test_a_wrong_control_total_is_refused(auditor: Auditor, case: Path, wrong: tuple[str, ...]) -> None:
    refused = auditor("control", case, *wrong)
    assert refused.exit_code == 1 and refused.stderr.startswith("auditor: ")


def test_reconcile_lists_sums_notes_and_days(auditor: Auditor, case: Path) -> None:
    said = auditor("reconcile", case).stdout
    assert "For 1 request the list has no price" in said and "generic-table" in said and "2026-09-01" in said


def test_prices_and_costs_side_by_side(auditor: Auditor, case: Path) -> None:
    costs = {one["agent"]: one for one in told(auditor("prices", case, "--json"))["costs"]}
    assert (costs["night-triage"]["reported_usd"], costs["night-triage"]["computed_usd"]) == (5.0, 5.0)
    assert (costs["Night Triage"]["reported_usd"], costs["Night Triage"]["computed_usd"]) == (None, 0.0032)
    assert costs["draft-retry"]["computed_usd"] is None and costs["draft-retry"]["unpriced"] == {"house-7": 1}
    price = ("--set", "house-7", "--from", "2026-01-01", "--input", "2", "--output", "8", "--source", "contract 4")
    assert auditor("prices", case, *price).exit_code == 0
    costs = {one["agent"]: one for one in told(auditor("prices", case, "--json"))["costs"]}
    assert costs["draft-retry"]["computed_usd"] == 0.00014
    said = auditor("prices", case).stdout
    assert "contract 4" in said and "$0.175" in said  # of gpt-5.3-codex: to its last digit
    assert "$0.000140" in said  # the cost of draft-retry is little, and not nothing
    refused = auditor("prices", case, "--set", "house-7", "--from", "soon", "--input", "2", "--source", "x")
    assert refused.exit_code == 1 and "no date" in refused.stderr
