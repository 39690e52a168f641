"""Indicator 4: an answer becomes the next question, and nothing is added."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import rare_words
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Label, Measure

LEAST = 10


def measure(material: Material, reference: Reference) -> Measure:
    """Share of the pairs of requests in which the later prompt holds the earlier answer and no rare word is new."""
    told = rare_words(material, reference)
    n = len(told.events)
    if not n:
        return not_enough("no prompts were delivered")
    order = np.argsort(material.session, kind="stable")
    pairs = int((material.session[order[1:]] == material.session[order[:-1]]).sum())
    echo = (material.said.echo | material.said.echo_of_other)[told.events]
    pairs = max(pairs, int(echo.sum()))
    if pairs < LEAST:
        return not_enough(f"{pairs:,} of {LEAST} pairs of an answer and the next prompt", pairs)
    first = np.full(len(told.hashes), n)
    np.minimum.at(first, told.words.values, told.words.owners)
    new = first[told.words.values] == told.words.owners
    adds = np.bincount(told.words.owners[new], minlength=n) > 0
    feeding = np.flatnonzero(echo & ~adds)
    sentence = f"{len(feeding):,} of {pairs:,} prompts hold the answer before them and no new word."
    return Measure(len(feeding) / pairs, pairs, "", tuple(told.events[feeding].tolist()), sentence)


INDICATOR = Indicator(
    name="feeding-on-itself",
    title="Feeding on itself",
    useful="Prompts bring something of their own",
    aspect=Aspect.LOOPS,
    version=1,
    question="Do its answers come back as the next prompts, with nothing added?",
    leans=Label.PADDING,
    benign="a planner, a worker and a critic on a real task; chats that send all that was said before again",
    needs=f"{LEAST} requests that follow another",
    shown="prompts that hold the answer before them",
    weight=0.8,
    relief=0.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
)
