"""Tokens against the characters of stored text: fewer than it needs, or more than it could hold."""

from collections.abc import Iterator, Sequence

import numpy as np

from auditor.case.checks import EventSample, TextSize
from auditor.integrity.note import Looked, Note, Weight

TEXTS, EACH, LEAST = 3_000, 150, 20
"""Texts read in all, and of one source; below LEAST long ones nothing is said."""

PER_TOKEN = 12
"""Characters one token hardly ever holds on average: English has about four, and long words still under eight."""

PER_BYTE = 3
"""Tokens a byte of text never has: tokenizers cut text into pieces of at least one byte."""

LONG = {"input": 2_000, "output": 400}
"""Characters from which a text counts, so that what is added around it does not matter."""

INNOCENT = {
    "input": ("prompt", "input read from a cache may have been left out, or the prompt be a copy"),
    "output": ("response", "a count broken off, or one in another unit, would be so"),
}

SHORTEST = 200
FEW_SHARE, MANY_SHARE = 0.2, 0.5


def check(looked: Looked) -> Iterator[Note]:
    """Sources whose requests tell too few tokens for their texts, and those that tell too many for their answers.

    Too many for the prompt is never said: history, system prompts and tools are sent along and seldom stored.
    """
    each = max(LEAST, min(EACH, TEXTS // max(len(looked.samples), 1)))
    for side in LONG:
        sizes = {
            id_: looked.case.checks.text_sizes(_some(sample, side, each), side)
            for id_, sample in looked.samples.items()
        }
        found = {id_: lines for id_, told in sizes.items() if (lines := too_few(told, LONG[side]))}
        if found:
            yield _few(looked.telling(found, sizes), found[min(found)][0], side)
        lavish = {id_: lines for id_, told in sizes.items() if side == "output" and (lines := too_many(told))}
        if lavish:
            yield _lavish(looked.telling(lavish, sizes), lavish[min(lavish)][0])


def _few(telling: str, line: int, side: str) -> Note:
    text, innocent = INNOCENT[side]
    return Note(
        Weight.DOUBT,
        f"{telling} fewer {side} tokens than the stored {text} needs (under one for {PER_TOKEN} characters), first at"
        f" line {line:,}: {innocent}.",
        "sources",
    )


def _lavish(telling: str, line: int) -> Note:
    return Note(
        Weight.TELLS,
        f"{telling} more output tokens than the stored response could hold, first at line {line:,}: hidden reasoning,"
        " calls of tools or a shortened text explain it, if there were any.",
        "sources",
    )


def too_few(sizes: Sequence[TextSize], long: int) -> list[int]:
    """The lines whose text needs more tokens than are told, if they are many."""
    counted = [size for size in sizes if size.characters >= long]
    lines = [size.line for size in counted if size.tokens * PER_TOKEN < size.characters]
    return lines if len(counted) >= LEAST and len(lines) >= FEW_SHARE * len(counted) else []


def too_many(sizes: Sequence[TextSize]) -> list[int]:
    """The lines whose text could not hold the tokens told beside reasoning, if they are many."""
    counted = [size for size in sizes if size.bytes >= SHORTEST]
    lines = [size.line for size in counted if size.tokens - size.reasoning > PER_BYTE * size.bytes]
    return lines if len(counted) >= LEAST and len(lines) >= MANY_SHARE * len(counted) else []


def _some(sample: EventSample, side: str, most: int) -> list[int]:
    """Ids of at most so many events that tell the tokens of a side, evenly spread over the source."""
    told = sample.id[(sample.input if side == "input" else sample.output) > 0]
    places = np.unique(np.linspace(0, len(told) - 1, min(most, len(told))).astype(np.int64))
    return told[places].tolist()
