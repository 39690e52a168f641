"""Commits tied to the agent whose tool their trailer names, alike in what is measured and in the window."""

from pathlib import Path

import numpy as np
import pytest

from auditor.assess.results import all_results
from auditor.case.case_file import CaseFile
from auditor.importers import IMPORTERS
from auditor.links import links
from auditor.progress import Progress
from auditor.records import Outcome
from auditor.said.references import hashed
from auditor.timeline import tools
from auditor.timeline.outcome_words import hows
from auditor.timeline.ties import OWN, STRENGTH
from auditor.timeline.tools import tools_of
from tests.invented import event, outcome
from tests.test_results import JO, told

CLAUDE = "Claude <noreply@anthropic.com>"
DAY = 24 * 60


@pytest.fixture
def invented_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented format tells what Claude was used for."""
    monkeypatch.setattr("auditor.assess.trailers.IMPORTERS", {"claude": ("invented",), "codex": ("codex",)})


def helped(number: int, **told: object) -> Outcome:
    usual: dict[str, object] = {"kind": "commit", "agent": None, "key": f"git:{number}", "helper": CLAUDE}
    return outcome(number, **usual | told)


def as_shown(case: CaseFile) -> dict[str, list[float]]:
    """How firmly the window ties outcomes to each agent."""
    found: dict[str, list[float]] = {}
    for agent in case.agents.all():
        came, linked = case.outcomes.of_agent(agent.id)
        ties = links(case, case.events.activity(agent.id), came, Progress(), agent.id)
        found[agent.name] = [STRENGTH[how] for how in hows(came, linked, ties)]
    return found


@pytest.mark.usefixtures("invented_tool")
def test_a_trailer_ties_a_commit_to_the_agent_of_its_tool(case: CaseFile, tmp_path: Path):
    came = [helped(0), helped(2), helped(3, agent="far"), helped(4, helper="Codex <noreply@openai.com>")]
    late = [helped(DAY), helped(DAY + 2), helped(9, person=JO), helped(8, helper=None)]
    found = told(case, tmp_path, [event(1), *came, *late])["night-triage"]
    assert found.results.strength.tolist() == [0.1, 0.6, 0.1, 0.1, 0.1, 0.6, 0.1]
    assert found.outcomes == 2 and case.agents.all()[0].outcomes == 0


@pytest.mark.usefixtures("invented_tool")
def test_of_several_agents_that_use_the_tool_the_nearest_within_a_day_is_tied(case: CaseFile, tmp_path: Path):
    use = [event(1), event(50, agent="twin"), event(60, agent="far", person=JO)]
    came = [helped(n) for n in (10, 70, 49 + DAY, 50 + DAY, 51 + DAY)]
    found = told(case, tmp_path, [*use, *came])
    assert found["night-triage"].results.strength.tolist() == [0.6, 0.1, 0.1, 0.1, 0.1]
    assert found["twin"].results.strength.tolist() == [0.1, 0.6, 0.6, 0.6, 0.1]


@pytest.mark.usefixtures("invented_tool")
def test_the_window_and_what_is_measured_tie_by_trailers_alike(case: CaseFile, tmp_path: Path):
    dice = np.random.default_rng(7)
    use = [event(int(n), agent=str(dice.choice(["a", "b", "c"])), key=None) for n in dice.integers(0, 9 * DAY, 40)]
    came = [helped(int(n), agent="a" if n % 5 == 0 else None) for n in np.unique(dice.integers(0, 12 * DAY, 60))]
    found = told(case, tmp_path, [*use, *came])
    measured = {name: [x if x >= OWN else 0 for x in one.results.strength] for name, one in found.items()}
    assert {name: [x if x >= OWN else 0 for x in one] for name, one in as_shown(case).items()} == measured
    assert sum(one.count(0.6) for one in measured.values()) > 10


@pytest.mark.usefixtures("invented_tool")
def test_what_else_ties_a_commit_more_firmly_goes_before_its_trailer(case: CaseFile, tmp_path: Path):
    use = [event(1, branch="gate", prompt="Close T-50")]
    found = told(case, tmp_path, [*use, helped(2, branch="gate"), helped(3, agent="night-triage"), helped(50)])
    assert found["night-triage"].results.strength.tolist() == [0.8, 1.0, 0.6]
    assert as_shown(case)["night-triage"] == [0.8, 1.0, 0.9]


@pytest.mark.usefixtures("invented_tool")
def test_no_trailer_ties_what_is_another_agent_s_by_its_branch_or_by_its_prompts(case: CaseFile, tmp_path: Path):
    use = [event(5), event(1, agent="twin", branch="gate", prompt="Close ATL-900")]
    told(case, tmp_path, [*use, helped(6, branch="gate"), helped(7, reference="ATL-900"), helped(8)])
    ids = {agent.name: agent.id for agent in case.agents.all()}
    named = {ids["twin"]: np.array(hashed({"ATL-900"}), np.int64)}
    found = all_results(case, case.agents.all(), named)
    assert found[ids["night-triage"]].results.strength.tolist() == [0.1, 0.1, 0.6]
    assert [strength >= OWN for strength in as_shown(case)["night-triage"]] == [False, False, True]


def test_a_tool_s_importers_are_there():
    assert {name for names in tools.IMPORTERS.values() for name in names} <= {one.name for one in IMPORTERS}


@pytest.mark.parametrize(
    ("helper", "expected"),
    [
        (CLAUDE, {"claude"}),
        ("Opus 4.6 <noreply@anthropic.com>", {"claude"}),
        ("Kiro (Claude Opus) <kiro@kiro.dev>", {"kiro"}),
        (f"Copilot <198982749+Copilot@users.noreply.github.com>, {CLAUDE}", {"copilot", "claude"}),
        ("Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>", set[str]()),
        (None, set[str]()),
    ],
)
def test_the_tools_that_a_helper_names(helper: str | None, expected: set[str]):
    assert tools_of(helper) == expected
