"""Which commits are tied to which agents by a trailer: it names a tool as co-author, and an agent is that tool's use.

The commit is one of the agent's own person, and the agent's events came through the tool's importers (see
timeline/tools.py). It is the agent whose request is the nearest before the commit among those of the person that use
the tool, and that within 24 hours; of equally near ones each. Never where the commit is another's by what is firmer:
its source names an agent, or another agent of the person worked on its branch or names it in a prompt.
"""

from collections.abc import Callable, Mapping

import numpy as np

from auditor.assess.outcome_table import Table
from auditor.case.outcomes import AllOutcomes
from auditor.indicators.references_lead_nowhere import telling
from auditor.records import Column
from auditor.timeline.ties import LATEST
from auditor.timeline.tools import IMPORTERS, tools_of

Importers = Mapping[int, Mapping[int, frozenset[str]]]
"""By person and agent: the importers through which its events came."""

_NONE = np.empty(0, np.int64)
NEVER = np.iinfo(np.int64).max


def trailer_ties(outcomes: AllOutcomes, importers: Importers, at_of: Callable[[int], Column]) -> dict[int, set[int]]:
    """By agent: places of the outcomes that a trailer ties to it, as long as they are no other agent's (see
    `not_of_others`). `at_of`: when an agent was active (sorted, µs), asked for only where it matters."""
    found: dict[int, set[int]] = {}
    at = np.array([one.at for one in outcomes.told], np.int64)
    for (person, tool), places in _helped(outcomes).items():
        agents = users(tool, importers.get(person, {}))
        gaps = [gap_before(at[places], at_of(agent)) for agent in agents]
        for agent, gap in zip(agents, gaps, strict=True):
            tied = (gap <= LATEST) & (gap == np.min(gaps, axis=0))
            found.setdefault(agent, set()).update(np.array(places)[tied].tolist())
    return found


def not_of_others(
    ties: Mapping[int, set[int]],
    told: Mapping[int, Mapping[int, float]],
    table: Table,
    importers: Importers,
    named: Mapping[int, Column],
) -> dict[int, set[int]]:
    """The ties by trailers without what another agent of the person is tied to by its branch (`told`: ties by what
    sources tell), or names in its prompts (`named`: hashed references, by agent)."""
    found: dict[int, set[int]] = {}
    for agents in importers.values():
        for agent in agents.keys() & ties.keys():
            others = [other for other in agents if other != agent]
            free = ties[agent].difference(*(told.get(other, ()) for other in others))
            words = np.concatenate([_NONE, *(named.get(other, _NONE) for other in others)])
            found[agent] = _unnamed(sorted(free), table, words)
    return found


def _unnamed(places: list[int], table: Table, words: Column) -> set[int]:
    names = table.names.take(np.array(places, np.int64))
    hit = telling(names.values) & np.isin(names.values, words)
    return set(np.delete(places, np.unique(names.owners[hit])).tolist())


def users(tool: str, importers: Mapping[int, frozenset[str]]) -> list[int]:
    """The agents among these whose events came through a tool's importers."""
    return [agent for agent, names in importers.items() if not names.isdisjoint(IMPORTERS[tool])]


def _helped(outcomes: AllOutcomes) -> dict[tuple[int, str], list[int]]:
    """By person and tool: the places of the outcomes whose trailers name the tool."""
    found: dict[tuple[int, str], list[int]] = {}
    for place, (person, told) in enumerate(zip(outcomes.persons, outcomes.told, strict=True)):
        if told.helper and told.agent is None and person is not None:
            for tool in tools_of(told.helper):
                found.setdefault((person, tool), []).append(place)
    return found


def gap_before(at: Column, events: Column) -> Column:
    """How long before each moment the last of the events (sorted) was; NEVER where there was none."""
    before = np.searchsorted(events, at, "right") - 1
    never = np.full(len(at), NEVER, np.int64)
    return np.where(before >= 0, at - events[np.maximum(before, 0)], never) if len(events) else never
