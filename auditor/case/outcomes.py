"""What came out of work: the outcomes that belong to an agent, and the others of its person."""

from auditor.case.agents import COUNTED_OUTCOMES, WHOSE_OUTCOME
from auditor.case.store import Store
from auditor.records import Outcome

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
    SELECT t.at, t.kind, t.reference, t.line, t.title, p.name, t.agent, t.branch, t.key, t.is_tied
    FROM tied AS t LEFT JOIN people AS p ON p.id = t.whose
    WHERE t.is_tied OR t.whose IN (SELECT person_id FROM own)
    ORDER BY t.at, t.id
"""


class Outcomes:
    """`case.outcomes`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> tuple[list[Outcome], list[bool]]:
        """Outcomes of the agent's person by time, and for each whether it is tied to this very agent."""
        rows = self._store.read(QUERY, (agent_id,))
        return [Outcome(*row[:9]) for row in rows], [bool(row[9]) for row in rows]
