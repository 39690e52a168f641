"""What an agent's prompts and responses hold, as numbers: the texts themselves are not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.records import Column
from auditor.said.ragged import Ragged


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Of n events with p distinct prompts and r distinct responses, the distinct ones in any order.

    `prompt`, `response` (n): which distinct text an event has, UNKNOWN without one.
    `words` (p): the distinct words of a prompt, hashed and sorted (see words.py).
    `references` (p): what it names of tickets, changes, commits, branches and files, hashed (see references.py).
    `head`, `body` (p): hashes of its first 40 characters and of all that follows; `length` (p): its characters.
    `sentences` (r): the sentences of a response, hashed, in order (see sentences.py).
    `echo`, `echo_of_other` (n): whether the prompt holds a stretch of the response before it in the session, or of what
    another agent of the person answered in the ten minutes before (see echoes.py).
    `spelled`: how the words that are told often are written.
    `vocabulary` (v): the distinct words of all prompts, hashed, rising; `places`: which of them each of `words.values`
    is.
    """

    prompt: Column
    response: Column
    words: Ragged
    references: Ragged
    head: Column
    body: Column
    length: Column
    sentences: Ragged
    echo: NDArray[np.bool_]
    echo_of_other: NDArray[np.bool_]
    spelled: Mapping[int, str] = field(default_factory=dict[int, str])
    vocabulary: Column = field(default_factory=lambda: np.empty(0, np.int64))
    places: Column = field(default_factory=lambda: np.empty(0, np.int64))
