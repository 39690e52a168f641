"""What came out of work: the outcomes that belong to an agent, and the others of its person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.case.agents import COUNTED_OUTCOMES, TIES, WHOSE_OUTCOME
from auditor.case.event_columns import COUNTED
from auditor.case.packed import LAST
from auditor.case.packing import Pack, unpacked
from auditor.case.store import Store
from auditor.case.strands import RESOLVED
from auditor.records import Column, Outcome

# The same ties as TIES of agents.py, told from one agent's side: `mine` are the agents that are judged as this one,
# `sole` those of their names that no other agent has. Whose outcomes may be meant is known before any is looked at.
QUERY = f"""
    WITH mine AS MATERIALIZED (SELECT person_id, told_name FROM judged WHERE coalesce(merged_into, id) = ?1),
        own AS MATERIALIZED (SELECT person_id FROM judged WHERE id = ?1),
        meant AS MATERIALIZED (
            SELECT p.id FROM people AS p
            WHERE coalesce(p.joined_to, p.id) IN (SELECT person_id FROM mine UNION SELECT person_id FROM own)
        ),
        sole AS MATERIALIZED (
            SELECT told_name FROM judged
            WHERE told_name IN (SELECT told_name FROM mine)
                AND coalesce(merged_into, id) IN (SELECT agent_id FROM agent_totals)
            GROUP BY told_name HAVING min(coalesce(merged_into, id)) = ?1 AND max(coalesce(merged_into, id)) = ?1
        ),
        o AS (
            SELECT *, {WHOSE_OUTCOME} AS whose FROM outcomes
            WHERE person_id IN (SELECT id FROM meant) AND {COUNTED_OUTCOMES}
            UNION ALL SELECT *, NULL FROM outcomes
            WHERE person_id IS NULL AND agent IN (SELECT told_name FROM sole) AND {COUNTED_OUTCOMES}
        ),
        tied AS (
            SELECT *, coalesce(
                whose IS NULL
                OR (whose, agent) IN (SELECT person_id, told_name FROM mine)
                OR (
                    agent IS NULL AND whose IN (SELECT person_id FROM own)
                    AND branch IN (SELECT branch FROM agent_branches WHERE agent_id = ?1)
                ), 0) AS is_tied
            FROM o
        )
    SELECT t.at, t.kind, t.reference, t.line, t.title, p.name, t.agent, t.branch, t.key, t.helper, t.is_tied
    FROM tied AS t LEFT JOIN people AS p ON p.id = t.whose
    WHERE t.is_tied OR t.whose IN (SELECT person_id FROM own)
    ORDER BY t.at, t.id
"""

ALL = f"""
    SELECT o.id, o.whose, o.at, o.kind, o.reference, o.line, o.title, p.name, o.agent, o.branch, o.key, o.helper
    FROM (SELECT *, {WHOSE_OUTCOME} AS whose FROM outcomes WHERE {COUNTED_OUTCOMES}) AS o
        LEFT JOIN people AS p ON p.id = o.whose
    ORDER BY o.at, o.kind, o.reference, o.title, o.id
"""
PAIRS = f"""
    WITH o AS MATERIALIZED (
        SELECT id AS outcome_id, {WHOSE_OUTCOME} AS person_id, agent, branch FROM outcomes WHERE {COUNTED_OUTCOMES}
    )
    {" UNION ".join(f"SELECT a.id, o.outcome_id, o.agent IS NULL FROM {tie}" for tie in TIES)}
"""
MOMENTS = f"""
    SELECT c.agent_id, c.name, c.kind, c.low, c.checksum, c.data, t.events
    FROM agent_columns AS c JOIN agent_totals AS t ON t.agent_id = c.agent_id WHERE c.name = '{LAST}'
"""

NEARER = f"""
    SELECT m.key FROM json_each(?2) AS m WHERE EXISTS (
        SELECT 1 FROM events
        WHERE events.agent_id IN (SELECT id FROM judged WHERE person_id = (SELECT person_id FROM judged WHERE id = ?1))
            AND events.at > json_extract(m.value, '$[0]') AND events.at <= json_extract(m.value, '$[1]')
            AND events.{COUNTED} AND {RESOLVED} <> ?1
            AND (?3 IS NULL OR {RESOLVED} IN (SELECT value FROM json_each(?3)))
    )
"""
BESIDE = """
    SELECT DISTINCT branch FROM agent_branches AS b JOIN judged AS a ON a.id = b.agent_id
    WHERE a.id <> ?1 AND a.person_id = (SELECT person_id FROM judged WHERE id = ?1)
"""
USERS = """
    SELECT DISTINCT a.person_id, u.agent_id, s.importer
    FROM agent_sources AS u JOIN sources AS s ON s.id = u.source_id JOIN judged AS a ON a.id = u.agent_id
    WHERE ?1 IS NULL OR a.person_id = (SELECT person_id FROM judged WHERE id = ?1)
    ORDER BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class AllOutcomes:
    """Every counted outcome by time with its row `ids` and its `persons` (ids, None: not told), and what is tied.

    `ties`: (agent, outcome's row id, whether by branch; else its source names the agent).
    """

    ids: list[int]
    persons: list[int | None]
    told: list[Outcome]
    ties: list[tuple[int, int, bool]]


class Outcomes:
    """`case.outcomes`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> tuple[list[Outcome], list[bool]]:
        """Outcomes of the agent's person by time, and for each whether it is tied to this very agent."""
        rows = self._store.read(QUERY, (agent_id,))
        return [Outcome(*row[:10]) for row in rows], [bool(row[10]) for row in rows]

    def all(self) -> AllOutcomes:
        """The outcomes of the whole case, in an order that does not hang on how files told them."""
        with self._store.snapshot():
            rows, pairs = self._store.read(ALL), self._store.read(PAIRS)
        ties = [(agent_id, outcome_id, bool(by_branch)) for agent_id, outcome_id, by_branch in pairs]
        return AllOutcomes(
            [row[0] for row in rows], [row[1] for row in rows], [Outcome(*row[2:]) for row in rows], ties
        )

    def others_between(
        self, agent_id: int, spans: Sequence[tuple[int, int]], among: Sequence[int] | None = None
    ) -> list[bool]:
        """For each span (begin, end], µs, whether another agent of the same person (of these only) was active in it."""
        wanted = None if among is None else json.dumps(list(among))
        found = {place for (place,) in self._store.read(NEARER, (agent_id, json.dumps(list(spans)), wanted))}
        return [place in found for place in range(len(spans))]

    def importers(self, agent_id: int | None = None) -> dict[int, dict[int, frozenset[str]]]:
        """By person and agent: names of the importers its events came through. Of all, or of one agent's person."""
        found: dict[int, dict[int, frozenset[str]]] = {}
        for person, agent, importer in self._store.read(USERS, (agent_id,)):
            mine = found.setdefault(person, {})
            mine[agent] = mine.get(agent, frozenset()) | {importer}
        return found

    def branches_beside(self, agent_id: int) -> frozenset[str]:
        """The branches that the other agents of the agent's person worked on."""
        return frozenset(branch for (branch,) in self._store.read(BESIDE, (agent_id,)))

    def moments(self) -> dict[int, Column]:
        """When each packed agent was active (sorted, µs): beside that its outcomes are counted."""
        told = {row[0]: unpacked(Pack(*row[1:6]), row[6]) for row in self._store.read(MOMENTS)}
        return {agent_id: at for agent_id, at in told.items() if at is not None}
