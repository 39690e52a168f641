"""What sources tell of one agent's outcomes, and of those of the others beside whom it is judged."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from auditor.assess.hollow import WITHOUT_CHANGE
from auditor.assess.outcome_table import Table, Team, counts
from auditor.indicators.material import TIED, Results
from auditor.records import Column
from auditor.timeline.ties import STRENGTH, How

LEAST_COMMITS = 10
USUAL = 2 / 3
"""Share of the others' commits that name a ticket or change from which a commit without one is hollow."""


def results_told(table: Table, person: Column, ties: Mapping[int, float], team: Team) -> Results:
    """Of one agent: `person` are places of its person's outcomes, `ties` how firmly sources tie outcomes to it."""
    mine = np.union1d(person, np.fromiter(ties, np.int64, len(ties)))
    strength = np.array([ties.get(place, STRENGTH[How.PERSON]) for place in mine.tolist()], np.float64)
    of_team = mine[team.member[mine]]
    results = Results(
        at=table.at[mine],
        strength=strength,
        hollow=_with_unticketed(table, mine, team, of_team),
        references=table.names.take(mine),
        commit=table.commit[mine],
        delivered=None,
        elsewhere=table.named[mine] & (strength < TIED),
        around=_span(table.at, team, of_team),
        around_kinds=team.carries - table.carries[of_team].sum(axis=0),
        moved=table.moved,
        moved_at=table.moved_at,
    )
    return replace(results, delivered=delivered(results))


def _span(at: Column, team: Team, of_team: Column) -> tuple[int, int] | None:
    """From when to when the team's outcomes are told, without the person's and the agent's own."""
    others = np.ones(len(team.places), np.bool_)
    others[np.searchsorted(team.places, of_team)] = False
    if not others.any():
        return None
    first, last = int(others.argmax()), len(others) - 1 - int(others[::-1].argmax())
    return int(at[team.places[first]]), int(at[team.places[last]])


def _with_unticketed(table: Table, mine: Column, team: Team, of_team: Column) -> Column:
    """What speaks against each outcome; a commit of no ticket or change where the others' commits mostly name one."""
    hollow, own = table.hollow[mine], counts(table, of_team)
    commits, ticketed = team.commits - own[0], team.ticketed - own[1]
    if commits < LEAST_COMMITS or ticketed < USUAL * commits:
        return hollow
    return np.where((hollow == 0) & table.commit[mine] & ~table.ticketed[mine], WITHOUT_CHANGE, hollow)


def delivered(results: Results) -> tuple[int, int] | None:
    """From when to when outcomes are told that are not this agent's own."""
    told = [*(results.around or ()), *results.at[~results.tied].tolist()]
    return (min(told), max(told)) if told else None
