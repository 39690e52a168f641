"""The lanes of the timeline, top to bottom: their registry. The first five are shown before anybody chose."""

from auditor.timeline.lane import Lane
from auditor.timeline.lanes.cost import COST
from auditor.timeline.lanes.errors import ERRORS
from auditor.timeline.lanes.families import FAMILIES
from auditor.timeline.lanes.hours import HOURS
from auditor.timeline.lanes.latency import LATENCY
from auditor.timeline.lanes.models import MODELS
from auditor.timeline.lanes.outcomes import OUTCOMES
from auditor.timeline.lanes.sessions import SESSIONS
from auditor.timeline.lanes.sub_agents import SUB_AGENTS
from auditor.timeline.lanes.tokens import TOKENS

LANES: tuple[Lane, ...] = (
    TOKENS,
    HOURS,
    FAMILIES,
    OUTCOMES,
    SESSIONS,
    COST,
    LATENCY,
    ERRORS,
    MODELS,
    SUB_AGENTS,
)
