"""The sentences of a response, so that a repeated one is seen; digits do not tell two apart."""

import re
from itertools import repeat
from zlib import crc32

DIGITS = re.compile(r"\d+")
SPACES = re.compile("  +")
MANY = re.compile("00+")
PLAIN = str.maketrans("123456789!?\t\r", "000000000.. \n")
LEAST = 25
"""Characters above which a sentence says something: "Done." is said by everybody."""

WIDE = str.maketrans({"。": "\n", "！": "\n", "？": "\n"})
"""Marks that end a sentence without a space behind them."""


def sentences_of(text: str) -> list[int]:
    """A hash of each sentence of more than LEAST characters, in order."""
    text = _ascii(text) if text.isascii() else _other(text)
    if "  " in text:
        text = SPACES.sub(" ", text)
    parts = map(str.strip, text.replace(". ", "\n").replace(".\n", "\n").split("\n"), repeat(" ."))
    return [crc32(part.encode("utf-8", "surrogatepass")) for part in parts if len(part) > LEAST]


def _ascii(text: str) -> str:
    """One spelling of digits and of what ends a sentence."""
    text = text.translate(PLAIN).lower()
    return MANY.sub("0", text) if "00" in text else text


def _other(text: str) -> str:
    """The same of a text with other letters, for which translating is slow."""
    text = DIGITS.sub("0", text).lower().replace("!", ".").replace("?", ".").replace("\t", " ").replace("\r", "\n")
    return text.translate(WIDE) if "。" in text or "！" in text or "？" in text else text
