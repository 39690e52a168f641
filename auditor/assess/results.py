"""What came of each agent's work: outcomes, how firmly each is tied to it, and of when outcomes are told at all.

| tie                                                                   | strength |
|-----------------------------------------------------------------------|----------|
| the source names the agent                                            | 1.0      |
| a prompt of the agent named it before (`strengthen`)                  | 0.9      |
| it names no agent, and the agent worked on its branch                 | 0.8      |
| its trailer names the tool that the agent uses (see trailers.py)      | 0.6      |
| a prompt named it before, but its source names another agent          | 0.4      |
| up to two hours after a request, no other agent of the person nearer  | 0.3      |
| only the same person                                                  | 0.1      |

Nothing by which an agent's own outcomes are judged (`delivered`, which kinds of references are in use, whether commits
name tickets) rests on outcomes that are its own: so one more of them never speaks against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from auditor.assess.outcome_table import table_of, teams_of
from auditor.assess.told import delivered, results_told
from auditor.assess.trailers import gap_before, not_of_others, trailer_ties
from auditor.case.case_file import CaseFile
from auditor.indicators.material import Results, days_of
from auditor.indicators.outcomes_missing import exposure_of, own_of
from auditor.indicators.references_lead_nowhere import telling
from auditor.records import UNKNOWN, Activity, Agent, Column
from auditor.said.said import Said
from auditor.timeline.ties import NEAR, STRENGTH, How

_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class AgentResults:
    """What came of one agent's work; `outcomes`: how many are tied to it while outcomes are told; `exposure`: on how
    many days it was active then, 0 without outcome data."""

    results: Results
    outcomes: int
    exposure: int


def all_results(
    case: CaseFile, agents: Sequence[Agent], named: Mapping[int, Column] | None = None
) -> dict[int, AgentResults]:
    """What came of each agent's work. `named`: what its prompts name (hashed, sorted), by agent, where it is known:
    then `Results.moved` holds these references only, and no trailer ties what another agent's prompts name. Prompts
    are not read here: see `strengthen`."""
    outcomes, moments = case.outcomes.all(), case.outcomes.moments()
    table = table_of(outcomes)
    strength = _told_ties(outcomes.ties, {id_: place for place, id_ in enumerate(outcomes.ids)})

    def at_of(agent_id: int) -> Column:
        return moments[agent_id] if agent_id in moments else case.events.activity(agent_id).at

    importers = case.outcomes.importers()
    by_trailer = trailer_ties(outcomes, importers, at_of)
    _add_trailers(strength, not_of_others(by_trailer, strength, table, importers, named or {}))
    everybody = case.agents.all()
    teams = teams_of(everybody, table, {id_: np.array(sorted(ties), np.int64) for id_, ties in strength.items()})
    persons = _places_by_person(table.person)
    found: dict[int, AgentResults] = {}
    for agent in agents:
        ties = strength.get(agent.id, {})
        results = results_told(table, persons.get(agent.person_id, _NONE), ties, teams.get(agent.team, teams[None]))
        results = results if named is None else _only_moved(results, named.get(agent.id, _NONE))
        at = at_of(agent.id)
        exposure = exposure_of(at, days_of(at), results.delivered)
        found[agent.id] = AgentResults(results, int(own_of(results).sum()), exposure)
    return found


def results_of(case: CaseFile, agent: Agent) -> Results:
    """The same of one agent; it reads the outcomes of the whole case, too."""
    return all_results(case, [agent])[agent.id].results


def _told_ties(ties: Sequence[tuple[int, int, bool]], places: Mapping[int, int]) -> dict[int, dict[int, float]]:
    """By agent: how firmly outcomes are tied to it by what sources tell, by their place in the table."""
    found: dict[int, dict[int, float]] = {}
    for agent_id, outcome_id, by_branch in ties:
        strength = STRENGTH[How.BRANCH if by_branch else How.SOURCE]
        mine = found.setdefault(agent_id, {})
        place = places[outcome_id]
        mine[place] = max(strength, mine.get(place, 0.0))
    return found


def _add_trailers(strength: dict[int, dict[int, float]], ties: Mapping[int, set[int]]) -> None:
    for agent_id, places in ties.items():  # what the sources tell is firmer
        strength[agent_id] = dict.fromkeys(places, STRENGTH[How.TRAILER]) | strength.get(agent_id, {})


def _places_by_person(person: Column) -> dict[int, Column]:
    order = np.argsort(person, kind="stable")
    ids, first = np.unique(person[order], return_index=True)
    parts = np.split(order, first[1:]) if len(ids) else []
    return {int(id_): part for id_, part in zip(ids, parts, strict=True) if id_ != UNKNOWN}


def _only_moved(results: Results, named: Column) -> Results:
    first, end = (np.searchsorted(results.moved, np.unique(named), side) for side in ("left", "right"))
    counts = end - first
    kept = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return replace(results, moved=results.moved[kept], moved_at=results.moved_at[kept])


def strengthen(results: Results, said: Said, activity: Activity, other_at: Column = _NONE) -> Results:
    """With ties by prompts that named an outcome before, and by time. `other_at`: events of the person's other agents.

    Pure. What becomes the agent's own no longer tells that outcomes were delivered.
    """
    elsewhere = results.elsewhere if len(results.elsewhere) else np.zeros(len(results.at), np.bool_)
    strength = results.strength.copy()
    near = _near(results.at, activity.at, other_at) & ~elsewhere
    strength[near] = np.maximum(strength[near], STRENGTH[How.TIME])
    by_prompt = _named_before(results, said, activity)
    firm = np.where(elsewhere, STRENGTH[How.PROMPT_OF_OTHER], STRENGTH[How.PROMPT])
    strength[by_prompt] = np.maximum(strength, firm)[by_prompt]
    stronger = replace(results, strength=strength)
    return replace(stronger, delivered=delivered(stronger) if results.delivered else None)


def _near(at: Column, own: Column, other: Column) -> NDArray[np.bool_]:
    """Which outcomes came within two hours after a request of the agent, with none of another agent nearer."""
    own_gap, other_gap = gap_before(at, own), gap_before(at, other)
    return (own_gap <= NEAR) & (own_gap <= other_gap)


def _named_before(results: Results, said: Said, activity: Activity) -> NDArray[np.bool_]:
    """Which outcomes carry a reference that an earlier prompt of the agent named."""
    found = np.zeros(len(results.at), np.bool_)
    prompts, first = np.unique(said.prompt, return_index=True)
    firsts = np.full(len(said.references), np.iinfo(np.int64).max, np.int64)
    firsts[prompts[prompts >= 0]] = activity.at[first[prompts >= 0]]
    names, when = said.references.values, firsts[said.references.owners]
    order = np.lexsort((when, names))
    known, place = np.unique(names[order], return_index=True)
    mine, owners = results.references.values, results.references.owners
    if not len(known) or not len(mine):
        return found
    at = np.minimum(np.searchsorted(known, mine), len(known) - 1)
    hit = (known[at] == mine) & telling(mine) & (when[order][place][at] <= results.at[owners])
    found[owners[hit]] = True
    return found
