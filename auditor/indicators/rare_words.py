"""Which words of an agent's prompts tell its subjects: not its templates, not what everybody says."""

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

PHRASE, PROMPTS = 3, 3
"""So many words that stand in the same prompts, and in so many of them at least, are one phrase and count once: an
agent with several templates would else seem to return to a subject with every word of them."""


SHOWN = 100_000
"""Events a measure holds at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The k events that have a prompt, in order: `events` their indices; `prompt`, `day` and `session` of each.

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
    kept = words.only(_rare(words, prompt, said.vocabulary, reference.common)[words.values])
    kept = kept.only(_once_a_phrase(kept, len(said.vocabulary))[kept.values])
    return Told(events, prompt, material.day[events], material.session[events], kept.take(prompt), said.vocabulary)


def _rare(words: Ragged, prompt: Column, hashes: Column, common: Column) -> NDArray[np.bool_]:
    """Which words (v) are neither in most of the prompts nor used by many agents."""
    times = np.bincount(prompt, minlength=len(words))
    told = np.bincount(words.values, times[words.owners], len(hashes))
    return (told <= TEMPLATE * len(prompt)) & ~np.isin(hashes, common)


def _once_a_phrase(words: Ragged, count: int) -> NDArray[np.bool_]:
    """Which words (v = `count`) stand for themselves or for their phrase."""
    # words in the same prompts have the same sum of the prompts' marks, added in the same order
    sums = np.bincount(words.values, _marks(len(words))[words.owners], count)
    _, first, place, alike = np.unique(sums, return_index=True, return_inverse=True, return_counts=True)
    often = np.bincount(words.values, minlength=count) >= PROMPTS
    phrase = (alike[place.reshape(-1)] >= PHRASE) & often
    keeps = ~phrase
    keeps[first] = True
    return keeps


def _marks(count: int) -> NDArray[np.float64]:
    """A number between 0 and 1 for each prompt, such that no two sums of some of them are the same by chance."""
    mark = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mark = (mark ^ (mark >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mark = (mark ^ (mark >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mark >> np.uint64(11)).astype(np.float64) / 2**53


def chance_to_meet(holding: Column, others: Column, drawn: int) -> NDArray[np.float64]:
    """How likely one of d = `drawn` of `others` is among those `holding`: 1 − C(others − holding, d) / C(others, d).

    So agents with few prompts and with many compare: each is held against equally many, and no dice are thrown. Where
    there are fewer than `drawn` others, all are drawn. All of the same length.
    """
    logs = np.append(0.0, np.cumsum(np.log(np.arange(1, int(others.max(initial=0)) + 1))))
    taken = np.minimum(drawn, others)
    without = others - holding
    left = np.maximum(without - taken, 0)
    none = np.exp(logs[without] - logs[left] - logs[others] + logs[others - taken])
    sure = (holding == 0) | (without < taken) | (taken == 0)
    return np.where(sure, (holding > 0).astype(np.float64), np.clip(1.0 - none, 0.0, 1.0))


def shown(events: Column) -> tuple[tuple[int, ...], str]:
    """The first SHOWN of the events that show a measure, and what its sentence adds where there are more."""
    more = f" The first {SHOWN:,} are shown." if len(events) > SHOWN else ""
    return tuple(events[:SHOWN].tolist()), more
