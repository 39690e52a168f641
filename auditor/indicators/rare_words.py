"""Which words of an agent's prompts tell its subjects: not its template, not what everybody says."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.material import Material
from auditor.indicators.reference import Reference
from auditor.records import Column
from auditor.said.ragged import Ragged

TEMPLATE = 0.5
"""Share of an agent's prompts from which a word belongs to its template."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The k events that have a prompt, in order: `events` their indices, `day` and `session` of each.

    `words` (k): the rare words of each prompt, as places in `hashes`, rising.
    """

    events: Column
    prompt: Column
    day: Column
    session: Column
    words: Ragged
    hashes: Column


@lru_cache(maxsize=2)
def rare_words(material: Material, reference: Reference) -> Told:
    """The prompts of an agent with their rare words; kept for the next indicator that asks."""
    said = material.said
    events = np.flatnonzero(said.prompt >= 0)
    prompt = said.prompt[events]
    words = Ragged(said.words.starts, said.places)
    rare = _rare(words, prompt, said.vocabulary, reference.common)
    kept = words.only(rare[words.values])
    return Told(events, prompt, material.day[events], material.session[events], kept.take(prompt), said.vocabulary)


def _rare(words: Ragged, prompt: Column, hashes: Column, common: Column) -> NDArray[np.bool_]:
    """Which words (v) are neither in most of the prompts nor used by many agents."""
    times = np.bincount(prompt, minlength=len(words))
    told = np.bincount(words.values, times[words.owners], len(hashes))
    return (told <= TEMPLATE * len(prompt)) & ~np.isin(hashes, common)
