"""The template of a prompt: numbers, ids, dates, names, addresses replaced by placeholders, spaces made plain.

Word by word, from a memory of words already met (a prompt of 500 characters has 80, and few of them are new), then one
pass over what spans several words. Of a long prompt only its beginning and its end are looked at: there stands what is
asked; between them stands what was pasted. Counted in words, since a longer number must not move the cut.
"""

import re

from auditor.families.placeholders import AFTER_NAME, DATE, GAP, MONEY, MONTH, NAME, QUOTED, TIME, WEEKDAY
from auditor.families.vocabulary import AMBIGUOUS, NO_NAMES
from auditor.families.words import masked_word

BEGINNING, END = 2_000, 500
"""Characters looked at. So the time for one prompt has a bound, however long it is and whatever stands in it."""

WORDS_OF_BEGINNING, WORDS_OF_END = 240, 60
"""Kept of those: fewer than fit, so that the same words are kept where a number is a few digits longer."""

REMEMBERED = 50_000
"""Words in memory, which then begins anew: 5 MB."""

CAPITALISED = "[A-ZÀ-ÖØ-ÞĀ-ž][a-zß-öø-ÿĀ-ž][\\w'’-]*"
N = "‹number›"
_SPANS = re.compile(
    f"{AFTER_NAME} {CAPITALISED}(?: {CAPITALISED}){{0,2}}"
    f"|{N}(?:st|nd|rd|th)?[.,]? (?:of )?{MONTH}\\w+\\.?(?:,? {N}(?:st|nd|rd|th)?(?![:%\\w])){{0,1}}"
    f"|{MONTH}\\w+\\.?(?:,? {N}(?:st|nd|rd|th)?(?![:%\\w])){{0,2}}"
    f"|{WEEKDAY}\\w+(?:[.,]{{0,2}} (?=‹[nd]|{MONTH}))?"
    f"|{N} (?:Uhr|[ap]\\.?m\\b|o’clock|o'clock)|‹time› (?:Uhr|[ap]\\.?m\\b)"
    f"|{N} ?(?:€|EUR\\b|USD\\b|GBP\\b|CHF\\b|[Ee]uros?\\b|[Dd]ollars?\\b)"
    "|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”]|«[^»\n]{1,80}»|`[^`\n]{1,80}`"
    '|"(?<![^\\s(]")[^"\n]{1,80}"(?![\\w:}\\]])'
)
"""What spans words. Each alternative begins with a letter of its own, so that the engine leaps from one to the next."""

_LISTS = re.compile(r"‹(\w+)›(?:(?:[,;]| and| und| or| oder)? ‹\1›)+")

LISTED = {
    "number": "‹numbers›",
    "id": "‹ids›",
    "name": "‹names›",
    "path": "‹paths›",
    "address": "‹addresses›",
    "text": "‹texts›",
    "date": DATE,
    "time": TIME,
    "money": MONEY,
}


class _Words(dict[str, str]):
    """Words met before, masked; a new one is masked when asked for."""

    def __missing__(self, word: str) -> str:
        masked = self[word] = masked_word(word)
        return masked


_words = _Words()


def template_of(text: str) -> str:
    """What all prompts made from the same pattern have in common; "" of a text without words."""
    text = text.lstrip()
    if len(text) <= BEGINNING + END:
        return _spans(_words_masked(text))
    beginning, end = _words_masked(text[:BEGINNING]), _words_masked(text[-END:])
    return _spans(f"{_first(beginning, WORDS_OF_BEGINNING)}\n{GAP}\n{_last(end, WORDS_OF_END)}")


def _words_masked(text: str) -> str:
    """The first pass: each word by itself, in lines that hold words."""
    if len(_words) > REMEMBERED:
        _words.clear()
    if "\n" not in text:
        return " ".join(map(_words.__getitem__, text.split()))
    lines = [line.split() for line in text.split("\n")]
    return "\n".join([" ".join(map(_words.__getitem__, words)) for words in lines if words])


def _spans(masked: str) -> str:
    """The second pass: what spans words."""
    masked = _SPANS.sub(_span, masked).replace(AFTER_NAME, "")
    return _LISTS.sub(_list, masked) if "› ‹" in masked or "›, ‹" in masked else masked


def _list(found: re.Match[str]) -> str:
    """Three numbers or more are a list; a weekday and its date are one date."""
    few = found[0].count("‹") < 3 and found[1] != "date"
    return found[0] if few else LISTED.get(found[1], found[0])


def _span(found: re.Match[str]) -> str:
    text = found[0]
    first = text[0]
    if first == AFTER_NAME:
        return text if text[2:].partition(" ")[0] in NO_NAMES else " " + NAME
    if first == WEEKDAY:
        day = text[1:].rstrip(" .,")
        return day if day == text[1:] and day.lower() in AMBIGUOUS else DATE + text[1 + len(day) :]
    if first == "‹":
        return _of_number(text)
    if first == MONTH:
        return DATE if N in text or text[1:].rstrip(".").lower() not in AMBIGUOUS else text[1:]
    return first + QUOTED + text[-1]


def _of_number(text: str) -> str:
    """A number or time with the word behind it."""
    if MONTH in text:
        return DATE
    return TIME if text[-1] in "rmk" or text.endswith("clock") else MONEY


def _first(text: str, words: int) -> str:
    """The first words of a text, its lines kept."""
    parts = text.split(" ", words)
    return " ".join(parts[:words])


def _last(text: str, words: int) -> str:
    parts = text.rsplit(" ", words)
    return " ".join(parts[-words:])
