"""Indicator 3: answers that repeat what was answered before."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Label, Measure

LEAST = 10


def measure(material: Material, _: Reference) -> Measure:
    """Share of the sentences (over 25 characters) of the responses that an earlier response held already."""
    response = material.said.response
    events = np.flatnonzero(response >= 0)
    if not len(events):
        return not_enough("no responses were delivered")
    told = material.said.sentences.take(response[events])
    answers = int((told.lengths > 0).sum())
    if answers < LEAST:
        return not_enough(f"{answers:,} of {LEAST} responses with a sentence of more than 25 characters", answers)
    _, first, place = np.unique(told.values, return_index=True, return_inverse=True)
    repeats = told.owners > told.owners[first][place.reshape(-1)]
    counts = np.bincount(told.owners[repeats], minlength=len(events))
    hollow = np.flatnonzero((counts == told.lengths) & (told.lengths > 0))
    sentence = (
        f"{int(repeats.sum()):,} of {len(repeats):,} sentences answered were answered before; "
        f"{len(hollow):,} of {answers:,} answers hold nothing else."
    )
    return Measure(float(repeats.mean()), answers, "", tuple(events[hollow].tolist()), sentence)


INDICATOR = Indicator(
    name="hollow-answers",
    title="Hollow answers",
    useful="Answers differ",
    aspect=Aspect.LOOPS,
    version=1,
    question="Do its answers say again what was answered before?",
    leans=Label.PADDING,
    benign="reports of a fixed layout, labels, a standard answer to a standard question",
    needs=f"{LEAST} responses with sentences",
    shown="answers that hold nothing new",
    weight=0.6,
    relief=0.3,
    uses=Uses.TEXTS,
    measure=measure,
)
