"""The agents of a case: who they are, with their sums, outcomes and labels."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from auditor.case.bulk import insert_many
from auditor.case.persons import NOBODY, Persons
from auditor.case.store import Row, Store
from auditor.case.verdicts import standing
from auditor.records import Agent, Label, ModelDay, Totals, Verdict

COUNTED_OUTCOMES = "dropped_by IS NULL AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"

# An outcome belongs to an agent when its source names the agent: of its person; where no person is told, the only
# agent of that name. One that names no agent belongs to those agents of its person that worked on its branch.
# What was told of an agent that is now part of another belongs to the other.
TIES = (
    "(SELECT DISTINCT coalesce(merged_into, id) AS id, person_id, told_name FROM judged) AS a"
    " JOIN o ON o.person_id = a.person_id AND o.agent = a.told_name",
    "(SELECT min(coalesce(merged_into, id)) AS id, told_name FROM judged"
    " WHERE coalesce(merged_into, id) IN (SELECT agent_id FROM agent_totals)"
    " GROUP BY told_name HAVING COUNT(DISTINCT coalesce(merged_into, id)) = 1) AS a"
    " JOIN o ON o.person_id IS NULL AND o.agent = a.told_name",
    "judged AS a JOIN agent_branches AS b ON b.agent_id = a.id"
    " CROSS JOIN o ON o.person_id = a.person_id AND o.agent IS NULL AND o.branch = b.branch",
)

WHOSE_OUTCOME = "coalesce((SELECT joined_to FROM person_known_as WHERE person_id = outcomes.person_id), person_id)"
"""The person of an outcome, as the auditor joined persons."""

OUTCOMES = f"""
    WITH o AS MATERIALIZED (
        SELECT {WHOSE_OUTCOME} AS person_id, agent, branch, COUNT(*) AS n FROM outcomes WHERE {COUNTED_OUTCOMES}
        GROUP BY 1, 2, 3
    )
    SELECT id, SUM(n) FROM ({" UNION ALL ".join(f"SELECT a.id, o.n FROM {tie}" for tie in TIES)}) GROUP BY id
"""

LISTING = """
    SELECT a.id, a.name, p.name, p.alias, a.team, coalesce(t.events, 0), t.input_tokens, t.cache_read_input_tokens,
        t.cache_creation_input_tokens, t.output_tokens, t.reasoning_output_tokens, t.cost_microusd,
        coalesce(t.lower_bounds, 0), t.microcredits, t.first, t.last, p.id, a.merged_into
    FROM judged AS a JOIN people AS p ON p.id = a.person_id LEFT JOIN agent_totals AS t ON t.agent_id = a.id
    WHERE t.agent_id IS NOT NULL OR a.id IN (SELECT agent_id FROM verdicts UNION SELECT agent_id FROM exhibits)
    ORDER BY coalesce(t.input_tokens, 0) + coalesce(t.output_tokens, 0) DESC, a.id
"""


class Agents:
    """`case.agents`: those with counted events of complete sources, and those judged whose events count no more."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Agent]:
        """Every agent, most tokens first. `outcomes` is None while the case holds no outcome source at all."""
        delivered = bool(self._store.read("SELECT 1 FROM sources WHERE state = 'complete' AND outcomes > 0 LIMIT 1"))
        outcomes: dict[int, int] = dict(self._store.read(OUTCOMES)) if delivered else {}
        history = self._history()
        return [
            _agent(row, standing(history.get(row[0], ())), outcomes.get(row[0], 0) if delivered else None)
            for row in self._store.read(LISTING)
        ]

    def labelled(self, agents: Iterable[Agent]) -> list[Agent]:
        """The same agents with the labels that stand now: all that a verdict changes, at a fiftieth of the cost."""
        history = self._history()
        return [_labelled(agent, standing(history.get(agent.id, ()))) for agent in agents]

    def _history(self) -> dict[int, list[Verdict]]:
        """The verdicts of each agent, oldest first, as far as they tell which stand."""
        history: dict[int, list[Verdict]] = {}
        for id_, agent_id, label, reviewer, undoes in self._store.read(
            "SELECT id, agent_id, label, reviewer, undoes FROM verdicts ORDER BY id"
        ):
            line = Verdict(id_, agent_id, Label(label) if label else None, reviewer, 0, undoes=undoes)
            history.setdefault(agent_id, []).append(line)
        return history

    def days_of(self, agent_id: int) -> list[tuple[int, int]]:
        """Tokens of one agent by UTC day number, in order."""
        return self._store.read("SELECT day, tokens FROM agent_days WHERE agent_id = ? ORDER BY day", (agent_id,))

    def by_model(self, agent_id: int | None = None) -> list[ModelDay]:
        """Sums by agent, model, UTC day and length of input, of one agent or of all."""
        condition, parameters = ("", ()) if agent_id is None else ("WHERE agent_id = ?", (agent_id,))
        return [ModelDay(*row) for row in self._store.read(f"SELECT * FROM agent_models {condition}", parameters)]


def _labelled(agent: Agent, verdicts: list[Verdict]) -> Agent:
    label = verdicts[0].label if verdicts else None
    reviewers = tuple(sorted(verdict.reviewer for verdict in verdicts))
    if (agent.label, agent.reviewers) == (label, reviewers):
        return agent
    return replace(agent, label=label, reviewers=reviewers)


def _agent(row: Row, verdicts: list[Verdict], outcomes: int | None) -> Agent:
    agent = Agent(
        id=row[0],
        name=row[1],
        person=row[2],
        alias=row[3],
        team=row[4],
        totals=Totals(*row[5:16]),
        outcomes=outcomes,
        person_id=row[16],
        merged_into=row[17],
    )
    return _labelled(agent, verdicts)


class Identities:
    """Row ids of persons, agents and sessions during one import.

    `joined`: names that turned out to be one person's; `doubts`: what a reader must know of that; `teams`: the first
    team told of each agent. All three become part of the case when the source does.
    """

    def __init__(self, persons: Persons) -> None:
        self.joined: list[tuple[int, str]] = []
        self.doubts: list[str] = []
        self.teams: dict[int, str] = {}
        self._persons = persons
        self._same: set[tuple[str, str]] = set()
        self._person_ids: dict[str | None, int] = {}
        self._agent_ids: dict[tuple[str | None, str], int] = {}
        self._session_ids: dict[int, dict[str, int]] = {}
        self._whose: dict[int, tuple[bool, str, str]] = {}

    def person(self, connection: sqlite3.Connection, name: str | None) -> int:
        """The person's id."""
        id_ = self._person_ids.get(name)
        if id_ is None:
            id_, joined, doubt = self._persons.resolve(connection, name)
            self._person_ids[name] = id_
            if joined and name:
                self.joined.append((id_, name))
            if doubt:
                self.doubts.append(doubt)
        return id_

    def same(self, connection: sqlite3.Connection, name: str, other: str) -> None:
        """Two names of one person, as an export tells."""
        if (name, other) in self._same:
            return
        self._same.add((name, other))
        id_ = self.person(connection, name)
        doubt = self._persons.also_called(connection, id_, other)
        if doubt is None:
            self.joined.append((id_, other))
        elif doubt:
            self.doubts.append(doubt)

    def agents_met(self) -> set[int]:
        """Ids of all agents seen so far."""
        return set(self._agent_ids.values())

    def agent(self, connection: sqlite3.Connection, person: str | None, name: str, team: str | None) -> int:
        """The agent's id."""
        id_ = self._agent_ids.get((person, name))
        if id_ is None:
            person_id = self.person(connection, person)
            id_ = _agent_id(connection, person_id, name)
            self._agent_ids[person, name] = id_
        if team and id_ not in self.teams:
            self.teams[id_] = team
        return id_

    def whose(self, connection: sqlite3.Connection, agent_id: int) -> tuple[bool, str, str]:
        """Of an agent: whether its person is unknown, its name, its person's."""
        found = self._whose.get(agent_id)
        if found is None:
            agent, person = connection.execute(
                "SELECT a.name, p.name FROM agents AS a JOIN persons AS p ON p.id = a.person_id WHERE a.id = ?",
                (agent_id,),
            ).fetchone()
            found = self._whose[agent_id] = (person == NOBODY, agent, person)
        return found

    def sessions(self, connection: sqlite3.Connection, named: list[tuple[int, str | None]]) -> list[int | None]:
        """The ids of sessions given as (agent id, name); None where the export names none."""
        known = self._session_ids
        for agent_id in {agent_id for agent_id, _ in named} - known.keys():
            mine = connection.execute("SELECT name, id FROM sessions WHERE agent_id = ?", (agent_id,))
            known[agent_id] = dict(mine.fetchall())
        new = [(a, name) for a, name in dict.fromkeys(named) if name is not None and name not in known[a]]
        following = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM sessions").fetchone()[0]
        for id_, (agent_id, name) in enumerate(new, following):
            known[agent_id][name] = id_
        insert_many(connection, "sessions", ("id", "agent_id", "name"), [(known[a][n], a, n) for a, n in new])
        return [None if name is None else known[agent_id][name] for agent_id, name in named]


def _agent_id(connection: sqlite3.Connection, person_id: int, name: str) -> int:
    both = (person_id, name)
    found = connection.execute("SELECT id FROM agents WHERE person_id = ? AND name = ?", both).fetchone()
    if found:
        return found[0]
    return int(connection.execute("INSERT INTO agents (person_id, name) VALUES (?, ?)", both).lastrowid or 0)
