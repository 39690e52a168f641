"""What the timeline draws, as numbers: the registry of its lanes, top to bottom. Knows no window."""

from auditor.timeline.hours import HOURS
from auditor.timeline.lane import Lane
from auditor.timeline.outcomes import OUTCOMES
from auditor.timeline.tokens import TOKENS

LANES: tuple[Lane, ...] = (TOKENS, HOURS, OUTCOMES)
