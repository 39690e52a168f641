"""What two prompts have in common and where they differ: for the reader, the constant part grey, the changed bright."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Postfix, Prefix

from auditor.families.placeholders import GAP
from auditor.families.spelling import Spelling

MOST = 100_000_000
"""Pairs of words (or lines) compared at most: two texts of 10,000 words each cost 13 MB of bits and 50 ms."""

_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_TEMPLATE_WORDS = re.compile(r"‹[^‹›\n]{1,20}›|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """The characters [`start`, `end`) of a text, and whether they are `changed` against the other."""

    start: int
    end: int
    changed: bool


def parts(text: str, other: str) -> list[Part]:
    """`text` from its beginning to its end: parts that stand in `other` too, and parts that do not.

    Called the other way round it tells the parts of `other`. Words are compared; where both texts are long, lines, and
    words within lines that differ; where even these are too many, the common beginning and end are told.
    """
    mine, its = _WORDS.findall(text), _WORDS.findall(other)
    changed = _compared(mine, its)
    if changed is None:
        mine, changed = _by_lines(_LINES.findall(text), _LINES.findall(other)) or (mine, _by_ends(mine, its))
    return list(_parts(mine, changed))


def against_template(text: str, template: str) -> list[Part]:
    """`text` as parts that stand in the template of its family, and parts for which it has a placeholder or a gap.

    Spaces do not count: a template has lost them.
    """
    mine = _WORDS.findall(text)
    bare = [word.rstrip() for word in mine]
    wanted = [word for word in _TEMPLATE_WORDS.findall(template) if word != GAP]
    changed = _compared(bare, wanted)
    return list(_parts(mine, _by_ends(bare, wanted) if changed is None else changed))


def _compared(mine: Sequence[str], its: Sequence[str]) -> list[bool] | None:
    """For each of `mine` whether it is changed; None if that would take too long."""
    one, two, start, end = _spelled(mine, its)
    middle, other = one[start : len(one) - end], two[start : len(two) - end]
    if len(middle) * len(other) > MOST:
        return None
    changed = [False] * start + [True] * len(middle) + [False] * end
    for run in Indel.opcodes(middle, other):
        if run.tag == "equal":
            changed[start + run.src_start : start + run.src_end] = [False] * (run.src_end - run.src_start)
    return changed


def _by_ends(mine: Sequence[str], its: Sequence[str]) -> list[bool]:
    """Changed but for the common beginning and end."""
    _, _, start, end = _spelled(mine, its)
    return [False] * start + [True] * (len(mine) - start - end) + [False] * end


def _spelled(mine: Sequence[str], its: Sequence[str]) -> tuple[str, str, int, int]:
    """Both as letters, and how many of them are common at the beginning and, behind that, at the end."""
    spelling = Spelling()
    one, two = spelling.spell(mine), spelling.spell(its)
    start = Prefix.similarity(one, two)
    return one, two, start, Postfix.similarity(one[start:], two[start:])


def _by_lines(mine: Sequence[str], its: Sequence[str]) -> tuple[list[str], list[bool]] | None:
    """Lines that are common as they are, the words of the others; None if there are too many lines."""
    one, two, _, _ = _spelled(mine, its)
    if len(one) * len(two) > MOST:
        return None
    words: list[str] = []
    changed: list[bool] = []
    left = MOST
    for same, first, last, other_first, other_last in _blocks(one, two):
        if same:
            words += mine[first:last]
            changed += [False] * (last - first)
            continue
        old, new = (_WORDS.findall("".join(lines)) for lines in (mine[first:last], its[other_first:other_last]))
        cost = len(old) * len(new)
        found = _compared(old, new) if cost <= left else None
        left -= cost if found else 0
        words += old
        changed += found or _by_ends(old, new)
    return words, changed


def _blocks(one: str, two: str) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs of equal lines, and what stands between them in both texts."""
    at = other_at = 0
    for run in Indel.opcodes(one, two):
        if run.tag == "equal":
            if at < run.src_start or other_at < run.dest_start:
                yield False, at, run.src_start, other_at, run.dest_start
            yield True, run.src_start, run.src_end, run.dest_start, run.dest_end
            at, other_at = run.src_end, run.dest_end
    if at < len(one):
        yield False, at, len(one), other_at, len(two)


def _parts(words: Sequence[str], changed: Sequence[bool]) -> Iterator[Part]:
    """Neighbours of one kind made one part."""
    start = at = 0
    for place, word in enumerate(words):
        if place and changed[place] != changed[place - 1]:
            yield Part(start, at, changed[place - 1])
            start = at
        at += len(word)
    if at:
        yield Part(start, at, changed[-1])
