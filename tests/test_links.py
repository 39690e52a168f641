"""An outcome is tied to the first prompt that names it, and to none that names another; or by time."""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.links import links, named_by, names
from auditor.progress import Progress
from auditor.records import Outcome
from auditor.timeline.ties import How
from tests.invented import MINUTE, START, event, import_file, outcome, write

HASH = "4be91c7d20aa5f3e88c1d2b6a7f09e1c3d5b7a90"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Close ATL-812.", "ATL-812"),
        ("branch feature/atl-812-login", "ATL-812"),
        ("ticket ATL 812, please", "ATL-812"),
        ("Review PR #4711 again", "#4711"),
        ("Review pull request 4711", "#4711"),
        ("see https://code.example.org/pull/4711/files", "#4711"),
        ("merge depot/pumps#4711", "depot/pumps#4711"),
        (f"revert {HASH}", HASH),
        (f"revert {HASH[:7]}: it broke", HASH),
        ("release v1.2.3.", "v1.2.3"),
    ],
)
def test_what_names_a_reference(text: str, reference: str):
    assert names(text, reference)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Close ATL-8123", "ATL-812"),
        ("Close XATL-812", "ATL-812"),
        ("ATL-812.5 and ATL-812-7", "ATL-812"),
        ("4711 rows, 14711 cells, #47110", "#4711"),
        ("on 2026-4711 and #4711-2", "4711"),
        ("rows 1, 2, 3 of 1 2 3", "1.2.3"),
        (f"revert {HASH[:7]}0ff", HASH),
        (f"revert {HASH[:6]}", HASH),
        ("call 1234567 now", "1234567abcdef0"),
    ],
)
def test_what_names_another_one(text: str, reference: str):
    assert not names(text, reference)


def test_an_outcome_is_tied_to_the_first_prompt_that_names_it(case: CaseFile, tmp_path: Path):
    prompts = ["4711 rows of T-12", "T-123", "Close T-12 and #4711", "T-12 again", f"Undo {HASH[:9]}", "Undo all"]
    calls = [event(number, prompt=prompt) for number, prompt in enumerate(prompts, 1)]
    references = ["T-12", "#4711", HASH, "T-99"]
    results = [outcome(number, reference=one, key=one) for number, one in enumerate(references, 20)]
    import_file(case, write(tmp_path / "calls.invented", [*calls, *results]))
    agent_id = case.agents.all()[0].id
    outcomes, _ = case.outcomes.of_agent(agent_id)
    found = links(case, case.events.activity(agent_id), outcomes, Progress())
    minutes = {outcomes[link.outcome].reference: (link.at - START) // MINUTE for link in found}
    assert minutes == {"T-12": 1, "#4711": 3, HASH: 5}


def test_a_commit_is_tied_by_the_ticket_it_names(case: CaseFile, tmp_path: Path):
    calls = [event(1, prompt="Close ATL-812, please")]
    came = outcome(9, kind="commit", reference=HASH, title="Open the gate (ATL-812)")
    import_file(case, write(tmp_path / "calls.invented", [*calls, came]))
    agent_id = case.agents.all()[0].id
    outcomes, _ = case.outcomes.of_agent(agent_id)
    found = links(case, case.events.activity(agent_id), outcomes, Progress())
    assert [(link.outcome, link.at, link.how) for link in found] == [(0, START + MINUTE, How.PROMPT)]


def test_what_is_looked_for_of_an_outcome():
    told = Outcome(0, "commit", HASH, 1, "Open (ATL-812) for ATL-9", branch="fix/ATL-812")
    assert named_by(told) == [HASH, "ATL-812", "ATL-9"]
    assert named_by(Outcome(0, "page", "home", 1)) == []


def test_by_time_an_outcome_is_tied_to_the_nearest_agent_of_its_person(case: CaseFile, tmp_path: Path):
    use = [event(1), event(50, agent="twin"), event(400), event(700, agent="twin", person="jo.falk@example.org")]
    came = [outcome(n, agent=None, key=str(n)) for n in (10, 60, 300, 401, 701)]
    import_file(case, write(tmp_path / "all.invented", [*use, *came]))
    agent = next(agent for agent in case.agents.all() if agent.name == "night-triage")
    outcomes, _ = case.outcomes.of_agent(agent.id)
    found = links(case, case.events.activity(agent.id), outcomes, Progress(), agent.id)
    tied = [(link.outcome, (link.at - START) // MINUTE) for link in found if link.how is How.TIME]
    assert tied == [(0, 1), (3, 400)]
