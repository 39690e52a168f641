"""What came of each agent's work: ties by what sources tell, by prompts and by time, and of when outcomes are told."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from auditor.assess.hollow import REVERTED, SELF_APPROVED, TRIVIAL, WITHOUT_CHANGE, hollow, is_trivial
from auditor.assess.outcome_table import called
from auditor.assess.results import AgentResults, all_results, results_of, strengthen
from auditor.case.case_file import CaseFile
from auditor.indicators.material import TIED
from auditor.records import Outcome, Record
from auditor.said.references import hashed
from auditor.timeline.ties import OWN
from tests.indicators.materials import HOUR, MONDAY, material, results
from tests.invented import MINUTE, START, event, import_file, outcome, write

JO = "jo.falk@example.org"


def told(case: CaseFile, folder: Path, records: Sequence[Record]) -> dict[str, AgentResults]:
    assert import_file(case, write(folder / "all.invented", list(records))).problem is None
    agents = case.agents.all()
    found = all_results(case, agents)
    return {agent.name: found[agent.id] for agent in agents}


def test_each_outcome_of_the_person_is_as_firm_as_the_source_tells(case: CaseFile, tmp_path: Path):
    use = [event(1, branch="gate"), event(2, agent="twin", branch=None), event(3, agent="far", person=JO)]
    came = [
        outcome(4),
        outcome(5, agent=None, branch="gate"),
        outcome(6, agent=None),
        outcome(7, agent="twin"),
        outcome(8, person=JO, agent="far"),
    ]
    found = told(case, tmp_path, [*use, *came])
    mine = found["night-triage"].results
    assert mine.strength.tolist() == [1.0, 0.8, 0.1, 0.1] and mine.elsewhere.tolist() == [False, False, False, True]
    assert found["twin"].results.strength.tolist() == [0.1, 0.1, 0.1, 1.0]
    assert found["far"].results.strength.tolist() == [1.0]
    assert results_of(case, case.agents.all()[0]).at.tolist() == mine.at.tolist()


def test_as_many_are_tied_as_the_queue_tells(case: CaseFile, tmp_path: Path):
    use = [event(n, agent=f"a{n % 3}", branch=f"b{n % 2}") for n in range(1, 20)]
    came = [outcome(n, agent=("a1" if n % 2 else None), branch=f"b{n % 3}") for n in range(20, 50)]
    found = told(case, tmp_path, [*use, *came])
    assert {agent.name: agent.outcomes for agent in case.agents.all()} == {
        name: int(one.results.tied.sum()) for name, one in found.items()
    }


def test_outcomes_are_delivered_while_others_than_its_own_are_told(case: CaseFile, tmp_path: Path):
    day = 24 * 60
    use = [event(n * day) for n in range(1, 11)] + [event(5, agent="far", person=JO)]
    others = [outcome(n * day, person=JO, agent="far") for n in (3, 6)]
    found = told(case, tmp_path, [*use, *others, outcome(1 * day), outcome(4 * day), outcome(9 * day)])
    mine = found["night-triage"]
    assert mine.results.delivered == (START + 3 * day * MINUTE, START + 6 * day * MINUTE) == mine.results.around
    assert (mine.outcomes, mine.exposure) == (1, 4)


def test_those_of_another_team_do_not_tell_that_outcomes_are_delivered(case: CaseFile, tmp_path: Path):
    use = [event(1), event(2, agent="far", person=JO, team="Sales")]
    found = told(case, tmp_path, [*use, outcome(3), outcome(4, agent="night-triage")])
    assert found["night-triage"].results.delivered is None and found["far"].results.delivered is None
    assert (found["far"].outcomes, found["far"].exposure) == (0, 0)


def test_without_outcomes_there_is_no_outcome_data(case: CaseFile, tmp_path: Path):
    found = told(case, tmp_path, [event(1), event(2, agent="twin")])
    assert {(one.results.delivered, one.outcomes, one.exposure) for one in found.values()} == {(None, 0, 0)}


def test_what_moves_is_kept_as_far_as_prompts_name_it(case: CaseFile, tmp_path: Path):
    told(case, tmp_path, [event(1), outcome(2, reference="ATL-900"), outcome(3, reference="#4711", person=JO)])
    agents = case.agents.all()
    whole = all_results(case, agents)[agents[0].id].results
    assert whole.moved.tolist() == sorted(hashed({"ATL-900", "#4711"}))
    named = {agents[0].id: np.array(sorted(hashed({"#4711", "#4712"})), np.int64)}
    part = all_results(case, agents, named)[agents[0].id].results
    assert part.moved.tolist() == hashed({"#4711"}) and part.moved_at.tolist() == [START + 3 * MINUTE]


def test_a_prompt_that_named_it_before_ties_an_outcome_and_one_after_does_not():
    agent = material([MONDAY, MONDAY + 9 * HOUR], prompts=["Close ATL-900", "Was ATL-901 closed?"])
    came = results([MONDAY + 8 * HOUR, MONDAY + 8 * HOUR], 0.1, names=["ATL-900", "ATL-901"])
    assert strengthen(came, agent.said, agent.activity).strength.tolist() == [0.9, 0.1]
    elsewhere = replace(came, elsewhere=np.array([True, True]))
    assert strengthen(elsewhere, agent.said, agent.activity).strength.tolist() == [0.4, 0.1]


def test_by_time_an_outcome_goes_to_the_nearest_agent_of_its_person():
    agent = material([MONDAY, MONDAY + 9 * HOUR])
    came = results([MONDAY + HOUR, MONDAY + 3 * HOUR, MONDAY + 10 * HOUR], [0.1, 0.1, 1.0])
    other = np.array([MONDAY + HOUR // 2])
    assert strengthen(came, agent.said, agent.activity).strength.tolist() == [0.3, 0.1, 1.0]
    assert strengthen(came, agent.said, agent.activity, other).strength.tolist() == [0.1, 0.1, 1.0]


def test_what_a_prompt_ties_tells_no_longer_that_outcomes_are_delivered():
    agent = material([MONDAY], prompts=["Close ATL-900"])
    came = replace(results([MONDAY + 5, MONDAY + 9], 0.1, names=["ATL-900", "ATL-901"]), around=None)
    assert strengthen(came, agent.said, agent.activity).delivered == (MONDAY + 9, MONDAY + 9)


def test_the_indicators_and_the_window_draw_the_line_at_the_same_strength():
    assert OWN == TIED


@pytest.mark.parametrize(
    ("reference", "title", "branch", "expected"),
    [
        ("depot/pumps#4711", "Open the gate", None, {"#4711", "depot/pumps"}),
        ("4711", "Open the gate (ATL-9)", None, {"#4711", "ATL-9"}),
        ("4be91c7d20aa5f3e88c1d2b6a7f09e1c3d5b7a90", "Open it", "feature/Gate", {"c:4be91c7", "feature/gate"}),
    ],
)
def test_what_an_outcome_is_called_and_names(reference: str, title: str, branch: str | None, expected: set[str]):
    assert called(Outcome(0, "commit", reference, 1, title, branch=branch)) == expected


@pytest.mark.parametrize(
    "title",
    [
        *("fix typo", "Fix typos in readme (#12)", "wip", "WIP: gate", "chore(deps): bump pump-rs from 1.2 to 1.3"),
        *("style: formatting", "Remove trailing whitespace", "minor cleanup", "update", "...", "Tippfehler", "lint"),
    ],
)
def test_titles_that_say_next_to_nothing_was_done(title: str):
    assert is_trivial(title)


@pytest.mark.parametrize(
    "title",
    [
        *("", "Fix rounding of freight totals", "Formatting of dates follows the customer's country", "Update tariffs"),
        *("Temperature alarm for the cold store", "Type checks for the gate", "Bumper sensor: new threshold"),
    ],
)
def test_titles_that_say_nothing_of_the_kind(title: str):
    assert not is_trivial(title)


def test_what_was_taken_back_is_hollow_unless_that_was_taken_back_too():
    titles = ["Open the gate (#3)", 'Revert "Open the gate" (#4)', "Paint it", 'Revert "Paint it"', "Open the gate"]
    told = [Outcome(at, "commit", "", 1, title) for at, title in enumerate(titles)]
    assert hollow(told) == [REVERTED, 0, REVERTED, 0, 0]
    again = [*told[:4], Outcome(5, "commit", "", 1, 'Revert "Revert "Paint it""')]
    assert hollow(again) == [REVERTED, 0, 0, REVERTED, 0]


def test_kinds_and_resolutions_that_say_it_came_to_nothing():
    kinds = [("change closed without merging", ""), ("self-approved change", ""), ("closed ticket", "Gate – Won't Do")]
    told = [Outcome(0, kind, "", 1, title) for kind, title in [*kinds, ("merged change", "Reject bad weights")]]
    assert hollow(told) == [REVERTED, SELF_APPROVED, REVERTED, 0] and TRIVIAL == 1


def test_a_commit_without_a_ticket_is_hollow_where_the_others_name_theirs(case: CaseFile, tmp_path: Path):
    use = [event(1), event(2, agent="far", person=JO)]
    mine = outcome(3, kind="commit", title="Open the gate", reference="ab")
    others = [outcome(n, kind="commit", title=f"Gate (ATL-{n})", person=JO, agent="far") for n in range(4, 14)]
    found = told(case, tmp_path, [*use, mine, *others])
    assert found["night-triage"].results.hollow.tolist() == [WITHOUT_CHANGE]
    assert not found["far"].results.hollow.any()
