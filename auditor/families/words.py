"""One word of a prompt: what changes in it is replaced by a placeholder, or marked for the second pass of masking."""

import re

from auditor.families.placeholders import (
    ADDRESS,
    AFTER_NAME,
    DATE,
    ID,
    MARKS,
    MONEY,
    MONTH,
    NAME,
    NUMBER,
    PATH,
    TIME,
    WEEKDAY,
)
from auditor.families.vocabulary import BEFORE_NAMES, MONTHS, SUFFIXES, WEEKDAYS

AROUND = "([{<\"'“„«»‘*`~)]}>.,;:!?…”’"
LONGEST_DATE_WORD = 10
SHORT, LONG = 6, 24
"""Letters and digits that alternate are an id from 6 characters on; upper, lower and digits mixed from 24 (base64)."""

HEX = "[0-9a-f]"
_KINDS = re.compile(
    rf"""
    (?P<date>\d{{4}}-\d\d?-\d\d?(?:[T_].*)?|\d{{4}}[/.]\d\d?[/.]\d\d?|\d\d?\.\d\d?\.\d{{4}}
        |\d\d?(?P<stroke>[-/])\d\d?(?P=stroke)(?:\d\d|\d{{4}})|\d{{8}}T\d{{4,6}}Z?)
    |(?P<number>[+-]?\d+(?:[.,'’]\d+)*)
    |(?P<share>[+-]?\d+(?:[.,]\d+)?%)
    |(?P<time>\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?:[ap]\.?m|Z|[+-]\d\d:?\d\d|h)?|\d\d?[ap]m|\d\d?h\d\d)
    |(?P<money>[$€£¥]\d[\d.,]*(?:k|m|bn)?|\d[\d.,]*[$€£¥])
    |(?P<address>[a-z][a-z0-9+.-]*://.+|www\..+|(?:mailto:)?[^@/:]+@[^@/]+\.\w+|\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d+)?)
    |(?P<name>@\w[\w.-]*)
    |(?P<path>(?:[a-z]:[\\/]|\\\\|~/|\.\.?/|/[\w.@~+-]+/).*
        |(?:[\w.@~+-]+[/\\]){{2,}}[\w.@~+-]*(?::\d+){{0,2}}
        |/?(?:[\w@~+-][\w.@~+-]*[/\\])?[\w.@+-]+\.(?:{SUFFIXES})(?::\d+){{0,2}})
    |(?P<id>{HEX}{{8}}(?:-{HEX}{{4}}){{3}}-{HEX}{{12}}|0x{HEX}+|(?=[a-f]*\d){HEX}{{7,}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a whole word can be. No quantifier stands inside another over the same characters, so none backtracks far."""

PLACEHOLDERS = {
    "number": NUMBER,
    "share": NUMBER + "%",
    "date": DATE,
    "time": TIME,
    "money": MONEY,
    "address": ADDRESS,
    "name": NAME,
    "path": PATH,
    "id": ID,
}
_TICKET = re.compile(r"[A-Z][A-Z0-9]{0,9}-\d+|[a-z]{2,10}-\d{3,}")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_KEY = re.compile(r"[\w+=/-]+")
_SWITCH = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])")
_BETWEEN = re.compile(r"""([=,;|<>"()\[\]{}\\]+)""")
_SEGMENTS = re.compile(r"[-_.:/]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def masked_word(word: str) -> str:
    """A word without spaces. Quotes and stops around it stay as they are."""
    if not word.isascii():
        word = word.translate(MARKS)
    core = word.strip(AROUND)
    if core == word and core:
        return _masked(core, "")
    if not core:
        return word
    start = word.index(core)
    right = word[start + len(core) :]
    return word[:start] + _masked(core, right) + right


def _masked(core: str, right: str) -> str:
    if core.isalpha():
        return _letters(core, right)
    whole = _whole(core)
    if whole is not None:
        return whole
    pieces = _BETWEEN.split(core)
    if len(pieces) == 1:
        return _DIGITS.sub(NUMBER, core)
    return "".join(_piece(piece) if place % 2 == 0 else piece for place, piece in enumerate(pieces))


def _letters(core: str, right: str) -> str:
    """A word of letters, marked if it is a month, a weekday, or says that a name follows."""
    if len(core) > LONGEST_DATE_WORD + 2:
        return core
    lower = core.lower()
    if lower in BEFORE_NAMES:
        return core if right and right != "." else core + AFTER_NAME
    if core[0].isupper() and lower in MONTHS:
        return MONTH + core
    if core[0].isupper() and lower in WEEKDAYS:
        return WEEKDAY + core
    return core


def _whole(core: str) -> str | None:
    """The placeholder of a word that is one thing as a whole."""
    if kind := _KINDS.fullmatch(core):
        return PLACEHOLDERS[kind.lastgroup or "number"]
    if _TICKET.fullmatch(core) or _is_key(core):
        return ID
    return NAME if _IDENTIFIER.fullmatch(core) else None


def _is_key(core: str) -> bool:
    """Whether it looks drawn by a machine: a request id, base64, a token."""
    if len(core) < SHORT or not _KEY.fullmatch(core):
        return False
    if len(core) >= LONG and not core.islower() and not core.isupper() and _SWITCH.search(core):
        return True
    return any(len(part) >= SHORT and len(_SWITCH.findall(part)) >= 3 for part in _SEGMENTS.split(core))


def _piece(piece: str) -> str:
    """A part of `key=value`, of JSON or of a table in one word."""
    if not piece or piece.isalpha():
        return piece
    return _whole(piece) or _DIGITS.sub(NUMBER, piece)
