"""An honest group of agents: planner, worker and critic answer each other about ever new tickets."""

from tests.company.kind import Kind, Results, Size, Talk, Turn
from tests.company.models import MIDDLE
from tests.company.rhythm import working_days

ROLES = (
    (
        "Plan for {ref}: {thing} at {name}. First read the {n} open cases, then {code}, then the check at {h}:00.",
        "Plan for {ref}: take {name} apart by {thing}, work on {code} first because it touches {m} rows.",
    ),
    (
        "Done for {ref}: {code} handled {m} rows for {name}, {n} left open because the {thing} has no address.",
        "Worked through {ref}: {thing} at {name}, {m} rows written by {code}, {n} marked for a person.",
    ),
    (
        "Review of {ref}: {m} rows agree with the depot count at {name}. {n} differ, please treat them in {code}.",
        "Review of {ref}: accepted. The {thing} figures for {name} hold; {n} rounding cases noted.",
    ),
)


def relay(talk: Talk) -> Turn:
    """Planner, worker and critic: each answers to what the one before said, about ever new tickets."""
    place = 3 * talk.turn + talk.role
    start = f"Next ticket: {talk.topic.reference}, {talk.topic.subject}. Please take it up."
    heard = talk.shared(ROLES[(place - 1) % 3], place - 1) if place else start
    return Turn(heard, talk.shared(ROLES[place % 3], place))


PIPELINE = (
    Kind(
        "planner, worker and critic",
        False,
        "three agents hand work to each other and close tickets",
        "ping-pong",
        ("case-planner", "case-worker", "case-critic"),
        working_days,
        5,
        Size(4_000, 900, 260),
        relay,
        (MIDDLE,),
        results=Results(0.8, ("ticket closed",)),
        gap=(30, 55),
        roles=3,
    ),
)
