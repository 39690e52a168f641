"""A kind of agent: when it works, how large its calls are, what is said, and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

from tests.company.dice import Dice
from tests.company.rhythm import Rhythm
from tests.company.words import Topic


@dataclass(frozen=True, slots=True)
class Size:
    """Typical tokens: `base` context at the first call, `step` more with every turn, `output`; cached or sent anew."""

    base: int
    step: int
    output: int
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What is recorded when a topic ends: with this `chance`, these kinds of outcome, after some minutes."""

    chance: float = 0.0
    kinds: tuple[str, ...] = ()
    after: tuple[int, int] = (5, 90)
    titles: tuple[str, ...] = ("{thing} for {name}",)


class Turn(NamedTuple):
    """One call's words. With a `tool`, its `result` is what the next call answers to."""

    prompt: str
    response: str
    tool: str = ""
    command: str = ""
    result: str = ""


@dataclass(slots=True)
class Talk:
    """Where a conversation stands when the next call is worded. `role` and `group`: agents that talk to each other."""

    dice: Dice
    topic: Topic
    group: str = ""
    session: int = 0
    turn: int = 0
    turns: int = 1
    role: int = 0
    lands: bool = False
    before: Turn | None = None
    numbers: tuple[int, int, int] = (2, 103, 7)

    def roll(self) -> None:
        """New numbers for the next turn; prompt, answer and tool result share them."""
        dice = self.dice
        self.numbers = dice.between(2, 48), dice.between(103, 4980), dice.between(7, 18)

    def fill(self, templates: tuple[str, ...]) -> str:
        """One of `templates`, its places filled."""
        return self._filled(self.dice.pick(templates), self.numbers)

    def shared(self, templates: tuple[str, ...], place: int) -> str:
        """One of `templates`, the same for every agent of the group that asks for this place."""
        number = crc32(f"{self.group}/{self.session}/{place}".encode())
        numbers = number // 64 % 46 + 2, number // 4096 % 4800 + 101, number // 128 % 12 + 7
        return self._filled(templates[number % len(templates)], numbers)

    def _filled(self, template: str, numbers: tuple[int, int, int]) -> str:
        topic, (n, m, h) = self.topic, numbers
        return template.format(ref=topic.reference, thing=topic.thing, name=topic.name, code=topic.code, n=n, m=m, h=h)


Say = Callable[[Talk], Turn]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way an agent is used. `twin` names the kind that looks alike and is the opposite.

    `turns`: calls a session, on average. `subjects`: so many that return for ever (0: always new), each lasting
    `lasts` sessions. `gap`: seconds between calls. `roles`: how many agents work as one group. `new`: begins with the
    target. `even`: all sessions as long. `tops_up`: sized so that the person's week just reaches the target.
    """

    name: str
    padding: bool
    story: str
    twin: str
    names: tuple[str, ...]
    starts: Rhythm
    turns: int
    size: Size
    say: Say
    models: tuple[str, ...]
    formats: tuple[str, ...] = ("gateway",)
    results: Results = field(default_factory=Results)
    subjects: int = 0
    lasts: int = 1
    gap: tuple[int, int] = (20, 110)
    roles: int = 1
    new: bool = False
    tops_up: bool = False
    even: bool = False


def scripted(
    first: tuple[str, ...], answers: tuple[str, ...], later: tuple[str, ...] = (), closing: tuple[str, ...] = ()
) -> Say:
    """Plain conversation: a first prompt, later prompts, answers, and an answer that closes what has an outcome."""
    later = later or first

    def say(talk: Talk) -> Turn:
        ends = talk.lands and closing and talk.turn == talk.turns - 1
        return Turn(talk.fill(first if talk.turn == 0 else later), talk.fill(closing if ends else answers))

    return say


Step = tuple[str, str, str, str]
"""What is said before a tool is used, the tool, what it is told, what it gives back."""


def with_tools(ask: tuple[str, ...], steps: tuple[Step, ...], done: tuple[str, ...]) -> Say:
    """Work with tools: a wish, then tool calls about in order, now and then a report and the next wish."""

    def say(talk: Talk) -> Turn:
        follows = talk.before is not None and talk.before.tool
        prompt = "" if follows else talk.fill(ask)
        if talk.turn == talk.turns - 1 or (follows and talk.dice.chance(0.14)):
            return Turn(prompt, talk.fill(done))
        words, tool, command, result = steps[(talk.turn + talk.dice.between(0, 1)) % len(steps)]
        return Turn(prompt, talk.fill((words,)), tool, talk.fill((command,)), talk.fill((result,)))

    return say
