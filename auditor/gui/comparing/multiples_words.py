"""What small multiples say of themselves: heading, note, and a summary for those who cannot see them."""

from collections.abc import Sequence

from auditor.gui.figures import counted, short
from auditor.records import Agent

TOLD = 12
"""Agents that the summary names."""

ONE_SCALE = "= One scale for all"
OWN_SCALES = "≠ Own scales: heights cannot be compared"


def title_of(person: str, agents: int) -> str:
    """Person 07: 7 agents."""
    return f"{person}: {'one agent' if agents == 1 else f'{agents} agents'}"


def note_of(person: str, agents: int, own: bool) -> str:
    """By which scale, in which order, and what can be done."""
    if agents == 1:
        return f"{person} has only this agent; there is nothing to compare it with."
    return f"{OWN_SCALES if own else ONE_SCALE} · most tokens first · click or Enter opens an agent"


def figures_of(agent: Agent) -> str:
    """18,204 requests, 412.6 M tokens."""
    tokens = agent.totals.tokens
    told = "tokens not told" if tokens is None else f"{short(tokens)} tokens"
    return f"{counted(agent.totals.events, 'request')}, {told}"


def summary_of(person: str, agents: Sequence[Agent], own: bool) -> str:
    """The whole picture in lines of text."""
    lines = [f"{agent.name}: {figures_of(agent)}" for agent in agents[:TOLD]]
    more = [f"and {len(agents) - TOLD} more"] if len(agents) > TOLD else []
    return "\n".join([title_of(person, len(agents)), OWN_SCALES if own else ONE_SCALE, *lines, *more])
