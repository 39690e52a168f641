"""Whether a prompt holds a stretch of what was answered before."""

LEAST = 40
"""Characters that are no chance."""

PIECE = 12
"""A common stretch of LEAST characters holds one whole piece of this length, cut every STEP characters."""

STEP = LEAST - PIECE + 1
LOOKED = 400
"""Characters looked at from either end of a response: who feeds on an answer takes its beginning or its end along."""


def echoes(prompt: str, response: str) -> bool:
    """Whether LEAST characters of the response's beginning or end stand in the prompt, letter by letter."""
    if len(prompt) < LEAST or len(response) < LEAST:
        return False
    if len(response) <= 2 * LOOKED:
        return _shares(prompt, response)
    return _shares(prompt, response[:LOOKED]) or _shares(prompt, response[-LOOKED:])


def _shares(prompt: str, part: str) -> bool:
    for start in range(0, len(part) - PIECE + 1, STEP):
        piece = part[start : start + PIECE]
        if piece in prompt and _long_enough(prompt, piece, part, start):
            return True
    return False


def _long_enough(prompt: str, piece: str, part: str, start: int) -> bool:
    """Whether anywhere in the prompt the common stretch around a common piece is as long as LEAST."""
    found = prompt.find(piece)
    while found >= 0:
        if _common(prompt, found, part, start) >= LEAST:
            return True
        found = prompt.find(piece, found + 1)
    return False


def _common(prompt: str, at: int, part: str, start: int) -> int:
    """The length of the common stretch around a common piece, no further than need be."""
    before, least = 0, min(at, start, LEAST)
    while before < least and prompt[at - before - 1] == part[start - before - 1]:
        before += 1
    after, most = PIECE, min(len(prompt) - at, len(part) - start, LEAST)
    while after < most and prompt[at + after] == part[start + after]:
        after += 1
    return before + after
