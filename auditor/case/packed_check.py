"""Whether the packed columns of a case are those of its events: sound, as many, and adding up to the same."""

from auditor.case.event_columns import COUNTED
from auditor.case.packed import FAMILY, LAST, STALE, Packed
from auditor.case.store import Store
from auditor.case.strands import RESOLVED
from auditor.records import UNKNOWN

SUMMED = {
    "input_tokens": "input_tokens",
    "cache_read_input_tokens": "cache_read_input_tokens",
    "cache_creation_input_tokens": "cache_creation_input_tokens",
    "output_tokens": "output_tokens",
    "cost": "cost_microusd",
}
"""Columns of `Activity` that are added up, and those of the table."""

PACKED = f"SELECT agent_id, sum(name = '{FAMILY}') FROM agent_columns WHERE agent_id NOT IN ({STALE}) GROUP BY agent_id"
SUMS = ", ".join(f"SUM(coalesce({column}, {UNKNOWN}))" for column in SUMMED.values())
OF_ROWS = f"SELECT {{judged}}, COUNT(*), {SUMS} FROM events WHERE {COUNTED} GROUP BY 1"


def astray(store: Store, packed: Packed) -> tuple[list[int], int]:
    """The agents whose packed columns are not those of their events, and how many agents are packed. Reads only."""
    there: dict[int, int] = dict(store.read(PACKED))
    unfinished = set(packed.missing())
    agents = [agent_id for agent_id in there if agent_id not in unfinished]
    if not agents:
        return [], 0
    judged = RESOLVED if store.read("SELECT 1 FROM strands LIMIT 1") else "agent_id"
    of_rows = {row[0]: row[1:] for row in store.read(OF_ROWS.format(judged=judged))}
    wrong = [id_ for id_ in agents if _sums(packed, id_, bool(there[id_])) != of_rows.get(id_)]
    return wrong, len(agents)


def _sums(packed: Packed, agent_id: int, grouped: bool) -> tuple[int, ...] | None:
    """How many events, and what they add up to; None where the columns are damaged."""
    told = packed.told(agent_id, mend=False)
    if told is None or grouped != (FAMILY in told.columns):
        return None
    return len(told.columns[LAST]), *(int(told.columns[name].sum()) for name in SUMMED)
