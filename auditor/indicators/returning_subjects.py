"""Indicator 1: the same subjects come back day after day."""

import numpy as np

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import rare_words
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Label, Measure

LEAST, LEAST_DAYS = 20, 3


def measure(material: Material, reference: Reference) -> Measure:
    """Share of the rare words told that were told on an earlier day too; first days do not count."""
    told = rare_words(material, reference)
    n = len(told.events)
    if not n:
        return not_enough("no prompts were delivered")
    days = len(np.unique(told.day))
    if n < LEAST or days < LEAST_DAYS:
        return not_enough(f"{n:,} of {LEAST} prompts with text, on {days} of {LEAST_DAYS} days", n)
    first = np.full(len(told.hashes), told.day.max() + 1)
    np.minimum.at(first, told.words.values, told.day[told.words.owners])
    old = first[told.words.values] < told.day[told.words.owners]
    counts = np.bincount(told.words.owners[old], minlength=n)
    returns = np.flatnonzero((2 * counts > told.words.lengths) & (counts > 0))
    value = len(returns) / n
    sentence = f"{len(returns):,} of {n:,} prompts take up a subject of an earlier day."
    return Measure(value, n, "", tuple(told.events[returns].tolist()), sentence)


INDICATOR = Indicator(
    name="returning-subjects",
    title="Returning subjects",
    useful="Changing subjects",
    aspect=Aspect.REPETITION,
    version=1,
    question="Do its prompts take up the same subjects on one day after another?",
    leans=Label.PADDING,
    benign="a long project, a fixed set of tests, the same systems watched every day",
    needs=f"{LEAST} prompts on {LEAST_DAYS} days",
    shown="when each subject is taken up",
    weight=1.0,
    relief=1.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
)
