"""Invented evidence on an invented agent, with realistic numbers."""

from auditor.records import Aspect, Assessment, Finding, Label, Measure, Rhythm

P, U, N = Label.PADDING, Label.USEFUL, Label.INCONCLUSIVE
REPETITION, LOOPS, CONSUMPTION = Aspect.REPETITION, Aspect.LOOPS, Aspect.CONSUMPTION


def finding(
    name: str, title: str, weight: float, share: float | None, summary: str, benign: str = "",
    aspect: Aspect = REPETITION, agent_id: int = 1,
) -> Finding:  # fmt: skip
    """A finding of enough data with 31 peers; what it leans to follows from its weight."""
    leans = P if weight > 0 else U if weight < 0 else N
    measure = Measure(3.2, 120, events=(1, 2, 3))
    return Finding(agent_id, name, 1, leans, measure, share, 31, summary, benign, aspect, title, weight, sources="9f3c")


def lacking(name: str, title: str, why: str, agent_id: int = 1) -> Finding:
    """An indicator whose data do not suffice."""
    return Finding(agent_id, name, 1, N, Measure(None, 3, why), None, 0, why, "", CONSUMPTION, title, sources="9f3c")


def findings(agent_id: int = 1) -> list[Finding]:
    """Three that speak for padding, one for usefulness, one of context, two without enough data."""
    return [
        finding(
            "returning-subjects", "Returning subjects", 0.9, 0.993,
            "The same 4 subjects return on 76 of 78 days; 94 % of prompts differ only in a date.",
            "long projects, monitored hosts", agent_id=agent_id,
        ),
        finding(
            "outcomes-missing", "Outcomes missing", 0.76, 0.95, "2 outcomes for 412.6 M tokens; peers: 11 (3–40).",
            "advice, monitoring agents", CONSUMPTION, agent_id,
        ),
        finding(
            "references-lead-nowhere", "References that move", -0.34, 0.12,
            "1 of 1 named tickets was closed within 7 days.", "planning, triage", CONSUMPTION, agent_id,
        ),
        finding(
            "stops-at-target", "Stops at the target", 0.66, 0.88,
            "On 9 of 11 Fridays use ends within 2 % of 5 M a week.",
            "budget caps", Aspect.INCENTIVE, agent_id,
        ),
        finding(
            "rhythm", "Rhythm", 0, 0.7, "Scheduled: every 6 min ± 4 s, day and night.", "any scheduler",
            Aspect.CONTEXT, agent_id,
        ),
        lacking("work-does-not-follow", "Work does not follow", "not enough data: 3 of 5 outcomes", agent_id),
        lacking("hollow-outcomes", "Hollow outcomes", "no outcome data", agent_id),
    ]  # fmt: skip


def assessment(agent_id: int = 1, priority: float = 3.0, *, top: bool = True) -> Assessment:
    """In the top band by repetition and consumption."""
    aspects = {REPETITION: 2.0, CONSUMPTION: 0.42, Aspect.INCENTIVE: 0.66, LOOPS: -0.08}
    reason = "Returning subjects and outcomes missing"
    missing = ("work-does-not-follow", "hollow-outcomes")
    return Assessment(agent_id, Rhythm.SCHEDULED, None, priority, top, aspects, reason, missing, 1)
