"""How an outcome is tied to an agent, how firmly, and in words: one table for the window and for what is measured."""

from collections.abc import Iterable
from enum import StrEnum


class How(StrEnum):
    """Ways to be tied, the firmest first. The value is what the Outcomes lane says of it."""

    SOURCE = "firmly linked: its source names this agent"
    PROMPT = "firmly linked: a prompt named it before"
    BRANCH = "linked: the agent worked on its branch"
    TRAILER = "linked: the commit's trailer names its tool"
    PROMPT_OF_OTHER = "loosely linked: a prompt named it before, but its source names another agent"
    TIME = "loosely linked: up to two hours after a request, no other agent of the person nearer"
    PERSON = "not linked to this agent: only the same person's"


STRENGTH = {
    How.SOURCE: 1.0,
    How.PROMPT: 0.9,
    How.BRANCH: 0.8,
    How.TRAILER: 0.6,
    How.PROMPT_OF_OTHER: 0.4,
    How.TIME: 0.3,
    How.PERSON: 0.1,
}
"""From half on an outcome counts as the agent's own. What a source says goes before what a prompt says."""

BRIEF = {
    How.SOURCE: "named",
    How.PROMPT: "by reference",
    How.BRANCH: "by branch",
    How.TRAILER: "by trailer",
    How.PROMPT_OF_OTHER: "another agent's, but named in a prompt",
    How.TIME: "by time",
    How.PERSON: "of the person only",
}

OWN = 0.5
"""The strength from which an outcome counts as the agent's own."""

NEAR = 7_200_000_000
"""Two hours in µs: an outcome that comes later after a request is not tied to it by time."""


LATEST = 86_400_000_000
"""24 hours in µs: of several agents that use a tool, a commit's trailer ties one up to so long after its request."""


def is_own(how: How) -> bool:
    """Whether an outcome so tied counts as the agent's own rather than only its person's."""
    return STRENGTH[how] >= OWN


def counted(hows: Iterable[How]) -> str:
    """How many are tied in which way, the firmest first: "9 named, 3 by reference, 2 by time"; "" of none."""
    told = list(hows)
    return ", ".join(f"{told.count(how):,} {words}" for how, words in BRIEF.items() if how in told)
