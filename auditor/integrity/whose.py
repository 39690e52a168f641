"""Use that names no agent, and data that cannot show what came of it."""

from collections.abc import Iterator

from auditor.importers.contract import NO_AGENT
from auditor.integrity.note import Looked, Note, Weight, many


def check(looked: Looked) -> Iterator[Note]:
    """Requests that name no agent; no outcomes; only sums."""
    nameless = sum(agent.totals.events for agent in looked.case.agents.all() if agent.name == NO_AGENT)
    if nameless:
        yield Note(
            Weight.DOUBT,
            f"No agent is named for {many(nameless, 'request')}: they are judged together, per person.",
            "identity",
        )
    sources = looked.sources
    if sources and not any(source.outcomes for source in sources):
        yield Note(
            Weight.TELLS, "No outcome data was delivered: no agent can be shown to have led to anything.", "sources"
        )
    if sources and not any(source.events for source in sources) and any(source.aggregates for source in sources):
        yield Note(
            Weight.DOUBT, "Only sums were delivered: they show how much was used, not by which agent.", "sources"
        )
