"""`auditor override`: what is said is kept with its reason, listed, taken back; what cannot be is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.case.case_file import CaseFile
from auditor.cli.override_command import override

Override = Callable[..., Result]


@pytest.fixture
def path(filled: CaseFile) -> Path:
    filled.close()
    return filled.path


@pytest.fixture
def say() -> Override:
    return lambda *words: CliRunner().invoke(override, [str(word) for word in words])


def listed(say: Override, path: Path, *agent: str) -> list[tuple[object, ...]]:
    told = say(path, *agent, "--json")
    assert told.exit_code == 0
    names = ("agent", "kind", "value", "until", "reason", "state")
    return [tuple(line[name] for name in names) for line in json.loads(told.stdout)]


def test_what_is_said_is_kept_and_listed(say: Override, path: Path) -> None:
    said = say(path, "night-triage", "--harmless", "--reason", "Nightly tests", "--until", "2199-12-31")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "night-triage: known harmless until 2199-12-31, by R. Okafor." in said.stdout
    say(path, "draft-retry", "--rhythm", "batch", "--reason", "Waits for a file", "--reviewer", "B. Lindqvist")
    assert listed(say, path) == [
        ("draft-retry", "rhythm", "batch", None, "Waits for a file", "holds"),
        ("night-triage", "known harmless", None, "2199-12-31", "Nightly tests", "holds"),
    ]
    assert "B. Lindqvist" in say(path, "draft-retry").stdout and "night-triage" not in say(path, "draft-retry").stdout


def test_the_only_thing_said_needs_no_name_to_be_taken_back(say: Override, path: Path) -> None:
    say(path, "night-triage", "--harmless", "--reason", "Nightly tests")
    back = say(path, "night-triage", "--withdraw", "--reason", "switched off")
    assert back.exit_code == 0 and "taken back: known harmless" in back.stdout
    assert [line[-1] for line in listed(say, path, "night-triage")] == ["takes back", "taken back"]


def test_of_two_things_said_the_one_to_take_back_is_named(say: Override, path: Path) -> None:
    say(path, "night-triage", "--harmless", "--reason", "Nightly tests")
    say(path, "night-triage", "--rhythm", "scheduled", "--reason", "a timer")
    unclear = say(path, "night-triage", "--withdraw", "--reason", "no")
    assert unclear.exit_code == 1 and "Say which to take back" in unclear.stderr
    assert say(path, "night-triage", "--withdraw", "--harmless", "--reason", "no").exit_code == 0
    assert [line[-1] for line in listed(say, path)] == ["takes back", "holds", "taken back"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("night-triage", "--harmless"), 1, "No reason is given"),
        (("night-triage", "--harmless", "--reason", "x", "--until", "2020-01-01"), 1, "is past already"),
        (("nobody", "--harmless", "--reason", "x"), 1, "There is no agent"),
        (("night-triage", "--withdraw", "--reason", "x"), 1, "Nothing was said of this agent"),
        (("night-triage", "--rhythm", "often", "--reason", "x"), 2, "Invalid value for '--rhythm'"),
        (("night-triage", "--rhythm", "batch", "--harmless", "--reason", "x"), 2, "one at a time"),
        (("night-triage", "--rhythm", "batch", "--until", "2199-01-01"), 2, "--until goes with --harmless"),
        (("night-triage", "--reason", "x"), 2, "Say what"),
        (("--harmless", "--reason", "x"), 2, "Name the AGENT"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    say: Override, path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    refused = say(path, *words)
    assert refused.exit_code == code and says in refused.stderr and refused.stdout == ""
    assert listed(say, path) == []
