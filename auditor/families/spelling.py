"""Words as letters: a template becomes a string of one character a word, which rapidfuzz compares at full speed."""

import re
from collections.abc import Sequence

from auditor.families.vocabulary import NEGATIONS, POLITE

_TOKEN = re.compile(r"‹[^‹›…]{1,20}›|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A placeholder, a sign of Chinese or Japanese (no spaces between words), or a word. Not stops, quotes and gaps."""

SURROGATES, BEHIND = range(0xD800, 0xE000), 0x800
LETTERS = 0x110000 - BEHIND - 1
NEVER_MET = "\0"
"""Characters there are; agents with more than a million different words share some."""

TELLING = 50
"""Words in which the telling word must stand."""


def words_of(text: str) -> list[str]:
    """The words and placeholders of a template, in small letters."""
    return _TOKEN.findall(text.lower())


class Spelling:
    """Gives each word a character of its own, as they come: only equality counts."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def spell(self, words: Sequence[str]) -> str:
        """Words, one character each."""
        return "".join([self._letters.get(word) or self.letter(word) for word in words])

    def spell_known(self, words: Sequence[str]) -> str:
        """The same without learning: all words never met share one character, and nothing grows."""
        letters = self._letters
        return "".join([letters.get(word, NEVER_MET) for word in words])

    def letter(self, word: str) -> str:
        """The character of a word."""
        if word in self._letters:
            return self._letters[word]
        code = 1 + len(self._letters) % LETTERS
        letter = chr(code + BEHIND if code >= SURROGATES.start else code)
        self._letters[word] = letter
        return letter


def negations(words: Sequence[str]) -> int:
    """How often a short text says no: "Do not send it" is not "Do send it". Of longer ones documents are a part: 0."""
    return sum(word in NEGATIONS for word in words) if len(words) <= TELLING else 0


def telling_word(words: Sequence[str]) -> str:
    """Of words in small letters, the one that says what is wanted: neither polite nor a placeholder.

    Templates that differ in it are different instructions, however alike the rest is.
    """
    placeholder = ""
    for word in words[:TELLING]:
        if word.startswith("‹"):
            placeholder = "‹›"
        elif word not in POLITE:
            return placeholder + word
    return placeholder
