"""The distinct words of an agent's prompts, and how those told most often are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.records import Column
from auditor.said.pieces import gathered
from auditor.said.ragged import Ragged, ragged
from auditor.said.words import hashed, words_of_piece


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Distinct words (v): `hashes` rising, and how each is written."""

    hashes: Column
    spelled: tuple[str, ...]

    def most_told(self, places: Ragged, prompt: Column, count: int) -> Mapping[int, str]:
        """The spelling of the `count` words that most events hold. `prompt` (n): which prompt each event has."""
        times = np.bincount(prompt[prompt >= 0], minlength=len(places))
        told = np.bincount(places.values, times[places.owners], len(self.hashes))
        most = np.argsort(-told, kind="stable")[:count].tolist()
        return {int(self.hashes[place]): self.spelled[place] for place in most}


def vocabulary_of(pieces: Ragged, spelled: Sequence[str]) -> tuple[Ragged, Vocabulary]:
    """For each prompt the places of its words in the vocabulary, rising; and the vocabulary."""
    words = [words_of_piece(piece) for piece in spelled]
    distinct = sorted({word for held in words for word in held})
    hashes, first, place = np.unique(np.array(hashed(distinct), np.int64), return_index=True, return_inverse=True)
    place_of = dict(zip(distinct, place.reshape(-1).tolist(), strict=True))
    held = ragged([[place_of[word] for word in found] for found in words])
    return gathered(pieces, held), Vocabulary(hashes, tuple(distinct[at] for at in first.tolist()))
