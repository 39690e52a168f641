"""events.csv: every counted event with the label of its agent."""

from collections.abc import Iterator

from auditor.exports.table import Cell, Column, Exporter, View, dollars
from auditor.records import Agent
from auditor.review import Order, ordered
from auditor.times import iso

PAGE = 2_000
COLUMNS = (
    Column("event_id", "number of the event in this case"),
    Column("agent_id", "identifier of the agent in this case"),
    Column("agent", "name of the agent as its source gives it"),
    Column("person", "whose agent it is: an alias, or the name where names were revealed"),
    Column("label", "the label of the agent that stands; empty: not judged"),
    Column("time", "ISO 8601 UTC"),
    Column("session", "conversation or run, as its source names it"),
    Column("sub_agent", "sub-agent within the session"),
    Column("branch", "branch the work was on"),
    Column("model", "model called"),
    Column("input_tokens", "tokens sent, both cache classes included"),
    Column("cache_read_input_tokens", "part of input_tokens read from the provider's cache"),
    Column("cache_creation_input_tokens", "part of input_tokens written to the provider's cache"),
    Column("output_tokens", "tokens received, reasoning included"),
    Column("reasoning_output_tokens", "part of output_tokens spent on reasoning"),
    Column("cost_usd", "cost as the source tells it, US dollars"),
    Column("duration_ms", "how long the call took, milliseconds"),
    Column("status", "status as the source gives it"),
    Column("lower_bound", "1 where the true counts are known to be higher"),
    Column("source", "number of the imported file in this case"),
    Column("line", "line or record in that file"),
    Column("prompt", "beginning of the prompt (400 characters); only where names were revealed, for texts name people"),
)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    for agent in ordered(view.case.agents.all(), Order.NAME):
        ids = view.case.events.activity(agent.id).event.tolist()
        for start in range(0, len(ids), PAGE):
            yield from _page(view, agent, ids[start : start + PAGE])


def _page(view: View, agent: Agent, ids: list[int]) -> Iterator[tuple[Cell, ...]]:
    person = agent.person if view.names else agent.alias
    for event in view.case.events.requests(ids):
        yield (
            *(event.id, agent.id, agent.name, person, agent.label, iso(event.at), event.session, event.sub_agent),
            *(event.branch, event.model, event.input_tokens, event.cache_read_input_tokens),
            *(event.cache_creation_input_tokens, event.output_tokens, event.reasoning_output_tokens),
            *(dollars(event.cost_microusd), event.duration_us and event.duration_us / 1000, event.status),
            *(int(event.lower_bound), event.source_id, event.line, event.prompt if view.names else None),
        )


EVENTS = Exporter("events", "Events with the label of their agent", "events.csv", COLUMNS, _rows)
