"""Where a conversation stands when the next call is worded, and how its words are found."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from tests.company.dice import Dice
from tests.company.hard.grammar import Phrase, capital, phrases, said
from tests.company.hard.subjects import DAYS, Subject
from tests.company.hard.worldly import FIRST, LAST, SITES

ARTICLE = re.compile(r"\b(a) ([aeio]|un)")
"""An "a" that must be "an"."""

FACTS, RECALLED = 5, 0.4
"""So many things are known of a matter; so often one of them is told again, in questions and answers."""

KEPT = 700
"""Characters of a text that the gateway keeps."""

TALKS = 5
"""So many different talks a group has of one matter before the same comes again."""

DETAILS = phrases(
    "the <noun> (of|at|for) <name> (is|was|looks) <state>",
    "(<who>|<anyone>) (reports|says|noticed|found|writes) that the <adj> <noun> (<does> the <noun>|is <state>)",
    "since <day> the <noun> (shows|gives|counts|reports) <m> instead of <k>",
    "<part> (arrived at|was sent to|is missing in|went back to) <site> on <day>",
    "the <doc> (names|lists|asks for) <n> (items|cases|points), but the <noun> (holds|shows) <k>",
    "<name> (wants|expects|was promised) the <adj> <noun> (before|by|not later than) <day>",
    "nobody (<does>|may <verb>|wants to <verb>) the <noun> (without|before|after) the <noun>",
    "<n> of <m> (cases|rows|lines|pieces) (carry|show|need) a <adj> <noun>",
    "we (<verb>|had to <verb>|decided to <verb>) the <noun> for <other>, (while|although|because) "
    "the <noun> is <state>",
    "at <h>:<mm> the <noun> was <state>, (then|later|an hour after) the <noun> as well",
    "the <noun> (depends on|comes from|belongs to) <other>, (which|and it) <does> the <adj> <noun>",
    "(<who>|<anyone>) will <verb> the <noun> (next week|on <day>|after the visit|once <anywhere> is free)",
)
"""What is the matter, in one clause."""


@dataclass(slots=True)
class Talk:
    """`role` of `roles`: agents that work together speak in turn. `key` is theirs; `lands`: something will come of it.

    `loose`: nothing is said twice in the same words. `facts`: what is known of each matter, by its article number.
    """

    dice: Dice
    subject: Subject
    key: str = ""
    session: int = 0
    turn: int = 0
    turns: int = 1
    role: int = 0
    roles: int = 1
    lands: bool = False
    loose: bool = False
    facts: dict[str, list[str]] | None = None
    before: tuple[str, str] | None = None

    @property
    def last(self) -> bool:
        """Whether the session ends with this call."""
        return self.turn == self.turns - 1

    def fill(self, name: str) -> str:
        """A slot's words."""
        lower = name.lower()
        found = WORDS[lower](self)
        return found if lower == name else capital(found)

    def say(self, phrase: Phrase) -> str:
        """A phrase about this subject, its first letter large."""
        return capital(ARTICLE.sub(r"\1n \2", said(phrase, self.dice, self.fill)))

    def one_of(self, options: tuple[Phrase, ...]) -> str:
        """One of several."""
        return self.say(self.dice.pick(options))

    def shared(self, options: tuple[Phrase, ...], place: int) -> str:
        """One of several, the same words for every agent of the group that asks for this place."""
        # of one matter they have so many talks, and then the same again
        talk = f"{self.key}/{self.subject.part}/{self.session % TALKS}/{place}"
        number, mine = crc32(talk.encode()), self.dice
        self.dice = Dice("shared", talk)
        text = self.say(options[number % len(options)])
        self.dice = mine
        return text

    def detail(self) -> str:
        """What is the matter: often something that was said of it before."""
        known = self.facts.setdefault(self.subject.part, []) if self.facts is not None else []
        if len(known) == FACTS and self.dice.chance(RECALLED):
            return self.dice.pick(known)
        detail = said(self.dice.pick(DETAILS), self.dice, self.fill)
        if self.facts is not None and len(known) < FACTS:
            known.append(detail)
        return detail

    def noun(self) -> str:
        """Mostly one of the subject's own, else any of the team's."""
        own = self.dice.chance(0.6)
        return self.dice.pick(self.subject.nouns if own else self.subject.words.nouns)


def third(verb: str) -> str:
    """He, she, it: "match" → "matches"."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s"


def _place(talk: Talk, low: int, high: int) -> str:
    return str(talk.dice.between(low, high))


def _story(talk: Talk) -> str:
    count = talk.dice.between(2, 4)
    return ". ".join(capital(talk.detail()) for _ in range(count)) + "."


WORDS: dict[str, Callable[[Talk], str]] = {
    "thing": lambda talk: talk.subject.thing,
    "noun": Talk.noun,
    "name": lambda talk: talk.subject.name,
    "other": lambda talk: talk.subject.other,
    "ref": lambda talk: talk.subject.reference,
    "code": lambda talk: talk.subject.code,
    "part": lambda talk: talk.subject.part,
    "who": lambda talk: talk.subject.who,
    "anyone": lambda talk: f"{talk.dice.pick(FIRST)} {talk.dice.pick(LAST)}",
    "site": lambda talk: talk.subject.site,
    "anywhere": lambda talk: talk.dice.pick(SITES),
    "adj": lambda talk: talk.dice.pick(talk.subject.words.adjectives),
    "verb": lambda talk: talk.dice.pick(talk.subject.words.verbs),
    "does": lambda talk: third(talk.dice.pick(talk.subject.words.verbs)),
    "state": lambda talk: talk.dice.pick(talk.subject.words.states),
    "doc": lambda talk: talk.dice.pick(talk.subject.words.docs),
    "day": lambda talk: talk.dice.pick(DAYS),
    "n": lambda talk: _place(talk, 2, 48),
    "k": lambda talk: _place(talk, 12, 990),
    "m": lambda talk: _place(talk, 1030, 49_800),
    "h": lambda talk: _place(talk, 7, 18),
    "mm": lambda talk: _place(talk, 10, 59),
    "detail": Talk.detail,
    "story": _story,
}
"""Slot → its words."""
