"""What came out of work: the outcomes that belong to an agent, and the others of its person."""

from auditor.case.agents import LINKED
from auditor.case.store import Store
from auditor.records import Outcome

QUERY = f"""
    SELECT o.at, o.kind, o.reference, o.line, o.title, p.name, o.agent, o.branch, o.key, {LINKED}
    FROM agents AS a JOIN outcomes AS o ON o.person_id = a.person_id OR (o.person_id IS NULL AND o.agent = a.name)
        LEFT JOIN persons AS p ON p.id = o.person_id
    WHERE a.id = ? AND o.dropped_by IS NULL
        AND o.source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')
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
