"""What came out of work: the outcomes that belong to an agent, and the others of its person."""

from auditor.case.agents import COUNTED_OUTCOMES, TIES, WHOSE_OUTCOME
from auditor.case.store import Store
from auditor.records import Outcome

QUERY = f"""
    WITH o AS NOT MATERIALIZED (
            SELECT id, at, kind, reference, line, title, {WHOSE_OUTCOME} AS person_id, agent, branch, key FROM outcomes
            WHERE {COUNTED_OUTCOMES}
        ),
        tied AS MATERIALIZED ({" UNION ".join(f"SELECT o.id FROM {tie} WHERE a.id = ?1" for tie in TIES)})
    SELECT o.at, o.kind, o.reference, o.line, o.title, p.name, o.agent, o.branch, o.key, o.id IN tied
    FROM o LEFT JOIN people AS p ON p.id = o.person_id
    WHERE o.id IN tied OR o.person_id = (SELECT person_id FROM judged WHERE id = ?1)
    ORDER BY o.at, o.id
"""


class Outcomes:
    """`case.outcomes`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> tuple[list[Outcome], list[bool]]:
        """Outcomes of the agent's person by time, and for each whether it is tied to this very agent."""
        rows = self._store.read(QUERY, (agent_id,))
        return [Outcome(*row[:9]) for row in rows], [bool(row[9]) for row in rows]
