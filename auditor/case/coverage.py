"""What the data of an agent can show, and what they cannot: sources, dropped repeats, stored texts, lower bounds."""

from auditor.case.store import Row, Store
from auditor.records import Coverage, Totals

DROPPED = "SELECT agent_id, rule, events, input_tokens, output_tokens, cost_microusd FROM agent_dropped"


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
        dropped = _by_agent(self._store.read(f"{DROPPED} WHERE agent_id = ?", (agent_id,))).get(agent_id, {})
        counts = {rule: sums.events for rule, sums in dropped.items()}
        outcomes = self._store.read("SELECT coalesce(sum(outcomes), 0) FROM sources WHERE state = 'complete'")[0][0]
        return Coverage(sources, rejected, prompts, bounds, counts, outcomes > 0, untold, costs, dropped)

    def dropped(self) -> dict[int, dict[str, Totals]]:
        """What is kept and not counted, by agent and rule; with an agent's totals: what all its lines say."""
        return _by_agent(self._store.read(DROPPED))


def _by_agent(rows: list[Row]) -> dict[int, dict[str, Totals]]:
    """Only requests, input, output and cost are summed; all else is unknown."""
    sums: dict[int, dict[str, Totals]] = {}
    for agent_id, rule, events, given, output, cost in rows:
        told = Totals(events, input_tokens=given, output_tokens=output, cost_microusd=cost)
        sums.setdefault(agent_id, {})[rule] = told
    return sums
