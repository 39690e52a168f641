"""The words of a text that can be its subject: numbers, ids and dates are none, nor are short words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

WORD = re.compile(r"\b[^\W\d]{4,}\b")
"""Letters only, more than three: what holds a digit is an id or a number. Underscores are taken apart before."""

IDENTIFIER = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
"""A name in a program is a word of its own beside its parts."""

HEX = re.compile(r"(?=.*\d)[0-9a-f]+(?:-[0-9a-f]+)*|[a-f]{8,}")
"""An id as a machine writes it: no part of it is a word, even if that part happens to hold letters only."""

UNSPACED = re.compile(r"[぀-ヿ㐀-鿿가-힯]+")
"""Japanese, Chinese and Korean letters: written without spaces, or with short words. Each two neighbours are a word."""

VOWELS = re.compile(r"[aeiouyà-öø-ÿāăąēĕėęěīĭįıōŏőœūŭůűų]")
UNLIKELY = re.compile(
    "q[^aeiu]|[bcdfghjklmpvwxz](?=[qx])|j(?=[bcfghlmpstvwxz])|v(?=[bcdfghjkmpqtwxz])|w(?=[jqvxz])|x(?=[bdgjkmnrvwz])"
    "|c(?=[gjvwx])|[fghpqz](?=[gjkvwx])|z(?=[bcdfgjkmnpqrsvx])|f(?=[bcdgmnpqv])|h(?=[bcdgpqx])|[gk](?=[cfjqvxz])"
    "|[bdmp](?=[jqvxz])"
)
"""Neighbours that hardly stand in a word of any language written in these letters."""

SPOKEN = 5
"""Letters from which a word holds a vowel: "html" and "https" are words."""

LONGEST = 40
REMEMBERED = 100_000
"""Pieces whose words are held in memory: agents of one company share most of them."""


def words_of(text: str) -> set[str]:
    """The distinct subject words of a text, in lower case."""
    return set[str]().union(*map(words_of_piece, text.split()))


def hashed(words: Iterable[str]) -> list[int]:
    """CRC-32 of each word: of a million words some hundred share one with another, which moves no share."""
    return [crc32(word.encode("utf-8", "surrogatepass")) for word in words]


@lru_cache(maxsize=REMEMBERED)
def words_of_piece(piece: str) -> tuple[str, ...]:
    """The words of what stands between two spaces."""
    lower = piece.lower()
    if lower.isascii():
        if lower.isalpha():
            return (lower,) if len(lower) > 3 and is_word(lower) else ()
        if HEX.fullmatch(lower.strip("()[]{}<>.,:;#\"'`")):
            return ()
        words = tuple(word for word in WORD.findall(lower.replace("_", " ")) if is_word(word))
        return (*words, *IDENTIFIER.findall(lower)) if "_" in lower else words
    pairs = [run[place : place + 2] for run in UNSPACED.findall(lower) for place in range(max(len(run) - 1, 1))]
    spaced = UNSPACED.sub(" ", lower) if pairs else lower
    return (*pairs, *(word for word in WORD.findall(spaced.replace("_", " ")) if is_word(word)))


def is_word(word: str) -> bool:
    """Whether letters (in lower case) look like a word rather than drawn by a machine, as "xkqvjw" or "deadbeef"."""
    if not word.isascii():
        return len(word) <= LONGEST
    if len(word) > LONGEST or HEX.fullmatch(word) or (len(word) > SPOKEN and not VOWELS.search(word)):
        return False
    return len(UNLIKELY.findall(word)) < 2
