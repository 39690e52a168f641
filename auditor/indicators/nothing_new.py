"""Indicator 2: towards the end hardly a word is new."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import Told, chance_to_meet, rare_words, shown
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure

LEAST = 30
HELD_AGAINST = 100
"""Earlier prompts that each word is held against."""


def measure(material: Material, reference: Reference) -> Measure:
    """1 − the share of the rare words in the last third of the prompts that are new, as indicators.md has it.

    New is told as a chance: not to be met in HELD_AGAINST of the prompts of the first two thirds. Without that, more
    prompts alone would make less of them new; agents with fewer prompts have the benefit. A third without any rare
    word brings nothing new: 1.
    """
    told = rare_words(material, reference)
    n = len(told.events)
    if not n:
        return not_enough("no prompts were delivered")
    if n < LEAST:
        return not_enough(f"{n:,} of {LEAST} prompts with text", n)
    begin = n - n // 3
    last, fresh, met = _held_against(told, begin)
    value = float(met.mean()) if len(met) else 1.0
    holds = np.bincount(last[fresh] - begin, minlength=n - begin) > 0
    meant = np.flatnonzero(holds == (value < 0.5)) + begin
    sentence = _sentence(int(fresh.sum()), len(fresh), n - begin, len(meant), value < 0.5)
    events, more = shown(told.events[meant])
    return Measure(value, n, "", events, sentence + more)


def _held_against(told: Told, begin: int) -> tuple[Column, NDArray[np.bool_], NDArray[np.float64]]:
    """Of each rare word from prompt `begin` on: its prompt, whether it is new, and the chance that it is not."""
    cut = told.words.starts[begin]
    earlier, last = told.words.values[:cut], told.words.values[cut:]
    holding = np.bincount(earlier, minlength=len(told.hashes))[last]
    met = chance_to_meet(holding, np.full(len(last), begin), HELD_AGAINST)
    return told.words.owners[cut:], holding == 0, met


def _sentence(fresh: int, words: int, prompts: int, meant: int, mostly_new: bool) -> str:
    found = f"{fresh:,} of the {words:,} words of its own in the last {prompts:,} prompts are new"
    if not words:
        found = f"The last {prompts:,} prompts hold no words of their own"
    bring = "prompt brings" if meant == 1 else "prompts bring"
    return f"{found}: {meant:,} {bring} {'them' if mostly_new else 'nothing new'}."


INDICATOR = Indicator(
    name="nothing-new",
    title="Nothing new",
    useful="New subjects",
    aspect=Aspect.REPETITION,
    version=1,
    question="Do its prompts still bring words that it did not use before?",
    leans=Label.PADDING,
    benign="work of a stable scope: the same systems watched, a fixed set of tests, one project over months",
    needs=f"{LEAST} prompts",
    shown="the last third of the requests",
    weight=1.0,
    relief=1.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
    least=0.5,  # the sentence says "new" below
    most=0.5,
)
