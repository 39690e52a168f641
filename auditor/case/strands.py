"""Which events are judged as which agent: those its exports told, but for what the auditor merged or split."""

from auditor.case.store import Store

RESOLVED = """coalesce(
    (SELECT s.agent_id FROM strands AS s
        WHERE s.origin_id = events.agent_id AND s.source_id = 0 AND s.session_id = events.session_id),
    (SELECT s.agent_id FROM strands AS s
        WHERE s.origin_id = events.agent_id AND s.source_id = events.source_id AND s.session_id = 0
            AND events.session_id IS NULL),
    (SELECT s.agent_id FROM strands AS s
        WHERE s.origin_id = events.agent_id AND s.source_id = 0 AND s.session_id = 0),
    events.agent_id)"""
"""The agent an event is judged as, in SQL."""


def of_agent(agent_id: int) -> str:
    """An SQL condition on `events`: judged as this agent. Most agents are as their exports told them."""
    return (
        f"events.agent_id IN (SELECT {agent_id} UNION SELECT origin_id FROM strands WHERE agent_id = {agent_id})"
        f" AND {RESOLVED} = {agent_id}"
    )


def condition(store: Store, agent_id: int) -> str:
    """`of_agent`, or the plain comparison where nothing was merged or split: it needs no look at any strand."""
    touched = store.read("SELECT 1 FROM strands WHERE origin_id = ?1 OR agent_id = ?1 LIMIT 1", (agent_id,))
    return of_agent(agent_id) if touched else f"events.agent_id = {agent_id}"
