"""Indicator 3: answers that repeat what was answered before."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import chance_to_meet, shown
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure
from auditor.said.ragged import Ragged

LEAST = 10
HELD_AGAINST = 30
"""Other answers that each sentence is held against."""

SOME = 0.1
"""Below this share nobody would call answers hollow."""


def measure(material: Material, _: Reference) -> Measure:
    """Share of the sentences (over 25 characters, digits aside) that repeat others, as a chance.

    A sentence counts with the chance to be met in HELD_AGAINST other answers: indicators.md's share of sentences that
    an earlier answer held grows with the number of answers. Within one answer a sentence counts once.
    """
    response = material.said.response
    events = np.flatnonzero(response >= 0)
    if not len(events):
        return not_enough("no responses were delivered")
    answer, hashes = _sentences(material.said.sentences.take(response[events]))
    counts = np.bincount(answer, minlength=len(events))
    answers = int((counts > 0).sum())
    if answers < LEAST:
        return not_enough(f"{answers:,} of {LEAST} responses with a sentence of more than 25 characters", answers)
    first, place, holding = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)[1:]
    place = place.reshape(-1)
    met = chance_to_meet(holding[place] - 1, np.full(len(place), answers - 1), HELD_AGAINST)
    repeats = first[place] < np.arange(len(place))
    hollow = np.flatnonzero((np.bincount(answer[repeats], minlength=len(events)) == counts) & (counts > 0))
    told = (
        f"{int(repeats.sum()):,} of {len(repeats):,} sentences answered were answered before; "
        f"{len(hollow):,} of {answers:,} answers hold nothing else."
    )
    kept, more = shown(events[hollow])
    return Measure(float(met.mean()), answers, "", kept, told + more)


def _sentences(told: Ragged) -> tuple[Column, Column]:
    """Each answer with each of its distinct sentences, in order of the answers."""
    pairs = np.unique(told.owners << 32 | told.values)
    return pairs >> 32, pairs & 0xFFFFFFFF


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
    weight=0.35,
    relief=0.3,
    uses=Uses.TEXTS,
    measure=measure,
    least=SOME,
)
