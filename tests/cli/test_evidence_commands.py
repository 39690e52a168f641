"""`assess`, `findings`, `indicators`, and what `agents` tells of them, in a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.indicators import INDICATORS
from tests.gui.cases import small_case

Auditor = Callable[..., Result]
FIELDS = ["agent", "person", "indicator", "version", "leans", "value", "n", "percentile", "peers", "weight"]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def test_findings_json_has_the_promised_fields(case: Path, auditor: Auditor):
    found = json.loads(auditor("findings", case, "--json").stdout)
    assert len(found) == 8 * len(INDICATORS)
    assert {*FIELDS, "summary", "benign", "events"} <= found[0].keys()
    assert all((one["value"] is None) == (one["percentile"] is None) for one in found)


def test_findings_of_one_agent_are_its_own(case: Path, auditor: Auditor):
    name = json.loads(auditor("agents", case, "--json").stdout)[0]["agent"]
    found = json.loads(auditor("findings", case, name, "--json").stdout)
    assert {one["agent"] for one in found} == {name} and len(found) == len(INDICATORS)


def test_findings_never_name_a_person(case: Path, auditor: Auditor):
    assert "@lindmark.example" not in auditor("findings", case).stdout + auditor("findings", case, "--json").stdout


def test_agents_come_by_priority_with_their_rhythm(case: Path, auditor: Auditor):
    told = json.loads(auditor("agents", case, "--order", "priority", "--json").stdout)
    assert [one["top"] for one in told] == sorted((one["top"] for one in told), reverse=True)
    rest = [one["priority"] for one in told if not one["top"]]
    assert rest == sorted(rest, reverse=True)
    assert {one["rhythm"] for one in told} <= {"scheduled", "event-driven", "batch", "interactive", None}


def test_assessing_again_changes_nothing_and_says_so(case: Path, auditor: Auditor):
    told = json.loads(auditor("assess", case, "--json").stdout)
    assert (told["agents"], told["read"], told["measured"]) == (8, 0, 0)


def test_a_case_not_assessed_says_what_to_do(tmp_path: Path, auditor: Auditor):
    auditor("new", tmp_path / "a.auditcase", "--name", "A", "--reviewer", "R. Okafor")
    asked = auditor("findings", tmp_path / "a.auditcase")
    assert asked.exit_code == 1 and "auditor assess" in asked.stderr


def test_a_case_without_agents_is_assessed_to_nothing(tmp_path: Path, auditor: Auditor):
    auditor("new", tmp_path / "a.auditcase", "--name", "A", "--reviewer", "R. Okafor")
    asked = auditor("assess", tmp_path / "a.auditcase")
    assert asked.exit_code == 0 and "0 agents" in asked.stdout


def test_every_indicator_is_listed_with_its_innocent_twin(auditor: Auditor):
    listed = auditor("indicators").stdout
    assert all(one.name in listed for one in INDICATORS)
    told = json.loads(auditor("indicators", "--json").stdout)
    assert [one["name"] for one in told] == [one.name for one in INDICATORS]
    assert all(one["question"].endswith("?") and one["benign"] for one in told)


def test_no_command_labels_anybody_by_evidence(case: Path, auditor: Auditor):
    for command in ("assess", "findings"):
        auditor(command, case)
    assert json.loads(auditor("verdicts", case, "--json").stdout) == []
