"""What a person types into a search: which texts are meant by it, and where its words stand in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from auditor.case.folding import FOLDING, folded

QUOTES = re.compile("[“”„«»]")
PART = re.compile(r'(-?)"([^"]*)"?|(\S[^\s"]*)')


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand next to each other; of a `prefix`, the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def query(self) -> str:
        """The part in FTS5's language; there is nothing but letters and numbers in words."""
        return f'"{" ".join(self.words)}"' + "*" * self.prefix

    @property
    def pattern(self) -> str:
        """A regular expression that finds the part in a folded text."""
        return r"(?<![^ ])" + " +".join(map(re.escape, self.words)) + ("[^ ]*" if self.prefix else r"(?![^ ])")


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched for: texts that hold all of `wanted` and none of `excluded`."""

    wanted: tuple[Part, ...] = ()
    excluded: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.excluded)

    @property
    def short(self) -> bool:
        """Whether one or two letters may go on: with very many words, which the index has to gather."""
        return bool(self.wanted) and self.wanted[-1].prefix and len(self.wanted[-1].words[-1]) <= 2

    @property
    def query(self) -> str:
        """All of it in FTS5's language; "" where nothing is wanted, which FTS5 cannot say."""
        wanted = " AND ".join(part.query for part in self.wanted)
        return f"({wanted}) NOT ({self.unwanted})" if wanted and self.excluded else wanted

    @property
    def unwanted(self) -> str:
        """What must not be there, in FTS5's language."""
        return " OR ".join(part.query for part in self.excluded)

    def hold(self, text: str) -> bool:
        """Whether a text is meant."""
        if text.isascii():  # most texts are, and most do not hold the word: four times faster
            plain = text.lower()
            for part in self.wanted:
                if part.words[0] not in plain:
                    return False
        spaced = f" {folded(text)} "
        return all(_in(part, spaced) for part in self.wanted) and not any(_in(part, spaced) for part in self.excluded)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the wanted words stand in a text: (start, end) in order, none overlapping."""
        if not self.wanted:
            return []
        plain = folded(text)
        found = sorted(span for part in self.wanted for span in _found(part, plain))
        return list(_apart(found if text.isascii() else _in_original(found, text)))


@lru_cache(maxsize=64)
def understood(typed: str) -> Words:
    """What a person means: all words, "quoted phrases", -without; the last wanted word may go on. No input is wrong."""
    parts = [part for part in map(_part, PART.finditer(QUOTES.sub('"', typed))) if part[1].words]
    wanted = dict.fromkeys(part for minus, part, _ in parts if not minus)
    excluded = dict.fromkeys(part for minus, part, _ in parts if minus)
    last, quoted = next(((part, quoted) for minus, part, quoted in reversed(parts) if not minus), (None, True))
    if last and not quoted:
        wanted.pop(last)
        wanted[Part(last.words, prefix=True)] = None
    return Words(tuple(wanted), tuple(excluded))


def _part(match: re.Match[str]) -> tuple[bool, Part, bool]:
    """Whether it is to be left out, the words, whether they were quoted."""
    quoted, plain = match[2] is not None, match[3] or ""
    words = tuple(folded(match[2] if quoted else plain).split())
    return bool(match[1]) or plain.startswith("-"), Part(words), quoted


@lru_cache(maxsize=256)
def _compiled(part: Part) -> re.Pattern[str]:
    return re.compile(part.pattern)


def _in(part: Part, spaced: str) -> bool:
    """Whether a folded text, between spaces, holds the part; one word is found without a regular expression."""
    if len(part.words) == 1:
        return f" {part.words[0]}{'' if part.prefix else ' '}" in spaced
    return part.words[0] in spaced and _compiled(part).search(spaced) is not None


def _found(part: Part, plain: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _compiled(part).finditer(plain))


def _in_original(spans: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Spans of the folded text as spans of the text; accents that were left out belong to the letter before."""
    ends = list(accumulate(len(FOLDING[ord(character)]) for character in text))
    origin = [index for index, character in enumerate(text) for _ in FOLDING[ord(character)]]
    for start, end in spans:
        after = origin[end - 1] + 1
        while after < len(text) and ends[after] == ends[after - 1]:
            after += 1
        yield origin[start], after


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans, those that overlap made one."""
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
