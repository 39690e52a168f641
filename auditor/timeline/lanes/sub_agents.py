"""Lane "Sub-agents": one row a helper that the agent called, the one with the most tokens first; "–" is the agent."""

from auditor.timeline.lane import Cells, Lane, Subject
from auditor.timeline.lanes.names import named_rows
from auditor.timeline.lanes.rows import Rows, cells, describe_row, shown_of
from auditor.timeline.viewport import Viewport

ITSELF = ("–", "the agent itself")


def prepare(subject: Subject) -> Rows:
    """Rows by tokens; the agent's own requests name no sub-agent."""
    activity = subject.activity
    return named_rows(subject, activity.sub_agent, activity.sub_agents, *ITSELF)


def bins(prepared: Rows, viewport: Viewport) -> Cells:
    """Requests of each sub-agent per bar."""
    empty = "No sub-agents told" if not prepared.names else ""
    return cells(prepared, viewport, shown_of(prepared), legend=True, empty=empty)


def describe(prepared: Rows, viewport: Viewport, at: int, depth: float) -> str:
    """The sub-agent under the pointer, and its share."""
    return describe_row(prepared, viewport, at, depth)


SUB_AGENTS = Lane("sub_agents", "Sub-agents", "", 0.22, prepare, bins, describe, shown=False)
