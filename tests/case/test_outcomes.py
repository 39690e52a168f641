"""Whose outcomes are whose: counted for all agents at once and listed for one, by the same ties."""

import random
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.errors import ReviewError
from auditor.identity import join_persons, merge_agents, move_agent
from tests.invented import event, import_file, outcome, write

PEOPLE = ("mira.holt@example.org", "jo.falk@example.org", "ana.reis@example.org", None)


def told(case: CaseFile, folder: Path, seed: int) -> random.Random:
    """Agents and outcomes of equal names, branches and persons, or of none."""
    dice = random.Random(seed)
    use = [
        event(n, agent=dice.choice("abcd"), person=dice.choice(PEOPLE), branch=dice.choice(["x", "y", None]), key=None)
        for n in range(1, 41)
    ]
    came = [
        outcome(
            n,
            agent=dice.choice(["a", "b", "c", "other", None]),
            person=dice.choice(PEOPLE),
            branch=dice.choice(["x", "y", "z", None]),
            key=None,
        )
        for n in range(41, 101)
    ]
    assert import_file(case, write(folder / "all.invented", [*use, *came])).problem is None
    return dice


def mixed_up(case: CaseFile, dice: random.Random) -> None:
    """Some agents merged and moved, some persons joined."""
    persons = [person.id for person in case.persons.all()]
    for change in (merge_agents, join_persons, move_agent, merge_agents):
        agents = [agent for agent in case.agents.all() if agent.merged_into is None]
        one, other = dice.sample(agents, 2)
        try:
            if change is merge_agents:
                merge_agents(case, [one.id], into=other.id)
            elif change is join_persons:
                join_persons(case, persons[:1], into=persons[1])
            else:
                move_agent(case, one.id, dice.choice(persons))
        except ReviewError:
            pass  # of different persons: then they stay apart


@pytest.mark.parametrize("seed", range(6))
def test_those_tied_to_an_agent_are_as_many_as_it_is_said_to_have(case: CaseFile, tmp_path: Path, seed: int):
    dice = told(case, tmp_path, seed)
    for _ in range(2):
        agents = case.agents.all()
        assert {agent.id: sum(case.outcomes.of_agent(agent.id)[1]) for agent in agents} == {
            agent.id: agent.outcomes for agent in agents
        }
        mixed_up(case, dice)


def test_all_outcomes_of_its_person_are_listed_in_order_of_time(case: CaseFile, tmp_path: Path):
    came = [outcome(n, agent=None, branch=None) for n in (9, 3, 6)]
    strangers = outcome(4, person="jo.falk@example.org")
    import_file(case, write(tmp_path / "all.invented", [event(1), *came, strangers]))
    outcomes, linked = case.outcomes.of_agent(1)
    assert [one.reference for one in outcomes] == ["T-3", "T-6", "T-9"]
    assert linked == [False, False, False]


def test_an_outcome_without_a_person_belongs_to_the_only_agent_of_that_name(case: CaseFile, tmp_path: Path):
    use = [event(1), event(2, agent="twin"), event(3, agent="twin", person="jo.falk@example.org")]
    came = [outcome(4, person=None), outcome(5, person=None, agent="twin")]
    import_file(case, write(tmp_path / "all.invented", [*use, *came]))
    tied = {agent.name: case.outcomes.of_agent(agent.id) for agent in case.agents.all()}
    assert [one.reference for one in tied["night-triage"][0]] == ["T-4"]
    assert tied["twin"] == ([], [])
