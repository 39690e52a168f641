"""How texts are cut into words: the same rules for the index, for reading, and for what a person types.

Upper and lower case are one, and so are letters with accents and without. What is neither letter nor number separates
words. Marks nobody sees (soft hyphens, zero-width spaces) are left out, so that no word hides behind them. Where a
script writes no spaces (Chinese, Japanese, Thai …) each letter is a word, and a word of it is found as a phrase.
SQLite's own rules (unicode61) are those of Unicode 6.1: "done🤖" is one word there, a Chinese sentence too.
"""

from unicodedata import category, combining, name, normalize

MARKS_DROPPED = (*range(10, 36), *range(200, 256))
"""Combining classes of accents and vowel points; marks of other classes are part of their letter (が, कि)."""

SPACELESS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


class _Folding(dict[int, str]):
    """What each character becomes, found out once: a letter, several, a space, or nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = told = _fold(chr(code))
        return told


def _fold(character: str) -> str:
    if category(character) in ("Cf", "Me") or name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    parts = [c for c in normalize("NFKD", character) if combining(c) not in MARKS_DROPPED]
    plain = normalize("NFD", normalize("NFC", "".join(parts)).casefold())
    plain = normalize("NFC", "".join(c for c in plain if combining(c) not in MARKS_DROPPED))
    return "".join(_place(c) for c in plain)


def _place(character: str) -> str:
    if category(character)[0] not in "LNM" and category(character) != "Co":
        return " "
    return f" {character} " if name(character, "").startswith(SPACELESS) else character


FOLDING = _Folding({code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)})
ASCII_FOLDING = dict(FOLDING)


def folded(text: str) -> str:
    """The words of a text in their plain form, with spaces between them."""
    return text.translate(ASCII_FOLDING if text.isascii() else FOLDING)
