"""What each aspect adds to the priority, and the rule of the top band, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.assess.ranking import HARMLESS
from auditor.assess.weights import CARRYING, LINE, SPEAKS
from auditor.gui.evidence.words import bans, title_of
from auditor.records import Aspect, Assessment, Finding

SHOWN = 0.05
"""A sum below this is written 0.0."""

HELD = "held back"
"""What is taken off where fewer than two aspects speak: one trait alone never lifts an agent over the line."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an aspect adds; `capped`: its findings sum up to more than counts. `rule`: it is no evidence."""

    name: str
    weight: float
    capped: bool = False
    rule: bool = False


def contributions(assessment: Assessment, findings: Sequence[Finding]) -> list[Contribution]:
    """In the order in which they are stacked: what speaks for padding, the most first, then what speaks against it."""
    told: list[Contribution] = []
    for aspect, weight in assessment.aspects.items():
        whole = sum(finding.weight for finding in findings if finding.aspect is aspect)
        if max(abs(weight), abs(whole)) >= SHOWN:
            told.append(Contribution(str(aspect), weight, abs(whole) > abs(weight) + SHOWN))
    told.sort(key=lambda one: -one.weight)
    rest = assessment.priority - sum(assessment.aspects.values())
    why = HARMLESS.lower() if assessment.reason.startswith(HARMLESS) else HELD
    return [*told, Contribution(why, rest, rule=True)] if abs(rest) >= SHOWN else told


def rule_words(assessment: Assessment) -> str:
    """Whether the agent is in the top band, and by which aspects."""
    if assessment.reason.startswith(HARMLESS):
        return "Not in the top band: known to be harmless."
    sums = assessment.aspects
    strong = sorted((aspect for aspect in sums if sums[aspect] >= SPEAKS), key=lambda aspect: -sums[aspect])
    named = _listed([f"{aspect} {bans(sums[aspect])}" for aspect in strong])
    if assessment.top:
        return f"Top band: {named}." if named else "Top band."
    return f"Not in the top band: {_why_not(strong, named, sum(sums.values()))}."


def _why_not(strong: Sequence[Aspect], named: str, total: float) -> str:
    if not strong:
        return f"no aspect reaches {bans(SPEAKS)}"
    if len(strong) == 1:
        return f"only one aspect reaches {bans(SPEAKS)} ({named})"
    if not set(strong) & set(CARRYING):
        return f"{named}, but neither {' nor '.join(CARRYING)} reaches {bans(SPEAKS)}"
    return f"{named}, but all together come to {bans(total)}, less than {bans(LINE)}"


def lacking_words(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """Which indicators had not enough data: they count for nobody and against nobody."""
    titles = ", ".join(title_of(said.partition(": ")[0], findings) for said in assessment.missing)
    return f"Not counted, for want of data: {titles}." if titles else ""


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
