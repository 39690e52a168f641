"""Which agents to compare with first: those of the same person, then those most similar in size."""

import math
from collections.abc import Sequence

from auditor.records import Agent


def proposals(agents: Sequence[Agent], agent: Agent) -> list[Agent]:
    """All others with events: the same person's before others, then by how near their size is."""
    others = [other for other in agents if other.id != agent.id and other.totals.events]
    return sorted(others, key=lambda other: (other.person_id != agent.person_id, _unlike(agent, other), other.id))


def _unlike(one: Agent, other: Agent) -> float:
    """How many times one is the other, as a logarithm: by tokens, by requests where one tells no tokens."""
    sizes = (one.totals.tokens, other.totals.tokens)
    first, second = sizes if None not in sizes else (one.totals.events, other.totals.events)
    return abs(math.log(max(first or 0, 1)) - math.log(max(second or 0, 1)))


def matching(agents: Sequence[Agent], words: str, names: bool) -> list[Agent]:
    """Those in whose name, alias or team every word occurs; in the person's name too where `names` are shown."""
    wanted = words.casefold().split()
    return [agent for agent in agents if all(word in _text(agent, names) for word in wanted)]


def _text(agent: Agent, names: bool) -> str:
    return f"{agent.name} {agent.alias} {agent.team or ''} {agent.person if names else ''}".casefold()
