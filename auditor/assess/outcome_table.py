"""The outcomes of a whole case as columns, and of each team what is told of others' outcomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from auditor.assess.hollow import hollow, names_change
from auditor.case.outcomes import AllOutcomes
from auditor.indicators.references_lead_nowhere import kinds_of
from auditor.records import UNKNOWN, Agent, Column, Outcome
from auditor.said.ragged import Ragged, ragged
from auditor.said.references import KINDS, hashed, references_of_piece, spaced_references

_NUMBER = re.compile(r"(?:[\w./-]*[#!])?(\d{1,7})")
"""What trackers call a change: "#7", "!7", "7", "depot/pumps#7"."""

_NONE = np.empty(0, np.int64)
_piece = lru_cache(50_000)(references_of_piece)
"""Titles have most of their words in common."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Of m outcomes by time. `person` (m) is UNKNOWN where not told; `names` (m): hashed references it is called or
    names; `carries` (m, kinds): which of KINDS are among them; `named` (m): its source names an agent; `ticketed` (m):
    it says to which ticket or change it belongs; `moved`, `moved_at`: all references with their times, sorted."""

    at: Column
    person: Column
    hollow: Column
    commit: NDArray[np.bool_]
    named: NDArray[np.bool_]
    ticketed: NDArray[np.bool_]
    names: Ragged
    carries: NDArray[np.bool_]
    moved: Column
    moved_at: Column


def table_of(outcomes: AllOutcomes) -> Table:
    """All of a case."""
    told, at = outcomes.told, np.array([one.at for one in outcomes.told], np.int64)
    names = ragged([sorted(hashed(called(one))) for one in told])
    carries = np.zeros((len(told), len(KINDS)), np.bool_)
    carries[names.owners, kinds_of(names.values)] = True
    moved_at, commit = at[names.owners], [is_commit(one.kind) for one in told]
    order = np.lexsort((moved_at, names.values))
    return Table(
        at=at,
        person=np.array([UNKNOWN if one is None else one for one in outcomes.persons], np.int64),
        hollow=np.array(hollow(told), np.int64),
        commit=np.array(commit, np.bool_),
        named=np.array([one.agent is not None for one in told], np.bool_),
        ticketed=np.array([c and names_change(one) for c, one in zip(commit, told, strict=True)], np.bool_),
        names=names,
        carries=carries,
        moved=names.values[order],
        moved_at=moved_at[order],
    )


def called(outcome: Outcome) -> set[str]:
    """What an outcome is called and names, as prompts would write it (see said/references.py)."""
    text = f"{outcome.reference} {outcome.title} {outcome.branch or ''}"
    found = set(spaced_references(text)).union(*map(_piece, text.split()))
    if number := _NUMBER.fullmatch(outcome.reference):
        found.add(f"#{number[1]}")
    return found


def is_commit(kind: str) -> bool:
    """Whether an outcome of this kind is a commit rather than a ticket, a page or a merged change."""
    return kind.strip().lower().startswith("commit")


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """The outcomes of a team's persons and agents: their places in the table (k), whether each of the table's is one
    (m), and how many carry each of KINDS, are commits, and commits that name a ticket or change."""

    places: Column
    member: NDArray[np.bool_]
    carries: Column
    commits: int
    ticketed: int


def teams_of(agents: Sequence[Agent], table: Table, tied: dict[int, Column]) -> dict[str | None, Team]:
    """The outcomes of each team; None: all, for agents of no team. `tied`: places of those tied to each agent."""
    teams: dict[str | None, Team] = {None: _team(table, np.ones(len(table.at), np.bool_))}
    for team in {agent.team for agent in agents if agent.team}:
        mine = [agent for agent in agents if agent.team == team]
        member = np.isin(table.person, np.unique([agent.person_id for agent in mine]))
        for agent in mine:
            member[tied.get(agent.id, _NONE)] = True
        teams[team] = _team(table, member)
    return teams


def _team(table: Table, member: NDArray[np.bool_]) -> Team:
    carries = table.carries[member].sum(axis=0)
    return Team(np.flatnonzero(member), member, carries, *counts(table, np.flatnonzero(member)))


def counts(table: Table, places: Column) -> tuple[int, int]:
    """How many of these outcomes are commits, and how many of those name a ticket or change."""
    return int(table.commit[places].sum()), int(table.ticketed[places].sum())
