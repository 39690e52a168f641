"""Findings and assessments put into a case as the computation would, for tests of what rests on them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.records import Aspect, Assessment, Finding, Label, Measure, Rhythm


def finding(agent_id: int = 1, indicator: str = "unread", **told: Any) -> Finding:
    """What an indicator says: 0.91 of 40 items, 97th of 100 peers, 0.8 bans for padding."""
    value, n = told.pop("value", 0.91), told.pop("n", 40)
    usual = Finding(
        *(agent_id, indicator, 1, Label.PADDING, Measure(value, n), 0.97, 100, "91 of 100 went unread.", "A watch."),
        *(Aspect.CONSUMPTION, "Results unread", 0.8, "digest 1"),
    )
    return replace(usual, **told)


def assessment(agent_id: int = 1, priority: float = 2.1) -> Assessment:
    """Where an agent stands: high, one aspect speaking."""
    return Assessment(agent_id, Rhythm.BATCH, None, priority, False, {Aspect.CONSUMPTION: priority}, "Results unread")


def say(case: CaseFile, findings: Iterable[Finding], priorities: dict[int, float] | None = None) -> None:
    """Put these in the place of all that was said."""
    told = list(findings)
    by_agent = {id_: [one for one in told if one.agent_id == id_] for id_ in {one.agent_id for one in told}}
    places = {id_: (priorities or {}).get(id_, 2.1) for id_ in by_agent}
    case.assessments.replace_all([assessment(*place) for place in places.items()])
    case.findings.replace_all(by_agent)
    case.store.flush()
