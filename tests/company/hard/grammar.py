"""Phrases with choices: "(please |)check <thing>" is said another way each time, or frozen in one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from tests.company.dice import Dice


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to be filled when it is said; its name with a capital asks for a capital."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these phrases."""

    options: "tuple[Phrase, ...]"


Phrase: TypeAlias = tuple[str | Slot | Choice, ...]
Fill: TypeAlias = Callable[[str], str]


@cache
def phrase(text: str) -> Phrase:
    """The phrase written as text: `(a|b)` chooses, `<name>` is a slot. Raises ValueError for an open bracket."""
    options, rest = _options(text, 0)
    if rest != len(text) or len(options) != 1:
        raise ValueError(f"brackets do not match in {text!r}")
    return options[0]


def phrases(*texts: str) -> tuple[Phrase, ...]:
    """Several at once."""
    return tuple(map(phrase, texts))


def _options(text: str, at: int) -> tuple[tuple[Phrase, ...], int]:
    """The alternatives from `at` to the bracket that closes them, and where that is."""
    options: list[Phrase] = []
    parts: list[str | Slot | Choice] = []
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            options.append(tuple(parts))
            parts, at = [], at + 1
        else:
            part, at = _part(text, at)
            parts.append(part)
    return (*options, tuple(parts)), at


def _part(text: str, at: int) -> tuple[str | Slot | Choice, int]:
    if text[at] == "(":
        options, end = _options(text, at + 1)
        if end == len(text):
            raise ValueError(f"brackets do not match in {text!r}")
        return Choice(options), end + 1
    if text[at] == "<":
        end = text.index(">", at)
        return Slot(text[at + 1 : end]), end + 1
    end = next((place for place in range(at, len(text)) if text[place] in "(|)<"), len(text))
    return text[at:end], end


def said(one: Phrase, dice: Dice, fill: Fill) -> str:
    """The phrase in words: choices made by `dice`, slots by `fill`."""
    out: list[str] = []
    for part in one:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Slot):
            out.append(fill(part.name))
        else:
            out.append(said(dice.pick(part.options), dice, fill))
    return "".join(out)


def frozen(one: Phrase, dice: Dice) -> Phrase:
    """The phrase with its choices made; only slots are left. So a template comes to be."""
    out: list[str | Slot | Choice] = []
    for part in one:
        out.extend(frozen(dice.pick(part.options), dice) if isinstance(part, Choice) else (part,))
    return tuple(out)


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
