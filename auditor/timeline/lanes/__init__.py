"""The lanes of the timeline, top to bottom: their registry."""

from auditor.timeline.lane import Lane
from auditor.timeline.lanes.hours import HOURS
from auditor.timeline.lanes.outcomes import OUTCOMES
from auditor.timeline.lanes.tokens import TOKENS

LANES: tuple[Lane, ...] = (TOKENS, HOURS, OUTCOMES)
