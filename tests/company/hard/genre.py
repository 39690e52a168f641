"""How something is asked and answered: phrases, and whether a program or a person says them."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.company.dice import Dice
from tests.company.hard.grammar import Phrase, frozen, phrases
from tests.company.hard.talk import KEPT, Talk

Texts = tuple[str, str]
Say = Callable[[Talk], Texts]
"""Prompt and response of the next call."""


@dataclass(frozen=True, slots=True)
class Genre:
    """Phrases for a session's first prompt, later prompts, answers, and the answer to the last call if it `lands`.

    `fixed`: a program asks, always in the same words but for what it fills in; `form`: the answer keeps a layout too.
    """

    first: tuple[Phrase, ...]
    later: tuple[Phrase, ...]
    answers: tuple[Phrase, ...]
    closing: tuple[Phrase, ...] = ()
    fixed: bool = False
    form: bool = False

    def voice(self, dice: Dice) -> "Genre":
        """The genre as one agent talks it: a program's phrases are set for good, people have habits of their own."""
        first, later = (_habits(of, dice, self.fixed) for of in (self.first, self.later))
        answers = _habits(self.answers, dice, True) if self.form else self.answers
        return Genre(first, later, answers, self.closing, self.fixed, self.form)

    def say(self, talk: Talk) -> Texts:
        """Ask and answer."""
        closes = talk.lands and talk.last and self.closing
        prompt = talk.one_of(self.first if talk.turn == 0 else self.later)
        return prompt[:KEPT], talk.one_of(self.closing if closes else self.answers)[:KEPT]


def _habits(options: tuple[Phrase, ...], dice: Dice, fixed: bool) -> tuple[Phrase, ...]:
    """A program: one or two phrases, all choices made. A person: about two thirds of them, all choices open."""
    if fixed:
        start = dice.between(0, len(options) - 1)
        return tuple(frozen(option, dice) for option in (options + options)[start : start + dice.between(1, 2)])
    kept = tuple(option for option in options if dice.chance(0.65))
    return kept or options


def genre(
    first: tuple[str, ...],
    answers: tuple[str, ...],
    later: tuple[str, ...] = (),
    closing: tuple[str, ...] = (),
    *,
    fixed: bool = False,
    form: bool = False,
) -> Genre:
    """A genre from texts as `grammar` reads them; where nothing is said later, the first is said again."""
    return Genre(phrases(*first), phrases(*(later or first)), phrases(*answers), phrases(*closing), fixed, form)
