"""`sealed`, `learning` and stale verdicts, from a terminal."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from auditor.case.case_file import CaseFile
from auditor.cli.learning_command import learning
from auditor.cli.review_commands import label, verdicts
from auditor.cli.sealed_command import sealed
from auditor.indicators import INDICATORS
from auditor.records import Label
from auditor.review import Draft, give_verdict
from tests.assess.made import finding, say


def run(command: click.Command, *words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


@pytest.fixture
def path(filled: CaseFile) -> Path:
    """A closed case of two agents, about each something is said."""
    say(filled, [finding(1), finding(2)])
    filled.close()
    return filled.path


def test_the_sealed_look_is_set_and_told(path: Path) -> None:
    assert run(sealed, path).stdout.startswith("No sealed look yet")
    told = run(sealed, path, "--share", 100, "--seed", 7)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("100 % of the agents are sealed, by seed 7; 2 of them wait for R. Okafor.\nToo few")
    document = json.loads(run(sealed, path, "--json").stdout)
    assert (document["share"], document["seed"], document["waiting"], document["p"]) == (100, 7, 2, None)


def test_a_share_beyond_all_is_refused_with_one_line(path: Path) -> None:
    told = run(sealed, path, "--share", 101)
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1) and "101 % of the agents" in told.stderr


def test_a_verdict_from_the_terminal_is_not_sealed_and_one_from_the_window_is(path: Path) -> None:
    run(sealed, path, "--share", 100)
    assert run(label, path, "night-triage", "useful", "--reviewer", "R. Okafor").exit_code == 0
    with CaseFile.open(path) as opened:
        give_verdict(opened, 2, Draft(Label.USEFUL))
    first, second = json.loads(run(verdicts, path, "--json").stdout)
    assert "sealed" not in first and second["sealed"] is True


def test_a_stale_verdict_is_marked_and_told(path: Path) -> None:
    with CaseFile.open(path) as opened:
        give_verdict(opened, 1, Draft(Label.USEFUL))
        say(opened, [finding(value=0.34, sources="digest 2")])
    told = run(verdicts, path)
    assert "useful ◷ stale" in told.stdout and "Verdict 1 is ◷ stale: Since this verdict" in told.stdout
    assert json.loads(run(verdicts, path, "--json").stdout)[0]["stale"].endswith("priority still 2.1.")


def test_learning_is_switched_and_every_weight_is_listed(path: Path) -> None:
    assert run(learning, path).stdout.startswith("Learning is off. The starting weights hold. Weights move with the")
    assert run(learning, path, "on").stdout.startswith("Learning is on.")
    lines = run(learning, path).stdout.splitlines()
    assert lines[1].split("  ")[0] == "indicator" and len(lines) == 2 + len(INDICATORS)
    assert run(learning, path, "off").stdout.startswith("Learning is off.")
    with CaseFile.open(path) as opened:
        assert [line.action for line in opened.log.lines()][-2:] == ["learning switched"] * 2
