"""What the data of an agent can show, and what they cannot: sources, dropped repeats, stored texts, lower bounds."""

from auditor.case.store import Store
from auditor.records import Coverage

COMPLETE = "source_id NOT IN (SELECT id FROM sources WHERE state = 'importing')"


class CoverageTable:
    """`case.coverage`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> Coverage:
        """The figures of one agent. Rejected lines are those of all its sources: nobody knows whose they were."""
        sources, rejected = self._store.read(
            "SELECT COUNT(*), coalesce(sum(rejected), 0) FROM agent_sources JOIN sources AS s ON s.id = source_id"
            " WHERE agent_id = ?",
            (agent_id,),
        )[0]
        counted = f"FROM events WHERE agent_id = ? AND dropped_by IS NULL AND {COMPLETE}"
        prompts, bounds = self._store.read(
            f"SELECT count(prompt_id), coalesce(sum(lower_bound), 0) {counted}", (agent_id,)
        )[0]
        dropped = dict(
            self._store.read(
                "SELECT dropped_by, COUNT(*) FROM events INDEXED BY events_dropped WHERE agent_id = ?"
                f" AND dropped_by IS NOT NULL AND {COMPLETE} GROUP BY dropped_by",
                (agent_id,),
            )
        )
        outcomes = self._store.read("SELECT coalesce(sum(outcomes), 0) FROM sources WHERE state = 'complete'")[0][0]
        return Coverage(sources, rejected, prompts, bounds, dropped, outcomes > 0)
