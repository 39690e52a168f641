"""events.csv: every counted event with the label of its agent."""

from collections.abc import Iterator

from auditor.exports.table import Cell, Column, Exporter, View, dollars
from auditor.records import UNKNOWN, Agent
from auditor.review import Order, ordered
from auditor.times import iso

PAGE = 2_000
NAMELESS = ("ok", "error", "aborted", None)
"""Statuses that are our words; any other is the source's, and could name a person."""

COLUMNS = (
    Column("event_id", "number of the event in this case"),
    Column("agent_id", "identifier of the agent in this case"),
    Column("agent", "name of the agent as its source gives it"),
    Column("person", "whose agent it is: an alias, or the name where names were revealed"),
    Column("label", "the label of the agent that stands; empty: not judged"),
    Column("time", "ISO 8601 UTC"),
    Column("session", "conversation or run: its number in this case, or the source's name where names were revealed"),
    Column("sub_agent", "sub-agent within the session"),
    Column("branch", "branch the work was on; only where names were revealed, for branches name people"),
    Column("model", "model called"),
    Column("input_tokens", "tokens sent, both cache classes included"),
    Column("cache_read_input_tokens", "part of input_tokens read from the provider's cache"),
    Column("cache_creation_input_tokens", "part of input_tokens written to the provider's cache"),
    Column("output_tokens", "tokens received, reasoning included"),
    Column("reasoning_output_tokens", "part of output_tokens spent on reasoning"),
    Column("cost_usd", "cost as the source tells it, US dollars"),
    Column("duration_ms", "how long the call took, milliseconds"),
    Column("status", "ok, error or aborted; a source's own word is error unless names were revealed"),
    Column("lower_bound", "1 where the true counts are known to be higher"),
    Column("source", "number of the imported file in this case"),
    Column("line", "line or record in that file"),
    Column("prompt", "beginning of the prompt (400 characters); only where names were revealed, for texts name people"),
)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    for agent in ordered(view.case.agents.all(), Order.NAME):
        activity = view.case.events.activity(agent.id)
        for start in range(0, len(activity), PAGE):
            here = slice(start, start + PAGE)
            yield from _page(view, agent, activity.event[here].tolist(), activity.session[here].tolist())


def _page(view: View, agent: Agent, ids: list[int], sessions: list[int]) -> Iterator[tuple[Cell, ...]]:
    person = agent.person if view.names else agent.alias
    for event, number in zip(view.case.events.requests(ids), sessions, strict=True):
        session = event.session if view.names else None if number == UNKNOWN else number
        branch = event.branch if view.names else None
        status = event.status if view.names or event.status in NAMELESS else "error"
        yield (
            *(event.id, agent.id, agent.name, person, agent.label, iso(event.at), session, event.sub_agent),
            *(branch, event.model, event.input_tokens, event.cache_read_input_tokens),
            *(event.cache_creation_input_tokens, event.output_tokens, event.reasoning_output_tokens),
            *(dollars(event.cost_microusd), event.duration_us and event.duration_us / 1000, status),
            *(int(event.lower_bound), event.source_id, event.line, event.prompt if view.names else None),
        )


EVENTS = Exporter("events", "Events with the label of their agent", "events.csv", COLUMNS, _rows)
