"""Weights that move with the verdicts of one case: only when switched on, a little at a time, and never beyond it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.case.case_file import CaseFile
from auditor.case.logged_views import set_logged
from auditor.case.verdicts import standing
from auditor.records import Finding, Label, Verdict

VIEW = "learning"
APPLIED = "learned"
"""The view under which the weights in use are kept: derived, made anew with each assessment."""

ENOUGH = 40
"""Verdicts of useful or token-padding from which anything is learned."""

EACH = 5
"""Of each of the two as many at least: from one kind alone nothing follows."""

STRENGTH = 256.0
"""How firmly a weight is held to its start. Forty verdicts that all contradict an indicator of one ban (20 of padding
at −1, 20 of usefulness at +1) pull its factor m down until 256·(1 − m) = 40·ln 10·σ(m·ln 10), to 0.70; others less.
"""

MOST = 2.0
"""A weight at most doubles, and never turns its sign."""

LEFT = 1e-3
"""How firmly the share of padding is held to a half: only so that the fit has one answer."""

STEPS, SMALL = 100, 1e-12

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """`multipliers` of the starting weights by indicator; empty where nothing is learned, and then all are 1.

    `labels` is how many verdicts could be learned from, `why` a sentence. `told`: of how many of them each indicator
    said something.
    """

    multipliers: Mapping[str, float]
    labels: int
    why: str
    told: Mapping[str, int] = field(default_factory=dict[str, int])


def is_on(case: CaseFile) -> bool:
    """Whether the auditor switched learning on in this case."""
    return case.views.get(VIEW) == {"on": True}


def switch(case: CaseFile, on: bool) -> None:
    """Switch it on or off; logged. The weights follow with the next assessment. Raises CaseError if not writable."""
    if on != is_on(case):
        set_logged(case.store, case.log, VIEW, {"on": on})


def learned(case: CaseFile, findings_by_agent: Mapping[int, Sequence[Finding]], labels: Mapping[int, Label]) -> Learned:
    """What this case's verdicts make of the weights: nothing while learning is off (see `fitted`)."""
    if not is_on(case):
        return Learned({}, len(_usable(findings_by_agent, labels)), "Learning is off: the starting weights hold.")
    return fitted(findings_by_agent, labels)


def fitted(findings_by_agent: Mapping[int, Sequence[Finding]], labels: Mapping[int, Label]) -> Learned:
    """Factors of the weights by L2-regularised logistic regression around 1.

    The findings carry their starting weights (bans). P(padding) = σ(b + ln 10 · Σ mᵢ·wᵢ); minimised is the negative
    log-likelihood + ½·STRENGTH·Σ(mᵢ − 1)². Inconclusive agents and those without findings are left out.
    """
    agents = _usable(findings_by_agent, labels)
    padding = sum(labels[agent] is Label.PADDING for agent in agents)
    names = sorted({finding.indicator for agent in agents for finding in findings_by_agent[agent]})
    weights = np.array(
        [[_weight(findings_by_agent[agent], name) for name in names] for agent in agents], np.float64
    ).reshape(len(agents), len(names))
    told = dict(zip(names, np.count_nonzero(weights, axis=0).tolist(), strict=True))
    if len(agents) < ENOUGH or min(padding, len(agents) - padding) < EACH:
        return Learned({}, len(agents), _too_few(len(agents), padding), told)
    factors = _fit(log(10) * weights, np.array([labels[agent] is Label.PADDING for agent in agents], np.float64))
    found = {name: round(float(min(MOST, max(0.0, m))), 4) for name, m in zip(names, factors, strict=True)}
    return Learned(
        found, len(agents), f"Learned from {len(agents)} verdicts of this case, and from nothing else.", told
    )


def labels_of(case: CaseFile) -> dict[int, Label]:
    """The labels that stand in this case, by agent; agents on which reviewers disagree are left out."""
    history: dict[int, list[Verdict]] = {}
    for verdict in case.verdicts.all():
        history.setdefault(verdict.agent_id, []).append(verdict)
    said = {agent: {verdict.label for verdict in standing(lines)} for agent, lines in history.items()}
    return {agent: label for agent, labels in said.items() if len(labels) == 1 for label in labels if label}


def keep(case: CaseFile, made: Learned) -> None:
    """Keep what is in use now, to be shown."""
    case.views.set(
        APPLIED,
        {"multipliers": dict(made.multipliers), "labels": made.labels, "why": made.why, "told": dict(made.told)},
    )


def in_use(case: CaseFile) -> Learned:
    """What the last assessment used."""
    told: Any = case.views.get(APPLIED)
    try:
        return Learned(dict(told["multipliers"]), int(told["labels"]), str(told["why"]), dict(told["told"]))
    except (TypeError, KeyError, ValueError):
        return Learned({}, 0, "The starting weights hold.")


def _usable(findings_by_agent: Mapping[int, Sequence[Finding]], labels: Mapping[int, Label]) -> list[int]:
    """The agents to learn from, in an order that does not hang on how they were given."""
    return sorted(
        agent for agent, label in labels.items() if label is not Label.INCONCLUSIVE and findings_by_agent.get(agent)
    )


def _weight(findings: Sequence[Finding], name: str) -> float:
    return next((finding.weight for finding in findings if finding.indicator == name), 0.0)


def _too_few(count: int, padding: int) -> str:
    if count < ENOUGH:
        return f"{count} of {ENOUGH} verdicts needed: the starting weights hold."
    return (
        f"{padding} of {count} verdicts are token-padding; {EACH} of each kind are needed: the starting weights hold."
    )


def _fit(values: Values, padding: Values) -> Values:
    """The factors by Newton's method, halving a step that would not help. The function is convex: it has one least."""
    count, width = values.shape
    columns = np.hstack([np.ones((count, 1)), values])
    start, hold = np.append(0.0, np.ones(width)), np.append(LEFT, np.full(width, STRENGTH))

    def loss(at: Values) -> float:
        z = columns @ at
        return float(np.sum(np.logaddexp(0, z) - padding * z) + np.sum(hold * (at - start) ** 2) / 2)

    at, now = start, loss(start)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(columns @ at)))
        slope = columns.T @ (chance - padding) + hold * (at - start)
        bend = (columns.T * (chance * (1 - chance))) @ columns + np.diag(hold)
        step = np.asarray(np.linalg.solve(bend, slope), np.float64)
        while loss(at - step) > now and np.max(np.abs(step)) > SMALL:
            step *= 0.5
        at = at - step
        now = loss(at)
        if np.max(np.abs(step)) <= SMALL:
            break
    return at[1:]
