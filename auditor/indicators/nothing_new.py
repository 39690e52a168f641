"""Indicator 2: towards the end hardly a word is new."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import rare_words
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Label, Measure

LEAST = 30


def measure(material: Material, reference: Reference) -> Measure:
    """1 − share of the rare words told in the last third of the prompts that the first two thirds did not tell."""
    told = rare_words(material, reference)
    n = len(told.events)
    if not n:
        return not_enough("no prompts were delivered")
    if n < LEAST:
        return not_enough(f"{n:,} of {LEAST} prompts with text", n)
    begin = n - n // 3
    known = np.zeros(len(told.hashes), np.bool_)
    known[told.words.values[: told.words.starts[begin]]] = True
    last = told.words.values[told.words.starts[begin] :]
    fresh = ~known[last]
    owners = told.words.owners[told.words.starts[begin] :]
    stale = np.setdiff1d(np.arange(begin, n), owners[fresh])
    value = 1.0 - float(fresh.mean()) if len(last) else 1.0
    sentence = f"{len(stale):,} of the last {n - begin:,} prompts hold no word of their own that was not said before."
    return Measure(value, n, "", tuple(told.events[stale].tolist()), sentence)


INDICATOR = Indicator(
    name="nothing-new",
    title="Nothing new",
    useful="New subjects",
    aspect=Aspect.REPETITION,
    version=1,
    question="Do its prompts still bring words that it did not use before?",
    leans=Label.PADDING,
    benign="work of a stable scope, as watching the same systems or testing with a fixed set",
    needs=f"{LEAST} prompts",
    shown="the last third of the requests",
    weight=1.0,
    relief=1.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
)
