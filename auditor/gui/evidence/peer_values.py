"""With whom an agent is compared: those whose sessions start alike, all where these are few (see assess/peers.py)."""

from collections.abc import Mapping

from auditor.assess.peers import SHRINK
from auditor.records import Assessment


def peer_values(
    values: Mapping[int, float], assessments: Mapping[int, Assessment], agent_id: int
) -> tuple[list[float], float]:
    """What was measured of the agent's peers, and of itself. Raises KeyError where nothing was measured of it."""
    kinds = {one: found.told or found.rhythm for one, found in assessments.items()}
    others = {one: value for one, value in values.items() if one != agent_id}
    kind = kinds.get(agent_id)
    alike = [value for one, value in others.items() if kind is not None and kinds.get(one) is kind]
    return (alike if len(alike) >= SHRINK else list(others.values())), values[agent_id]
