"""Indicator 8: what came of the work is trivial, was taken back, or nobody but its author looked at it."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, no_outcomes, not_enough
from auditor.indicators.material import DAY, HOLLOW, Material
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count as told
from auditor.records import Aspect, Column, Label, Measure

LEAST = 5
FEW = 0.1
"""Share of hollow outcomes that nobody is without: it counts as none."""

BEFORE = (1.0, 4.0)
"""The beta prior: hollow and sound outcomes supposed before any is seen."""


def measure(material: Material, _: Reference) -> Measure:
    """Share of the agent's own outcomes that are hollow, shrunk towards a fifth; 0 where hardly one is.

    Below five hollow ones a share above that says too little, however many there are: with a least number of outcomes
    alone, one more sound outcome could be what makes a bad share count.
    """
    results = material.results
    if results.delivered is None:
        return no_outcomes()
    own = np.flatnonzero(results.tied)
    n, hollow = len(own), own[results.hollow[own] > 0]
    if n < LEAST:
        return not_enough(f"{n} of {LEAST} outcomes of its own", n)
    if len(hollow) <= FEW * n:
        return _told(material, n, hollow, own, 0.0)
    if len(hollow) < LEAST:
        return not_enough(f"{len(hollow)} of {LEAST} hollow outcomes among {n:,}", n)
    return _told(material, n, hollow, own, (BEFORE[0] + len(hollow)) / (sum(BEFORE) + n))


def _told(material: Material, n: int, hollow: Column, own: Column, value: float) -> Measure:
    mostly = value > 0
    events = _before(material, material.results.at[hollow if mostly else np.setdiff1d(own, hollow)])
    sentence = (
        f"{len(hollow):,} of {n:,} outcomes are hollow{_kinds(material.results.hollow[hollow])}: "
        f"{told(len(events), 'request')} in the 24 hours before {'these' if mostly else 'the others'}."
    )
    return Measure(value, n, "", tuple(events.tolist()), sentence)


def _kinds(hollow: Column) -> str:
    """Which kinds, in brackets: " (3 trivial, 2 reverted)"."""
    counts = np.bincount(hollow, minlength=len(HOLLOW))
    parts = [f"{count:,} {HOLLOW[kind]}" for kind, count in enumerate(counts.tolist()) if kind and count]
    return f" ({', '.join(parts)})" if parts else ""


def _before(material: Material, outcomes: Column) -> Column:
    """The events in the 24 hours before any of these outcomes."""
    at = material.activity.at
    first = np.searchsorted(outcomes, at, "left")
    last = np.searchsorted(outcomes, at + DAY, "right")
    return np.flatnonzero(first < last)


INDICATOR = Indicator(
    name="hollow-outcomes",
    title="Hollow outcomes",
    useful="Sound outcomes",
    aspect=Aspect.CONSUMPTION,
    version=1,
    question="Is what came of its work trivial, taken back, or waved through by its own author?",
    leans=Label.PADDING,
    benign="bots that raise the versions of dependencies, tidying on purpose, honest experiments taken back",
    needs=f"{LEAST} outcomes of its own, and none of them hollow to speak of, or at least {LEAST}",
    shown="hollow marks in the Outcomes lane, and the requests of the day before them",
    weight=0.8,
    relief=0.2,
    uses=Uses.EVENTS | Uses.TEXTS | Uses.OUTCOMES,
    measure=measure,
    least=0.0,  # sound: hardly a hollow one
    most=0.05,
)
