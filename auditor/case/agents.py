"""The agents of a case: who they are, with their sums, outcomes and labels."""

import sqlite3

from auditor.case.bulk import insert_many
from auditor.case.persons import Persons
from auditor.case.store import Row, Store
from auditor.records import Agent, Label, Totals

# An outcome belongs to an agent when its source names the agent, or when its branch is one the agent worked on.
LINKED = """
    o.dropped_by IS NULL AND (
        (o.agent = a.name AND (o.person_id IS NULL OR o.person_id = a.person_id))
        OR (o.agent IS NULL AND o.person_id = a.person_id
            AND o.branch IN (SELECT branch FROM agent_branches AS b WHERE b.agent_id = a.id)))
"""

CURRENT = """
    SELECT agent_id, label, reviewer, max(id) AS id FROM verdicts GROUP BY agent_id, reviewer
"""

LISTING = f"""
    SELECT a.id, a.name, p.name, p.alias, a.team, t.events, t.input_tokens, t.cache_read_input_tokens,
        t.cache_creation_input_tokens, t.output_tokens, t.reasoning_output_tokens, t.cost_microusd, t.lower_bounds,
        t.first, t.last, (SELECT COUNT(*) FROM outcomes AS o WHERE {LINKED})
    FROM agents AS a JOIN persons AS p ON p.id = a.person_id JOIN agent_totals AS t ON t.agent_id = a.id
    ORDER BY coalesce(t.input_tokens, 0) + coalesce(t.output_tokens, 0) DESC, a.id
"""


class Agents:
    """`case.agents`. Only agents with counted events of complete sources are listed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Agent]:
        """Every agent, most tokens first. `outcomes` is None while the case holds no outcome source at all."""
        delivered = bool(self._store.read("SELECT 1 FROM sources WHERE state = 'complete' AND outcomes > 0 LIMIT 1"))
        labels: dict[int, list[tuple[str | None, str, int]]] = {}
        for agent_id, label, reviewer, id_ in self._store.read(CURRENT):
            labels.setdefault(agent_id, []).append((label, reviewer, id_))
        return [_agent(row, labels.get(row[0], []), delivered) for row in self._store.read(LISTING)]

    def days(self) -> dict[int, list[tuple[int, int]]]:
        """Tokens by UTC day number for every agent, for the small pictures of the queue."""
        days: dict[int, list[tuple[int, int]]] = {}
        for agent_id, day, tokens in self._store.read("SELECT agent_id, day, tokens FROM agent_days"):
            days.setdefault(agent_id, []).append((day, tokens))
        return days

    def span(self) -> tuple[int, int] | None:
        """First and last counted event of the case, µs."""
        first, last = self._store.read("SELECT min(first), max(last) FROM agent_totals")[0]
        return None if first is None else (first, last)


def _agent(row: Row, given: list[tuple[str | None, str, int]], delivered: bool) -> Agent:
    standing = [(id_, label, reviewer) for label, reviewer, id_ in given if label]
    latest = max(standing, default=None)
    return Agent(
        id=row[0],
        name=row[1],
        person=row[2],
        alias=row[3],
        team=row[4],
        totals=Totals(*row[5:15]),
        outcomes=row[15] if delivered else None,
        label=Label(latest[1]) if latest and latest[1] else None,
        reviewers=tuple(sorted(reviewer for _, _, reviewer in standing)),
    )


class Identities:
    """Row ids of persons, agents and sessions during one import. `joined`: names that turned out to be one person's."""

    def __init__(self, persons: Persons) -> None:
        self.joined: list[tuple[int, str]] = []
        self._persons = persons
        self._person_ids: dict[str | None, int] = {}
        self._agent_ids: dict[tuple[str | None, str], int] = {}
        self._session_ids: dict[int, dict[str, int]] = {}

    def person(self, connection: sqlite3.Connection, name: str | None) -> int:
        """The person's id."""
        id_ = self._person_ids.get(name)
        if id_ is None:
            id_, joined = self._persons.resolve(connection, name)
            self._person_ids[name] = id_
            if joined and name:
                self.joined.append((id_, name))
        return id_

    def agents_met(self) -> set[int]:
        """Ids of all agents seen so far."""
        return set(self._agent_ids.values())

    def agent(self, connection: sqlite3.Connection, person: str | None, name: str, team: str | None) -> int:
        """The agent's id; the first team told is kept."""
        id_ = self._agent_ids.get((person, name))
        if id_ is None:
            person_id = self.person(connection, person)
            id_ = _agent_id(connection, person_id, name)
            connection.execute("UPDATE agents SET team = ? WHERE id = ? AND team IS NULL", (team, id_))
            self._agent_ids[person, name] = id_
        return id_

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
