"""What the data of an agent can show, and what they cannot: sources, dropped repeats, stored texts, lower bounds."""

from auditor.case.store import Store
from auditor.records import Coverage


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
        prompts, untold, costs, bounds = next(
            iter(
                self._store.read(
                    "SELECT c.prompts, c.untold, c.costs, t.lower_bounds FROM agent_coverage AS c"
                    " JOIN agent_totals AS t ON t.agent_id = c.agent_id WHERE c.agent_id = ?",
                    (agent_id,),
                )
            ),
            (0, 0, 0, 0),
        )
        dropped = dict(self._store.read("SELECT rule, events FROM agent_dropped WHERE agent_id = ?", (agent_id,)))
        outcomes = self._store.read("SELECT coalesce(sum(outcomes), 0) FROM sources WHERE state = 'complete'")[0][0]
        return Coverage(sources, rejected, prompts, bounds, dropped, outcomes > 0, untold, costs)
